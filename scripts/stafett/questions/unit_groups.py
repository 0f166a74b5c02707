"""The unit tree as it can be told of in public: units so small that a number could be somebody's are in the one above.

A unit stands for itself where it and all that is below it have at least ``LEAST_PEOPLE``, or as many as is asked for;
else it is counted together with the unit above it. All numbers of a unit are those of everything below it too, so that
a head without staff of their own is not a number either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from stafett.knowledge_base import KnowledgeBase
from stafett.questions.small_units import LEAST_PEOPLE
from stafett.questions.unit_heads import units_above

TOP = ""
"""The id of what is above all units, where there are several at the top, or none."""


@dataclass(frozen=True, slots=True)
class Group:
    """A unit with those that are counted together with it.

    ``own`` are the names of the latter; ``people`` is how many belong to it and to all below it. ``above`` is None at
    the top. The name of ``TOP`` is empty.
    """

    id: str
    name: str
    above: str | None
    below: tuple[str, ...]
    own: tuple[str, ...]
    people: int


@dataclass(frozen=True)
class Groups:
    """All groups by id, those above before those below; ``of`` says by unit in which group it is."""

    groups: Mapping[str, Group]
    top: str
    of: Mapping[str, str]

    def group(self, unit: str | None) -> str:
        """The group of a unit; the top for one that there is not."""
        return self.of.get(unit or "", self.top)

    def within(self, group: str) -> Iterator[str]:
        """The group and all below it, each before those below it."""
        yield group
        for below in self.groups[group].below:
            yield from self.within(below)


def unit_groups(base: KnowledgeBase, as_of: date, least_people: int = LEAST_PEOPLE) -> Groups:
    """The groups, of at least so many of those who belong to the staff on ``as_of``; siblings by name."""
    units = base.directory.units
    above = {unit: _parent(base, unit) for unit in units}
    roots = [unit for unit, parent in above.items() if parent is None]
    top = roots[0] if len(roots) == 1 else TOP
    people = _people(base, as_of, top)
    of = {unit: _standing(base, unit, top, people, least_people) for unit in units}
    kept = {unit for unit, group in of.items() if unit == group} | {top}
    below: dict[str, list[str]] = {unit: [] for unit in kept}
    parent = {unit: of.get(above.get(unit) or top, top) for unit in kept if unit != top}
    for unit in sorted(parent, key=lambda unit: (units[unit].name.casefold(), unit)):
        below[parent[unit]].append(unit)
    found: dict[str, Group] = {}
    ahead = [top]
    while ahead:
        unit = ahead.pop(0)
        ahead += below[unit]
        own = sorted((units[name].name for name, group in of.items() if group == unit != name), key=str.casefold)
        name = units[unit].name if unit in units else ""
        found[unit] = Group(unit, name, parent.get(unit), tuple(below[unit]), tuple(own), people[unit])
    return Groups(found, top, {**of, top: top})


def _parent(base: KnowledgeBase, unit: str) -> str | None:
    """The unit above; None where there is none, and where the way up goes in a circle."""
    way = [found.id for found in units_above(base, unit)]
    last = base.directory.units[way[-1]].parent
    return None if last in way or len(way) == 1 else way[1]


def _people(base: KnowledgeBase, as_of: date, top: str) -> Counter[str]:
    """How many belong to each unit and all below it."""
    found: Counter[str] = Counter()
    for person in base.directory.people.values():
        if person.employed(as_of):
            found.update({*(unit.id for unit in units_above(base, person.unit_on(as_of))), top})
    return found


def _standing(base: KnowledgeBase, unit: str, top: str, people: Counter[str], least_people: int) -> str:
    """The nearest unit, itself or above, that is large enough; else the top."""
    ways = (found.id for found in units_above(base, unit))
    return next((found for found in ways if people[found] >= least_people and found != top), top)
