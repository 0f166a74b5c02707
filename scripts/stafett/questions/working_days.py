"""The days on which people can be asked to meet: Monday to Friday, and in Sweden no public holiday."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

_SATURDAY, _FRIDAY = 5, 4
_FIXED = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
# Days from Easter Sunday: Good Friday, Easter Monday and Ascension Day.
_AROUND_EASTER = (-2, 1, 39)


def working_days(first: date, last: date, *, swedish: bool) -> tuple[date, ...]:
    """The working days from ``first`` to ``last``, both included; ``swedish`` leaves out what is free in Sweden."""
    return tuple(day for day in _days(first, last) if is_working_day(day, swedish=swedish))


def is_working_day(day: date, *, swedish: bool) -> bool:
    """Whether people work on ``day``."""
    return day.weekday() < _SATURDAY and not (swedish and is_swedish_holiday(day))


def is_swedish_holiday(day: date) -> bool:
    """Whether a day other than a Saturday or Sunday is free in Sweden.

    The public holidays of the act (1989:253), and the eves that the Annual Leave Act (1977:480, 3 a §) puts beside
    Sundays: Midsummer, Christmas and New Year. Midsummer's eve is the Friday from 19 to 25 June.
    """
    if (day.month, day.day) in _FIXED:
        return True
    if day.month == 6 and 19 <= day.day <= 25 and day.weekday() == _FRIDAY:  # noqa: PLR2004 (as the docstring says)
        return True
    return (day - easter(day.year)).days in _AROUND_EASTER


def easter(year: int) -> date:
    """Easter Sunday of a year in the Gregorian calendar.

    The "anonymous" algorithm (Nature, 20 April 1876; Meeus, Astronomical Algorithms, 2nd ed., chapter 8).
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * ell) // 433
    month = (h + ell - 7 * m + 90) // 25
    return date(year, month, (h + ell - 7 * m + 33 * month + 19) % 32)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
