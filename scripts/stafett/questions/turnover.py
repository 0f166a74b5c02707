"""How many leave: turnover by unit and year, and by how long people have worked here.

**Turnover** of a period is the number of leavers in it, divided by the average number of people employed in it, times
100: the "crude" or overall rate of the CIPD (factsheet "Employee turnover and retention"), and the turnover rate of
ISO 30414 (Human capital reporting) and ISO/TS 30421:2021 (Turnover and retention metrics). What counts, here:

- A **leaver** is an employment whose last day lies in the period, whatever the reason: resignations, pensions and ends
  of contract alike, for the directory does not know the reason. Who leaves twice counts twice; who begins anew on the
  day after their last one has not left. Leave is no leaving, and who is on leave is employed.
- A **move** to another unit is no leaving: it is told apart, as in and out of the units. A leaver counts in the unit
  of their last day, a day of work in the unit of that day.
- The **average number employed** is the mean over all days of the period (person-days by days), and not over the two
  ends or the ends of months: only so do groups through which people pass, as the first year of service, have a rate
  that means something, and only so do the units' leavers and days add up to those of the whole.

A rate a year (as a forecast needs it) is leavers by person-years: the maximum likelihood estimate of a constant hazard
with censoring (Cox and Oakes 1984, "Analysis of Survival Data", chapter 3). Over a whole year the two are the same.

A directory that forgets its leavers knows of none: before the first known leaving nothing can be told (``known_from``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from stafett.dates import Interval, add
from stafett.knowledge_base import KnowledgeBase
from stafett.model import Person
from stafett.questions.small_units import LEAST_PEOPLE, told_together
from stafett.questions.unit_heads import units_above

BANDS = (0, 1, 3, 5, 10)
"""From how many years of service, in the present employment, each band goes on to the next."""
DAYS_A_YEAR = 365.25
_NEVER = date.max.toordinal() + 1


class Stay(NamedTuple):
    """Days of work in one unit, ``start`` to ``end`` as ordinals, both included.

    ``began`` is the first day of the employment; None where it has always been. ``joins`` and ``leaves`` tell that the
    employment begins and ends with it, and ``returns`` that an earlier one had ended.
    """

    unit: str
    start: int
    end: int
    began: int | None
    joins: bool
    leaves: bool
    returns: bool


def stays(person: Person) -> Iterator[Stay]:
    """The person's employments, each cut where they go to another unit."""
    for number, (start, end) in enumerate(_employments(person)):
        cuts = sorted({until.toordinal() + 1 for _, until in person.earlier_units})
        begins = [start, *(cut for cut in cuts if start < cut <= end and cut < _NEVER)]
        parts: list[tuple[str, int]] = []
        for begin in begins:
            unit = person.unit_on(date.fromordinal(max(begin, 1))) or ""
            if not parts or parts[-1][0] != unit:
                parts.append((unit, begin))
        for place, (unit, begin) in enumerate(parts):
            last = place + 1 == len(parts)
            until = end if last else parts[place + 1][1] - 1
            joins, leaves = place == 0 and start > 0, last and end < _NEVER
            yield Stay(unit, begin, until, start or None, joins, leaves, joins and number > 0)


def _employments(person: Person) -> list[tuple[int, int]]:
    """The spells as ordinals, those that follow one another without a day between made one; 0 is since ever."""
    spells = sorted(
        (spell.start.toordinal() if spell.start else 0, spell.end.toordinal() if spell.end else _NEVER)
        for spell in person.spells
    )
    found: list[tuple[int, int]] = []
    for start, end in spells:
        if end < start:
            continue
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


@dataclass(frozen=True, slots=True)
class Turnover:
    """What came and went from ``start`` to ``end``, both days included.

    ``days`` are the days of work of one person. ``moved_in`` and ``moved_out`` are moves from and to other units;
    ``returned`` are those of the ``joiners`` who had worked here before.
    """

    start: date
    end: date
    days: int = 0
    leavers: int = 0
    joiners: int = 0
    returned: int = 0
    moved_in: int = 0
    moved_out: int = 0

    @property
    def headcount(self) -> float:
        """How many people were employed on average."""
        return self.days / ((self.end - self.start).days + 1)

    @property
    def rate(self) -> float | None:
        """Leavers of the period by the average number employed, as a share; None where nobody was."""
        return self.leavers / self.headcount if self.days else None

    def __add__(self, other: Turnover) -> Turnover:
        """Both together, of the same period."""
        return Turnover(
            self.start,
            self.end,
            self.days + other.days,
            self.leavers + other.leavers,
            self.joiners + other.joiners,
            self.returned + other.returned,
            self.moved_in + other.moved_in,
            self.moved_out + other.moved_out,
        )


def turnover(base: KnowledgeBase, start: date, end: date) -> Turnover:
    """The turnover of the whole organisation; its moves are those between any two units."""
    return sum(by_unit(base, start, end).values(), Turnover(start, end))


def by_unit(
    base: KnowledgeBase, start: date, end: date, group: Callable[[str], str] | None = None
) -> dict[str, Turnover]:
    """The turnover of each unit that people belonged to in the period, by id; "" for those without one.

    A unit's people are its own, without those of units below. With ``group``, which gives the id under which a unit
    counts (as ``branches`` does), units are counted together and moves within a group are none.
    """
    first, last = start.toordinal(), end.toordinal()
    counts: dict[str, list[int]] = {}
    for person in base.directory.people.values():
        before = ""
        for stay in stays(person):
            unit = group(stay.unit) if group else stay.unit
            moved = not stay.joins and stay.began != stay.start and before != unit
            if stay.start <= last and stay.end >= first:
                found = counts.setdefault(unit, [0] * 6)
                found[0] += min(stay.end, last) - max(stay.start, first) + 1
                found[1] += stay.leaves and stay.end <= last
                begins = stay.start >= first
                found[2] += stay.joins and begins
                found[3] += stay.returns and begins
                if moved and begins:
                    found[4] += 1
                    counts.setdefault(before, [0] * 6)[5] += 1
            before = unit
    return {unit: Turnover(start, end, *found) for unit, found in sorted(counts.items())}


@dataclass(frozen=True, slots=True)
class Exposure:
    """How many left in so many days of work of one person."""

    days: int = 0
    leavers: int = 0

    @property
    def person_years(self) -> float:
        """The days as years of work of one person."""
        return self.days / DAYS_A_YEAR

    @property
    def rate(self) -> float | None:
        """Leavers by person-years; None where nobody worked."""
        return self.leavers / self.person_years if self.days else None

    def __add__(self, other: Exposure) -> Exposure:
        """Both together."""
        return Exposure(self.days + other.days, self.leavers + other.leavers)


def exposures(base: KnowledgeBase, start: date, end: date) -> dict[tuple[str, int], Exposure]:
    """Leavers and days of work by unit and by band of service (its place in ``BANDS``), from ``start`` to ``end``.

    Service is counted from the first day of the present employment, in calendar years. Whoever has always been here is
    in the last band. Sum over units for rates by service, over bands for rates by unit.
    """
    first, last = start.toordinal(), end.toordinal()
    counts: dict[tuple[str, int], list[int]] = {}
    for person in base.directory.people.values():
        for stay in stays(person):
            if stay.start > last or stay.end < first:
                continue
            for band, begin, until in _bands(stay):
                days = min(until, last) - max(begin, first) + 1
                if days > 0:
                    found = counts.setdefault((stay.unit, band), [0, 0])
                    found[0] += days
                    found[1] += stay.leaves and until == stay.end <= last
    return {key: Exposure(*found) for key, found in sorted(counts.items())}


def _bands(stay: Stay) -> Iterator[tuple[int, int, int]]:
    """The bands of service that the days of ``stay`` lie in, with the first and last day in each."""
    if stay.began is None:
        yield len(BANDS) - 1, stay.start, stay.end
        return
    began = date.fromordinal(stay.began)
    begins = [_anniversary(began, years) for years in BANDS]
    for band, begin in enumerate(begins):
        until = begins[band + 1] - 1 if band + 1 < len(BANDS) else _NEVER
        if begin <= stay.end and until >= stay.start:
            yield band, max(begin, stay.start), min(until, stay.end)


def _anniversary(day: date, years: int) -> int:
    found = add(day, Interval(years, "year"))
    return found.toordinal() if found and found < date.max else _NEVER


def band_of(person: Person, day: date) -> int | None:
    """The band of service (its place in ``BANDS``) of the person on ``day``; None where they are not employed."""
    ordinal = day.toordinal()
    for stay in stays(person):
        if stay.start <= ordinal <= stay.end:
            return next(band for band, begin, until in _bands(stay) if begin <= ordinal <= until)
    return None


def known_from(base: KnowledgeBase, as_of: date) -> date | None:
    """The day of the first leaving before ``as_of`` that the directory knows of; None where it knows of none."""
    today = as_of.toordinal()
    ends = (
        stay.end
        for person in base.directory.people.values()
        for stay in stays(person)
        if stay.leaves and stay.end < today
    )
    first = min(ends, default=None)
    return None if first is None else date.fromordinal(first)


def branches(base: KnowledgeBase) -> Callable[[str], str]:
    """What gives the branch of a unit by its id: the unit just below the top that it belongs to, or itself."""
    known: dict[str, str] = {}

    def branch(unit: str) -> str:
        if unit not in known:
            above = [found.id for found in units_above(base, unit)] or [unit]
            known[unit] = above[-2] if len(above) > 1 else above[-1]
        return known[unit]

    return branch


def small_branches(periods: Sequence[Mapping[str, Turnover]]) -> frozenset[str]:
    """The units that are to be told of together, so that no number is somebody's.

    Those where in any period fewer than ``LEAST_PEOPLE`` worked on average, or fewer, but not nobody, left; and the
    next larger ones until the same is true of them together. One choice for all periods: a unit that is hidden in one
    cannot be worked out from the next.
    """
    units = sorted({unit for found in periods for unit in found}, key=lambda unit: (_size(periods, unit), unit))
    return told_together(units, lambda those: any(map(_tells, _together(periods, those))))


def _size(periods: Sequence[Mapping[str, Turnover]], unit: str) -> int:
    return sum(found[unit].days for found in periods if unit in found)


def _together(periods: Sequence[Mapping[str, Turnover]], units: Collection[str]) -> Iterator[Turnover]:
    for found in periods:
        those = [found[unit] for unit in sorted(units) if unit in found]
        if those:
            yield sum(those[1:], those[0])


def _tells(found: Turnover) -> bool:
    """Whether the numbers could be told of somebody."""
    return 0 < found.headcount < LEAST_PEOPLE or 0 < found.leavers < LEAST_PEOPLE
