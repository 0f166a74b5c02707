"""Coverage of knowledge: which processes the people in each role and unit need, and how well each of them is covered.

A process is **covered** for a role where it is described, its review is current, somebody who is here has vouched for
it, and a path leads there: the role's own where its people carry the process out or answer for it, else anybody's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from stafett.knowledge_base import UNIT, KnowledgeBase
from stafett.model import Page, Person
from stafett.questions.areas import areas
from stafett.questions.covered import Known, known
from stafett.questions.onboarding import ROLE, has_path
from stafett.questions.ownership import roles_of
from stafett.questions.role_needs import Need, for_everyone, people_named, processes, role_needs
from stafett.questions.small_units import SMALL, small_units
from stafett.questions.unit_heads import units_above


class Count(NamedTuple):
    """So many processes are needed, and so many of them are covered."""

    needed: int = 0
    covered: int = 0

    @property
    def thin(self) -> int:
        """How many are not covered."""
        return self.needed - self.covered


@dataclass(frozen=True, slots=True)
class RoleCoverage:
    """What the people in a role need beside what everyone does; ``people`` is how many hold it on the day."""

    role: Page
    people: int
    needs: tuple[Need, ...]
    areas: Mapping[str, Count]

    @property
    def whole(self) -> Count:
        """All areas together."""
        return total(self.areas.values())


@dataclass(frozen=True, slots=True)
class UnitCoverage:
    """What the ``people`` of a unit need, by the roles that they hold, and with what everyone needs.

    ``needs`` has by the path of each process whether it is covered for every role there that needs it.
    """

    id: str
    name: str
    people: int
    needs: Mapping[str, bool]
    areas: Mapping[str, Count]

    @property
    def whole(self) -> Count:
        """All areas together."""
        return total(self.areas.values())


@dataclass(frozen=True)
class Coverage:
    """The processes by path, and who needs them. ``everyone`` are the paths of those that every role needs.

    ``needed_by`` gives for each process the role guides that need it for a reason of their own, ``people`` the ids of
    those who hold them, and ``areas`` the areas with their number of processes. All on the day ``as_of``.
    """

    base: KnowledgeBase
    as_of: date
    known: Mapping[str, Known]
    roles: tuple[RoleCoverage, ...]
    everyone: tuple[str, ...]
    areas: Mapping[str, int]
    needed_by: Mapping[str, tuple[Page, ...]]
    holders: Mapping[str, frozenset[str]] = field(repr=False)
    present: Mapping[str, Person] = field(repr=False)
    _numbers: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def by_role(self) -> Mapping[str, RoleCoverage]:
        """What each role needs, by the path of its guide."""
        return {found.role.path: found for found in self.roles}

    def covered(self, need: Need) -> bool:
        """Whether the process is covered for the role that needs it."""
        return not self.known[need.page.path].lacks_for(need)

    @cached_property
    def whole(self) -> Count:
        """All processes, and those of them that lack nothing, whoever asks."""
        lacking = sum(1 for found in self.known.values() if found.lacks)
        return Count(len(self.known), len(self.known) - lacking)

    @cached_property
    def for_everyone(self) -> Mapping[str, Count]:
        """What everyone needs, by area."""
        return counted((self.known[path].area, not self.known[path].lacks) for path in self.everyone)

    def people(self, page: Page) -> int:
        """How many people on the day need the process, found once; without a directory, how many roles do."""
        if not self.base.directory.present:
            return len(self.roles) if for_everyone(page) else len(self.needed_by.get(page.path, ()))
        if page.path not in self._numbers:
            self._numbers[page.path] = len(self._people(page))
        return self._numbers[page.path]

    def _people(self, page: Page) -> frozenset[str]:
        if for_everyone(page):
            needing = frozenset(self.present)
        else:
            roles = (self.holders[role.path] for role in self.needed_by.get(page.path, ()))
            needing = (self._named.get(page.path, frozenset()) & self.present.keys()).union(*roles)
        units = self._only_in.get(page.path)
        if units is None:
            return needing
        return needing & frozenset[str]().union(*(self._in_unit.get(unit, frozenset()) for unit in units))

    def units(self, least_people: int = 0) -> tuple[UnitCoverage, ...]:
        """The units by name: those of whoever works there; people without one, and small units together, come last.

        Units where fewer than ``least_people`` work are counted as ``SMALL``, so that no number is somebody's.
        """
        groups: defaultdict[str, list[Person]] = defaultdict(list)
        for person in self.present.values():
            groups[person.unit_on(self.as_of) or ""].append(person)
        small = small_units({id_: len(people) for id_, people in groups.items()}, least_people)
        for id_ in sorted(small):
            groups[SMALL] += groups.pop(id_)
        found = [self.unit(id_, people) for id_, people in groups.items()]
        return tuple(sorted(found, key=lambda unit: (not unit.id, unit.id == SMALL, unit.name.casefold())))

    def unit(self, id_: str, people: Sequence[Person]) -> UnitCoverage:
        """What some people need together, as the unit called ``id_``."""
        needs = {path: not self.known[path].lacks for path in self.everyone}
        for unit, roles in _roles_by_unit(self.base, people, self.as_of).items():
            for path, fine in (need for role in roles for need in self._covered[role]):
                if path not in self._only_in or unit in self._only_in[path]:
                    needs[path] = fine and needs.get(path, True)
        here = {person.id for person in people}
        for path, named in self._named.items():
            if named & here:
                needs.setdefault(path, not self.known[path].lacks)
        units = self.base.directory.units
        name = units[id_].name if id_ in units else id_
        return UnitCoverage(
            id_, name, len(people), needs, counted((self.known[path].area, fine) for path, fine in needs.items())
        )

    @cached_property
    def _in_unit(self) -> Mapping[str | None, frozenset[str]]:
        """The ids of those who work in each unit on the day, those below it left out."""
        found: defaultdict[str | None, set[str]] = defaultdict(set)
        for id_, person in self.present.items():
            found[person.unit_on(self.as_of)].add(id_)
        return {unit: frozenset(ids) for unit, ids in found.items()}

    @cached_property
    def _covered(self) -> Mapping[str, tuple[tuple[str, bool], ...]]:
        """By role: each process that it needs, and whether that is covered for it."""
        return {row.role.path: tuple((need.page.path, self.covered(need)) for need in row.needs) for row in self.roles}

    @cached_property
    def _only_in(self) -> Mapping[str, frozenset[str]]:
        """The units in which a local variant holds, by its path: those that it names, and those below them."""
        found = {path: frozenset(known.page.texts("units")) for path, known in self.known.items()}
        return {path: self._with_those_below(named) for path, named in found.items() if named}

    def _with_those_below(self, named: frozenset[str]) -> frozenset[str]:
        meant = {self.base.resolve(reference, (UNIT,)).unit for reference in named}
        units = self.base.directory.units
        return frozenset(id_ for id_ in units if any(above.id in meant for above in units_above(self.base, id_)))

    @cached_property
    def _named(self) -> Mapping[str, frozenset[str]]:
        """The ids of the people whom a process' RACI names themselves, by the process' path; those with any."""
        found = ((path, people_named(self.base, known.page)) for path, known in self.known.items())
        return {path: named for path, named in found if named}


def coverage(base: KnowledgeBase, as_of: date) -> Coverage:
    """Who needs which process on ``as_of``, and how well each is covered."""
    pages, needs = processes(base), role_needs(base)
    area_of = {page.path: area for area, inside in areas(pages).items() for page in inside}
    needed_by: defaultdict[str, list[Page]] = defaultdict(list)
    led: set[str] = set()
    not_led: defaultdict[str, list[Page]] = defaultdict(list)
    guides = base.of_kind(ROLE)
    for role in guides:
        for need in needs.get(role.path, ()):
            needed_by[need.page.path].append(role)
            if need.led:
                led.add(need.page.path)
            elif need.does:
                not_led[need.page.path].append(role)
    paths = any(has_path(base, role) for role in guides)
    found = {
        page.path: known(
            base,
            page,
            area_of[page.path],
            as_of,
            in_path=page.path in led if paths else None,
            not_led=not_led[page.path] if page.path in led else (),
        )
        for page in pages
    }
    holders = {role.path: frozenset(person.id for person in base.holders(role.id, as_of)) for role in guides}
    roles = tuple(
        RoleCoverage(
            role,
            len(holders[role.path]),
            needs.get(role.path, ()),
            counted(
                (found[need.page.path].area, not found[need.page.path].lacks_for(need))
                for need in needs.get(role.path, ())
            ),
        )
        for role in guides
    )
    return Coverage(
        base,
        as_of,
        found,
        roles,
        tuple(page.path for page in pages if for_everyone(page)),
        dict(Counter(area_of[page.path] for page in pages)),
        {path: tuple(roles) for path, roles in needed_by.items()},
        holders,
        {person.id: person for person in base.directory.people.values() if person.present(as_of)},
    )


def counted(found: Iterable[tuple[str, bool]]) -> dict[str, Count]:
    """Processes counted by area, from each one's area and whether it is covered."""
    needed: Counter[str] = Counter()
    covered: Counter[str] = Counter()
    for area, fine in found:
        needed[area] += 1
        covered[area] += fine
    return {area: Count(needed[area], covered[area]) for area in sorted(needed)}


def total(counts: Iterable[Count]) -> Count:
    """The counts of several areas together."""
    listed = list(counts)
    return Count(sum(count.needed for count in listed), sum(count.covered for count in listed))


def _roles_by_unit(base: KnowledgeBase, people: Iterable[Person], as_of: date) -> Mapping[str | None, frozenset[str]]:
    """The paths of the role guides that some people hold, by the unit that they belong to."""
    found: defaultdict[str | None, set[str]] = defaultdict(set)
    for person in people:
        found[person.unit_on(as_of)].update(role.path for role in roles_of(base, person, as_of))
    return {unit: frozenset(roles) for unit, roles in found.items()}
