"""How often a page should be reviewed: from its criticality, how often it changes, and how long its owners stay.

Between two reviews something may happen that nobody looks at: the world changes what the page should say, or the one
who would have noticed leaves. Both are taken to come independently of when they last came, at rates of ``change`` and
``leaving`` a year; so has change of real pages been found to come, near enough (Cho and Garcia-Molina 2003, "Estimating
frequency of change", ACM Transactions on Internet Technology 3). The chance that nothing happens in t years is then
exp(-(change + leaving) t), and a page reviewed every t years is met with something unseen behind it with a chance of at
most 1 - exp(-(change + leaving) t). The proposal is the longest ordinary length of time for which that chance stays
under a limit: 30 % for a page of high criticality, 50 % for medium, 70 % for low. The limits are a choice: with them a
page that changes every other year, whose owners stay ten years, is reviewed every 6, 12 or 24 months.

Rates are counted events over counted years, with a little known beforehand, so that no history does not mean that
nothing ever happens (the mean of a gamma distribution, the usual prior of a Poisson rate: Gelman et al., "Bayesian Data
Analysis", chapter 2). Beforehand a page is taken to change once in two years, and owners to leave as others of their
units do; of units, three in ten are taken to leave in a year. A directory often lists only those who are still here, so
nobody is ever taken to stay more than ten years. More changes, more leaving and higher criticality never make the
proposal longer.

A page is often changed while it is being written. Its first month counts neither as changes nor as time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log
from typing import TYPE_CHECKING

from stafett.dates import MONTHS_A_YEAR, NEVER, Interval, add
from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page
from stafett.questions.condition import retired
from stafett.questions.health import USUAL
from stafett.questions.page_story import changes_of_substance

if TYPE_CHECKING:
    from stafett.reading.page_history import Histories, PageHistory

UNSEEN: Mapping[str, float] = {"high": 0.3, "medium": 0.5, "low": 0.7}
"""The greatest chance that something has happened unseen when the next review comes, by criticality."""
LENGTHS = (1, 2, 3, 6, 9, 12, 18, 24)
"""The lengths, in months, that are proposed."""
USUAL_CHANGES, YEARS_OF_CHANGES = 0.5, 1.0
"""How often a page is taken to change in a year beforehand, and how many years of history weigh as much."""
USUAL_LEAVING, LEAST_LEAVING, YEARS_OF_TENURE = 0.3, 0.1, 5.0
"""How many are taken to leave in a year beforehand, at the very least, and how many years of work weigh as much."""
LEAST_HISTORY = 1.0
"""So many years of a page's history must be known before it is proposed to review it more seldom."""
SETTLING = timedelta(days=30)
_DAYS_A_YEAR = 365.25
_ANCHOR = date(2000, 1, 1)


def change_rate(changes: int, years: float) -> float:
    """How often a page changes in a year, that was changed so many times in so many years."""
    return (changes + USUAL_CHANGES * YEARS_OF_CHANGES) / (years + YEARS_OF_CHANGES)


def leaving_rate(left: int, years: float, beforehand: float = USUAL_LEAVING) -> float:
    """How many leave in a year, where so many have left in so many years of work of one person."""
    return max(LEAST_LEAVING, (left + beforehand * YEARS_OF_TENURE) / (years + YEARS_OF_TENURE))


def longest(rate: float, unseen: float) -> int:
    """The longest of ``LENGTHS`` for which events of that rate a year stay unseen with at most that chance.

    The shortest of them where even that is too long.
    """
    months = -log(1 - unseen) / rate * MONTHS_A_YEAR
    return max((length for length in LENGTHS if length <= months), default=LENGTHS[0])


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for a page: ``months``, and from what. ``set`` is the interval that it has today.

    ``changes`` were counted over ``years``, and are None where git tells nothing; ``leaving`` is a rate a year, and
    ``tenures`` how many times of holding the owner's role, or working in its units, it is known from.
    """

    page: Page
    set: Interval | None
    months: int
    criticality: str
    changes: int | None
    years: float
    leaving: float
    tenures: int

    @property
    def interval(self) -> Interval:
        """The proposal as an interval, as a page would write it."""
        whole, rest = divmod(self.months, MONTHS_A_YEAR)
        return Interval(self.months, "month") if rest else Interval(whole, "year")

    @property
    def chance(self) -> float:
        """The chance that something happens unseen within the proposed interval."""
        rate = change_rate(self.changes or 0, self.years) + self.leaving
        return 1 - exp(-rate * self.months / MONTHS_A_YEAR)

    @property
    def set_months(self) -> float | None:
        """The interval that the page has, in months; None where it has none, or one without end."""
        return None if self.set is None or self.set == NEVER else _days(self.set) / _DAYS_A_YEAR * MONTHS_A_YEAR

    @property
    def differs(self) -> bool:
        """Whether another length should be set, by more than months differ among themselves.

        A longer one is proposed only where ``LEAST_HISTORY`` years speak for it: that nothing is known of a page is
        no reason to look at it more seldom.
        """
        if self.set_months is None:
            return True
        off = log(self.months / self.set_months)
        return abs(off) > 0.1 and (off < 0 or self.years >= LEAST_HISTORY)  # noqa: PLR2004 (10 %)


def _days(interval: Interval) -> int:
    return ((add(_ANCHOR, interval) or date.max) - _ANCHOR).days


def proposals(
    base: KnowledgeBase, as_of: date, histories: Histories | None, pages: Iterable[Page] | None = None
) -> tuple[Proposal, ...]:
    """A proposal for each page, or for the ``pages`` given, the one that differs most from what is set first.

    Pages without an interval come before the others, those that are exempt after them. Pages that no longer hold get
    no proposal, unless they are asked for.
    """
    asked = [page for page in base.pages if not retired(page)] if pages is None else list(pages)
    known = histories.by_path if histories else {}
    units = _Units(base, as_of)
    made = [_proposal(base, as_of, page, known.get(page.path), units, told=histories is not None) for page in asked]
    return tuple(sorted(made, key=_order))


def _order(found: Proposal) -> tuple[int, float, str]:
    if found.set_months is None:
        return (0 if found.set is None else 2, 0.0, found.page.path)
    return (1, -abs(log(found.set_months / found.months)) if found.differs else 0.0, found.page.path)


def _proposal(
    base: KnowledgeBase, as_of: date, page: Page, history: PageHistory | None, units: _Units, *, told: bool
) -> Proposal:
    changes, years = _changes(history, as_of) if history else (0, 0.0)
    leaving, tenures = units.leaving(page.owner)
    criticality = page.text("criticality") or USUAL
    unseen = UNSEEN.get(criticality, UNSEEN[USUAL])
    months = longest(change_rate(changes, years) + leaving, unseen)
    return Proposal(page, base.review_in(page), months, criticality, changes if told else None, years, leaving, tenures)


def _changes(history: PageHistory, as_of: date) -> tuple[int, float]:
    """How often the page came to say something else, and in how many years, once it was written."""
    settled = history.versions[0].day + SETTLING
    if settled >= as_of:
        return 0, 0.0
    number = sum(day > settled for day in changes_of_substance(history, as_of))
    return number, (as_of - settled).days / _DAYS_A_YEAR


class _Units:
    """How many leave, of those who hold a role and of those who work in its units."""

    def __init__(self, base: KnowledgeBase, as_of: date) -> None:
        self.base, self.as_of = base, as_of
        self.known: dict[str | None, tuple[float, int]] = {}

    def leaving(self, owner: str | None) -> tuple[float, int]:
        """The rate a year at which whoever owns pages as ``owner`` leaves, and from how many tenures it is known."""
        if owner not in self.known:
            self.known[owner] = self._leaving(owner) if owner else (USUAL_LEAVING, 0)
        return self.known[owner]

    def _leaving(self, owner: str) -> tuple[float, int]:
        held = self.base.tenures(owner)
        units = {person.unit for person, _, _ in held if person.unit}
        people = self.base.directory.people.values()
        worked = [(spell.start, spell.end) for p in people if p.unit in units for spell in p.spells]
        left, years, number = self._count(worked)
        beforehand = leaving_rate(left, years)
        left, years, own = self._count((start, end) for _, start, end in held)
        return leaving_rate(left, years, beforehand), own or number

    def _count(self, tenures: Iterable[tuple[date | None, date | None]]) -> tuple[int, float, int]:
        """How many have ended, in how many years together, and how many there are; those without a first day do not."""
        left, days, number = 0, 0, 0
        for start, end in tenures:
            if start and start < self.as_of:
                ended = end is not None and end < self.as_of
                left += ended
                days += ((end if ended and end else self.as_of) - start).days
                number += 1
        return left, days / _DAYS_A_YEAR, number
