"""Coverage of knowledge as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stafett.messages import N_, Words
from stafett.questions.coverage import Count, Coverage
from stafett.questions.coverage_part import Part
from stafett.questions.covered import Known, Lack
from stafett.questions.gaps import Gap
from stafett.questions.reported import Reported
from stafett.questions.role_needs import Need
from stafett.questions.unanswered import NoSystem
from stafett.reports.coverage_words import (
    HOW_COVERED,
    HOW_RANKED,
    LACK_WORDS,
    besides,
    gap_name,
    gap_people,
    headline,
    lacks,
    reason,
)
from stafett.reports.health import percent
from stafett.reports.printable import printable, printable_line

MOST_GAPS = 25
"""So many gaps are told where the whole knowledge base is asked about."""
_NAME = 36


@dataclass(frozen=True, slots=True)
class Told:
    """All that there is to tell: the coverage, its gaps, what hangs on one person, and what was reported.

    ``part`` is the one role or unit that is asked about, if any, and the rest is only what concerns it.
    """

    coverage: Coverage
    gaps: tuple[Gap, ...]
    alone: tuple[Known, ...]
    systems: tuple[NoSystem, ...]
    reported: Reported
    part: Part | None = None


def render_text(told: Told, words: Words) -> str:
    """The coverage for people: how much is covered, of which role and unit, and where it is thin."""
    return "\n".join(printable_line(line) for line in _lines(told, words)) + "\n"


def _lines(told: Told, words: Words) -> Iterator[str]:
    found = told.coverage
    yield words(N_("Coverage of knowledge on {day}"), day=found.as_of)
    yield ""
    if told.part:
        yield from _part(told, told.part, words)
    else:
        yield headline(found, words)
        yield from _roles(found, words)
        yield from _units(found, words)
    yield from _gaps(told, words)
    yield from _alone(told, words)
    yield from _systems(told.systems, words)
    left = besides(told.reported, words)
    yield from ["", *left] if left else ()
    yield ""
    yield words(HOW_COVERED)
    yield words(HOW_RANKED)


def _roles(found: Coverage, words: Words) -> Iterator[str]:
    rows = [(row.role.title, row.people, row.whole) for row in found.roles if row.needs]
    if found.everyone:
        common = [found.for_everyone[area] for area in found.for_everyone]
        whole = Count(sum(count.needed for count in common), sum(count.covered for count in common))
        rows.insert(0, (words(N_("Everyone")), len(found.present), whole))
    if rows:
        yield ""
        yield from _table(words(N_("Role")), rows, words)


def _units(found: Coverage, words: Words) -> Iterator[str]:
    rows = [(unit.name or words(N_("Without unit")), unit.people, unit.whole) for unit in found.units()]
    if rows:
        yield ""
        yield from _table(words(N_("Unit")), rows, words)


def _table(name: str, rows: Sequence[tuple[str, int, Count]], words: Words) -> Iterator[str]:
    heads = (words(N_("People")), words(N_("Needed")), words(N_("Covered")), words(N_("Share")))
    widths = [max(len(head), 5) for head in heads]
    yield "  ".join([name.ljust(_NAME), *(head.rjust(width) for head, width in zip(heads, widths, strict=True))])
    for title, people, (needed, covered) in rows:
        share = percent(covered / needed if needed else None)
        cells = (str(people), str(needed), str(covered), share)
        shown = _fit(printable(title))
        yield "  ".join([shown, *(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))])


def _fit(text: str) -> str:
    return (text if len(text) <= _NAME else f"{text[: _NAME - 1]}…").ljust(_NAME)


def _part(told: Told, part: Part, words: Words) -> Iterator[str]:
    found = told.coverage
    if part.unit:
        count = part.unit.whole
        name, people = part.unit.name, part.unit.people
    else:
        (row,) = part.roles
        common = [found.known[path] for path in found.everyone if path not in {need.page.path for need in row.needs}]
        covered = row.whole.covered + sum(1 for known in common if not known.lacks)
        count, name, people = Count(row.whole.needed + len(common), covered), row.role.title, row.people
    holders = words.plural("{n} person", "{n} people", people)
    message = N_("{name} ({people}) needs {needed} processes, of which {covered} are covered.")
    yield words(message, name=printable(name), people=holders, needed=count.needed, covered=count.covered)
    for row in part.roles:
        yield ""
        yield words(N_("{role} needs"), role=printable(row.role.title))
        yield from (f"  {_need(found, need, words)}" for need in row.needs)
    if found.everyone:
        yield ""
        yield words(N_("Everyone needs"))
        yield from (f"  {_known(found.known[path], found.known[path].lacks, words)}" for path in found.everyone)


def _need(found: Coverage, need: Need, words: Words) -> str:
    known = found.known[need.page.path]
    why = ", ".join(printable(reason(each, words)) for each in need.reasons)
    return f"{_known(known, known.lacks_for(need), words)} [{why}]"


def _known(known: Known, missing: Sequence[Lack], words: Words) -> str:
    """A process with a sign and words for how it is covered."""
    told = ", ".join(words(LACK_WORDS[lack]) for lack in missing) or words(N_("covered"))
    return f"{'-' if missing else '+'} {printable(known.page.title)}: {told}"


def _gaps(told: Told, words: Words) -> Iterator[str]:
    yield ""
    if not told.gaps:
        yield words(N_("No gaps were found."))
        return
    yield words(N_("Gaps in the order of risk"))
    most = len(told.gaps) if told.part else MOST_GAPS
    for gap in told.gaps[:most]:
        where = f" ({printable(gap.page.path)})" if gap.page else ""
        roles = f" [{', '.join(role.name for role in gap.roles)}]" if gap.roles and not gap.page else ""
        said = f"{lacks(gap, words)}; {gap_people(gap, words)}"
        yield f"{gap.risk:6}  {printable(gap_name(gap))}{where}{printable(roles)}: {said}"
    rest = len(told.gaps) - most
    if rest > 0:
        yield "        " + words.plural("and {n} more", "and {n} more", rest)


def _alone(told: Told, words: Words) -> Iterator[str]:
    if not told.alone:
        return
    yield ""
    yield words(N_("One person alone vouches for"))
    for known in told.alone if told.part else told.alone[:MOST_GAPS]:
        yield f"  {printable(known.page.title)} ({printable(known.page.path)})"
    rest = len(told.alone) - MOST_GAPS
    if rest > 0 and not told.part:
        yield "  " + words.plural("and {n} more", "and {n} more", rest)


def _systems(systems: Sequence[NoSystem], words: Words) -> Iterator[str]:
    if not systems:
        return
    yield ""
    yield words(N_("Systems that processes need and no page describes"))
    for system in systems[:MOST_GAPS]:
        number = words.plural("{n} process", "{n} processes", len(system.pages))
        yield f"  {printable(system.name)} ({number})"
