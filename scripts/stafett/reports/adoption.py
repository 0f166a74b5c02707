"""A proposal for a knowledge base that exists: as ``stafett.yml``, for the screen, and its owners as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stafett.adoption.dates import Format
from stafett.adoption.fields import Mapped
from stafett.adoption.owners import Candidate, by_folder, proposed
from stafett.adoption.proposal import Proposal
from stafett.messages import N_, Words
from stafett.reading.baseline import FILE as BASELINE
from stafett.reports.csv_table import csv_table
from stafett.reports.printable import printable
from stafett.writing.yaml_values import inline

MOST_FOLDERS = 20


def settings_text(proposal: Proposal, words: Words) -> str:
    """``stafett.yml``, with the evidence for each setting as a comment beside it."""
    lines = [
        _comment(words(N_("Proposed by `stafett init --adopt` from what it found here. Change what is not right:"))),
        _comment(words(N_("what each setting means stands in the README of Stafett, under Settings."))),
        _setting(f"language: {proposal.language}", words(N_("that of most of the text; change it if that is wrong"))),
        _setting("pages:", words(N_("what is a page, and of which kind; the first line that fits counts"))),
    ]
    for pattern in proposal.pages.patterns:
        count = words.plural("{n} page", "{n} pages", pattern.times)
        match = f"{{match: {inline(pattern.match, flow=True, like=chr(34))}, kind: {pattern.kind}}}"
        lines.append(_setting(f"  - {match}", f"{count}: {words(pattern.why)}"))
    lines += _exclude(proposal, words)
    lines += _fields(proposal, words)
    lines += _formats(proposal, words)
    lines += _owners(proposal, words)
    lines += _defaults(proposal, words)
    lines.append(_setting(f"baseline: {BASELINE}", words(N_("what there is to remark today, which fails no check"))))
    return "\n".join(lines) + "\n"


def _comment(text: str) -> str:
    return f"# {printable(text)}"


def _setting(line: str, evidence: str) -> str:
    return f"{line} # {printable(evidence)}"


def _exclude(proposal: Proposal, words: Words) -> Iterator[str]:
    left = proposal.pages.excluded
    if not left:
        yield "exclude: []"
        return
    yield "exclude:"
    for item in left:
        count = words.plural("{n} file", "{n} files", item.times)
        yield _setting(f"  - {inline(item.match, like=chr(34))}", f"{count}: {words(item.why)}")


def _fields(proposal: Proposal, words: Words) -> Iterator[str]:
    renamed = [mapped for mapped in proposal.fields if mapped.ours != mapped.theirs]
    if renamed:
        yield _setting("fields:", words(N_("how these pages spell the fields of Stafett")))
        for mapped in renamed:
            yield _setting(f"  {mapped.ours}: {inline(mapped.theirs)}", _on_pages(mapped, proposal, words))
    if proposal.known:
        yield _setting("known_fields:", words(N_("on many pages, and without a meaning for Stafett")))
        for unknown in proposal.known:
            yield _setting(f"  - {inline(unknown.name)}", words(_ON, n=unknown.times, of=len(proposal.files)))


_ON = N_("on {n} of {of} pages")
_UNSURE = N_("by its name it may mean something else: decide")
_PROOF = N_("{proof} can be read in no other order")
_RIVAL = N_("nothing tells it from {rival}: decide")


def _on_pages(mapped: Mapped, proposal: Proposal, words: Words) -> str:
    told = words(_ON, n=mapped.times, of=len(proposal.files))
    return f"{told}; {words(_UNSURE)}" if mapped.unsure else told


def _formats(proposal: Proposal, words: Words) -> Iterator[str]:
    if proposal.formats:
        yield "date_formats:"
        for item in proposal.formats:
            yield _setting(f"  - {inline(item.notation, like=chr(34))}", _how_known(item, words))


def _how_known(item: Format, words: Words) -> str:
    told = words.plural("{n} date, as {example}", "{n} dates, as {example}", item.times, example=item.example)
    if item.proof:
        return f"{told}; {words(_PROOF, proof=item.proof)}"
    if item.rival:
        return f"{told}; {words(_RIVAL, rival=item.rival)}"
    return told


def _owners(proposal: Proposal, words: Words) -> Iterator[str]:
    if proposal.roles:
        yield _setting("owners: roles", words(N_("most owners are named as role guides are")))
    else:
        message = N_(
            "owners are free text; write `roles` once there is a guide for each role, and people are in people/"
        )
        yield _setting("owners: any", words(message))


def _defaults(proposal: Proposal, words: Words) -> Iterator[str]:
    if proposal.defaults:
        yield _setting("defaults:", words(N_("few pages of these kinds say how long a review is good for")))
        for kind, interval in proposal.defaults.items():
            yield f"  {kind}: {{review_in: {interval}}}"


def summary(proposal: Proposal, found: Iterable[Candidate], in_menu: int | None, words: Words) -> str:
    """What a person should know before they say yes: what is not in the settings, and who could own what."""
    lines = []
    without = proposal.without_front_matter
    if without:
        lines.append(
            words.plural(
                "{n} page has no front matter: nobody owns it until it has. The baseline lets it be.",
                "{n} pages have no front matter: nobody owns them until they have. The baseline lets them be.",
                without,
            )
        )
    if in_menu is not None:
        message = N_("{n} of {of} pages are in the menu of mkdocs.yml, which stays as it is.")
        lines.append(words(message, n=in_menu, of=len(proposal.files)))
    folders = [(folder, pages, who) for folder, (pages, who) in by_folder(found).items() if who]
    if folders:
        lines.append("")
        lines.append(
            words(N_("Who could own what, by page, CODEOWNERS and two years of git. Ask them; a role is better:"))
        )
        lines += [_folder(folder, pages, who, words) for folder, pages, who in folders[:MOST_FOLDERS]]
        if len(folders) > MOST_FOLDERS:
            lines.append("  …")
    return "".join(f"{line}\n" for line in lines)


def _folder(folder: str, pages: int, who: list[tuple[str, int]], words: Words) -> str:
    named = ", ".join(f"{name} ({count})" for name, count in who)
    counted = words.plural("{n} page", "{n} pages", pages)
    return printable(f"  {folder or '.'}: {counted}: {named}")


def owners_table(found: Iterable[Candidate], words: Words) -> str:
    """A row a page, for a spreadsheet: who is proposed as its owner, and on what that rests."""
    heads = (N_("page"), N_("proposed owner"), N_("the page says"), "CODEOWNERS", N_("changed it most"), N_("changes"),
             N_("of all changes"), N_("last changed"))  # fmt: skip
    rows = (
        (
            one.path,
            proposed(one),
            one.says,
            " ".join(one.codeowners),
            one.author,
            one.changes,
            one.all_changes,
            one.last,
        )
        for one in found
    )
    return csv_table([words(head) for head in heads], rows, words)
