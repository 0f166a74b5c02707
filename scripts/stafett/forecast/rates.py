"""How fast people leave: the rate of the whole, and how units and new colleagues differ from it.

The rate is the annual turnover by its usual definition, leavers in a year over average headcount, which is the number
of events per person and year: an occurrence-exposure rate (Preston, Heuveline and Guillot, "Demography", chapter 1). So
a turnover of 30 % is the rate 0.30 a year. Of those who are here today, 1 - exp(-0.30) = 26 % have left in a year; the
rest of the 30 leavers per 100 places are people who came meanwhile.

Where the directory remembers at least ``ENOUGH`` leavers of the last ``YEARS``, units and lengths of service are told
apart. Each rate is drawn towards the whole as the intervals of pages are (``questions.intervals``): as if five years of
work at the usual rate had been seen besides, so that a small unit with one leaver is not taken for a doomed one. Then
all are scaled so that today's staff together leaves at the rate of the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from stafett.dates import Interval, before
from stafett.model import Directory, Person
from stafett.questions.intervals import USUAL_LEAVING, leaving_rate

YEARS = 3
"""How many years back leavers are counted."""
ENOUGH = 10
"""With fewer leavers nothing is told apart."""
SERVICE = (1.0, 3.0)
"""Up to so many years of service people are new, then settling; after that they are settled."""
_DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Rates:
    """The rate of the whole a year, and where it comes from: ``given``, the ``directory``, or what is ``usual``.

    ``left`` leavers were counted in ``years`` of work. ``by_unit`` and ``by_service`` are factors on the whole.
    """

    whole: float
    source: str
    left: int = 0
    years: float = 0.0
    by_unit: Mapping[str, float] = field(default_factory=dict)
    by_service: tuple[float, ...] = (1.0,) * (len(SERVICE) + 1)

    def of(self, unit: str | None, service: float) -> float:
        """The rate of somebody in ``unit`` who has worked here for ``service`` years."""
        return self.whole * self.by_unit.get(unit or "", 1.0) * self.by_service[service_class(service)]


def service_class(years: float) -> int:
    """Which of the classes that ``SERVICE`` parts somebody is in, from 0."""
    return sum(years >= limit for limit in SERVICE)


def rates(directory: Directory, as_of: date, turnover: float | None = None) -> Rates:
    """The rates on ``as_of``; the whole is ``turnover`` a year where that is given."""
    seen = _Seen(directory, as_of)
    left, years = sum(seen.left.values()), sum(seen.days.values()) / _DAYS_A_YEAR
    known = left >= ENOUGH
    if turnover is not None:
        whole, source = turnover, "given"
    elif known:
        whole, source = left / years, "directory"
    else:
        whole, source = USUAL_LEAVING, "usual"
    if not known:
        return Rates(whole, source, left, years)
    observed = left / years
    units = {unit for unit, _ in seen.days}
    classes = range(len(SERVICE) + 1)
    by_unit = {unit: seen.rate(observed, unit=unit) / observed for unit in units}
    by_service = tuple(seen.rate(observed, service=each) / observed for each in classes)
    found = Rates(whole, source, left, years, by_unit, by_service)
    return _scaled(found, directory, as_of)


def _scaled(found: Rates, directory: Directory, as_of: date) -> Rates:
    """The same, so that today's staff together leaves at the rate of the whole."""
    staff = [person for person in directory.people.values() if person.employed(as_of)]
    if not staff or not found.whole:
        return found
    mean = sum(found.of(person.unit_on(as_of), service(person, as_of)) for person in staff) / len(staff)
    by_service = tuple(factor * found.whole / mean for factor in found.by_service)
    return Rates(found.whole, found.source, found.left, found.years, found.by_unit, by_service)


def service(person: Person, day: date) -> float:
    """How many years they have worked here on ``day`` without a break; long where no first day is known."""
    start = next((spell.start for spell in person.spells if spell.covers(day)), None)
    if start is None:
        return 0.0 if not person.employed(day) else SERVICE[-1]
    return (day - start).days / _DAYS_A_YEAR


class _Seen:
    """Leavers and days of work in the last years, by unit and class of service; without a first day not counted."""

    def __init__(self, directory: Directory, as_of: date) -> None:
        self.left: defaultdict[tuple[str, int], int] = defaultdict(int)
        self.days: defaultdict[tuple[str, int], int] = defaultdict(int)
        since = before(as_of, Interval(YEARS, "year"))
        for person in directory.people.values():
            for start, end in person.spells:
                if start and start < as_of and not (end and end < since):
                    self._add(person, start, end, (since, as_of))

    def _add(self, person: Person, start: date, end: date | None, window: tuple[date, date]) -> None:
        since, as_of = window
        ended = end if end and end < as_of else None
        last = ended or as_of
        limits = [round(limit * _DAYS_A_YEAR) for limit in SERVICE]
        edges = [0, *limits, max(limits[-1], (last - start).days)]
        unit = person.unit_on(last) or ""
        for each, (low, high) in enumerate(pairwise(edges)):
            begin = max(low, (since - start).days)
            self.days[unit, each] += max(0, min(high, (last - start).days) - begin)
        if ended:
            self.left[unit, service_class((ended - start).days / _DAYS_A_YEAR)] += 1

    def rate(self, observed: float, unit: str | None = None, service: int | None = None) -> float:
        """The rate of a unit, or of a class of service, drawn towards the ``observed`` one."""
        keys = [key for key in self.days if unit in (None, key[0]) and service in (None, key[1])]
        years = sum(self.days[key] for key in keys) / _DAYS_A_YEAR
        return leaving_rate(sum(self.left.get(key, 0) for key in keys), years, observed)
