"""What a file of another system changes in the units of the directory: new ones, the one above, and who leads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from stafett.fields import ISO_DATE, parse_date
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_
from stafett.model import Raw
from stafett.questions.staff_comparison import Comparison, How, StaffChange
from stafett.questions.staff_managers import Lead, leads
from stafett.questions.staff_matching import Matched

_MOST_NAMED = 4
_EXACT = frozenset(("unit_path", "parent_unit"))  # what tells the unit right above, and not one somewhere above


class About(NamedTuple):
    """Something to tell of a unit; ``message`` is a message id with named places for ``values``."""

    unit: str
    message: str
    values: Mapping[str, str] = {}


@dataclass
class UnitChange:
    """What changes in the record of a unit, and why; ``new`` where there is none yet."""

    id: str
    new: bool = False
    fields: dict[str, Raw] = field(default_factory=dict)
    reasons: list[About] = field(default_factory=list)


@dataclass
class UnitChanges:
    """What a file changes in units; of ``headless`` ones it names no one head, and ``kept`` stay though it differs."""

    changes: list[UnitChange] = field(default_factory=list)
    headless: list[About] = field(default_factory=list)
    kept: list[About] = field(default_factory=list)


class _Then(NamedTuple):
    """Somebody once the file is taken over: their unit, whether they work here, and can be asked."""

    unit: str | None
    works: bool
    here: bool


def change_units(base: KnowledgeBase, matched: Matched, found: Comparison, how: How) -> UnitChanges:
    """What changes of units by the people of a file, as ``found`` makes them be on the day that changes hold from.

    A head of the directory gives way only where they no longer work here, or where nobody of the unit reports to them
    any more; otherwise it is told. Units above come from the file, else from where the head's own manager works: there
    lies also a new unit of which the file has only a coarser one above, as the company.
    """
    return _Work(base, matched, found, how.day, exact=not _EXACT.isdisjoint(how.known)).run()


@dataclass
class _Work:
    base: KnowledgeBase
    matched: Matched
    found: Comparison
    day: date
    exact: bool
    changes: dict[str, UnitChange] = field(default_factory=dict)
    told: UnitChanges = field(default_factory=UnitChanges)

    def run(self) -> UnitChanges:
        self.then = dict(self.people())
        self.managers = {one.id: one.manager for one in self.matched.staff if one.manager}
        self.begin()
        leading = [one.id for one in self.matched.staff if one.leads and self.unit(one.id)]
        units = {one.id: unit for one in self.matched.staff if (unit := self.unit(one.id)) and self.then[one.id].works}
        managers = {id_: manager for id_, manager in self.managers.items() if id_ in units}
        heads = {unit.id: unit.head for unit in self.base.directory.units.values()}
        led = leads(units, managers, leading, heads, lambda id_: id_ in self.then and self.then[id_].here)
        for unit, lead in led.items():
            if unit in self.changes or unit in self.base.directory.units:
                self.head(unit, lead)
        for unit, lead in led.items():
            if lead.head:
                self.above(unit, lead.head)
        self.told.changes = [change for change in self.changes.values() if change.fields]
        return self.told

    def people(self) -> Iterator[tuple[str, _Then]]:
        """Everybody as they are then."""
        changes = {change.id: change for change in self.found.changes}
        for id_ in {**self.base.directory.people, **changes}:
            yield id_, self.one(id_, changes.get(id_))

    def one(self, id_: str, change: StaffChange | None) -> _Then:
        fields = change.fields if change else {}
        person = self.base.directory.people.get(id_)
        unit = str(fields["unit"]) if fields.get("unit") else person.unit_on(self.day) if person else None
        first = _day(fields["first_day"]) if "first_day" in fields else person.first_day if person else None
        last = _day(fields["last_day"]) if "last_day" in fields else person.last_day if person else None
        away = person.away(self.day) if person else False
        leave = fields.get("leave")
        if isinstance(leave, list):
            spells = [(_day(item.get("from")), _day(item.get("until"))) for item in leave if isinstance(item, dict)]
            away = any((start or date.min) <= self.day <= (end or date.max) for start, end in spells)
        works = (first or date.min) <= self.day <= (last or date.max)
        return _Then(unit, works, works and not away)

    def unit(self, id_: str) -> str | None:
        return self.then[id_].unit if id_ in self.then else None

    def begin(self) -> None:
        """New units, and what the file itself says to be above those that we have."""
        units = self.matched.units
        if self.matched.made:
            for id_, new in units.lacking.items():
                fields: dict[str, Raw] = {"name": new.name, **({"parent": new.parent} if new.parent else {})}
                self.changes[id_] = UnitChange(id_, new=True, fields=fields)
        for id_, parent in units.parents.items():
            self.add(id_, "parent", parent, N_("below {parent}"), parent=parent)
        for id_, differs in units.differs.items():
            self.told.kept.append(About(id_, differs.message, differs.values))

    def add(self, id_: str, name: str, value: str, message: str, **values: str) -> None:
        change = self.changes.setdefault(id_, UnitChange(id_))
        change.fields[name] = value
        change.reasons.append(About(id_, message, values))

    def head(self, id_: str, lead: Lead) -> None:
        unit = self.base.directory.units.get(id_)
        ours = unit.head if unit else None
        stays = ours is not None and ours in self.then and self.then[ours].here
        told = {"votes": str(lead.votes), "people": str(lead.people)}
        if lead.head is None:
            if not stays:
                self.told.headless.append(About(id_, self.why_none(lead), {"heads": _named(lead)}))
        elif ours is None:
            self.add(id_, "head", lead.head, N_("head {head}, by {votes} of {people} rows"), head=lead.head, **told)
        elif ours == lead.head:
            return
        elif not stays or (ours not in lead.told and any(one.id == ours for one in self.matched.staff)):
            message = N_("head {head} instead of {ours}, by {votes} of {people} rows")
            self.add(id_, "head", lead.head, message, head=lead.head, ours=ours, **told)
        else:
            message = N_("the file has {theirs} for its head, the directory {ours}")
            self.told.kept.append(About(id_, message, {"theirs": lead.head, "ours": ours}))

    def why_none(self, lead: Lead) -> str:
        if lead.votes * 2 > lead.people:
            return N_("the file has {heads} for its head, who is not at work on the day")
        return N_("its people have different managers: {heads}")

    def above(self, id_: str, head: str) -> None:
        """The unit in which the head's own manager works, or the head, who leads from there."""
        ours = self.parent(id_)
        coarse = ours is not None and not self.exact and id_ in self.changes and self.changes[id_].new
        if (ours is not None and not coarse) or id_ not in {*self.base.directory.units, *self.changes}:
            return
        own, manager = self.unit(head), self.managers.get(head)
        parent = own if own != id_ else self.unit(manager) if manager else None
        if parent and parent in {*self.base.directory.units, *self.changes} and id_ not in self.way_up(parent):
            if coarse and (parent == ours or ours not in self.way_up(parent)):
                return
            message = N_("below {parent}, where its head works")
            if own == id_:
                message = N_("below {parent}, where the manager of its head works")
            self.add(id_, "parent", parent, message, parent=parent)

    def parent(self, id_: str) -> str | None:
        change, unit = self.changes.get(id_), self.base.directory.units.get(id_)
        ours = unit.parent if unit else None
        return ours or (str(change.fields["parent"]) if change and "parent" in change.fields else None)

    def way_up(self, id_: str) -> list[str]:
        way: list[str] = []
        above: str | None = id_
        while above and above not in way:
            way.append(above)
            above = self.parent(above)
        return way


def _named(lead: Lead) -> str:
    """Whom the rows name, the most often named first."""
    often = sorted(lead.told.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{id_} ({count})" for id_, count in often[:_MOST_NAMED])


def _day(raw: Raw) -> date | None:
    return parse_date(raw, (ISO_DATE,)) if isinstance(raw, str) else None
