"""Who answers in the time ahead: the first days on which nobody will, and why.

A person is there on a day on which they hold the role, work here and are not on leave. Days between two such that are
only Saturdays and Sundays are no gap: whoever ends on a Friday is followed in time by whoever begins on the Monday.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from stafett.dates import Interval, add
from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page, Person, Spell

AHEAD = Interval(60, "day")
"""How far ahead is looked for those who go: time enough to name a successor and to hand over."""
SHORT_LEAVE = 14
"""Days: whoever is away no longer comes back before anybody has to step in."""
_A_DAY = timedelta(days=1)
_FRIDAY, _SUNDAY = 4, 6


class Gap(NamedTuple):
    """Days on which nobody answers, both included; ``last`` is None where nobody is known to come.

    ``away`` tells that whoever is last there is only on leave on the first of them. ``same`` tells that whoever ends
    the gap was there before it.
    """

    first: date
    last: date | None
    away: bool = False
    same: bool = False

    @property
    def begins(self) -> date | None:
        """The day on which somebody is there again."""
        return None if self.last is None else self.last + _A_DAY

    @property
    def is_short_leave(self) -> bool:
        """Whether it is only a holiday, after which the same person is back."""
        return self.away and self.same and self.last is not None and (self.last - self.first).days < SHORT_LEAVE

    def covers(self, day: date) -> bool:
        """Whether ``day`` is one of its days."""
        return self.first <= day and (self.last is None or day <= self.last)


class Here(NamedTuple):
    """A person is there from ``start`` to ``end``, both included; ``away`` tells that leave follows."""

    start: date
    end: date
    person: Person
    away: bool


@dataclass(frozen=True)
class Cover:
    """Who answers on each day from ``as_of`` on; what was once found of a reference is kept."""

    base: KnowledgeBase
    as_of: date
    _gaps: dict[str, tuple[Gap, ...]] = field(default_factory=dict)
    _goes: dict[str, date | None] = field(default_factory=dict)

    @cached_property
    def horizon(self) -> date:
        """The last day that is looked at."""
        return add(self.as_of, AHEAD) or date.max

    def gap(self, reference: str) -> Gap | None:
        """The first gap after ``as_of``, where the last day before it is no later than the horizon.

        None where there is none, and where nobody is there on ``as_of`` itself.
        """
        if not self.base.holders(reference, self.as_of):
            return None
        return self.ahead(self.gaps(reference))

    def ahead(self, gaps: Iterable[Gap]) -> Gap | None:
        """The first of the gaps that is after ``as_of``, the last day before it no later than the horizon."""
        return next((gap for gap in gaps if self.as_of < gap.first <= _next(self.horizon)), None)

    def vacancy(self, reference: str) -> Gap | None:
        """The gap that ``as_of`` lies in; None where somebody is there. Where nobody ever was, it began with time."""
        if self.base.holders(reference, self.as_of):
            return None
        found = next((gap for gap in self.gaps(reference) if gap.covers(self.as_of)), None)
        if found:
            return found
        starts = [item.start for item in times(self.base, reference) if item.start > self.as_of]
        return Gap(date.min, min(starts) - _A_DAY if starts else None)

    def owner_gap(self, page: Page) -> Gap | None:
        """The gap of the page's owner that somebody should act on, as ``gap``; see ``passes``."""
        found = self.gap(page.owner) if page.owner else None
        return None if found is None or self.passes(page, found) else found

    def passes(self, page: Page, gap: Gap) -> bool:
        """Whether a gap is only leave after which the same person is back, that is short or that the deputy covers."""
        if gap.is_short_leave:
            return True
        if not gap.away or not gap.same or gap.last is None:
            return False
        return page.deputy is not None and self._there(page.deputy, gap.first, gap.last)

    def last_one_goes(self, reference: str) -> date | None:
        """The last day on which one of those who are there on ``as_of`` still is; None where it is after the horizon.

        Whether others come after them does not count.
        """
        if reference not in self._goes:
            ends = list(_ends(times(self.base, reference), self.as_of))
            self._goes[reference] = max(ends) if ends and max(ends) <= self.horizon else None
        return self._goes[reference]

    def gaps(self, reference: str) -> tuple[Gap, ...]:
        """As ``gaps_between``, of the times in which somebody answers under ``reference``."""
        if reference not in self._gaps:
            self._gaps[reference] = tuple(gaps_between(times(self.base, reference)))
        return self._gaps[reference]

    def _there(self, reference: str, first: date, last: date) -> bool:
        """Whether somebody is there on every day, weekends apart."""
        if not self.base.holders(reference, first):
            return False
        return not any(gap.first <= last and (gap.last is None or gap.last >= first) for gap in self.gaps(reference))


def _ends(given: Iterable[Here], day: date) -> Iterator[date]:
    """The last day of each of those who are there on ``day``, what follows on no more than short leave with it."""
    ends: dict[str, date] = {}
    for item in sorted(given, key=lambda item: item[:2]):
        name = item.person.id
        if item.start <= day <= item.end or (name in ends and (item.start - ends[name]).days <= SHORT_LEAVE + 1):
            ends[name] = max(item.end, ends.get(name, item.end))
    yield from ends.values()


def gaps_between(given: Iterable[Here]) -> Iterator[Gap]:
    """Every gap between or after the times in which people are there, in order; none before the first of them."""
    here = sorted(given, key=lambda item: item[:2])
    if not here:
        return
    end, last = here[0].end, [here[0]]  # those who are there until the end that is the latest so far
    for item in here[1:]:
        if item.start > _next(end) and not _only_weekend(_next(end), item.start - _A_DAY):
            same = any(found.person.id == item.person.id for found in last)
            yield Gap(_next(end), item.start - _A_DAY, all(found.away for found in last), same)
        if item.end > end:
            end, last = item.end, [item]
        elif item.end == end:
            last.append(item)
    if end < date.max:
        yield Gap(_next(end), None, all(found.away for found in last))


def times(base: KnowledgeBase, reference: str) -> Iterator[Here]:
    """The times in which each of those who answer under ``reference`` is there."""
    for person, start, end in base.tenures(reference):
        yield from _without(person, start or date.min, end or date.max)


def _without(person: Person, start: date, end: date) -> Iterator[Here]:
    """The times from ``start`` to ``end`` in which the person is not on leave."""
    for first, last in sorted(_closed(spell) for spell in person.leave):
        if last < start or first > end:
            continue
        if first > start:
            yield Here(start, first - _A_DAY, person, away=True)
        if last >= end:
            return
        start = max(start, last + _A_DAY)
    yield Here(start, end, person, away=False)


def _closed(spell: Spell) -> tuple[date, date]:
    return spell.start or date.min, spell.end or date.max


def _next(day: date) -> date:
    return day + _A_DAY if day < date.max else day


def _only_weekend(first: date, last: date) -> bool:
    """Whether no day from ``first`` to ``last`` is one from Monday to Friday."""
    return (last - first).days < _SUNDAY - _FRIDAY and first.weekday() > _FRIDAY and last.weekday() > _FRIDAY
