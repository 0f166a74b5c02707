"""What a manager has to know on a Monday, by unit: who comes, what is vacant, what is at risk, and what to do.

It is made of roles, pages and days, and holds no person. What a unit has to do with a role follows from who holds it:
a vacant role belongs to the unit of whoever held it last, and one that nobody ever held to the top.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from stafett.dates import Interval, before
from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page, Person, Status
from stafett.questions.bus_factor import BusFactor, OneHolder, answering, counted, of_pages, one_holders
from stafett.questions.continuity_local import here_only
from stafett.questions.cover import Cover, Gap
from stafett.questions.onboarding import ROLE
from stafett.questions.small_units import LEAST_PEOPLE
from stafett.questions.unit_groups import Groups, unit_groups

REMEMBERED = Interval(1, "year")
"""So long a vacancy is told of a role that owns no page, or is held elsewhere: afterwards it is how things are."""
_FRESH = frozenset((Status.CURRENT, Status.EXEMPT, None))


class Join(NamedTuple):
    """So many people take a role on a day; ``new`` tells that they begin to work here on it. No role: none is known."""

    day: date
    role: Page | None
    new: bool
    people: int


class Empty(NamedTuple):
    """A role, or where that is None a person who is an owner, that nobody holds in the days of ``gap``.

    ``pages`` are those that it owns. The gap of a role that nobody ever held begins with time. ``unit`` names the unit
    in which alone it is so; empty where it is so everywhere.
    """

    role: Page | None
    gap: Gap
    pages: tuple[Page, ...]
    unit: str = ""


class Review(NamedTuple):
    """A page to review while whoever knows it is here: until ``day``."""

    page: Page
    day: date


@dataclass
class Part:
    """What there is to tell of one group of units itself, without those below it.

    ``joining`` is how many begin to work there in the days ahead: one may take several roles. ``single`` are the roles
    that one person holds, with the pages that have nobody else; not those that empty, of which ``leaving`` tells.
    """

    joining: int = 0
    joins: list[Join] = field(default_factory=list)
    vacant: list[Empty] = field(default_factory=list)
    leaving: list[Empty] = field(default_factory=list)
    alone: list[Page] = field(default_factory=list)
    single: list[OneHolder] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)


class Numbers(NamedTuple):
    """How much there is of a group and all below it."""

    people: int
    joining: int
    vacant: int
    leaving: int
    bus: BusFactor


@dataclass(frozen=True)
class Continuity:
    """The groups of units on ``as_of``, and what there is to tell of each; ``until`` is the last day looked at."""

    base: KnowledgeBase
    as_of: date
    groups: Groups
    parts: Mapping[str, Part]
    until: date
    _numbers: dict[str, Numbers] = field(default_factory=dict)

    def numbers(self, group: str) -> Numbers:
        """How much there is of the group and all below it, found once."""
        if group not in self._numbers:
            parts = [self.parts[name] for name in self.groups.within(group)]
            pages = {page.path: page for part in parts for page in part.pages}
            self._numbers[group] = Numbers(
                self.groups.groups[group].people,
                sum(part.joining for part in parts),
                len({_key(empty) for part in parts for empty in part.vacant}),
                len({_key(empty) for part in parts for empty in part.leaving}),
                of_pages(self.base, pages.values(), self.as_of),
            )
        return self._numbers[group]


def _key(empty: Empty) -> tuple[str, str, Gap]:
    return (empty.role.path if empty.role else empty.pages[0].path, empty.unit, empty.gap)


def continuity(base: KnowledgeBase, as_of: date, least_people: int = LEAST_PEOPLE) -> Continuity:
    """What there is to tell on ``as_of`` and for the time ahead, by group of units of at least so many people."""
    return _Teller(base, as_of, least_people).told()


class _Teller:
    """Finds it, in one go over people, owners and pages."""

    def __init__(self, base: KnowledgeBase, as_of: date, least_people: int) -> None:
        self.base, self.as_of = base, as_of
        self.cover = Cover(base, as_of)
        self.groups = unit_groups(base, as_of, least_people)
        self.parts = {group: Part() for group in self.groups.groups}

    def told(self) -> Continuity:
        self._joins()
        owned = self._owned
        for reference in (*owned, *(role.id for role in self.base.of_kind(ROLE) if role.id not in owned)):
            self._owner(reference, owned.get(reference, ()))
        for empty, unit, ahead in here_only(self.base, self.cover, before(self.as_of, REMEMBERED)):
            group = self.groups.group(unit)
            # who leaves a very small unit is somebody; that it is vacant is not
            name = self.groups.groups[group].name if ahead else self.base.directory.units[unit].name
            part = self.parts[group]
            (part.leaving if ahead else part.vacant).append(Empty(empty.role, empty.gap, (), name))
        for found in one_holders(self.base, self.as_of):
            (holder,) = self.base.holders(found.role.id, self.as_of)
            if not self.cover.gap(found.role.id):
                self.parts[self.groups.group(holder.unit_on(self.as_of))].single.append(found)
        for part in self.parts.values():
            _sort(part)
        return Continuity(self.base, self.as_of, self.groups, self.parts, self.cover.horizon)

    @cached_property
    def _owned(self) -> Mapping[str, tuple[Page, ...]]:
        """The pages of each owner, by the id of the role guide or person; "" has those whose owner is unknown."""
        found: defaultdict[str, list[Page]] = defaultdict(list)
        for page in counted(self.base, self.base.pages):
            target = self.base.answerable(page.owner) if page.owner else None
            key = target.page.id if target and target.page else target.person.id if target and target.person else ""
            found[key].append(page)
        return {owner: tuple(pages) for owner, pages in found.items()}

    def _joins(self) -> None:
        found: defaultdict[str, Counter[tuple[date, str, bool]]] = defaultdict(Counter)
        for person in self.base.directory.people.values():
            for first, _ in person.spells:
                if first and self.as_of < first <= self.cover.horizon:
                    self.parts[self.groups.group(person.unit_on(first))].joining += 1
            for day, role, new in self._begins(person):
                found[self.groups.group(person.unit_on(day))][day, role, new] += 1
        for group, joins in found.items():
            self.parts[group].joins = [
                Join(day, self.base.by_id.get(role), new, number) for (day, role, new), number in joins.items()
            ]

    def _begins(self, person: Person) -> Iterator[tuple[date, str, bool]]:
        """The roles that somebody takes in the days ahead: when, the guide's id or nothing, whether they are new."""
        for spell in person.spells:
            first = spell.start
            new = first is not None and self.as_of < first <= self.cover.horizon
            roles: dict[str, date] = {}
            for tenure in person.roles:
                role = self.base.resolve(tenure.role, (ROLE,)).page
                day = max((start for start in (tenure.start, first) if start), default=None)
                late = day is None or (tenure.end and tenure.end < day) or not spell.covers(day)
                if role and day and not late and self.as_of < day <= self.cover.horizon:
                    roles[role.id] = min(day, roles.get(role.id, day))
            yield from ((day, role, new and day == first) for role, day in roles.items())
            if new and first and first not in roles.values():
                yield first, "", True

    def _owner(self, reference: str, pages: tuple[Page, ...]) -> None:
        holders = self.base.holders(reference, self.as_of) if reference else ()
        groups = {self.groups.group(person.unit_on(self.as_of)) for person in holders} or {self._last_group(reference)}
        role = self.base.by_id.get(reference) if reference else None
        gap = (
            self.cover.vacancy(reference)
            if reference and not holders
            else self.cover.gap(reference)
            if holders
            else None
        )
        told = gap is not None and self._worth(gap, pages, vacant=not holders)
        goes = self.cover.last_one_goes(reference) if holders else None
        for part in (self.parts[group] for group in groups):
            part.pages += pages
            if gap and told and (role or pages):
                (part.leaving if holders else part.vacant).append(Empty(role, gap, pages))
            if holders:
                part.alone += [page for page in pages if self._alone(page)]
            if goes:
                part.reviews += [Review(page, goes) for page in pages if self.base.status(page, goes) not in _FRESH]

    def _worth(self, gap: Gap, pages: tuple[Page, ...], *, vacant: bool) -> bool:
        """Whether anybody can do something about the gap that is worth it."""
        if pages:
            return not all(self.cover.passes(page, gap) for page in pages)
        return not gap.is_short_leave and not (vacant and gap.first < before(self.as_of, REMEMBERED))

    def _alone(self, page: Page) -> bool:
        return page.text("criticality") == "high" and len(answering(self.base, page, self.as_of)) == 1

    def _last_group(self, reference: str) -> str:
        """The group of whoever held the role last; the top where nobody has."""
        ends = [
            (end, person.id, person)
            for person, _, end in (self.base.tenures(reference) if reference else ())
            if end and end < self.as_of
        ]
        away = (
            [person for person, start, end in self.base.tenures(reference) if person.away(self.as_of)]
            if reference
            else []
        )
        if away:
            return self.groups.group(away[0].unit_on(self.as_of))
        if not ends:
            return self.groups.top
        end, _, person = max(ends, key=lambda item: item[:2])
        return self.groups.group(person.unit_on(end))


def by_number_alone(found: OneHolder) -> tuple[int, str]:
    """The order in which roles that one person holds are told of: those with the most pages on that person first."""
    return (-len(found.alone), found.role.path)


def _sort(part: Part) -> None:
    """Joins and gaps by day, critical pages by path, roles on one person by their pages, reviews by day and path."""
    part.joins.sort(key=lambda join: (join.day, join.role.title.casefold() if join.role else "", not join.new))
    for gaps in (part.vacant, part.leaving):
        gaps.sort(
            key=lambda empty: (empty.gap.first, not empty.pages, empty.role.path if empty.role else "", empty.unit)
        )
    part.alone.sort(key=lambda page: page.path)
    part.single.sort(key=by_number_alone)
    part.reviews.sort(key=lambda review: (review.day, review.page.path))
