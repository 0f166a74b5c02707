"""Who works here on a day, where, and with which roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Person


@dataclass(frozen=True)
class Worker:
    """Somebody on a day: their ``unit`` and ``roles`` then, and whether they are on leave."""

    person: Person
    unit: str | None
    roles: tuple[str, ...]
    away: bool


def workers(base: KnowledgeBase, day: date, unit: str | None = None) -> tuple[Worker, ...]:
    """Who works here on ``day``, those on leave among them, in order of id; of ``unit`` and the units below it, or all.

    Raises KeyError where there is no such unit.
    """
    wanted = None if unit is None else _below(base, unit)
    people = (person for _, person in sorted(base.directory.people.items()) if person.employed(day))
    found = (Worker(person, person.unit_on(day), tuple(roles_on(person, day)), person.away(day)) for person in people)
    return tuple(worker for worker in found if wanted is None or worker.unit in wanted)


def roles_on(person: Person, day: date) -> Iterator[str]:
    """The roles that they have on a day, as the directory writes them."""
    if person.employed(day):
        yield from dict.fromkeys(tenure.role for tenure in person.roles if tenure.covers(day))


def _below(base: KnowledgeBase, unit: str) -> frozenset[str]:
    """The unit and all below it."""
    units = base.directory.units
    found, size = {units[unit].id}, 0
    while len(found) > size:  # a unit that is above itself ends it too
        size = len(found)
        found |= {one.id for one in units.values() if one.parent in found}
    return frozenset(found)
