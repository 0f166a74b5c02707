"""Days and lengths of time as people say them."""

from __future__ import annotations

from datetime import date

from stafett.messages import N_, Words

MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_DAYS_A_WEEK, _DAYS_A_MONTH, _DAYS_A_YEAR = 7, 30, 365


def day_in_words(words: Words, day: date, as_of: date) -> str:
    """A day with its month in words; with its year where that is not the year of ``as_of``."""
    month = words(MONTHS[day.month - 1])
    message = N_("{day} {month}") if day.year == as_of.year else N_("{day} {month} {year}")
    return words(message, day=day.day, month=month, year=day.year)


def time_in_words(words: Words, days: int) -> str:
    """How long so many days are: in days for two weeks, in weeks for two months, then in months and years."""
    if days < 2 * _DAYS_A_WEEK:
        return words.plural("{n} day", "{n} days", days)
    if days < 2 * _DAYS_A_MONTH:
        return words.plural("{n} week", "{n} weeks", days // _DAYS_A_WEEK)
    if days < 2 * _DAYS_A_YEAR:
        return words.plural("{n} month", "{n} months", days // _DAYS_A_MONTH)
    return words.plural("{n} year", "{n} years", days // _DAYS_A_YEAR)
