"""What a forecast says, in plain numbers: for reports and for the site, which know no simulation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from stafett.forecast.assumptions import Assumptions
from stafett.forecast.organisation import LeftOut
from stafett.forecast.rates import Rates
from stafett.model import Page
from stafett.questions.ownership import Answer


class Measure(StrEnum):
    """What is measured in each run.

    Pages that lose the owner they have; days without an owner, summed over pages; pages that at some time have neither
    owner nor deputy; days with neither, summed over pages; pages overdue on the last day; people who on the last day
    answer for more than they have hours to review; hours of reviews done; pages that a new owner has to look at.
    """

    LOSING = "pages_losing_owner"
    NO_OWNER = "days_without_owner"
    NOBODY = "pages_with_nobody"
    NOBODY_DAYS = "days_with_nobody"
    OVERDUE = "pages_overdue"
    OVERLOADED = "people_overloaded"
    HOURS = "review_hours"
    INHERITED = "pages_inherited"


class Spread(NamedTuple):
    """The 10th, 50th and 90th percentile over the runs, the mean, and the mean's standard error (NaN of one run)."""

    low: float
    middle: float
    high: float
    mean: float
    error: float


@dataclass(frozen=True, slots=True)
class Row:
    """The measures of a part of the pages: of the whole, of a unit or of a class of criticality.

    A page whose owner's role people of several units hold counts in each of them; that of an owner who is nobody
    today, in the one without id.
    """

    id: str
    name: str
    pages: int
    people: int
    spreads: Mapping[Measure, Spread]


class Point(NamedTuple):
    """The end of a month: pages with neither owner nor deputy on that day, and pages overdue."""

    day: date
    nobody: Spread
    overdue: Spread


class Help(NamedTuple):
    """One more person who answers for pages of an owner; and the page-days with nobody that it spares.

    They stand in for pages that have no deputy, or (``holder``) hold the owner's role as well, where pages have one, or
    hold it at all, where nobody does today.
    """

    answer: Answer
    holder: bool
    pages: tuple[Page, ...]
    spared: Spread


class Look(NamedTuple):
    """Pages to review now; and the page-months overdue that it spares on average. It takes ``hours``."""

    answer: Answer
    pages: tuple[Page, ...]
    spared: float
    hours: float


class Together(NamedTuple):
    """The page-days with nobody, as it looks and with the first ``number`` of the helps, over the same runs."""

    number: int
    before: Spread
    after: Spread


@dataclass(frozen=True, slots=True)
class Forecast:
    """A forecast from ``as_of`` to ``until``.

    ``left_out`` pages are not looked at. ``helps`` and ``looks`` are in the order of what they spare. Helps add up, for
    each is about other pages; ``together`` says how far.
    """

    as_of: date
    until: date
    assumed: Assumptions
    rates: Rates
    people: int
    left_out: LeftOut
    whole: Row
    criticality: tuple[Row, ...]
    units: tuple[Row, ...]
    points: tuple[Point, ...]
    helps: tuple[Help, ...]
    looks: tuple[Look, ...]
    together: tuple[Together, ...]
