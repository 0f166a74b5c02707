"""Roles that one unit lacks, or soon will, while others still have somebody in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page, Person
from stafett.questions.cover import Cover, Gap, Here, gaps_between, times
from stafett.questions.onboarding import ROLE
from stafett.questions.role_in_processes import role_in_processes

_A_DAY = timedelta(days=1)


class LacksHere(NamedTuple):
    """A role that a unit lacks in the days of ``gap``."""

    role: Page
    gap: Gap


def here_only(base: KnowledgeBase, cover: Cover, oldest: date) -> Iterator[tuple[LacksHere, str, bool]]:
    """Each role with the unit that lacks it, and whether that lies ahead; only roles that some process needs.

    A role that is vacant everywhere, or soon will be, is not told of by unit; nor is a vacancy that began before
    ``oldest``, nor short leave.
    """
    needed = role_in_processes(base)
    for role in base.of_kind(ROLE):
        if not needed.get(role.path) or cover.gap(role.id) or not base.holders(role.id, cover.as_of):
            continue
        for unit, here in _by_unit(base, role).items():
            gaps = tuple(gaps_between(here))
            vacant = next((gap for gap in gaps if gap.covers(cover.as_of)), None)
            found = vacant or cover.ahead(gaps)
            if found and not found.is_short_leave and found.first >= oldest:
                yield LacksHere(role, found), unit, vacant is None


def _by_unit(base: KnowledgeBase, role: Page) -> dict[str, list[Here]]:
    """The times in which somebody of a unit holds the role, by unit."""
    found: defaultdict[str, list[Here]] = defaultdict(list)
    for here in times(base, role.id):
        for unit, start, end in _stays(here.person, here.start, here.end):
            if unit in base.directory.units:
                found[unit].append(Here(start, end, here.person, here.away and end == here.end))
    return dict(sorted(found.items()))


def _stays(person: Person, start: date, end: date) -> Iterator[tuple[str, date, date]]:
    """In which unit a person is from day to day, both included."""
    for unit, until in person.earlier_units:
        if start > end:
            return
        if until >= start:
            yield unit, start, min(until, end)
            start = until + _A_DAY if until < date.max else date.max
    if start <= end and person.unit:
        yield person.unit, start, end
