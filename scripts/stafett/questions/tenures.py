"""How a person's time in roles changes when a role passes to somebody else; first and last days are included."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from stafett.model import Person, Tenure

_A_DAY = timedelta(days=1)


def day_after(day: date) -> date:
    """The day after ``day``; of the calendar's last day that day itself."""
    return day + _A_DAY if day < date.max else day


def day_before(day: date) -> date:
    """The day before ``day``; of the calendar's first day that day itself."""
    return day - _A_DAY if day > date.min else day


def ended(roles: Iterable[Tenure], last: date, which: Callable[[Tenure], bool]) -> tuple[Tenure, ...]:
    """The tenures, those of ``which`` that reach beyond ``last`` ending on it; one that begins later is let be."""
    return tuple(replace(held, end=last) if which(held) and held.covers(last) else held for held in roles)


def given(roles: Iterable[Tenure], role: str, first: date, same: Callable[[Tenure], bool]) -> tuple[Tenure, ...]:
    """The tenures with ``role`` from ``first`` on, without end.

    Those of the ``same`` role that overlap it, or end on the day before, become one with it: nobody's time in a role
    begins anew because it goes on.
    """
    roles = tuple(roles)
    joined = [held for held in roles if same(held) and (held.end is None or day_after(held.end) >= first)]
    starts = [held.start for held in joined]
    if not joined:
        return (*roles, Tenure(role, first))
    start = None if None in starts else min([first, *(day for day in starts if day)])
    whole = replace(joined[0], start=start, end=None)
    return tuple(whole if held is joined[0] else held for held in roles if held is joined[0] or held not in joined)


def spell_end(person: Person, day: date) -> date | None:
    """The last day of the time at work that ``day`` lies in; None where it has no end, or ``day`` lies in none."""
    return next((spell.end for spell in person.spells if spell.covers(day)), None)
