"""The pages of a synthetic organisation, with what a real one has neglected."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

from generate import VERBS, WORDS, body
from organisation_roles import Roles
from staff import Staff

INTERVALS = {"high": ("3 months", "6 months"), "medium": ("6 months", "1 year"), "low": ("1 year", "2 years")}
DAYS = {"3 months": 90, "6 months": 182, "1 year": 365, "2 years": 730}
# The share of pages of which each has been neglected.
NO_OWNER, WRONG_OWNER, PERSON_OWNER, NEVER_REVIEWED, FUTURE, OTHER_REVIEWER = 0.004, 0.002, 0.03, 0.02, 0.001, 0.004
NO_DEPUTY, LATE, BROKEN_LINK, UNFINISHED, NO_PATH = 0.08, 0.12, 0.003, 0.004, 0.1
IN_A_PATH, LONG_FIRST_DAY = 0.9, 0.01
VARIANTS, SUPERSEDED, FLOWS = 0.03, 0.12, 0.1


class PageMaker:
    """Writes the pages: one in twenty a role guide, one in ten a decision, one in twenty an article, else processes."""

    def __init__(self, rng: random.Random, root: Path, pages: int, staff: Staff, roles: Roles, as_of: date) -> None:
        self.rng, self.root, self.staff, self.roles, self.as_of = rng, root, staff, roles, as_of
        self.all_roles = [*roles.mass, *roles.owners]
        self.decisions, self.articles = max(2, pages // 10), max(1, pages // 20)
        number = max(1, pages - len(self.all_roles) - self.decisions - self.articles)
        self.variants = round(number * VARIANTS)
        self.areas = sorted({unit.area for unit in staff.units if unit.area})
        self.processes = [f"processes/{self.areas[n % len(self.areas)]}/process-{n:05}" for n in range(number)]
        self.regions = [unit.id for unit in staff.units if unit.parent == "bolaget" and not unit.area]
        # Some roles own many pages, most a few.
        self.weights = [rng.paretovariate(2.2) for _ in roles.owners]
        self.to_learn = rng.sample(self.processes, round(number * IN_A_PATH))
        self.present = [seat.person for seat in staff.seats if seat.person]

    def write(self) -> None:
        """Write all pages."""
        for role in self.all_roles:
            self._page(f"docs/roles/{role}.md", role.replace("-", " ").capitalize(), self._role(), "medium")
        replaced = self._replaced()
        for number in range(1, self.decisions + 1):
            fields = self._decision(number, replaced)
            self._page(f"docs/decisions/{number:04}-beslut.md", f"Beslut {number}", fields, "medium")
        for number in range(self.articles):
            self._page(f"docs/artiklar/artikel-{number:04}.md", f"Artikel {number}", [], "low")
        national = len(self.processes) - self.variants
        for number, id_ in enumerate(self.processes):
            title = f"{self.rng.choice(VERBS).capitalize()} {self.rng.choice(WORDS)} {number}"
            criticality = self.rng.choices(("low", "medium", "high"), (30, 50, 20))[0]
            fields = self._process(criticality)
            if number >= national:
                fields += self._variant(self.processes[number - national])
            self._page(f"{id_}.md", title, fields, criticality)
        index = self.root / "docs" / "index.md"
        index.write_text("# Kunskapsbas\n\nVälkommen.\n", encoding="utf-8")

    def _owner(self) -> str:
        return self.rng.choices(self.roles.owners, self.weights)[0]

    def _page(self, path: str, title: str, fields: list[str], criticality: str) -> None:
        rng = self.rng
        owner: str | None = self._owner()
        chance = rng.random()
        if chance < NO_OWNER:
            owner = None
        elif chance < NO_OWNER + WRONG_OWNER:
            owner = f"{owner}-x"
        elif chance < NO_OWNER + WRONG_OWNER + PERSON_OWNER and self.present:
            owner = rng.choice(self.present).id
        head = [f"title: {title}", *([f"owner: {owner}"] if owner else []), *self._review(owner, criticality), *fields]
        up = "../" * (path.count("/") - (1 if path.startswith("docs/") else 0))
        links = [f"{up}{rng.choice(self.processes)}.md" for _ in range(4)]
        links += [f"{up}roles/{rng.choice(self.all_roles)}.md", "https://www.example.se/regler"]
        if rng.random() < BROKEN_LINK:
            links.append(f"{up}{rng.choice(self.processes)}-gammal.md")
        text = body(rng, title, links)
        if rng.random() < UNFINISHED:
            text += "\n## Att göra\n\n[[skriv: hur man gör när systemet ligger nere]]\n"
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("---\n" + "\n".join(head) + "\n---\n" + text, encoding="utf-8")

    def _review(self, owner: str | None, criticality: str) -> list[str]:
        rng = self.rng
        interval = rng.choice(INTERVALS[criticality])
        if rng.random() < NEVER_REVIEWED:
            return [f"review_in: {interval}"]
        late = rng.random() < LATE
        ago = rng.randint(1, 200) + DAYS[interval] if late else rng.randint(0, DAYS[interval])
        day = self.as_of + timedelta(days=3) if rng.random() < FUTURE else self.as_of - timedelta(days=ago)
        by = self._owner() if owner is None or rng.random() < OTHER_REVIEWER else owner
        return [
            f"last_reviewed: {day}",
            f"reviewed_by: {by}",
            "review_note: Gick igenom stegen med två handläggare och rättade beloppen",
            f"review_in: {interval}",
        ]

    def _role(self) -> list[str]:
        rng = self.rng
        if rng.random() < NO_PATH:
            return []
        share = len(self.to_learn) // len(self.all_roles) + 1
        paths = [self.to_learn.pop() for _ in range(min(share, len(self.to_learn)))]
        paths += rng.choices(self.processes, k=4)
        decision = f"decisions/{rng.randint(1, self.decisions):04}-beslut"
        groups = {"day_1": paths[:2], "week_1": paths[2:4], "month_1": [*paths[4:], decision]}
        if rng.random() < LONG_FIRST_DAY:
            groups = {"day_1": [*paths, *rng.choices(self.processes, k=160)]}
        return ["must_know:", *(f"  {name}: [{', '.join(dict.fromkeys(ids))}]" for name, ids in groups.items())]

    def _replaced(self) -> dict[int, int]:
        """The decisions that a later one replaces, each with the number of that one."""
        numbers = list(range(1, self.decisions))
        old = self.rng.sample(numbers, round(len(numbers) * SUPERSEDED))
        found: dict[int, int] = {}
        for number in sorted(old):
            newer = self.rng.randint(number + 1, self.decisions)
            if newer not in found.values():
                found[number] = newer
        return found

    def _decision(self, number: int, replaced: dict[int, int]) -> list[str]:
        rng = self.rng
        day = self.as_of - timedelta(days=30 + (self.decisions - number) * 2000 // self.decisions)
        fields = [f"date: {day}", f"decision-makers: [{self._owner()}]", "consulted: [facken]"]
        newer = replaced.get(number)
        if newer:
            fields += ["status: superseded"] + ([f'superseded-by: "{newer:04}"'] if rng.random() > NO_OWNER * 5 else [])
        else:
            fields.append(f"status: {rng.choices(('accepted', 'proposed', 'deprecated'), (90, 5, 5))[0]}")
        older = [old for old, new in replaced.items() if new == number]
        return fields + [f'supersedes: ["{old:04}"]' for old in older]

    def _process(self, criticality: str) -> list[str]:
        rng = self.rng
        mass = self.roles.mass
        fields = [f"criticality: {criticality}"]
        if rng.random() >= (NO_DEPUTY if criticality == "high" else 0.4):
            fields.append(f"deputy: {self._owner()}")
        fields += [
            f"audience: [{rng.choice(mass)}{', everyone' if rng.random() < 0.2 else ''}]",  # noqa: PLR2004
            self._raci(),
            f"inputs: [{rng.choice(WORDS)}, {rng.choice(WORDS)}]",
            f"outputs: [{rng.choice(WORDS)}, {rng.choice(WORDS)}]",
            f"systems: [{rng.choice(WORDS)}]",
            f"keywords: [{rng.choice(WORDS)}, {rng.choice(WORDS)}, {rng.choice(WORDS)}]",
        ]
        return fields + (self._steps() if rng.random() < FLOWS else [])

    def _raci(self) -> str:
        rng, mass = self.rng, self.roles.mass
        groups = {
            "responsible": f"[{rng.choice(mass)}]",
            "accountable": self._owner(),
            "consulted": f"[{rng.choice(self.roles.owners)}]",
            "informed": f"[{rng.choice(mass)}]",
        }
        return f"raci: {{{', '.join(f'{name}: {who}' for name, who in groups.items())}}}"

    def _steps(self) -> list[str]:
        rng = self.rng
        lines = ["steps:"]
        for _ in range(rng.randint(3, 6)):
            what = f"{rng.choice(VERBS).capitalize()} {rng.choice(WORDS)}"
            lines += [f"  - step: {what}", f"    by: {rng.choice(self.roles.mass)}"]
        return lines

    def _variant(self, original: str) -> list[str]:
        rng = self.rng
        regions = rng.sample(self.regions, min(len(self.regions), rng.randint(1, 2)))
        day = self.as_of + timedelta(days=rng.randint(-120, 700))
        fields = [
            f"variant_of: {original}",
            f"units: [{', '.join(sorted(regions))}]",
            f"reason: {rng.choice(WORDS).capitalize()} hanteras här tillsammans med kommunen",
        ]
        fields += [f"approved_by: {self._owner()}"] if rng.random() < 0.9 else []  # noqa: PLR2004
        return fields + ([f"until: {day}"] if rng.random() < 0.9 else [])  # noqa: PLR2004
