"""What a mistyped word, date or length of time was most likely meant to be, for messages that offer it."""

from __future__ import annotations

import contextlib
import difflib
import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from stafett.dates import NEVER, UNITS, Interval, parse_interval

LONGEST_SHOWN = 80
_NUMBERS = re.compile(r"(?<!\d)(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?!\d)")
_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NAMED = re.compile(r"(\d{1,2})\.?\s+(?:av\s+)?([^\W\d_]{3,9})\.?,?\s+(\d{4})|([^\W\d_]{3,9})\s+(\d{1,2}),?\s+(\d{4})")
# By their first three letters, in Swedish and English.
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "okt": 10,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that ``word`` was most likely meant to be; None where nothing is near."""
    return next(iter(several_near(word, known, 1)), None)


def several_near(word: str, known: Iterable[str], most: int) -> tuple[str, ...]:
    """The known words that ``word`` can have been meant to be, at most so many, the nearest first."""
    return _near(word, tuple(known), most)


@lru_cache(maxsize=1024)
def _near(word: str, known: tuple[str, ...], most: int) -> tuple[str, ...]:
    if len(word) > LONGEST_SHOWN:
        return ()
    by_fold = {name.lower(): name for name in known}
    return tuple(by_fold[name] for name in difflib.get_close_matches(word.lower(), by_fold, n=most, cutoff=0.6))


def guess_date(text: str, wanted: str) -> date | None:
    """The one date that ``text`` can have meant, if there is exactly one; carelessly written in ``wanted``, or else."""
    with contextlib.suppress(ValueError, OverflowError):
        return datetime.strptime(text, wanted).date()  # noqa: DTZ007 (a calendar date has no time zone)
    match = _NUMBERS.search(_with_month_number(text))
    if not match or not match[0].isascii():
        return None
    first, second, third = (int(part) for part in match.groups())
    if len(match[1]) == len("2026"):
        orders = {(first, second, third), (first, third, second)}
        if _is_date(first, second, third):
            orders = {(first, second, third)}
    elif len(match[3]) == len("2026"):
        orders = {(third, second, first), (third, first, second)}
    else:
        return None
    days = {date(*order) for order in orders if _is_date(*order)}
    return days.pop() if len(days) == 1 else None


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _with_month_number(text: str) -> str:
    """A date whose month is a word, or that is eight digits in a row, with numbers and hyphens instead."""
    together = _TOGETHER.fullmatch(text)
    if together:
        return "-".join(together.groups())
    named = _NAMED.fullmatch(text)
    if not named:
        return text
    day, month, year = (named[1], named[2], named[3]) if named[1] else (named[5], named[4], named[6])
    number = _MONTHS.get(month[:3].lower())
    return f"{year}-{number}-{day}" if number else text


_UNIT_WORDS = {
    "dag": "day", "dagar": "day", "vecka": "week", "veckor": "week", "månad": "month", "månader": "month",
    "mån": "month", "mnd": "month", "år": "year", "d": "day", "w": "week", "m": "month", "y": "year", "yr": "year",
}  # fmt: skip
_LOOSE_INTERVAL = re.compile(r"(\d{1,5})\s*([^\W\d_]+)\.?")


def guess_interval(text: str) -> Interval | None:
    """The length of time that ``text`` can have meant: misspelt, abbreviated or in Swedish."""
    if nearest(text, ("never", "aldrig")):
        return NEVER
    match = _LOOSE_INTERVAL.fullmatch(text.strip())
    if not match:
        return None
    word = match[2].lower()
    unit = _UNIT_WORDS.get(word) or nearest(word.removesuffix("s"), UNITS)
    return parse_interval(f"{int(match[1])} {unit}") if unit else None
