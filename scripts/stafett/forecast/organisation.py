"""Takes from the knowledge base what a run plays with: places of work, who holds which role by them, and pages.

A **position** is a place of work: somebody holds it today, or will, and whoever replaces them holds it after them. It
ends by a day that the directory knows (a last day, the end of a role), or by chance. A **seat** is a role held by a
position from a day on. A **group** is pages that share everything that matters: owner, deputy, interval and
criticality.

Days are counted from the as-of date, which is day 0; the first day of the future is day 1. Times are days with a
fraction: somebody who leaves at time 3.5 was here on day 3, and is not on day 4.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import NamedTuple

from stafett.dates import MONTHS_A_YEAR, NEVER, Interval, add
from stafett.forecast.rates import NEW, Rates
from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page, Person
from stafett.questions.condition import retired
from stafett.questions.health import USUAL, WEIGHTS
from stafett.questions.ownership import Answer, Standing, answer
from stafett.questions.small_units import SMALL, small_units
from stafett.questions.turnover import band_of

NOBODY = 0
"""The owner that is nobody, or somebody whom nobody knows."""
CRITICALITIES: tuple[str, ...] = tuple(sorted(WEIGHTS, key=lambda name: -WEIGHTS[name]))
"""The classes of criticality, the highest first."""
_HALF_A_DAY = 0.5
_DAYS_A_MONTH = 365.25 / MONTHS_A_YEAR


class Member(NamedTuple):
    """Somebody of the staff: their unit (by place in ``Organisation.told``) and rate a year, and from when it counts.

    ``away`` are days of leave, the first and the last.
    """

    unit: int
    rate: float
    begins: float
    away: tuple[tuple[int, int], ...]


class Position(NamedTuple):
    """A place of work: whose it is (``NO_MEMBER`` if nobody's), when it ends if that is known, and the rate after them.

    ``refilled`` tells whether somebody replaces them when it ends by what is known: not where that somebody is known
    already, or they come back.
    """

    member: int
    unit: int
    ends: float
    next_rate: float
    refilled: bool


NO_MEMBER = -1


class LeftOut(NamedTuple):
    """How many pages are not looked at, by why not.

    The owner of ``unknown`` ones is free text, of whom no directory knows; ``retired`` ones are replaced or decisions
    that no longer hold; ``bare`` ones have no front matter, or came with a knowledge base of another make.
    """

    unknown: int = 0
    retired: int = 0
    bare: int = 0


class Seat(NamedTuple):
    """An answerer (by place in ``Organisation.answerers``) held by a position, from a day on."""

    answerer: int
    position: int
    first: int


@dataclass(frozen=True, slots=True)
class Group:
    """Pages alike, by path. ``owner`` and ``deputy`` are answerers; ``every`` is the interval in months, 0 without one.

    ``due`` says how many of them fall due in each month; those that are overdue already, in the first.
    """

    owner: int
    deputy: int
    every: int
    criticality: int
    paths: tuple[str, ...]
    due: tuple[int, ...]

    @property
    def pages(self) -> int:
        """How many they are."""
        return len(self.paths)


@dataclass(frozen=True)
class Organisation:
    """What a run plays with. ``month_ends`` are the days on which the months end, the last of them the horizon.

    ``units`` are those that are told of, by id and name, and ``people`` how many work in each. The people of a unit of
    the directory share their luck, also where it is told of together with others: ``told`` says for each of them which
    of ``units`` it counts in. ``answerers`` are the roles and persons that own or stand in, ``NOBODY`` first;
    ``answerer_units`` the ``units`` that each counts in. ``seats`` are in the order of their answerers.
    """

    as_of: date
    until: date
    month_ends: tuple[int, ...]
    units: tuple[tuple[str, str], ...]
    people: tuple[int, ...]
    told: tuple[int, ...]
    staff: tuple[Member, ...]
    positions: tuple[Position, ...]
    seats: tuple[Seat, ...]
    answerers: tuple[Answer, ...]
    answerer_units: tuple[tuple[int, ...], ...]
    held_today: tuple[bool, ...]
    groups: tuple[Group, ...]
    left_out: LeftOut

    @property
    def horizon(self) -> int:
        """How many days are looked at."""
        return self.month_ends[-1]

    @property
    def pages(self) -> int:
        """How many pages are looked at."""
        return sum(group.pages for group in self.groups)


def organisation(base: KnowledgeBase, as_of: date, months: int, rates: Rates, least_people: int = 0) -> Organisation:
    """What ``base`` is on ``as_of``, with the ``months`` to come.

    Units where fewer than ``least_people`` work count together, as ``questions.health.by_unit`` does it.
    """
    return _Maker(base, as_of, months, rates, least_people).made()


class _Maker:
    def __init__(self, base: KnowledgeBase, as_of: date, months: int, rates: Rates, least_people: int) -> None:
        self.base, self.as_of, self.rates = base, as_of, rates
        ends = [add(as_of, Interval(month, "month")) or as_of for month in range(1, months + 1)]
        self.until, self.month_ends = ends[-1], tuple((end - as_of).days for end in ends)
        people = base.directory.people
        self.staff = [p for _, p in sorted(people.items()) if any(not end or end >= as_of for _, end in p.spells)]
        self.member = {person.id: place for place, person in enumerate(self.staff)}
        present = Counter(p.unit_on(as_of) or "" for p in people.values() if p.present(as_of))
        self.small = small_units(present, least_people)
        names = base.directory.units
        own = sorted({p.unit_on(as_of) or "" for p in self.staff} | {""})
        self.own = {unit: place for place, unit in enumerate(own)}
        told = sorted(
            {self._told(unit) for unit in own},
            key=lambda unit: (not unit, unit == SMALL, (names[unit].name if unit in names else unit).casefold(), unit),
        )
        self.units = {unit: place for place, unit in enumerate(told)}
        counted: Counter[str] = Counter()
        for unit, number in present.items():
            counted[self._told(unit)] += number
        self.people = tuple(counted[unit] for unit in told)
        self.positions: dict[tuple[int, float, bool], int] = {}
        self.made_positions: list[Position] = []

    def _told(self, unit: str) -> str:
        return SMALL if unit in self.small else unit

    def _unit(self, person: Person) -> int:
        return self.own.get(person.unit_on(self.as_of) or "", self.own[""])

    def _day(self, day: date) -> int:
        return (day - self.as_of).days

    def made(self) -> Organisation:
        answerers, groups, left_out = self._pages()
        staff = tuple(self._member(person) for person in self.staff)
        for place, person in enumerate(self.staff):
            self._position(place, self._ends(person.spells[-1].end), refilled=True)
        seats = tuple(seat for place, found in enumerate(answerers) for seat in self._seats(place, found))
        names = self.base.directory.units
        return Organisation(
            self.as_of, self.until, self.month_ends,
            tuple((unit, names[unit].name if unit in names else unit) for unit in self.units),
            self.people, tuple(self.units[self._told(unit)] for unit in self.own),
            staff, tuple(self.made_positions), seats, answerers,
            tuple(self._units_of(found) for found in answerers),
            tuple(bool(found.reference and self.base.holders(found.reference, self.as_of)) for found in answerers),
            groups, left_out,
        )  # fmt: skip

    def _member(self, person: Person) -> Member:
        here = person.employed(self.as_of)
        begins = 0.0
        if not here:
            first = min(start for start, _ in person.spells if start and start > self.as_of)
            begins = self._day(first) - _HALF_A_DAY
        horizon = self.month_ends[-1]
        away = (
            (max(1, self._day(start)) if start else 1, min(horizon, self._day(end)) if end else horizon)
            for start, end in person.leave
        )
        rate = self.rates.of(person.unit_on(self.as_of), band_of(person, self.as_of))
        return Member(self._unit(person), rate, begins, tuple(each for each in away if each[0] <= each[1]))

    def _ends(self, last: date | None) -> float:
        """The time by which a position whose last day is known is empty."""
        return inf if last is None or last > self.until else self._day(last) + _HALF_A_DAY

    def _position(self, member: int, ends: float, *, refilled: bool) -> int:
        key = (member, ends, refilled)
        if key not in self.positions:
            self.positions[key] = len(self.made_positions)
            person = self.staff[member]
            next_rate = self.rates.of(person.unit_on(self.as_of), NEW)
            self.made_positions.append(Position(member, self._unit(person), ends, next_rate, refilled))
        return self.positions[key]

    def _seats(self, place: int, found: Answer) -> Iterable[Seat]:
        if not found.reference or found.standing is Standing.UNKNOWN:
            return
        held = self.base.tenures(found.reference)
        here = [(person, start, end) for person, start, end in held if not end or end > self.as_of]
        for person, start, end in here:
            first = max(1, self._day(start)) if start else 1
            if first > self.month_ends[-1]:
                continue
            ends = self._ends(end)
            # whoever takes over on a day that is known need not be found
            follows = any(later and later > self.as_of and later > (start or date.min) for _, later, _ in here)
            member = self.member[person.id]
            yield Seat(place, self._position(member, ends, refilled=ends == inf or not follows), first)
        if held and not here:
            yield Seat(place, self._vacancy(held), 1)

    def _vacancy(self, held: Sequence[tuple[Person, date | None, date | None]]) -> int:
        """A position that is empty today and waits for somebody, as others of the last holder's unit do."""
        last = max(held, key=lambda each: (each[2] or date.min, each[0].id))[0]
        next_rate = self.rates.of(last.unit_on(self.as_of), NEW)
        self.made_positions.append(Position(NO_MEMBER, self._unit(last), 0.0, next_rate, refilled=True))
        return len(self.made_positions) - 1

    def _units_of(self, found: Answer) -> tuple[int, ...]:
        people = self.base.holders(found.reference, self.as_of) if found.reference else ()
        names = (self._told(person.unit_on(self.as_of) or "") for person in people)
        return tuple(sorted({self.units[name] for name in names})) or (self.units[""],)

    def _pages(self) -> tuple[tuple[Answer, ...], tuple[Group, ...], LeftOut]:
        """Those who answer for pages, the pages in groups in the order of owners, and how many are left out."""
        places: dict[tuple[str, str], int] = {}
        answerers: list[Answer] = [Answer(Standing.MISSING)]
        cache: dict[str | None, Answer] = {}

        def place_of(reference: str | None) -> int:
            if reference not in cache:
                cache[reference] = answer(self.base, reference, self.as_of)
            found = cache[reference]
            if not (found.role or found.person):
                return NOBODY
            if found.key not in places:
                places[found.key] = len(answerers)
                answerers.append(found)
            return places[found.key]

        paths: defaultdict[tuple[int, int, int, int], list[str]] = defaultdict(list)
        due: defaultdict[tuple[int, int, int, int], Counter[int]] = defaultdict(Counter)
        unknown = gone = bare = 0
        for page in self.base.pages:
            if page.head is None or self.base.kept_as_found(page):
                bare += 1
                continue
            if retired(page):
                gone += 1
                continue
            owner = place_of(page.owner)
            if owner == NOBODY and cache[page.owner].standing is Standing.FREE:
                unknown += 1
                continue
            deputy = place_of(page.deputy)
            every = self._every(page)
            key = (owner, NOBODY if deputy == owner else deputy, every, _criticality(page))
            paths[key].append(page.path)
            month = self._month_due(page) if every else None
            if month is not None:
                due[key][month] += 1
        months = range(len(self.month_ends))
        groups = tuple(
            Group(*key, tuple(found), tuple(due[key][month] for month in months))
            for key, found in sorted(paths.items())
        )
        return tuple(answerers), groups, LeftOut(unknown, gone, bare)

    def _every(self, page: Page) -> int:
        """The page's interval in whole months, at least one; 0 where it has none, or one without end."""
        interval = self.base.review_in(page)
        if interval is None or interval == NEVER:
            return 0
        day = add(self.as_of, interval) or date.max
        return max(1, round(self._day(day) / _DAYS_A_MONTH))

    def _month_due(self, page: Page) -> int | None:
        """The month in which the page falls due; None where that is later. Without a review it is due at once."""
        due = self.base.due(page)
        if due is None:
            return 0
        day = self._day(due)
        return next((month for month, end in enumerate(self.month_ends) if day <= end), None)


def _criticality(page: Page) -> int:
    said = page.text("criticality")
    return CRITICALITIES.index(said if said in CRITICALITIES else USUAL)
