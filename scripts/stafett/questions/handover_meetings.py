"""When to meet before somebody leaves, with whom, and about what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import partial

from stafett.model import Page, Person
from stafett.questions.handover_package import Package, RoleToHand
from stafett.questions.working_days import working_days

BEGINS = timedelta(weeks=6)
"""Whoever leaves later than this begins to hand over so long before the last day."""
PAGES_A_MEETING = 6
"""So many pages two people can go through in an hour and a half, some ten minutes each and the rest for questions."""
_MOST = 4  # walks with one successor; of more pages only the riskiest are gone through together
_BEFORE_THE_END = 2  # working days that are left after the last meeting


class With(IntEnum):
    """Whom the leaver meets, in the order in which it happens on one day."""

    MANAGER = 1
    SUCCESSOR = 2
    STEWARDS = 3
    CLOSING = 4


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting on ``day`` with ``people``; ``roles`` and ``pages`` are what a successor is walked through in it.

    ``number`` of ``walks`` counts those with the same successor; ``left`` are so many pages that no walk has time for.
    """

    day: date
    whom: With
    people: tuple[Person, ...]
    roles: tuple[RoleToHand, ...] = ()
    pages: tuple[Page, ...] = ()
    number: int = 1
    walks: int = 1
    left: int = 0


def meetings(package: Package) -> tuple[Meeting, ...]:
    """The meetings to hold, by day; none where the last day has passed, or nobody is there to meet.

    From the working day after the as-of date on (at the earliest six weeks before the last day), all on working days on
    which nobody who is to meet is on leave: first with the manager, last with the manager again two working days before
    the end, and between them the walks with each successor, the riskiest pages first, and a talk with the stewards.
    """
    if package.past or not package.holdings.employed:
        return ()
    calendar = _Calendar(package)
    return tuple(sorted(_planned(package, calendar), key=lambda item: (item.day, item.whom, item.number)))


def _planned(package: Package, calendar: _Calendar) -> Iterator[Meeting]:
    last = max(len(calendar.days) - 1 - _BEFORE_THE_END, 0)
    manager = (package.manager,) if package.manager else ()
    if manager:
        yield from calendar.set(0, partial(Meeting, whom=With.MANAGER, people=manager), manager)
    walks = list(_walks(package))
    for place, (walk, people) in enumerate(walks, 1):
        yield from calendar.set(round(last * place / (len(walks) + 1)), walk, people, between=(0, last))
    stewards = package.stewards[:1]
    if stewards and walks:
        talk = partial(Meeting, whom=With.STEWARDS, people=stewards)
        yield from calendar.set(round(last * 2 / 3), talk, stewards, between=(0, last))
    if manager and walks and len(calendar.days) > 1:
        yield from calendar.set(last, partial(Meeting, whom=With.CLOSING, people=manager), manager, between=(1, None))


_Walk = tuple[Callable[[date], Meeting], tuple[Person, ...]]


def _walks(package: Package) -> Iterator[_Walk]:
    """The walks with the successors, in turn: the first with each, then the second."""
    found: list[tuple[int, _Walk]] = []
    for who, roles, items in package.successors.values():
        pages = [item.page for item in items]
        parts = [pages[start : start + PAGES_A_MEETING] for start in range(0, len(pages), PAGES_A_MEETING)][:_MOST]
        for number, part in enumerate(parts or [[]], 1):
            walk = partial(
                Meeting,
                whom=With.SUCCESSOR,
                people=(who,),
                roles=roles if number == 1 else (),
                pages=tuple(part),
                number=number,
                walks=max(len(parts), 1),
                left=len(pages) - sum(map(len, parts)) if number == len(parts) else 0,
            )
            found.append((number, (walk, (who,))))
    return (walk for _, walk in sorted(found, key=lambda item: item[0]))


class _Calendar:
    """The days on which the leaver can meet, and how many meetings each has."""

    def __init__(self, package: Package) -> None:
        self.days = _days(package)
        self._taken = Counter[date]()

    def set(
        self,
        place: int,
        meeting: Callable[[date], Meeting],
        people: Sequence[Person],
        between: tuple[int, int | None] = (0, None),
    ) -> Iterator[Meeting]:
        """The meeting on the day nearest to that of number ``place`` on which all are there, rather on an empty one.

        ``between`` are the numbers of the first and last day that will do. Nothing where there is no such day.
        """
        first, last = between
        fits = [
            (abs(number - place) + 2 * self._taken[day], number, day)
            for number, day in enumerate(self.days)
            if number >= first and (last is None or number <= last) and all(person.present(day) for person in people)
        ]
        if fits:
            day = min(fits)[2]
            self._taken[day] += 1
            yield meeting(day)


def _days(package: Package) -> tuple[date, ...]:
    """The working days from the as-of date to the last one on which the leaver is here.

    The as-of date itself, and a day that is none, only where there is no other.
    """
    last = package.last_day
    tomorrow = package.as_of + timedelta(days=1) if package.as_of < last else last
    begin = max(tomorrow, last - BEGINS if last - date.min > BEGINS else date.min)
    swedish = package.base.settings.language == "sv"
    here = package.leaver.present
    found = tuple(day for day in working_days(begin, last, swedish=swedish) if here(day))
    some = found or tuple(day for day in (package.as_of, last) if package.as_of <= day <= last and here(day))
    return tuple(sorted(set(some)))
