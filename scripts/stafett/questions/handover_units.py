"""Units that become part of another, or move below another, on a day; people and pages follow.

A unit that somebody has ever belonged to stays in the list, closed (``until``) and below the unit that it became a part
of: earlier years are counted by the units that there were, and a person's past names them. One that nobody has
belonged to goes. What a unit's record says has no date of its own, and holds as soon as it is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from stafett.guesses import nearest
from stafett.handover_plan import Merge, Move
from stafett.messages import N_
from stafett.model import Person, Unit, Where
from stafett.questions.handover_result import Said
from stafett.questions.naming import Naming
from stafett.questions.tenures import day_after, day_before

_Stay = tuple[str, date | None]


@dataclass
class UnitWork:
    """Units and people as they become, one change after another."""

    naming: Naming
    people: dict[str, Person]
    units: dict[str, Unit | None] = field(default_factory=dict)
    pages: dict[str, dict[str, object]] = field(default_factory=dict)
    refusals: list[Said] = field(default_factory=list)
    left: list[Said] = field(default_factory=list)

    def unit(self, name: str) -> Unit | None:
        """The unit as it is by now."""
        return self.units[name] if name in self.units else self.naming.base.directory.units.get(name)

    def all_units(self) -> Iterator[Unit]:
        """Every unit as it is by now."""
        for name in self.naming.base.directory.units:
            unit = self.unit(name)
            if unit:
                yield unit

    def known(self, name: str, where: Where) -> Unit | None:
        """The unit called ``name``, where it is one that something can become of; else that is refused."""
        unit = self.unit(name)
        if unit is None:
            guess = nearest(name, self.naming.base.directory.units)
            message = (
                N_("there is no unit `{unit}`; did you mean `{guess}`?") if guess else N_("there is no unit `{unit}`")
            )
            self.refusals.append(Said(message, {"unit": name, "guess": guess or ""}, where))
            return None
        if unit.until:
            message = N_("the unit `{unit}` is no more after {day}")
            self.refusals.append(Said(message, {"unit": name, "day": unit.until}, where))
            return None
        return unit

    def move(self, plan: Move, where: Where) -> None:
        """The unit belongs below another."""
        unit, above = self.known(plan.unit, (*where, "move")), self.known(plan.under, (*where, "under"))
        if unit is None or above is None:
            return
        if unit.id in {other.id for other in self._up(above.id)}:
            message = N_("`{unit}` cannot belong to `{under}`, which itself belongs to it: the plan goes in a circle")
            self.refusals.append(Said(message, {"unit": unit.id, "under": above.id}, (*where, "under")))
            return
        self._set(replace(unit, parent=above.id))

    def merge(self, plan: Merge, first: date, where: Where) -> None:
        """The unit is a part of another from ``first`` on."""
        if plan.unit == plan.into:
            message = N_("`{unit}` cannot become a part of itself: the plan goes in a circle")
            self.refusals.append(Said(message, {"unit": plan.unit}, (*where, "into")))
            return
        old, new = self.known(plan.unit, (*where, "merge")), self.known(plan.into, (*where, "into"))
        if old is None or new is None:
            return
        for person in [*self.naming.base.directory.people.values()]:
            self._person(self.people.get(person.id, person), old.id, new.id, first)
        if old.id in {other.id for other in self._up(new.id)}:
            self._set(new := replace(new, parent=old.parent))
        if new.head is None and old.head:
            self._set(new := replace(new, head=old.head))
        elif old.head and old.head != new.head:
            message = N_("{head} led `{unit}`, which is now a part of `{into}`: see what they do there")
            self.left.append(Said(message, {"head": old.head, "unit": old.id, "into": new.id}))
        for unit in [*self.all_units()]:
            if unit.parent == old.id and unit.id != new.id:
                self._set(replace(unit, parent=new.id))
        closed = replace(old, parent=new.id, until=day_before(first))
        remembered = any(
            old.id in {person.unit, *(name for name, _ in person.earlier_units)} for person in self._everybody()
        )
        self.units[old.id] = closed if remembered else None
        self._pages(old.id, new.id)

    def _everybody(self) -> Iterator[Person]:
        for person in self.naming.base.directory.people.values():
            yield self.people.get(person.id, person)

    def _person(self, person: Person, old: str, new: str, first: date) -> None:
        """Whoever is in the old unit on ``first`` or later is in the new one from then on."""
        if old not in {person.unit, *(name for name, _ in person.earlier_units)}:
            return
        if all(spell.end is not None and spell.end < first for spell in person.spells):
            return
        begun = min((spell.start for spell in person.spells if spell.start), default=date.min)
        stays: list[_Stay] = []
        for name, until in (*person.earlier_units, (person.unit or "", None)):
            if name == old and (until is None or until >= first):
                if begun < first:
                    stays.append((old, day_before(first)))
                stays.append((new, until))
            else:
                stays.append((name, until))
            begun = date.max if until is None else max(begun, day_after(until))
        joined = [stay for stay, following in zip(stays, [*stays[1:], None], strict=True)
                  if following is None or following[0] != stay[0]]  # fmt: skip
        earlier = tuple((name, until) for name, until in joined[:-1] if until)
        changed = replace(person, unit=joined[-1][0] or None, earlier_units=earlier)
        if changed != person:
            self.people[person.id] = changed

    def _pages(self, old: str, new: str) -> None:
        for page, name in self.naming.units.get(old, ()):
            before = self.pages.get(page.path, {}).get(name, page.values.get(name))
            self.pages.setdefault(page.path, {})[name] = in_place(before, {old}, new)
            if name == "units":
                message = N_("{page} now holds for all of `{into}`: agree on that with the unit, or narrow it")
                self.left.append(Said(message, {"page": page.path, "into": new}))

    def _set(self, unit: Unit) -> None:
        if unit != self.unit(unit.id):
            self.units[unit.id] = unit

    def _up(self, name: str) -> Iterator[Unit]:
        """The unit and those above it, each once."""
        seen: set[str] = set()
        unit = self.unit(name)
        while unit and unit.id not in seen:
            seen.add(unit.id)
            yield unit
            unit = self.unit(unit.parent) if unit.parent else None


def in_place(value: object, old: set[str], new: str) -> object:
    """The value of a field of references with ``new`` in the place of each of ``old``, and nobody twice in a list."""
    if isinstance(value, str):
        return new if value in old else value
    if isinstance(value, tuple):
        if old.isdisjoint(value):
            return value
        where = value.index(new) if new in value else next(at for at, item in enumerate(value) if item in old)
        return tuple(
            new if at == where else item
            for at, item in enumerate(value)
            if at == where or (item not in old and item != new)
        )
    if isinstance(value, dict):
        return {name: in_place(items, old, new) for name, items in value.items()}
    return value
