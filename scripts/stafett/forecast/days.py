"""Sets of days as bits, for all runs of a block at once: day 1 is the lowest bit of the first word.

An array of days has the shape (words, things, runs): the words first, so that counting days adds whole planes, and the
runs last, so that what belongs to one thing lies together.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
WORD = 64


def up_to(horizon: int) -> Days:
    """For each number of days from 0 to the horizon, the set of the days up to it: shape (words, horizon + 1)."""
    words = -(-horizon // WORD)
    bits = np.arange(1, words * WORD + 1) <= np.arange(horizon + 1)[:, None]
    packed = np.packbits(bits.reshape(horizon + 1, words, WORD), axis=2, bitorder="little")
    return np.ascontiguousarray(packed.view(np.uint64)[:, :, 0].T)


def count(days: Days) -> Ints:
    """How many days each set has; the words are summed away."""
    return np.asarray(np.bitwise_count(days).sum(axis=0, dtype=np.int64))


def on(days: Days, day: int) -> Bools:
    """Whether ``day`` is in each set."""
    word, bit = divmod(day - 1, WORD)
    found: Bools = (days[word] & np.uint64(1 << bit)) != 0
    return found


class Segments:
    """Sums, and what several sets of days have in common, over those items that belong to the same owner.

    ``owners`` tells the owner of each item, in rising order; of owners without items the sum is 0.
    """

    def __init__(self, owners: Ints, number: int) -> None:
        self.number = number
        self.having, self.starts = np.unique(owners, return_index=True)
        self.whole = len(self.having) == number

    def sum(self, values: npt.NDArray[np.floating]) -> Singles:
        """The sums by owner of ``values``, whose first axis is the items."""
        if not len(self.having):
            return np.zeros((self.number, *values.shape[1:]), np.float32)
        found = np.add.reduceat(values, self.starts, axis=0, dtype=np.float32)
        if self.whole:
            return found
        filled = np.zeros((self.number, *values.shape[1:]), np.float32)
        filled[self.having] = found
        return filled

    def common(self, days: Days, otherwise: Days) -> Days:
        """The days that all of an owner's items have, whose axis is the second; ``otherwise`` for one without any."""
        filled = np.empty((days.shape[0], self.number, days.shape[2]), np.uint64)
        filled[:] = otherwise[:, None, None]
        if len(self.having):
            filled[:, self.having] = np.bitwise_and.reduceat(days, self.starts, axis=1)
        return filled
