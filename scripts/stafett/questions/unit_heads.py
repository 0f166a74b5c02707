"""Who leads the unit that an owner belongs to, or the nearest one above it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Person, Unit


def head_above(base: KnowledgeBase, owner: str | None, as_of: date) -> Person | None:
    """The head of the unit that all present holders of ``owner`` belong to, or of the nearest one above it.

    Of an owner that is nobody, the unit of whoever held the role last. A head who is an owner themselves, or is not
    here on ``as_of``, is passed by: nobody is to be asked why they have not acted. None where there is nobody.
    """
    if not owner:
        return None
    here = base.holders(owner, as_of)
    those = here or _last(base, owner, as_of)
    ways = [tuple(units_above(base, person.unit_on(as_of))) for person in those]
    common = [unit for unit in ways[0] if all(unit in way for way in ways)] if ways else []
    for unit in common:
        head = base.directory.people.get(unit.head or "")
        if head and head.present(as_of) and head not in here:
            return head
    return None


def _last(base: KnowledgeBase, owner: str, as_of: date) -> tuple[Person, ...]:
    """Whoever held the role last before ``as_of``; empty where nobody has."""
    gone = [(end, person) for person, _, end in base.tenures(owner) if end and end < as_of]
    return (max(gone, key=lambda item: (item[0], item[1].id))[1],) if gone else ()


def units_above(base: KnowledgeBase, name: str | None) -> Iterator[Unit]:
    """The unit called ``name`` and those above it, the nearest first; each once, also where they go in a circle."""
    seen = set()
    while name and name not in seen and name in base.directory.units:
        seen.add(name)
        yield base.directory.units[name]
        name = base.directory.units[name].parent
