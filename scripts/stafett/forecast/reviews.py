"""Which reviews are done, month by month, for a block of runs: a queue of work that people share.

In each month, pages fall due and join the queue. Those who hold the owner's role at the month's end share its queue
alike; of pages whose owner is nobody then, the deputies do. Each has so many hours a month; where their part of all the
queues that they share takes more, of each queue the same part is done, and the rest waits, overdue, for the next month.
A page that was reviewed falls due again after its interval. Where an owner's role was empty and is held again, its
pages are new to whoever holds it, and all join the queue, as the rule REV005 asks.

Numbers of pages are means and may have a fraction: the queue is taken for a fluid, its work for shared evenly at every
moment (Newell, "Applications of Queueing Theory", chapter 2, on fluid approximations; Kleinrock, "Queueing Systems",
volume 2, on processor sharing).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stafett.forecast.assumptions import Assumptions
from stafett.forecast.days import WORD, Bools, Days, Floats, Ints, Segments, Singles, on
from stafett.forecast.organisation import NO_MEMBER, NOBODY, Organisation


@dataclass(frozen=True)
class Reviewed:
    """What became of a block: by group and run the pages ``overdue`` at the end, ``done`` and ``inherited`` meanwhile.

    ``waiting`` has the overdue pages of all groups at each month's end, by run. ``overloaded`` tells at the end of each
    worker and run whether they answer for more than they have hours for. ``spared`` are by group the page-months,
    summed over the runs, that would not be overdue, had all its pages been reviewed on the first day.
    """

    overdue: Singles
    done: Singles
    inherited: Singles
    waiting: Singles
    overloaded: Bools
    spared: Floats


class Reviews:
    """The queues of an organisation, as arrays."""

    def __init__(self, org: Organisation, assumed: Assumptions, pages: Floats) -> None:
        self.org, self.assumed = org, assumed
        number = len(org.answerers)
        self.owner = np.array([group.owner for group in org.groups], np.int64)
        self.deputy = np.array([group.deputy for group in org.groups], np.int64)
        self.every = np.array([group.every for group in org.groups], np.int64)
        self.pages = np.where(self.every > 0, pages, 0).astype(np.float32)[:, None]
        self.due = (
            np.array([group.due for group in org.groups], np.float32).reshape(len(org.groups), len(org.month_ends)).T
        )
        self.alike = {int(every): np.flatnonzero(self.every == every) for every in np.unique(self.every) if every}
        self.by_owner = Segments(self.owner, number)
        self.standing_in = np.flatnonzero(self.deputy != NOBODY)
        self.standing_in = self.standing_in[np.argsort(self.deputy[self.standing_in], kind="stable")]
        self.by_deputy = Segments(self.deputy[self.standing_in], number)
        self.answerer = np.array([seat.answerer for seat in org.seats], np.int64)
        self.by_answerer = Segments(self.answerer, number)
        self.worker, self.worker_unit = _workers(org)
        self.in_order = np.argsort(self.worker, kind="stable")
        self.by_worker = Segments(self.worker[self.in_order], len(self.worker_unit))

    def follow(self, seats: Days, gone: Days, table: Days) -> Reviewed:
        """What becomes of the reviews; ``seats`` are the days on which seats are empty, ``gone`` those of answerers."""
        months = len(self.org.month_ends)
        shape = (len(self.owner), gone.shape[2])
        ahead = np.repeat(self.due[:, :, None], shape[1], axis=2)
        queue, first = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        fresh = np.ones(shape, np.float32)
        done, inherited = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        spared = np.zeros(shape[0])
        waiting = np.zeros((months, shape[1]), np.float32)
        before = np.repeat(~np.array(self.org.held_today)[:, None], shape[1], axis=1)
        begin = 0
        for month, end in enumerate(self.org.month_ends):
            here = ~on(seats, end)
            away = on(gone, end)
            words = slice(begin // WORD, (end - 1) // WORD + 1)
            days = table[words, end] & ~table[words, begin]
            was_empty = before | (gone[words] & days[:, None, None]).any(axis=0)
            queue += ahead[month]
            first += self.due[month][:, None] * fresh
            new = np.nonzero((was_empty & ~away)[self.owner])
            queue[new] = self.pages[new[0], 0]
            inherited[new] += self.pages[new[0], 0]
            first[new] = fresh[new] = 0
            ahead[month + 1 :, new[0], new[1]] = 0
            part = self._part_done(queue, here, away)
            reviewed = queue * part
            queue -= reviewed
            first *= 1 - part
            done += reviewed
            for every, groups in self.alike.items():
                if month + every < months:
                    ahead[month + every, groups] += reviewed[groups]
                if month < every:
                    spared[groups] += first[groups].sum(axis=1, dtype=np.float64)
            waiting[month] = queue.sum(axis=0)
            before, begin = away, end
        steady = self.pages / np.maximum(self.every, 1)[:, None].astype(np.float32)
        load = self._load(np.broadcast_to(steady, shape), here, away)[1]
        overloaded = load * self.assumed.hours_a_review > self.assumed.hours_a_month * (1 + 1e-6)
        return Reviewed(queue, done, inherited, waiting, overloaded, spared)

    def _load(self, work: Singles, here: Bools, away: Bools) -> tuple[Singles, Singles, Singles]:
        """How many pages of ``work`` each seat and each worker has, and how many share what each answerer has."""
        own = self.by_owner.sum(work) * ~away
        stood_in = work[self.standing_in] * away[self.owner[self.standing_in]]
        own += self.by_deputy.sum(stood_in)
        holders = self.by_answerer.sum(here.astype(np.float32))
        part: Singles = np.asarray((own / np.maximum(holders, 1))[self.answerer] * here, np.float32)
        return part, self.by_worker.sum(part[self.in_order]), holders

    def _part_done(self, queue: Singles, here: Bools, away: Bools) -> Singles:
        """Which part of each group's queue is done this month."""
        _, load, holders = self._load(queue, here, away)
        with np.errstate(divide="ignore", invalid="ignore"):
            able = np.minimum(self.assumed.hours_a_month / (load * self.assumed.hours_a_review), 1)
        able[~(load > 0)] = 1
        answered = self.by_answerer.sum(able[self.worker] * here) / np.maximum(holders, 1)
        return np.where(away[self.owner], answered[self.deputy], answered[self.owner]).astype(np.float32)


def _workers(org: Organisation) -> tuple[Ints, Ints]:
    """Who works on each seat, and in which unit each worker is: people, and successors of nobody."""
    places: dict[tuple[bool, int], int] = {}
    worker: list[int] = []
    units: list[int] = []
    for seat in org.seats:
        position = org.positions[seat.position]
        known = position.member != NO_MEMBER
        key = (known, position.member if known else seat.position)
        if key not in places:
            places[key] = len(units)
            units.append(org.told[position.unit])
        worker.append(places[key])
    return np.array(worker, np.int64), np.array(units, np.int64)
