"""Draws who leaves when, and when a successor comes: the days on which each position is empty, for a block of runs.

Each thing that is drawn has a stream of random numbers of its own for each block: the numbers of a run depend on the
seed, on who is in the directory and on nothing else. So a run has the same leavers whatever the pages say, and two
forecasts of the same seed differ by what was changed and not by luck (common random numbers: Law, "Simulation Modeling
and Analysis", chapter 11).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np

from stafett.forecast.assumptions import EXPONENTIAL, SPREAD_OF_VACANCIES, Assumptions
from stafett.forecast.days import Bools, Days, Floats, Ints, up_to
from stafett.forecast.organisation import NO_MEMBER, Organisation, Position

BLOCK = 64
"""So many runs are drawn from one set of streams; it never changes, or else the same seed gave other numbers."""
_DAYS_A_YEAR = 365.25
_LUCK, _LEAVING, _AFTER, _BESIDE, _STAND_IN = range(5)


def stream(seed: int, block: int, purpose: int) -> np.random.Generator:
    """The stream of a block for a purpose; streams of different blocks and purposes are independent."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(block, purpose))))


def vacancies(random: np.random.Generator, number: int, assumed: Assumptions) -> Floats:
    """So many times in days until a successor comes, with the mean that is assumed.

    Of the log-normal distribution with standard deviation c times the mean m, the logarithm has variance ln(1 + c^2)
    and mean ln m - half of that (Johnson, Kotz and Balakrishnan, "Continuous Univariate Distributions", chapter 14).
    """
    if assumed.shape == EXPONENTIAL:
        return random.standard_exponential(number) * assumed.vacancy
    variance = log(1 + SPREAD_OF_VACANCIES**2)
    normal = random.standard_normal(number)
    return np.exp(normal * sqrt(variance) + (log(assumed.vacancy) - variance / 2)) if assumed.vacancy else normal * 0


@dataclass(frozen=True)
class Renewal:
    """Places that get empty and are filled again, as arrays: one for each place. ``table`` has the days up to each.

    ``unit`` says whose luck is theirs, ``ends`` when they end by what is known, ``refilled`` whether they are filled
    after that, and ``rate`` is how fast successors leave.
    """

    table: Days
    assumed: Assumptions
    unit: Ints
    ends: Floats
    refilled: Bools
    rate: Floats

    def empty(self, first: Floats, luck: Floats, random: np.random.Generator) -> Days:
        """The days on which each place is empty in each run; ``first`` is when it first gets empty."""
        horizon = self.table.shape[1] - 1
        days = np.zeros((len(self.table), first.size), np.uint64)
        times = first.ravel()
        at = np.flatnonzero(times <= horizon)
        down = times[at]
        stays = (down == self.ends[at // BLOCK]) & ~self.refilled[at // BLOCK]
        while at.size:
            up = down + vacancies(random, at.size, self.assumed)
            up[stays] = np.inf
            begin = np.ceil(down).clip(1).astype(np.int64)
            end = np.ceil(up).clip(1, horizon + 1).astype(np.int64)
            for word, line in enumerate(self.table):
                days[word, at] |= line[end - 1] & ~line[begin - 1]
            place = at // BLOCK
            with np.errstate(divide="ignore"):
                rate = self.rate[place] * luck[self.unit[place], at % BLOCK]
                down = up + random.standard_exponential(at.size) / rate * _DAYS_A_YEAR
            again = down <= horizon
            at, down = at[again], down[again]
            stays = np.zeros(at.size, np.bool_)
        return days.reshape(len(self.table), *first.shape)


class Staff:
    """Everybody in the directory, and the positions that they hold."""

    def __init__(self, org: Organisation, assumed: Assumptions, usual: float) -> None:
        self.assumed, self.usual, self.units = assumed, usual, len(org.told)
        self.table = up_to(org.horizon)
        self.begins = np.array([member.begins for member in org.staff])
        self.rate = np.array([member.rate for member in org.staff])
        self.unit = np.array([member.unit for member in org.staff], np.int64)
        positions = org.positions
        self.member = np.array([position.member for position in positions], np.int64)
        # Places that come of what pages say are drawn apart, so that they change no other's fate.
        own = len(org.staff)
        self.parts = [self._renewal(positions[:own]), self._renewal(positions[own:])]
        self.away = [
            (place, begin, end)
            for place, position in enumerate(positions)
            if position.member != NO_MEMBER
            for begin, end in org.staff[position.member].away
            if begin <= end
        ]

    def _renewal(self, positions: Sequence[Position]) -> Renewal:
        return Renewal(
            self.table,
            self.assumed,
            np.array([position.unit for position in positions], np.int64),
            np.array([position.ends for position in positions], np.float64),
            np.array([position.refilled for position in positions], np.bool_),
            np.array([position.next_rate for position in positions], np.float64),
        )

    def luck(self, block: int) -> Floats:
        """The factor on the rates of each unit: shape (units, runs)."""
        variance = self.assumed.together
        if not variance:
            return np.ones((self.units, BLOCK))
        return stream(self.assumed.seed, block, _LUCK).gamma(1 / variance, variance, (self.units, BLOCK))

    def empty(self, block: int) -> Days:
        """The days on which each position is empty or its holder on leave: shape (words, positions, runs)."""
        luck = self.luck(block)
        leaving = stream(self.assumed.seed, block, _LEAVING).standard_exponential((len(self.begins), BLOCK))
        with np.errstate(divide="ignore"):
            leaves = self.begins[:, None] + leaving / (self.rate[:, None] * luck[self.unit]) * _DAYS_A_YEAR
        gone = np.concatenate([leaves, np.zeros((1, BLOCK))])[self.member]  # nobody's place is empty from the start
        ends = np.concatenate([part.ends for part in self.parts])
        first = np.minimum(gone, ends[:, None])
        own, rest = self.parts
        split = len(own.ends)
        days = np.concatenate(
            [
                own.empty(first[:split], luck, stream(self.assumed.seed, block, _AFTER)),
                rest.empty(first[split:], luck, stream(self.assumed.seed, block, _BESIDE)),
            ],
            axis=1,
        )
        for place, begin, end in self.away:
            here = (np.ceil(first[place]) - 1).clip(0, self.table.shape[1] - 1).astype(np.int64)
            spell = self.table[:, end] & ~self.table[:, begin - 1]
            days[:, place] |= self.table[:, here] & spell[:, None]
        return days

    def stand_ins(self, block: int, number: int) -> Days:
        """The days on which each of so many deputies is gone who are here today and leave at the usual rate.

        They are nobody's, and leave each for themselves: by them is reckoned what a deputy is worth who is not named.
        """
        random = stream(self.assumed.seed, block, _STAND_IN)
        zeros, never = np.zeros(number, np.int64), np.full(number, np.inf)
        rate = np.full(number, self.usual)
        places = Renewal(self.table, self.assumed, zeros, never, np.ones(number, np.bool_), rate)
        with np.errstate(divide="ignore"):
            first = random.standard_exponential((number, BLOCK)) / rate[:, None] * _DAYS_A_YEAR
        return places.empty(first, np.ones((1, BLOCK)), random)
