"""The coverage of one role or one unit: what is left of it when nobody else is asked about."""

from __future__ import annotations

from dataclasses import dataclass

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page
from stafett.questions.coverage import Coverage, RoleCoverage, UnitCoverage
from stafett.questions.covered import Known
from stafett.questions.gaps import Gap, What
from stafett.questions.unit_heads import units_above


@dataclass(frozen=True, slots=True)
class Part:
    """The roles that are asked about, the paths of the processes that their people need, and the unit, if one is."""

    roles: tuple[RoleCoverage, ...]
    pages: frozenset[str]
    people: frozenset[str]
    unit: UnitCoverage | None = None


def of_role(found: Coverage, role: Page) -> Part:
    """What the people in a role need: also what everyone does."""
    row = found.by_role[role.path]
    needed = frozenset(need.page.path for need in row.needs)
    return Part((row,), needed.union(found.everyone), found.holders[role.path])


def of_unit(found: Coverage, unit: str) -> Part:
    """What the people of a unit and of the units below it need, by the roles that they hold."""
    here = [
        person
        for person in found.present.values()
        if any(above.id == unit for above in units_above(found.base, person.unit_on(found.as_of)))
    ]
    counted = found.unit(unit, here)
    ids = frozenset(person.id for person in here)
    roles = tuple(row for row in found.roles if found.holders[row.role.path] & ids)
    return Part(roles, frozenset(counted.needs), ids, counted)


def gaps_of(found: Coverage, part: Part, gaps: tuple[Gap, ...]) -> tuple[Gap, ...]:
    """Those of the gaps that concern the part, in their order; what somebody looked for concerns everybody alike."""
    roles = {row.role.path for row in part.roles}
    return tuple(gap for gap in gaps if _concerns(found.base, gap, part, roles, found))


def _concerns(base: KnowledgeBase, gap: Gap, part: Part, roles: set[str], found: Coverage) -> bool:
    if gap.what is What.NO_GUIDE:
        held = (tenure for id_ in part.people for tenure in base.directory.people[id_].roles)
        return any(tenure.role == gap.text and tenure.covers(found.as_of) for tenure in held)
    if gap.page and gap.page.path in found.known:
        return gap.page.path in part.pages
    return any(role.path in roles for role in gap.roles)


def alone_of(part: Part, single: tuple[Known, ...]) -> tuple[Known, ...]:
    """Those of the processes on one person that the part needs."""
    return tuple(known for known in single if known.page.path in part.pages)
