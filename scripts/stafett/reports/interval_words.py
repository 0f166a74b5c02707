"""A length of time in words: "6 months", "6 månader"."""

from __future__ import annotations

from stafett.dates import Interval
from stafett.messages import N_, Words


def interval_words(interval: Interval, words: Words) -> str:
    """The interval in the reader's language."""
    if interval.unit == "day":
        return words.plural("{n} day", "{n} days", interval.count)
    if interval.unit == "week":
        return words.plural("{n} week", "{n} weeks", interval.count)
    if interval.unit == "month":
        return words.plural("{n} month", "{n} months", interval.count)
    if interval.unit == "year":
        return words.plural("{n} year", "{n} years", interval.count)
    return words(N_("never"))
