"""What the directory tells of past years: turnover, how long owners stay, vacancies, and newcomers' paths.

Years are calendar years, the last of them the twelve months until the as-of date, so that every number is one of a
whole year and can be compared. Calendar years that begin before the first known leaving are left out: a directory often
knows only those who were here when it began, and would make those years look good.

The time from a newcomer's first day to the end of their path is known only where a unit reports it, and a unit reports
how many newcomers and their average (``paths_done``): how fast a person learns is nobody else's business, and an
average needs less than a date on each person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from stafett.dates import Interval, before
from stafett.knowledge_base import KnowledgeBase
from stafett.questions.owner_tenure import Owners, owned_by, owners
from stafett.questions.small_units import LEAST_PEOPLE, SMALL
from stafett.questions.turnover import Turnover, branches, by_unit, known_from, small_branches, turnover

_DIGITS = re.compile(r"([0-9]{1,9})")
MOST_YEARS = 10
"""So many calendar years are told at the most."""


@dataclass(frozen=True, slots=True)
class Paths:
    """How many newcomers came to the end of their path, and after how many days on average."""

    newcomers: int
    days: float


@dataclass(frozen=True, slots=True)
class Year:
    """A whole year.

    ``rolling`` tells that it is no calendar year, but the twelve months until the as-of date; ``partial`` that leavers
    of its beginning may be missing. ``paths`` is None where fewer than ``LEAST_PEOPLE`` newcomers are known.
    """

    start: date
    end: date
    turnover: Turnover
    units: Mapping[str, Turnover]
    owners: Owners
    paths: Paths | None
    partial: bool
    rolling: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit just below the top, or the small ones together (``SMALL``), with its turnover by the end of each year."""

    id: str
    name: str
    years: Mapping[date, Turnover]


@dataclass(frozen=True, slots=True)
class StaffHistory:
    """The years, the oldest first and the twelve months until the as-of date last; and the units, by name."""

    years: tuple[Year, ...]
    branches: tuple[Branch, ...]


def staff_history(base: KnowledgeBase, as_of: date) -> StaffHistory | None:
    """What the directory tells of the years until ``as_of``; None where there is no directory.

    Units are told as branches just below the top, the small ones together.
    """
    if not base.directory.present or not base.directory.people:
        return None
    known = known_from(base, as_of)
    owned, branch = owned_by(base), branches(base)
    years = []
    for start, end in _years(known, as_of):
        units = by_unit(base, start, end, branch)
        whole = turnover(base, start, end)
        partial = known is None or known > start
        found = owners(owned, start, end)
        years.append(Year(start, end, whole, units, found, _paths(base, start, end), partial, rolling=end == as_of))
    return StaffHistory(tuple(years), tuple(_branches(base, years)))


def _years(known: date | None, as_of: date) -> Iterable[tuple[date, date]]:
    """The calendar years since the first known leaving that are over, and the twelve months until today."""
    a_year_ago = before(as_of, Interval(1, "year"))
    rolling = (min(date.fromordinal(a_year_ago.toordinal() + 1), as_of), as_of)
    years = range(max(as_of.year - MOST_YEARS, 1), as_of.year) if known else ()
    calendar = [(date(year, 1, 1), date(year, 12, 31)) for year in years]
    return [*(year for year in calendar if known and year[0] >= known), rolling]


def _paths(base: KnowledgeBase, start: date, end: date) -> Paths | None:
    """What the units report of the period, those of one report weighed by how many newcomers it is of."""
    reports = [
        report for unit in base.directory.units.values() for report in unit.paths_done if start <= report.until <= end
    ]
    newcomers = sum(report.newcomers for report in reports)
    if newcomers < LEAST_PEOPLE:
        return None
    return Paths(newcomers, sum(report.newcomers * report.days for report in reports) / newcomers)


def _branches(base: KnowledgeBase, years: list[Year]) -> list[Branch]:
    small = small_branches([year.units for year in years])
    names = {unit.id: unit.name for unit in base.directory.units.values()}
    found: dict[str, dict[date, Turnover]] = {}
    for year in years:
        for unit, told in year.units.items():
            row = found.setdefault(SMALL if unit in small else unit, {})
            row[year.end] = row[year.end] + told if year.end in row else told
    made = [Branch(id_, names.get(id_, id_), row) for id_, row in found.items()]
    return sorted(made, key=lambda branch: (branch.id == SMALL, not branch.id, _in_order(branch.name), branch.id))


def _in_order(name: str) -> tuple[str | int, ...]:
    """A name as a key by which region 2 comes before region 10."""
    return tuple(int(part) if place % 2 else part for place, part in enumerate(_DIGITS.split(name.casefold())))
