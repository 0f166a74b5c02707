"""What in the directory cannot be right: roles without a guide, dates at odds, units without head, and the like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_
from stafett.model import Directory, Page, Person, Spell, Unit, Where
from stafett.questions.condition import retired

_ROLE = ("role",)
# What is told of each list of spells: one that ends too early, and two that overlap.
_BACKWARDS = {
    "roles": N_("`{id}` leaves the role `{role}` on {end}, before beginning on {start}"),
    "leave": N_("A leave of `{id}` ends on {end}, before it begins on {start}"),
    "earlier": N_("An earlier employment of `{id}` ends on {end}, before it begins on {start}"),
    "last_day": N_("The last day of `{id}`, {end}, is before the first, {start}"),
}
_OVERLAP = {
    "roles": N_("`{id}` has the role `{role}` twice at the same time, from {start} on"),
    "leave": N_("`{id}` is on leave twice at the same time, from {start} on"),
    "earlier": N_("`{id}` is employed twice at the same time, from {start} on"),
}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Dates of a person that cannot all be true; ``message`` is a message id, with places for ``id`` and ``values``."""

    person: Person
    where: Where
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


class _Dated(NamedTuple):
    """A spell, where it stands in the person's record, and the role that it is about."""

    spell: Spell
    where: Where
    role: str = ""


def unknown_roles(base: KnowledgeBase, as_of: date) -> Iterator[tuple[Person, int, str]]:
    """Who holds, today or later, which role without a guide, and the number of it in their list (from 0)."""
    if not base.of_kind("role") or not base.directory.present:
        return
    for person in base.directory.people.values():
        for number, tenure in enumerate(person.roles):
            over = any(end and end < as_of for end in (tenure.end, person.last_day))
            if not over and not base.resolve(tenure.role, _ROLE).found:
                yield person, number, tenure.role


def unheld_roles(base: KnowledgeBase, as_of: date) -> Iterator[tuple[Page, date | None]]:
    """The role guides that nobody holds on ``as_of`` and that own no page, with the day on which somebody begins."""
    if not base.directory.present:
        return
    answering = (base.answerable(page.owner).page for page in base.pages if page.owner)
    owners = {role.id for role in answering if role}
    for role in base.of_kind("role"):
        if role.id not in owners and not retired(role) and not base.holders(role.id, as_of):
            begins = (start for _, start, _ in base.tenures(role.id) if start and start > as_of)
            yield role, min(begins, default=None)


def unitless(directory: Directory, as_of: date) -> Iterator[tuple[Person, Where, str]]:
    """Who of those that have not left belongs, or belonged, to what is no unit, and where that stands."""
    if not directory.units:
        return
    for person in directory.people.values():
        if person.last_day and person.last_day < as_of:
            continue
        if person.unit and not listed(directory, person.unit):
            yield person, ("unit",), person.unit
        for unit, _ in person.earlier_units:
            if not listed(directory, unit):
                yield person, ("earlier_units",), unit


def listed(directory: Directory, unit: str) -> bool:
    """Whether the directory has the unit, or leaves it out for its id, which has been told then."""
    return unit in directory.units or ("units", unit) in directory.places


def headless(directory: Directory, as_of: date) -> Iterator[Unit]:
    """The units with people in or below them that nobody leads on ``as_of``; none where no unit has a head."""
    if not any(unit.head for unit in directory.units.values()):
        return
    peopled: set[str] = set()
    for person in directory.people.values():
        name = person.unit_on(as_of) if person.employed(as_of) else None
        while name and name in directory.units and name not in peopled:
            peopled.add(name)
            name = directory.units[name].parent
    for unit in directory.units.values():
        head = directory.people.get(unit.head or "")
        if unit.id in peopled and not (head and head.present(as_of)):
            yield unit


def orphans(units: Mapping[str, Unit]) -> Iterator[Unit]:
    """The units whose parent is no unit."""
    return (unit for unit in units.values() if unit.parent and unit.parent not in units)


def circles(units: Mapping[str, Unit]) -> Iterator[tuple[str, ...]]:
    """Each circle of units once, from the one that stands first, each followed by its parent."""
    done: set[str] = set()
    for first in units:
        way: list[str] = []
        name: str | None = first
        while name and name in units and name not in done and name not in way:
            way.append(name)
            name = units[name].parent
        if name and name in way:
            yield _from_first(way[way.index(name) :], units)
        done.update(way)


def _from_first(circle: Sequence[str], units: Mapping[str, Unit]) -> tuple[str, ...]:
    order = {name: place for place, name in enumerate(units)}
    start = circle.index(min(circle, key=order.__getitem__))
    return (*circle[start:], *circle[:start])


def contradictions(directory: Directory) -> Iterator[Contradiction]:
    """Every place in the directory where dates are at odds, in the order of people."""
    for person in directory.people.values():
        yield from _told(person, "roles", _tenures(person))
        yield from _told(person, "leave", [_Dated(s, ("leave", n)) for n, s in enumerate(person.leave)])
        yield from _told(person, "earlier", _employments(person))
        days = [until for _, until in person.earlier_units]
        for number, until in enumerate(days[1:], 1):
            if until == days[number - 1]:
                message = N_("`{id}` leaves two earlier units on the same day, {end}")
                yield Contradiction(person, ("earlier_units",), message, {"end": until})


def _tenures(person: Person) -> list[_Dated]:
    return [_Dated(Spell(t.start, t.end), ("roles", n), t.role) for n, t in enumerate(person.roles)]


def _employments(person: Person) -> list[_Dated]:
    earlier = [_Dated(spell, ("earlier", number)) for number, spell in enumerate(person.earlier)]
    return [*earlier, _Dated(Spell(person.first_day, person.last_day), ("last_day",))]


def _told(person: Person, kind: str, dated: Sequence[_Dated]) -> Iterator[Contradiction]:
    """What is wrong with the spells of one list; one that ends before it begins is not compared with others."""
    forward = []
    for item in dated:
        start, end = item.spell
        if start and end and end < start:
            message = _BACKWARDS["last_day" if item.where == ("last_day",) else kind]
            yield Contradiction(person, item.where, message, {"role": item.role, "start": start, "end": end})
        else:
            forward.append(item)
    latest: dict[str, date | None] = {}
    for item in sorted(forward, key=lambda item: item.spell.start or date.min):
        start, end = item.spell
        if item.role in latest:
            before = latest[item.role]
            if before is None or (start or date.min) <= before:
                values = {"role": item.role, "start": start or before}
                yield Contradiction(person, item.where, _OVERLAP[kind], values)
            latest[item.role] = None if before is None or end is None else max(before, end)
        else:
            latest[item.role] = end
