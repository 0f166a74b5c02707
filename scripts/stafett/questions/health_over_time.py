"""The health of a knowledge base on a day and on past days: pages as git remembers them, people as they were then."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from stafett.dates import NEVER, Interval, before
from stafett.knowledge_base import KnowledgeBase
from stafett.questions.health import Judged, Measure, Unit, by_unit, judge, longest_overdue, measure
from stafett.questions.health_watch import Watch, watch
from stafett.questions.page_story import Evidence, reviews
from stafett.questions.staff_history import StaffHistory, staff_history

if TYPE_CHECKING:
    from stafett.reading.page_history import Histories, PageHistory, Version

MOST_MONTHS = 120


@dataclass(frozen=True, slots=True)
class Point:
    """The health on a day."""

    day: date
    measure: Measure


@dataclass(frozen=True, slots=True)
class Health:
    """The health on ``as_of``. ``points`` are ends of months that git remembers, and ``as_of`` itself, in order.

    ``memory`` is the day on which git's memory begins, None where there is none; ``cut`` tells that a part is missing.
    ``staff`` is what the directory tells of past years, None without one.
    """

    as_of: date
    memory: date | None
    cut: bool
    measure: Measure
    units: tuple[Unit, ...]
    overdue: tuple[Judged, ...]
    watch: Watch
    points: tuple[Point, ...]
    staff: StaffHistory | None = None


def health(base: KnowledgeBase, as_of: date, histories: Histories | None, since: date, least_people: int = 0) -> Health:
    """How healthy ``base`` is on ``as_of``, and how it was at the end of each month from ``since`` on.

    Past days are judged by the pages as they were committed then, by who held which role then as the directory of
    today tells it, and by today's settings: so that one rule measures all of it. ``least_people`` as in ``by_unit``.
    """
    known = histories.by_path if histories else {}
    cut = bool(histories and histories.cut)
    judged = []
    for page in base.pages:
        history = known.get(page.path)
        evidence = _today(history, cut=cut) if histories else None
        judged.append(judge(base, page, as_of, evidence))
    told_from = max(since, histories.since) if histories else since
    past = tuple(_points(base, histories, since, as_of)) if histories else ()
    now = measure(judged)
    return Health(
        as_of,
        histories.since if histories else None,
        cut,
        now,
        by_unit(base, judged, as_of, least_people),
        longest_overdue(judged, as_of),
        watch(base, judged, as_of, histories.pages if histories else None, told_from),
        (*past, Point(as_of, now)),
        staff_history(base, as_of),
    )


def _today(history: PageHistory | None, *, cut: bool) -> Evidence | None:
    """What the last review left; of a page that has not been committed nobody can tell."""
    if history is None:
        return None
    return _last(history, len(history.versions), cut=cut)


def _last(history: PageHistory, known: int, *, cut: bool) -> Evidence | None:
    found = reviews(history.first(known))
    if not found:
        return None
    evidence = found[-1].evidence
    return None if (cut or history.partial) and evidence is Evidence.BEFORE else evidence


def month_ends(since: date, as_of: date) -> list[date]:
    """The last days of months from ``since`` on that lie before ``as_of``; at most the newest ``MOST_MONTHS``."""
    found: list[date] = []
    day = as_of.replace(day=1) - timedelta(days=1) if as_of > date.min.replace(day=31) else date.min
    while day >= since and len(found) < MOST_MONTHS and day.year > 1:
        found.append(day)
        day = day.replace(day=1) - timedelta(days=1)
    return found[::-1]


def _points(base: KnowledgeBase, histories: Histories, since: date, as_of: date) -> Iterator[Point]:
    days = [day for day in month_ends(since, as_of) if day >= histories.since]
    then = [_Then(history, cut=histories.cut) for history in histories.pages]
    for day in days:
        judged = []
        for line in then:
            version = line.at(day)
            if version:
                judged.append(judge(base, version.page, day, line.evidence))
        yield Point(day, measure(judged))


def needed_from(base: KnowledgeBase, since: date) -> date:
    """The day from which versions of pages matter to the health since ``since``: no review in time is older.

    That is the longest interval of any page before it, those without end left out, and at least a year.
    """
    intervals = {base.review_in(page) for page in base.pages} | {Interval(1, "year")}
    return min(before(since, interval) for interval in intervals if interval and interval != NEVER)


class _Then:
    """A page as it was; asked for one day after the other, and so worked out anew only where it has changed."""

    def __init__(self, history: PageHistory, *, cut: bool) -> None:
        self.history, self.cut = history, cut
        self.days = [version.day for version in history.versions]
        self.known = -1
        self.evidence: Evidence | None = None

    def at(self, day: date) -> Version | None:
        known = bisect_right(self.days, day)
        version = self.history.versions[known - 1] if known else None
        if version is None or version.gone:
            return None
        if known != self.known:
            self.known, self.evidence = known, _last(self.history, known, cut=self.cut)
        return version
