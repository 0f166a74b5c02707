"""The simulation: block by block, the days on which nobody answers, what reviews are done, and what would help.

A block is so many runs at once (``staff.BLOCK``). Blocks do not depend on each other, so that several processes give
the same numbers as one, and the first thousand runs are the same of however many.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from stafett.forecast.assumptions import Assumptions
from stafett.forecast.days import Days, Floats, Ints, Segments, Singles, count, on
from stafett.forecast.organisation import CRITICALITIES, NOBODY, Organisation
from stafett.forecast.result import Measure
from stafett.forecast.reviews import Reviewed, Reviews
from stafett.forecast.staff import BLOCK, Staff
from stafett.spread import spread

PILOT_BLOCKS, MOST_CANDIDATES = 2, 100
"""By so many blocks the candidates are chosen that are looked at in all runs, and how many of them at the most."""


class Candidate(NamedTuple):
    """One more person who answers for pages of ``owner``.

    Stands in for its pages without a deputy, or (``holder``) holds the role as well, for its pages with one. A role
    that nobody holds today is to be held, for all its pages.
    """

    owner: int
    holder: bool


@dataclass(frozen=True)
class Outcome:
    """What came of all runs, which are the last axis.

    ``criticality`` and ``unit`` have a row for each class and each unit, and a column for each ``Measure``, ``whole``
    has one row. ``vacant`` and ``waiting`` are by month's end the pages with neither owner nor deputy, and those
    overdue. ``helped`` are the page-days with neither that one more person would spare, a row for each of
    ``candidates``; ``spared`` the page-months overdue that reviewing each group now would, on average.
    """

    criticality: Singles
    unit: Singles
    whole: Singles
    vacant: Singles
    waiting: Singles
    helped: Singles
    spared: Floats
    candidates: tuple[Candidate, ...] = ()


def simulate(org: Organisation, assumed: Assumptions, usual: float, processes: int = 1) -> Outcome:
    """Play ``assumed.runs`` runs; ``usual`` is the rate a year at which deputies who are not named yet leave."""
    play = Play(org, assumed, usual)
    blocks = range(-(-assumed.runs // BLOCK))
    work: Callable[[Sequence[int]], list[Outcome]] = lambda part: [play.block(block) for block in part]  # noqa: E731
    play.choose(range(min(PILOT_BLOCKS, len(blocks))))
    return _joined(spread(work, blocks, processes, enough=PILOT_BLOCKS), assumed.runs, play)


def _joined(made: Sequence[Outcome], runs: int, play: Play) -> Outcome:
    def join(name: str) -> Singles:
        return np.concatenate([getattr(outcome, name) for outcome in made], axis=-1)[..., :runs]

    spared = np.sum([outcome.spared for outcome in made], axis=0) / (len(made) * BLOCK)
    return Outcome(
        join("criticality"), join("unit"), join("whole"), join("vacant"), join("waiting"), join("helped"), spared,
        play.candidates,
    )  # fmt: skip


class Play:
    """An organisation made ready to be played with."""

    def __init__(self, org: Organisation, assumed: Assumptions, usual: float) -> None:
        self.org, self.assumed = org, assumed
        self.staff = Staff(org, assumed, usual)
        groups = org.groups
        self.pages = np.array([group.pages for group in groups], np.float64)
        self.reviews = Reviews(org, assumed, self.pages)
        self.owner, self.deputy = self.reviews.owner, self.reviews.deputy
        pairs = sorted({(group.owner, group.deputy) for group in groups})
        places = {pair: place for place, pair in enumerate(pairs)}
        self.pairs = np.array(pairs, np.int64).reshape(-1, 2).T
        self.pair = np.array([places[group.owner, group.deputy] for group in groups], np.int64)
        self.in_pair = np.bincount(self.pair, self.pages, len(pairs)).astype(np.float32)[:, None]
        self.pairs_of: dict[Candidate, list[int]] = {}
        for place, (owner, deputy) in enumerate(pairs):
            if owner != NOBODY:
                holder = deputy != NOBODY or not org.held_today[owner]
                self.pairs_of.setdefault(Candidate(owner, holder), []).append(place)
        self.candidates = tuple(self.pairs_of)
        self.held = np.array(org.held_today, np.bool_)
        self.position = np.array([seat.position for seat in org.seats], np.int64)
        self.late = [(place, seat.first) for place, seat in enumerate(org.seats) if seat.first > 1]
        critical = np.array([group.criticality for group in groups], np.int64)
        self.by_rank = np.argsort(critical, kind="stable")
        self.rank = Segments(critical[self.by_rank], len(CRITICALITIES))
        self.owner_of_unit, self.unit = _flat(org.answerer_units, len(org.units))
        self.worker_order = np.argsort(self.reviews.worker_unit, kind="stable")
        self.worker_unit = Segments(self.reviews.worker_unit[self.worker_order], len(org.units))

    def block(self, block: int) -> Outcome:
        """Play one block."""
        seats, gone, both = self._days(block)
        reviewed = self.reviews.follow(seats, gone, self.staff.table)
        vacant = np.array([(self.in_pair * on(both, day)).sum(axis=0) for day in self.org.month_ends], np.float32)
        alone, nobody = count(gone), count(both)
        measured = self._measured(alone, nobody, reviewed)
        critical = np.stack([self.rank.sum(measured[each][self.by_rank]) for each in Measure], axis=1)
        units = np.stack([self._by_unit(measured[each]) for each in Measure], axis=1)
        overloaded, column = reviewed.overloaded.astype(np.float32), list(Measure).index(Measure.OVERLOADED)
        units[:, column] = self.worker_unit.sum(overloaded[self.worker_order])
        whole = critical.sum(axis=0)
        whole[column] = overloaded.sum(axis=0)
        helped = self._helped(block, both)
        return Outcome(critical, units, whole, vacant, reviewed.waiting, helped, reviewed.spared)

    def _days(self, block: int) -> tuple[Days, Days, Days]:
        """The days on which each seat is empty, each answerer is nobody, and of each pair both are."""
        table = self.staff.table
        seats = self.staff.empty(block)[:, self.position]
        for place, first in self.late:
            seats[:, place] |= table[:, first - 1, None]
        gone = self.reviews.by_answerer.common(seats, table[:, -1])
        return seats, gone, gone[:, self.pairs[0]] & gone[:, self.pairs[1]]

    def choose(self, blocks: Sequence[int]) -> None:
        """Choose the candidates that spare most page-days in ``blocks``; all of them where there are few."""
        if len(self.candidates) <= MOST_CANDIDATES:
            return
        worth = np.zeros(len(self.candidates))
        for block in blocks:
            worth += self._helped(block, self._days(block)[2]).sum(axis=1, dtype=np.float64)
        best = np.argsort(-worth, kind="stable")[:MOST_CANDIDATES]
        self.candidates = tuple(self.candidates[place] for place in best)

    def _helped(self, block: int, both: Days) -> Singles:
        """By candidate and run, the page-days with neither owner nor deputy on which one more person would be here."""
        stand_ins = self.staff.stand_ins(block, len(self.org.answerers))
        rows = []
        for candidate in self.candidates:
            pairs = self.pairs_of[candidate]
            spared = count(both[:, pairs] & ~stand_ins[:, candidate.owner, None])
            rows.append((self.in_pair[pairs] * spared).sum(axis=0))
        return np.array(rows, np.float32).reshape(len(rows), BLOCK)

    def _measured(self, alone: Ints, nobody: Ints, reviewed: Reviewed) -> dict[Measure, Singles]:
        """Each measure by group and run."""
        pages = self.pages[:, None].astype(np.float32)
        losing = ((alone > 0) & self.held[:, None])[self.owner]
        return {
            Measure.LOSING: pages * losing,
            Measure.NO_OWNER: pages * alone.astype(np.float32)[self.owner],
            Measure.NOBODY: pages * (nobody > 0)[self.pair],
            Measure.NOBODY_DAYS: pages * nobody.astype(np.float32)[self.pair],
            Measure.OVERDUE: reviewed.overdue,
            Measure.OVERLOADED: np.zeros_like(reviewed.overdue),  # of people, not of pages
            Measure.HOURS: reviewed.done * np.float32(self.assumed.hours_a_review),
            Measure.INHERITED: reviewed.inherited,
        }

    def _by_unit(self, values: Singles) -> Singles:
        """A measure by the units of those who hold the owner's role today; a page of several counts in each."""
        return self.unit.sum(self.reviews.by_owner.sum(values)[self.owner_of_unit])


def _flat(units_of: Sequence[Sequence[int]], number: int) -> tuple[Ints, Segments]:
    """The answerers of each unit one after the other, and where each unit's begin."""
    pairs = sorted((unit, place) for place, units in enumerate(units_of) for unit in units)
    unit, place = np.array(pairs, np.int64).reshape(-1, 2).T
    return place, Segments(unit, number)
