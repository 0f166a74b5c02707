"""The model of ``stafett.forecast`` once more, in plain Python: a simulation of events, one run and one page at a time.

It is what the other one is measured against, in time (``benchmarks/forecast.py``) and in what comes of it
(``tests/test_forecast.py``): written apart from it, with other random numbers, a queue of events in place of sets of
days, and each page's review reckoned for itself.
"""

from __future__ import annotations

import heapq
import math
import random
from collections import defaultdict
from collections.abc import Iterator

from stafett.forecast.assumptions import EXPONENTIAL, SPREAD_OF_VACANCIES, Assumptions
from stafett.forecast.organisation import NO_MEMBER, NOBODY, Organisation
from stafett.forecast.result import Measure

DAYS_A_YEAR = 365.25
GONE, FILLED, AWAY, BACK, OPENED, MONTH_ENDS = range(6)


def play(org: Organisation, assumed: Assumptions, runs: int, seed: int) -> list[dict[Measure, float]]:
    """The measures of so many runs."""
    rng = random.Random(seed)  # noqa: S311 (no secret)
    return [Run(org, assumed, rng).measured() for _ in range(runs)]


class Run:
    """One run: who is here, who answers for what, and what is done about it, from event to event."""

    def __init__(self, org: Organisation, assumed: Assumptions, rng: random.Random) -> None:
        self.org, self.assumed, self.rng = org, assumed, rng
        self.luck = [self._luck() for _ in org.told]
        self.leaves = [m.begins + self._after(m.rate * self.luck[m.unit]) for m in org.staff]
        self.up = [True] * len(org.positions)
        self.away = [False] * len(org.positions)
        self.first = [True] * len(org.positions)
        self.opened = [seat.first <= 1 for seat in org.seats]
        self.seats_of: defaultdict[int, list[int]] = defaultdict(list)
        self.held_by: defaultdict[int, list[int]] = defaultdict(list)
        for place, seat in enumerate(org.seats):
            self.seats_of[seat.position].append(place)
            self.held_by[seat.answerer].append(place)
        self.pairs: defaultdict[tuple[int, int], int] = defaultdict(int)
        self.pairs_at: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
        for group in org.groups:
            pair = (group.owner, group.deputy)
            self.pairs[pair] += group.pages
            self.pairs_at[group.owner].add(pair)
            self.pairs_at[group.deputy].add(pair)
        self.count = [0] * len(org.answerers)
        self.empty_since: list[float | None] = [0.0] * len(org.answerers)
        self.alone_since: dict[tuple[int, int], float] = dict.fromkeys(self.pairs, 0.0)
        self.days_empty = [0] * len(org.answerers)
        self.days_alone: defaultdict[tuple[int, int], int] = defaultdict(int)
        self.was_empty = [not held for held in org.held_today]
        for place in range(len(org.seats)):
            if self._here(place):
                self._come(org.seats[place].answerer, 0.0)
        self.pages = [[0.0, [float(m == month) for m in range(len(org.month_ends))]] for month in self._due()]
        self.page_group = [group for group in org.groups for _ in range(group.pages)]
        self.done = self.inherited = 0.0

    def _luck(self) -> float:
        variance = self.assumed.together
        return self.rng.gammavariate(1 / variance, variance) if variance else 1.0

    def _due(self) -> Iterator[int]:
        for group in self.org.groups:
            months = [month for month, number in enumerate(group.due) for _ in range(number)]
            yield from months + [-1] * (group.pages - len(months))

    def _after(self, rate: float) -> float:
        return self.rng.expovariate(rate) * DAYS_A_YEAR if rate else math.inf

    def _vacancy(self) -> float:
        if self.assumed.shape == EXPONENTIAL:
            return self.rng.expovariate(1 / self.assumed.vacancy)
        variance = math.log(1 + SPREAD_OF_VACANCIES**2)
        return self.rng.lognormvariate(math.log(self.assumed.vacancy) - variance / 2, math.sqrt(variance))

    def _here(self, place: int) -> bool:
        seat = self.org.seats[place]
        return self.up[seat.position] and not self.away[seat.position] and self.opened[place]

    def measured(self) -> dict[Measure, float]:
        """Let the run happen, and measure it."""
        self._begin()
        while self.events:
            when, _, kind, subject = heapq.heappop(self.events)
            if kind == MONTH_ENDS:
                self._month(subject)
            else:
                self._happen(kind, subject, when)
        end = self.org.horizon + 1
        for answerer, since in enumerate(self.empty_since):
            self.days_empty[answerer] += _days(since, end) if since is not None else 0
        for pair, since in self.alone_since.items():
            self.days_alone[pair] += _days(since, end)
        return self._sums()

    def _begin(self) -> None:
        self.events: list[tuple[float, int, int, int]] = []
        for month, end in enumerate(self.org.month_ends):
            self._plan(end, MONTH_ENDS, month)
        for place, seat in enumerate(self.org.seats):
            if seat.first > 1:
                self._plan(seat.first - 0.5, OPENED, place)
        for place, position in enumerate(self.org.positions):
            member = position.member
            self._plan(min(self.leaves[member] if member != NO_MEMBER else 0.0, position.ends), GONE, place)
            for begin, until in self.org.staff[member].away if member != NO_MEMBER else ():
                self._plan(begin - 0.5, AWAY, place)
                self._plan(until + 0.5, BACK, place)

    def _plan(self, when: float, kind: int, subject: int) -> None:
        if when <= self.org.horizon:
            heapq.heappush(self.events, (when, kind == MONTH_ENDS, kind, subject))

    def _happen(self, kind: int, subject: int, when: float) -> None:
        seats = [subject] if kind == OPENED else self.seats_of[subject]
        before = [self._here(place) for place in seats]
        if kind == OPENED:
            self.opened[subject] = True
        elif kind in (AWAY, BACK):
            self.away[subject] = kind == AWAY and self.first[subject]
        else:
            self._turn(kind, subject, when)
        for place, was in zip(seats, before, strict=True):
            answerer, here = self.org.seats[place].answerer, self._here(place)
            if here and not was:
                self._come(answerer, when)
            elif was and not here:
                self._go(answerer, when)

    def _turn(self, kind: int, subject: int, when: float) -> None:
        position = self.org.positions[subject]
        self.up[subject] = kind == FILLED
        if kind == FILLED:
            self._plan(when + self._after(position.next_rate * self.luck[position.unit]), GONE, subject)
        elif when != position.ends or position.refilled or not self.first[subject]:
            self._plan(when + self._vacancy(), FILLED, subject)
        if kind == GONE:
            self.first[subject] = self.away[subject] = False

    def _come(self, answerer: int, when: float) -> None:
        self.count[answerer] += 1
        if self.count[answerer] == 1:
            since = self.empty_since[answerer] or 0.0
            self.empty_since[answerer] = None
            days = _days(since, when)
            self.days_empty[answerer] += days
            self.was_empty[answerer] |= days > 0
            for pair in self.pairs_at[answerer]:
                began = self.alone_since.pop(pair, None)
                self.days_alone[pair] += _days(began, when) if began is not None else 0

    def _go(self, answerer: int, when: float) -> None:
        self.count[answerer] -= 1
        if self.count[answerer] == 0:
            self.empty_since[answerer] = when
            for pair in self.pairs_at[answerer]:
                if not any(self.count[each] for each in pair):
                    self.alone_since[pair] = when

    def _month(self, month: int) -> None:
        """Review what is due, as far as the hours reach."""
        for page, group in zip(self.pages, self.page_group, strict=True):
            page[0] += page[1][month]
            if group.every and self.was_empty[group.owner] and self.count[group.owner]:
                page[0], page[1] = 1.0, [0.0] * len(page[1])
                self.inherited += 1
        work: defaultdict[int, float] = defaultdict(float)
        for page, group in zip(self.pages, self.page_group, strict=True):
            work[self._answers(group.owner, group.deputy)] += page[0]
        parts = self._parts(work)
        for page, group in zip(self.pages, self.page_group, strict=True):
            reviewed = page[0] * parts[self._answers(group.owner, group.deputy)]
            page[0] -= reviewed
            self.done += reviewed
            if group.every and month + group.every < len(page[1]):
                page[1][month + group.every] += reviewed
        self.was_empty = [number == 0 for number in self.count]

    def _answers(self, owner: int, deputy: int) -> int:
        return owner if self.count[owner] else deputy if self.count[deputy] else NOBODY

    def _loads(self, work: dict[int, float]) -> dict[int, float]:
        loads: defaultdict[int, float] = defaultdict(float)
        for answerer, pages in work.items():
            for place in self.held_by[answerer]:
                if self._here(place):
                    loads[self._worker(place)] += pages / self.count[answerer] * self.assumed.hours_a_review
        return loads

    def _worker(self, place: int) -> int:
        position = self.org.seats[place].position
        member = self.org.positions[position].member
        return member if member != NO_MEMBER else -1 - position

    def _parts(self, work: dict[int, float]) -> dict[int, float]:
        loads = self._loads(work)
        parts: defaultdict[int, float] = defaultdict(float)
        for answerer in work:
            here = [place for place in self.held_by[answerer] if self._here(place)]
            able = [min(1.0, self.assumed.hours_a_month / (loads[self._worker(place)] or 1e-9)) for place in here]
            parts[answerer] = sum(able) / len(able) if able else 0.0
        return parts

    def _sums(self) -> dict[Measure, float]:
        steady: defaultdict[int, float] = defaultdict(float)
        for group in self.org.groups:
            if group.every:
                steady[self._answers(group.owner, group.deputy)] += group.pages / group.every
        groups, held = self.org.groups, self.org.held_today
        able = self.assumed.hours_a_month * (1 + 1e-6)
        return {
            Measure.LOSING: sum(g.pages for g in groups if held[g.owner] and self.days_empty[g.owner]),
            Measure.NO_OWNER: sum(g.pages * self.days_empty[g.owner] for g in groups),
            Measure.NOBODY: sum(number for pair, number in self.pairs.items() if self.days_alone[pair]),
            Measure.NOBODY_DAYS: sum(number * self.days_alone[pair] for pair, number in self.pairs.items()),
            Measure.OVERDUE: sum(page[0] for page in self.pages),
            Measure.OVERLOADED: sum(load > able for load in self._loads(steady).values()),
            Measure.HOURS: self.done * self.assumed.hours_a_review,
            Measure.INHERITED: self.inherited,
        }


def _days(since: float, until: float) -> int:
    """How many days have come since, and not yet at, two times: day 0 is not one of the days looked at."""
    return max(0, math.ceil(until) - max(1, math.ceil(since)))
