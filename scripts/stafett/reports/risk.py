"""What is at risk because people leave, as text for managers; it may name people, by their ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Page
from stafett.questions.bus_factor import BusFactor
from stafett.questions.continuity import Continuity, by_number_alone
from stafett.questions.continuity_actions import Act, Action
from stafett.reports.continuity_words import action_pages, action_sentence, bus_words
from stafett.reports.printable import printable, printable_line
from stafett.reports.risk_vacant import vacant_lines

MOST_PAGES = 15
"""So many of the pages on one person or nobody are told."""
_NAMED = frozenset((Act.SUCCEED, Act.SUCCEED_HERE, Act.REOWN))
_NAME = 40


@dataclass(frozen=True, slots=True)
class Risk:
    """All that there is to tell of the group of units ``group``, and those below it.

    ``pages`` are its pages, each with how many people could answer for it, the fewest first. ``areas`` are those of the
    whole knowledge base, and empty where one unit is asked about.
    """

    found: Continuity
    group: str
    actions: tuple[Action, ...]
    pages: tuple[tuple[Page, int], ...]
    areas: dict[str, BusFactor]


def render_text(risk: Risk, words: Words) -> str:
    """The report for people."""
    return "\n".join(printable_line(line) for line in _lines(risk, words)) + "\n"


def _lines(risk: Risk, words: Words) -> Iterator[str]:
    found = risk.found
    yield words(N_("What is at risk as of {day}, until {until}"), day=found.as_of, until=found.until)
    yield from ("", words(N_("To do, the most urgent first")))
    if not risk.actions:
        yield "  " + words(N_("Nothing that cannot wait."))
    for number, action in enumerate(risk.actions, 1):
        yield f"  {number}. {_said(risk, action, words)}"
    yield from vacant_lines(found, risk.group, words)
    yield from ("", *_units(risk, words))
    yield from _areas(risk.areas, words)
    yield from _single(risk, words)
    yield from _pages([(page, people) for page, people in risk.pages if people < 2], words)  # noqa: PLR2004 (alone)


def _said(risk: Risk, action: Action, words: Words) -> str:
    base, as_of = risk.found.base, risk.found.as_of
    said = words(
        action_sentence(action),
        about=printable(action.about.name if action.about.kind == "role" else action.about.path),
        day=action.day or "",
        begins=action.begins or "",
        pages=action_pages(action, words),
        unit=printable(action.unit),
    )
    owner = action.about.owner if action.act is Act.REOWN else action.about.id
    people = [
        person
        for person in (base.holders(owner or "", as_of) if action.act in _NAMED else ())
        if not action.unit or _unit_name(base, person.unit_on(as_of)) == action.unit
    ]
    if not people:
        return said
    today = words(N_("Today: {people}."), people=", ".join(printable(person.id) for person in people))
    return f"{said} {today}"


def _unit_name(base: KnowledgeBase, unit: str | None) -> str | None:
    found = base.directory.units.get(unit or "")
    return found.name if found else None


def _units(risk: Risk, words: Words) -> Iterator[str]:
    columns = (N_("People"), N_("Joining"), N_("Vacant"), N_("Risk"), N_("Bus factor"))
    rows = []
    for name in risk.found.groups.within(risk.group):
        group, numbers = risk.found.groups.groups[name], risk.found.numbers(name)
        depth = sum(1 for _ in _above(risk, name))
        told = (numbers.people, numbers.joining, numbers.vacant, numbers.leaving, bus_words(numbers.bus, words))
        rows.append(("  " * depth + (printable(group.name) or words(N_("The whole organisation"))), told))
    yield from _table(words(N_("Unit, with all below it")), [words(name) for name in columns], rows)


def _above(risk: Risk, name: str) -> Iterator[str]:
    """The groups above, up to the one that is asked about."""
    while name != risk.group:
        above = risk.found.groups.groups[name].above
        if above is None:
            return
        name = above
        yield name


def _areas(areas: dict[str, BusFactor], words: Words) -> Iterator[str]:
    if len(areas) < 2:  # noqa: PLR2004 (nothing to compare)
        return
    columns = [words(name) for name in (N_("Pages"), N_("Bus factor"), N_("On one person"), N_("With nobody"))]
    rows = [
        (printable(area) or words(N_("Other")), (bus.pages, bus_words(bus, words), bus.alone, bus.orphans))
        for area, bus in areas.items()
    ]
    yield ""
    yield from _table(words(N_("Area of the processes")), columns, rows)


def _table(name: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[object]]]) -> Iterator[str]:
    widths = [max(len(head), 6) for head in columns]
    first = min(max(len(row[0]) for row in (*rows, (name, ()))), _NAME)

    def line(head: str, cells: Sequence[object]) -> str:
        shown = head if len(head) <= first else f"{head[: first - 1]}…"
        return "  ".join((f"{shown:<{first}}", *(f"{cell!s:>{w}}" for cell, w in zip(cells, widths, strict=True))))

    yield line(name, columns)
    yield from (line(head, cells) for head, cells in rows)


def _single(risk: Risk, words: Words) -> Iterator[str]:
    """The roles that one person holds, with how many of their pages have nobody else."""
    found = sorted(
        (each for name in risk.found.groups.within(risk.group) for each in risk.found.parts[name].single),
        key=by_number_alone,
    )
    if not found:
        return
    yield from ("", words(N_("Roles that one person holds, and pages for which nobody stands in")))
    for each in found[:MOST_PAGES]:
        told = words.plural("{alone} of {n} page", "{alone} of {n} pages", each.owned, alone=len(each.alone))
        yield f"  {printable(each.role.name)}: {told}"
    if len(found) > MOST_PAGES:
        yield "  " + words.plural("and {n} more", "and {n} more", len(found) - MOST_PAGES)


def _pages(few: Sequence[tuple[Page, int]], words: Words) -> Iterator[str]:
    if not few:
        return
    yield from ("", words(N_("Pages that one person or nobody could answer for today")))
    for page, people in few[:MOST_PAGES]:
        yield f"  {people}  {printable(page.path)}"
    if len(few) > MOST_PAGES:
        yield "  " + words.plural("and {n} more", "and {n} more", len(few) - MOST_PAGES)
