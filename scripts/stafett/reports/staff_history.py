"""What the directory tells of past years, as text for people or as values for JSON, and the words that the site shares.

Medians of fewer than ``LEAST_PEOPLE`` lengths of time are not told: they could be somebody's.
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_, Words
from stafett.questions.owner_tenure import Lengths
from stafett.questions.small_units import LEAST_PEOPLE, SMALL
from stafett.questions.staff_history import Branch, StaffHistory, Year
from stafett.questions.turnover import Turnover
from stafett.reports.day_words import time_in_words
from stafett.reports.printable import printable

MOST_SHOWN = 5
"""So many years are told of each unit, the newest."""
NOT_TOLD = "–"
PARTIAL = N_(
    "The directory knows of nobody who left before these twelve months began, so some who left in them may be "
    "missing too."
)


def turnover_words(found: Turnover | None) -> str:
    """The turnover in whole per cent."""
    rate = found.rate if found else None
    return NOT_TOLD if rate is None else f"{round(rate * 100)} %"


def year_words(year: Year, words: Words) -> str:
    """What a year is called."""
    return words(N_("Last 12 months")) if year.rolling else f"{year.end:%Y}"


def branch_words(branch: Branch, words: Words) -> str:
    """What a unit is called."""
    if branch.id == SMALL:
        return words(N_("Small units together"))
    return branch.name or words(N_("No unit"))


def median_of(lengths: Lengths) -> float | None:
    """The median, where it is of enough lengths to be nobody's."""
    return lengths.median if len(lengths.days) >= LEAST_PEOPLE else None


def length_words(lengths: Lengths, words: Words) -> str:
    """The median as people say it."""
    found = median_of(lengths)
    return NOT_TOLD if found is None else time_in_words(words, round(found))


def followed_words(year: Year, words: Words) -> str:
    """How often somebody held the role on the day after a holder's last one."""
    ended = len(year.owners.ended.days)
    return words(N_("{n} of {all}"), n=year.owners.followed, all=ended) if ended else NOT_TOLD


def shown(history: StaffHistory) -> tuple[Year, ...]:
    """The years of which units are told."""
    return history.years[-MOST_SHOWN:]


def staff_value(history: StaffHistory | None) -> dict[str, object] | None:
    """The history as a value for JSON; rates from 0 to 1, times in days."""
    if history is None:
        return None
    return {
        "years": [_year(year) for year in history.years],
        "units": [
            {
                "id": branch.id or None,
                "name": branch.name,
                "years": [{"until": end.isoformat(), **_turnover(found)} for end, found in branch.years.items()],
            }
            for branch in history.branches
        ],
    }


def _year(year: Year) -> dict[str, object]:
    found, owners = year.turnover, year.owners
    return {
        "from": year.start.isoformat(),
        "until": year.end.isoformat(),
        "rolling": year.rolling,
        "partial": year.partial,
        **_turnover(found),
        "joiners": found.joiners,
        "returned": found.returned,
        "moved": found.moved_in,
        "owners": {
            "held": len(owners.so_far.days),
            "median_days_so_far": median_of(owners.so_far),
            "ended": len(owners.ended.days),
            "median_days_ended": median_of(owners.ended),
            "followed": owners.followed,
            "vacancies_filled": len(owners.filled.days),
            "median_days_until_filled": median_of(owners.filled),
            "vacant": len(owners.open.days),
            "median_days_vacant_so_far": median_of(owners.open),
        },
        "paths": {"newcomers": year.paths.newcomers, "days": round(year.paths.days, 1)} if year.paths else None,
    }


def _turnover(found: Turnover) -> dict[str, object]:
    rate = None if found.rate is None else round(found.rate, 4)
    return {"turnover": rate, "leavers": found.leavers, "employed": round(found.headcount, 1)}


def staff_lines(history: StaffHistory | None, words: Words) -> Iterator[str]:
    """The history for people, the newest year first; nothing without a directory."""
    if history is None:
        return
    newest_first = history.years[::-1]
    yield ""
    yield words(N_("Turnover: leavers by the average number employed"))
    for year in newest_first:
        found = year.turnover
        numbers = words(
            N_("{left} left, {employed} employed on average, {came} came"),
            left=found.leavers,
            employed=round(found.headcount),
            came=found.joiners,
        )
        yield f"{turnover_words(found):>6}  {year_words(year, words)}: {numbers}"
    if newest_first[0].partial:
        yield "        " + words(PARTIAL)
    if len(history.branches) > 1:
        yield words(N_("Turnover by unit, the last twelve months"))
        for branch in history.branches:
            told = turnover_words(branch.years.get(newest_first[0].end))
            yield f"{told:>6}  {printable(branch_words(branch, words))}"
    yield ""
    yield words(N_("How long owners stay, and how long a role stands empty (medians)"))
    for year in newest_first:
        yield "  " + year_words(year, words)
        yield from (f"    {line}" for line in _owner_lines(year, words))


def _owner_lines(year: Year, words: Words) -> Iterator[str]:
    owners = year.owners
    yield words(N_("in the role so far: {time}"), time=length_words(owners.so_far, words))
    ended = len(owners.ended.days)
    if ended:
        yield words(
            N_("times that ended: {n}, after {time}; somebody there the next day: {followed}"),
            n=ended,
            time=length_words(owners.ended, words),
            followed=followed_words(year, words),
        )
    if owners.filled.days or owners.open.days:
        yield words(
            N_("vacancies filled: {n}, after {time}; still vacant at the end: {open}"),
            n=len(owners.filled.days),
            time=length_words(owners.filled, words),
            open=len(owners.open.days),
        )
    if year.paths:
        yield words(
            N_("newcomers at the end of their path, by what units report: {n}, on average after {days} days"),
            n=year.paths.newcomers,
            days=round(year.paths.days),
        )
