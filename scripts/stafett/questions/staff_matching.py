"""Whom the rows of another system's file mean here: one for each person, with our ids of units and roles."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_
from stafett.model import Spell
from stafett.questions.staff_managers import Managers
from stafett.questions.staff_units import Found, Units
from stafett.reading.staff.export import RowProblem
from stafett.reading.staff.headings import NONE
from stafett.reading.staff.rows import StaffRow
from stafett.settings import Import

_NEAR, _MOST_NEAR = 0.6, 2  # as difflib counts likeness, from 0 to 1


@dataclass(frozen=True)
class Staff:
    """Somebody as another system knows them, from all rows that are about them; ``line`` is that of the first.

    ``spells`` are the times in which they work here, the first one first; one without days where the file has none.
    ``manager`` is the id of theirs; ``leads`` whether the file says of them that they lead, where it says so of some.
    """

    line: int
    id: str
    unit: str | None
    spells: tuple[Spell, ...]
    roles: tuple[str, ...] = ()
    leave: tuple[Spell, ...] = ()
    active: bool | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    manager: str | None = None
    leads: bool | None = None


@dataclass(frozen=True)
class Matched:
    """The people of a file; ``units`` are what it tells of units, of which those that we lack are ``made`` or not.

    ``titles`` counts the people of each title that no role guide has, and ``near`` has the guides that are called
    nearly so. ``roles`` are the ids of the role guides that the file or the settings speak of: only such a role can a
    file end. ``strangers`` counts the people whose manager is nobody whom we know.
    """

    staff: tuple[Staff, ...]
    problems: tuple[RowProblem, ...]
    roles: frozenset[str]
    units: Found = field(default_factory=Found)
    made: bool = False
    titles: Mapping[str, int] = field(default_factory=dict)
    near: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    strangers: int = 0


def match(base: KnowledgeBase, rows: Sequence[StaffRow], settings: Import, *, new_units: bool = False) -> Matched:
    """The people that ``rows`` are about. Rows of one person that contradict each other are problems."""
    units = Units(base.directory.units, settings.units, rows, base.directory.people, make=new_units)
    roles = _Roles(base, settings.roles)
    # Other systems do not heed the case of an account's name.
    spelt = {id_.casefold(): id_ for id_ in base.directory.people}
    by_id: defaultdict[str, list[StaffRow]] = defaultdict(list)
    for row in rows:
        id_ = row.id if row.id in base.directory.people else spelt.setdefault(row.id.casefold(), row.id)
        by_id[id_].append(row if row.id == id_ else replace(row, id=id_))
    unit_ids = {unit.casefold() for unit in base.directory.units}
    managers = Managers(base.directory, by_id, settings.prefix)
    staff: list[Staff] = []
    problems: list[RowProblem] = []
    for id_, those in by_id.items():
        person = base.directory.people.get(id_)
        if person is None and id_.casefold() in unit_ids:
            message = N_("{id} is new, and a unit has that id: give one of them another (`import: prefix:` does so)")
            problems.append(RowProblem(those[0].line, message, {"id": id_}, id_))
            continue
        found = _one(those, units, roles, managers, person.unit if person else None)
        if isinstance(found, RowProblem):
            problems.append(found)
        else:
            staff.append(found)
    speaks_of = frozenset(roles.key(role) for role in (*roles.spoken, *settings.roles.values()))
    near = {title: roles.near(title) for title in roles.unknown}
    return Matched(
        tuple(staff), tuple(problems), speaks_of, units.found, new_units, roles.unknown, near, managers.strangers
    )


def _one(rows: list[StaffRow], units: Units, roles: _Roles, managers: Managers, ours: str | None) -> Staff | RowProblem:
    """The one that all of the rows are about; ``ours`` is the unit that the directory has them in."""
    first = rows[0]
    spells = sorted({Spell(row.first_day, row.last_day) for row in rows}, key=_begins)
    for earlier, later in pairwise(spells):
        if earlier.end is None or later.start is None or later.start <= earlier.end:
            message = N_("{id} stands on several lines ({lines}) with times of employment that overlap")
            return RowProblem(first.line, message, {"id": first.id, "lines": _lines(rows)}, first.id)
    current = [row for row in rows if Spell(row.first_day, row.last_day) == spells[-1]]
    named = {row.code or (row.unit, row.above): row for row in current if row.unit}
    names = sorted(row.unit or "" for row in named.values())
    if len(named) > 1 and len({units.id_of(row) or row.unit for row in named.values()}) > 1:
        message = N_("{id} stands on several lines ({lines}) with different units: {units}")
        values = {"id": first.id, "lines": _lines(rows), "units": ", ".join(names)}
        return RowProblem(first.line, message, values, first.id)
    placed = next(iter(named.values()), None)
    unit = units.id_of(placed) if placed else None
    if placed and placed.least and ours and (unit is None or unit == ours or units.is_above(unit, ours)):
        unit = None  # it says no more of their unit than the directory does
    elif placed and unit is None:
        message = N_(
            "There is no unit '{unit}' in the directory; add it there, say under `import: units:` which of ours it is, "
            "or import with --new-units"
        )
        return RowProblem(current[0].line, message, {"unit": names[0]}, first.id)
    manager, leads = managers.of(current)
    return Staff(
        first.line,
        first.id,
        unit,
        tuple(spells),
        tuple(dict.fromkeys(role for row in current for role in roles.of(row.titles))),
        tuple(sorted({row.leave for row in rows if row.leave}, key=_begins)),
        next((row.active for row in current if row.active is not None), None),
        {name: text for row in reversed(current) for name, text in row.texts.items()},
        manager,
        leads,
    )


def _begins(spell: Spell) -> date:
    return spell.start or date.min


def _lines(rows: Iterable[StaffRow]) -> str:
    return ", ".join(str(row.line) for row in rows)


class _Roles:
    """Our roles of another system's titles: as the settings say, else the role guide of that id, name or title."""

    def __init__(self, base: KnowledgeBase, given: Mapping[str, str]) -> None:
        self.base = base
        self.given = {title.casefold(): role for title, role in given.items()}
        titles = Counter(page.title.casefold() for page in base.of_kind("role"))
        self.guides = {
            page.title.casefold(): _written(base, page.name, page.id)
            for page in base.of_kind("role")
            if titles[page.title.casefold()] == 1
        }
        self.called: defaultdict[str, set[str]] = defaultdict(set)
        for page in base.of_kind("role"):
            for called in (page.title, page.name):
                self.called[called.casefold()].add(_written(base, page.name, page.id))
        self.unknown: Counter[str] = Counter()
        self.spoken: set[str] = set()

    def of(self, titles: Iterable[str]) -> list[str]:
        """The roles that the titles mean."""
        found = []
        for title in titles:
            if self.given.get(title.casefold()) == NONE:
                continue
            role = self.given.get(title.casefold()) or self.guides.get(title.casefold()) or self.by_id(title)
            if role:
                found.append(role)
                self.spoken.add(role)
            else:
                self.unknown[title] += 1
        return found

    def by_id(self, title: str) -> str | None:
        page = self.base.resolve(title, ("role",)).page
        return _written(self.base, page.name, page.id) if page else None

    def near(self, title: str) -> tuple[str, ...]:
        """The role guides that are called nearly so, the nearest first, whatever they are called."""
        alike = difflib.get_close_matches(title.casefold(), self.called, n=_MOST_NEAR, cutoff=_NEAR)
        return tuple(dict.fromkeys(role for called in alike for role in sorted(self.called[called])))[:_MOST_NEAR]

    def key(self, role: str) -> str:
        """What tells a role from others however it is written."""
        return role_key(self.base, role)


def role_key(base: KnowledgeBase, role: str) -> str:
    """The id of the role guide that ``role`` means, else the role as it is written."""
    page = base.resolve(role, ("role",)).page
    return page.id if page else role


def _written(base: KnowledgeBase, name: str, id_: str) -> str:
    """How people refer to a role guide: by the last part of its id, where that is enough."""
    page = base.resolve(name, ("role",)).page
    return name if page and page.id == id_ else id_
