"""Whom the rows of another system's file mean here: one for each person, with our ids of units and roles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_
from stafett.model import Spell
from stafett.questions.new_page import slug
from stafett.reading.staff.export import RowProblem
from stafett.reading.staff.rows import StaffRow
from stafett.settings import Import


@dataclass(frozen=True)
class Staff:
    """Somebody as another system knows them, from all rows that are about them; ``line`` is that of the first.

    ``spells`` are the times in which they work here, the first one first; one without days where the file has none.
    """

    line: int
    id: str
    unit: str | None
    spells: tuple[Spell, ...]
    roles: tuple[str, ...] = ()
    leave: tuple[Spell, ...] = ()
    active: bool | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Matched:
    """The people of a file; ``units`` are those that the directory lacks (id -> name), where they may be made.

    ``titles`` counts the people of each title that no role guide has. ``roles`` are the ids of the role guides that
    the file or the settings speak of: only such a role can a file end.
    """

    staff: tuple[Staff, ...]
    problems: tuple[RowProblem, ...]
    units: Mapping[str, str]
    titles: Mapping[str, int]
    roles: frozenset[str]


def match(base: KnowledgeBase, rows: Sequence[StaffRow], settings: Import, *, new_units: bool = False) -> Matched:
    """The people that ``rows`` are about. Rows of one person that contradict each other are problems."""
    units, roles = _Units(base, settings.units, make=new_units), _Roles(base, settings.roles)
    # Other systems do not heed the case of an account's name.
    spelt = {id_.casefold(): id_ for id_ in base.directory.people}
    by_id: defaultdict[str, list[StaffRow]] = defaultdict(list)
    for row in rows:
        id_ = row.id if row.id in base.directory.people else spelt.setdefault(row.id.casefold(), row.id)
        by_id[id_].append(row if row.id == id_ else replace(row, id=id_))
    staff: list[Staff] = []
    problems: list[RowProblem] = []
    for those in by_id.values():
        found = _one(those, units, roles)
        if isinstance(found, RowProblem):
            problems.append(found)
        else:
            staff.append(found)
    speaks_of = frozenset(roles.key(role) for role in (*roles.spoken, *settings.roles.values()))
    return Matched(tuple(staff), tuple(problems), units.made, roles.unknown, speaks_of)


def _one(rows: list[StaffRow], units: _Units, roles: _Roles) -> Staff | RowProblem:
    """The one that all of the rows are about."""
    first = rows[0]
    spells = sorted({Spell(row.first_day, row.last_day) for row in rows}, key=_begins)
    for earlier, later in pairwise(spells):
        if earlier.end is None or later.start is None or later.start <= earlier.end:
            message = N_("{id} stands on several lines ({lines}) with times of employment that overlap")
            return RowProblem(first.line, message, {"id": first.id, "lines": _lines(rows)}, first.id)
    current = [row for row in rows if Spell(row.first_day, row.last_day) == spells[-1]]
    names = sorted({row.unit for row in current if row.unit})
    if len(names) > 1:
        message = N_("{id} stands on several lines ({lines}) with different units: {units}")
        values = {"id": first.id, "lines": _lines(rows), "units": ", ".join(names)}
        return RowProblem(first.line, message, values, first.id)
    unit = units.id_of(names[0]) if names else None
    if names and unit is None:
        message = N_(
            "There is no unit '{unit}' in the directory; add it there, name ours under `import: units:`, or import "
            "with --new-units"
        )
        return RowProblem(current[0].line, message, {"unit": names[0]}, first.id)
    return Staff(
        first.line,
        first.id,
        unit,
        tuple(spells),
        tuple(dict.fromkeys(role for row in current for role in roles.of(row.titles))),
        tuple(sorted({row.leave for row in rows if row.leave}, key=_begins)),
        next((row.active for row in current if row.active is not None), None),
        {name: text for row in reversed(current) for name, text in row.texts.items()},
    )


def _begins(spell: Spell) -> date:
    return spell.start or date.min


def _lines(rows: Iterable[StaffRow]) -> str:
    return ", ".join(str(row.line) for row in rows)


class _Units:
    """Our ids of another system's units: as the settings say, else by id or name whatever their case."""

    def __init__(self, base: KnowledgeBase, given: Mapping[str, str], *, make: bool) -> None:
        units = base.directory.units.values()
        self.ids = {unit.id: unit.id for unit in units}
        names = Counter(unit.name.casefold() for unit in units)
        self.folded = {unit.name.casefold(): unit.id for unit in units if names[unit.name.casefold()] == 1}
        self.folded |= {unit.id.casefold(): unit.id for unit in units}
        self.given, self.make, self.made = given, make, dict[str, str]()

    def id_of(self, name: str) -> str | None:
        if name in self.given:
            return self.ids.get(self.given[name])
        found = self.folded.get(name.casefold())
        if found is None and self.make:
            found = slug(name) or None
            if found and found not in self.ids:
                self.made.setdefault(found, name)
        return found


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
        self.unknown: Counter[str] = Counter()
        self.spoken: set[str] = set()

    def of(self, titles: Iterable[str]) -> list[str]:
        """The roles that the titles mean."""
        found = []
        for title in titles:
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
