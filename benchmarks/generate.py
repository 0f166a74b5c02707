"""Make a realistic knowledge base of any size, always the same: ``python benchmarks/generate.py DIR PAGES``.

Seven in ten pages are processes, the rest roles, decisions and articles; each has the front matter that such a page
has in real life, about 4 kB of Swedish-looking prose with headings, steps, a table and links that hold, and an owner
whom the directory knows.
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from pathlib import Path

AS_OF = date(2026, 11, 24)
LINKS_TO_OWN_HEADING = 0.25  # as many real pages as are linked to by a heading, their own links included
AREAS = ("ekonomi", "inkop", "personal", "it", "drift", "sakerhet", "kommunikation", "fastighet")
WORDS = (
    "ansvar arbetsplats attest avtal avvikelse behörighet beslut beställning bilaga brev chef dag datum del diarium "
    "direktupphandling dokument enhet faktura fel flöde fråga förvaltning gräns handling handläggare inköp kollega "
    "kontroll kostnad kund leverantör lista medarbetare möte nivå ordning person plan plats process region regel resa "
    "roll rutin samtal skäl skydd steg stöd system säkerhet tid tjänst underlag uppdrag uppgift vecka ärende"
).split()
VERBS = "kontrollera registrera godkänna skicka beställa granska lämna hämta boka besvara spara jämföra meddela".split()
GLUE = "och för med till från innan efter utan inom enligt när den det som alltid ofta bara samma varje nästa".split()


def sentence(rng: random.Random) -> str:
    """One sentence of 6 to 16 words."""
    rest = (rng.choice(GLUE if rng.random() < 0.4 else WORDS) for _ in range(rng.randint(5, 15)))  # noqa: PLR2004
    return " ".join([rng.choice(VERBS).capitalize(), *rest]) + "."


def paragraph(rng: random.Random) -> str:
    """Three to six sentences."""
    return " ".join(sentence(rng) for _ in range(rng.randint(3, 6)))


def steps(rng: random.Random) -> str:
    """A numbered list of steps."""
    return "\n".join(f"{n}. **{rng.choice(WORDS).capitalize()}**: {sentence(rng)}" for n in range(1, rng.randint(5, 9)))


def table(rng: random.Random) -> str:
    """A table of four rows."""
    rows = [f"| {rng.choice(WORDS)} | {rng.randint(1, 900)} 000 kr | {rng.choice(WORDS)} |" for _ in range(4)]
    return "\n".join(["| Vad | Belopp | Vem |", "| --- | ---: | --- |", *rows])


def body(rng: random.Random, title: str, links: list[str]) -> str:
    """About 4 kB of text with headings, steps, a table, a note and links."""
    parts = [f"# {title}", paragraph(rng)]
    for heading in ("Syfte", "Så gör du", "Undantag", "Vanliga fel", "Vem du frågar", "Läs mer"):
        parts.append(f"## {heading}")
        if heading == "Så gör du":
            parts += [steps(rng), table(rng)]
        elif heading == "Undantag":
            parts += [f'!!! note "Tänk på"\n    {sentence(rng)}\n    {sentence(rng)}', paragraph(rng)]
        elif heading == "Läs mer":
            parts.append("\n".join(f"- [{rng.choice(WORDS).capitalize()}]({link})" for link in links))
        else:
            parts += [paragraph(rng), paragraph(rng)]
    return "\n\n".join(parts) + "\n"


def review(rng: random.Random) -> list[str]:
    """The fields of a review, most of them in time."""
    day = AS_OF - timedelta(days=rng.randint(1, 210))
    return [
        f"last_reviewed: {day}",
        "review_note: Gick igenom stegen med två handläggare och rättade beloppen",
        f"review_in: {rng.choice(('6 months', '1 year', '26 weeks', '180 days'))}",
    ]


class Maker:
    """Writes the pages of one knowledge base."""

    def __init__(self, root: Path, pages: int, seed: int = 1) -> None:
        self.rng = random.Random(seed)  # noqa: S311 (no secret)
        self.root = root
        self.roles = max(3, pages // 20)
        self.decisions = pages // 10
        self.articles = pages // 20
        self.processes = pages - self.roles - self.decisions - self.articles

    def write(self) -> None:
        """Write pages, people and settings."""
        for number in range(self.roles):
            self._page(f"docs/roles/roll-{number:04}.md", f"Roll {number}", self._role())
        for number in range(1, self.decisions + 1):
            self._page(f"docs/decisions/{number:04}-beslut.md", f"Beslut {number}", self._decision())
        for number in range(self.articles):
            self._page(f"docs/artiklar/artikel-{number:04}.md", f"Artikel {number}", [])
        for number in range(self.processes):
            self._page(self._process(number), f"Process {number}: {self.rng.choice(WORDS)}", self._process_fields())
        (self.root / "docs" / "index.md").write_text("# Kunskapsbas\n\nVälkommen.\n", encoding="utf-8")
        self._people()
        (self.root / "stafett.yml").write_text(
            "language: sv\ndefaults:\n"
            + "".join(f"  {kind}: {{review_in: 1 year}}\n" for kind in ("process", "role", "decision", "article")),
            encoding="utf-8",
        )

    def _process(self, number: int) -> str:
        return f"processes/{AREAS[number % len(AREAS)]}/process-{number:05}.md"

    def _role_id(self) -> str:
        return f"roll-{self.rng.randrange(self.roles):04}"

    def _page(self, path: str, title: str, fields: list[str]) -> None:
        owner = self._role_id()
        head = [
            f"title: {title}" if ":" not in title else f'title: "{title}"',
            f"owner: {owner}",
            f"reviewed_by: {owner}",
        ]
        up = "../" * (path.count("/") - (1 if path.startswith("docs/") else 0))
        links = [up + self._process(self.rng.randrange(self.processes)) for _ in range(4)]
        links += [f"{up}roles/{self._role_id()}.md", "https://www.example.se/regler"]
        links += ["#undantag"] if self.rng.random() < LINKS_TO_OWN_HEADING else []
        text = "---\n" + "\n".join([*head, *review(self.rng), *fields]) + "\n---\n" + body(self.rng, title, links)
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def _role(self) -> list[str]:
        paths = [self._process(self.rng.randrange(self.processes)).removesuffix(".md") for _ in range(6)]
        return [f"must_know: {{day_1: [{', '.join(paths[:2])}], week_1: [{', '.join(paths[2:])}]}}"]

    def _decision(self) -> list[str]:
        return ["status: accepted", "date: 2026-02-11", f"decision-makers: [{self._role_id()}]", "consulted: [facken]"]

    def _process_fields(self) -> list[str]:
        rng = self.rng
        roles = [self._role_id() for _ in range(5)]
        return [
            f"deputy: {roles[0]}",
            f"criticality: {rng.choice(('low', 'medium', 'high'))}",
            f"audience: [{roles[1]}, everyone]",
            f"raci: {{responsible: [{roles[2]}], accountable: {roles[3]}, consulted: [], informed: [{roles[4]}]}}",
            f"inputs: [{rng.choice(WORDS)}, {rng.choice(WORDS)}]",
            f"outputs: [{rng.choice(WORDS)}, {rng.choice(WORDS)}]",
            f"systems: [{rng.choice(WORDS)}]",
            f"keywords: [{rng.choice(WORDS)}, {rng.choice(WORDS)}, {rng.choice(WORDS)}]",
        ]

    def _people(self) -> None:
        lines = ["units:", "  - {id: huvudkontor, name: Huvudkontor, head: p-00000}", "people:"]
        for number in range(self.roles * 2):
            roles = f"[{{role: roll-{number % self.roles:04}, from: 2025-01-01}}]"
            lines.append(f"  - {{id: p-{number:05}, unit: huvudkontor, first_day: 2024-03-01, roles: {roles}}}")
        folder = self.root / "people"
        folder.mkdir(exist_ok=True)
        (folder / "people.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def generate(root: Path, pages: int, seed: int = 1) -> None:
    """Write a knowledge base of ``pages`` pages into the folder ``root``, which is made."""
    root.mkdir(parents=True, exist_ok=True)
    Maker(root, pages, seed).write()


if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2]))
