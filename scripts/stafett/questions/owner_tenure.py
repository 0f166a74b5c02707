"""How long owners have held their roles, and how long a role waits for the next one.

An **owner** is a role, or a person, that some page of today names as its owner; who held it on past days the directory
tells. A time in a role is one unbroken holding of it, within the times of employment, as
``KnowledgeBase.tenures`` joins them; leave does not break it, for the role is still theirs when they are back.

The times of those who hold a role today are not over (they are censored), and the longer ones are likelier to be met on
a given day; times that have ended leave out all that last. So the two are told apart, and neither is called how long
owners stay (Cox and Oakes 1984, "Analysis of Survival Data", chapters 1.3 and 2.2).

A **vacancy** is a run of days on which nobody holds a role that somebody held before. One that is filled has a length;
one that still is open is told apart with the days that it has lasted so far, never as if it had ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median
from typing import NamedTuple

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Person

_NEVER = date.max.toordinal() + 1


class Held(NamedTuple):
    """An owner is held from ``start`` to ``end`` as ordinals, both included; 0 and ``_NEVER`` leave a side open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lengths:
    """Lengths of time in days, in order."""

    days: tuple[int, ...] = ()

    @property
    def median(self) -> float | None:
        """The median; None where there are none."""
        return median(self.days) if self.days else None

    @property
    def mean(self) -> float | None:
        """The mean; None where there are none."""
        return fmean(self.days) if self.days else None


def _lengths(days: Iterable[int]) -> Lengths:
    return Lengths(tuple(sorted(days)))


@dataclass(frozen=True, slots=True)
class Owners:
    """What became of owners from one day to another, both included; ``so_far`` and ``open`` are as of the last one.

    ``so_far`` are the times in the role of those who hold one, ``ended`` those that ended in between. After
    ``ended``, somebody held the role on the next day ``followed`` times. ``filled`` are the vacancies that ended in
    between, and ``open`` those that have not.
    """

    so_far: Lengths
    ended: Lengths
    followed: int
    filled: Lengths
    open: Lengths


def owned_by(base: KnowledgeBase) -> tuple[tuple[Held, ...], ...]:
    """For each owner of a page the times in which somebody holds it, by when they begin.

    Owners that mean nobody, and decisions kept as a record, are left out. To be asked once for many periods.
    """
    targets: dict[str | Person | None, str] = {}
    for owner in dict.fromkeys(page.owner for page in base.pages if not base.kept_as_found(page)):
        target = base.answerable(owner) if owner else None
        if owner and target and target.found:
            targets.setdefault(target.page.id if target.page else target.person, owner)
    return tuple(tuple(sorted(_held(base, owner))) for owner in targets.values())


def _held(base: KnowledgeBase, owner: str) -> Iterator[Held]:
    for _, start, end in base.tenures(owner):
        held = Held(start.toordinal() if start else 0, end.toordinal() if end else _NEVER)
        if held.start <= held.end:
            yield held


def owners(owned: Sequence[Sequence[Held]], start: date, end: date) -> Owners:
    """What became of the owners ``owned`` (see ``owned_by``) from ``start`` to ``end``."""
    first, last = start.toordinal(), end.toordinal()
    so_far: list[int] = []
    ended: list[int] = []
    filled: list[int] = []
    open_: list[int] = []
    followed = 0
    for times in owned:
        for held in times:
            if held.start and held.start <= last <= held.end:
                so_far.append(last - held.start + 1)
            if first <= held.end <= last:
                followed += any(other.start <= held.end + 1 <= other.end for other in times)
                if held.start:
                    ended.append(held.end - held.start + 1)
        for begin, until in _gaps(times, last):
            if until is None:
                open_.append(last - begin + 1)
            elif first <= until + 1:
                filled.append(until - begin + 1)
    return Owners(_lengths(so_far), _lengths(ended), followed, _lengths(filled), _lengths(open_))


def _gaps(times: Sequence[Held], last: int) -> Iterator[tuple[int, int | None]]:
    """The runs of days until ``last`` on which nobody holds the role after somebody did; None where one goes on."""
    covered: int | None = None
    for held in times:
        if held.start > last:
            break
        if covered is not None and held.start > covered + 1:
            yield covered + 1, held.start - 1
        covered = max(held.end, covered or 0)
    if covered is not None and covered < last:
        yield covered + 1, None
