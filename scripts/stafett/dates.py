"""Intervals, due dates and review status. Pure: the as-of date is always passed in."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from stafett.model import Status

MONTHS_A_YEAR = 12
LONGEST_YEARS = 100
UNITS = ("day", "week", "month", "year")
_LONGEST = {
    "day": LONGEST_YEARS * 366,
    "week": LONGEST_YEARS * 53,
    "month": LONGEST_YEARS * MONTHS_A_YEAR,
    "year": LONGEST_YEARS,
}


@dataclass(frozen=True, slots=True)
class Interval:
    """A length of time on the calendar: ``count`` days, weeks, months or years; ``unit`` "never" has no end."""

    count: int
    unit: str

    def __str__(self) -> str:
        if self.unit == "never":
            return "never"
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


NEVER = Interval(0, "never")


def parse_interval(text: str) -> Interval | None:
    """The interval that ``text`` writes, as "6 months", "90 days", "1 year" or "never"; None if it is none.

    At least 1 and at most 100 years, so that a due date is always a date people can meet.
    """
    if text == "never":
        return NEVER
    count, _, unit = text.partition(" ")
    unit = unit.strip().lower().removesuffix("s")
    if unit not in UNITS or not (count.isascii() and count.isdigit()) or len(count) > len("36600"):
        return None
    number = int(count)
    return Interval(number, unit) if 1 <= number <= _LONGEST[unit] else None


def add(day: date, interval: Interval) -> date | None:
    """The day ``interval`` after ``day``; months are calendar months, clamped to the month's end.

    None for "never". A day after the calendar's end (9999-12-31) becomes that day.
    """
    if interval.unit == "never":
        return None
    try:
        if interval.unit == "day":
            return day + timedelta(days=interval.count)
        if interval.unit == "week":
            return day + timedelta(weeks=interval.count)
        months = interval.count * (MONTHS_A_YEAR if interval.unit == "year" else 1)
        return _add_months(day, months)
    except (OverflowError, ValueError):
        return date.max


def before(day: date, interval: Interval) -> date:
    """The day ``interval`` before ``day``, by the same calendar; for "never", or before year 1, the first of all."""
    try:
        if interval.unit == "never":
            return date.min
        if interval.unit in {"day", "week"}:
            return day - timedelta(days=interval.count * (7 if interval.unit == "week" else 1))
        months = interval.count * (MONTHS_A_YEAR if interval.unit == "year" else 1)
        return _add_months(day, -months)
    except (OverflowError, ValueError):
        return date.min


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    if year > date.max.year:
        raise OverflowError
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def soon_from(due: date, due_soon: Interval) -> date | None:
    """The first day on which a page due on ``due`` is due soon: the first from which ``due_soon`` reaches ``due``.

    None for "never". Kept beside ``review_status``, of whose last line it is the inverse.
    """
    if due_soon.unit == "never":
        return None
    days = due_soon.count * _MOST_DAYS[due_soon.unit]
    low, high = due.toordinal() - days, due.toordinal()
    low = max(low, 1)
    while low < high:  # a later day never reaches less far
        middle = (low + high) // 2
        reached = add(date.fromordinal(middle), due_soon)
        if reached and reached >= due:
            high = middle
        else:
            low = middle + 1
    return date.fromordinal(low)


_MOST_DAYS = {"day": 1, "week": 7, "month": 31, "year": 366}


def review_status(
    as_of: date, last_reviewed: date | None, review_in: Interval | None, *, unvouched: bool, due_soon: Interval
) -> Status | None:
    """The review status on ``as_of`` of a page last reviewed on ``last_reviewed``.

    The first of exempt, never-reviewed, overdue, unvouched, due-soon, current that fits counts. A page whose
    interval is unknown (None) is unvouched or has no status: nobody can say that it is current.
    """
    if review_in == NEVER:
        return Status.EXEMPT
    if last_reviewed is None:
        return Status.NEVER_REVIEWED
    due = add(last_reviewed, review_in) if review_in else None
    if due and due < as_of:
        return Status.OVERDUE
    if unvouched:
        return Status.UNVOUCHED
    if due is None:
        return None
    soon = add(as_of, due_soon)
    return Status.DUE_SOON if soon and due <= soon else Status.CURRENT
