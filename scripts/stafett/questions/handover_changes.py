"""A handover told change by change: who was in which place, and who is in it now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from stafett.messages import N_
from stafett.model import Unit
from stafett.questions.handover_result import Handover, Said, counted
from stafett.questions.naming import names_in

_NOT_TOLD = frozenset(("owner_since",))


class Changed(NamedTuple):
    """In ``field`` of pages ``was`` has given way to ``becomes``; either is empty where nobody was, or is, there."""

    field: str
    was: str
    becomes: str


def page_changes(found: Handover) -> dict[Changed, tuple[str, ...]]:
    """The paths of the pages that change in the same way, by the change; in the order of fields, then of names."""
    groups: dict[Changed, list[str]] = {}
    for path, values in sorted(found.pages.items()):
        before = found.base.by_path[path]
        for name, value in values.items():
            if name in _NOT_TOLD or value == before.values.get(name):
                continue
            old, new = [*names_in(before.values.get(name))], [*names_in(value)]
            was, now = ([one for one in these if one not in those] for these, those in ((old, new), (new, old)))
            changed = Changed(name, ", ".join(dict.fromkeys(was)), ", ".join(dict.fromkeys(now)))
            groups.setdefault(changed, []).append(path)
    order = ("owner", "deputy", "raci")
    return {
        key: tuple(paths)
        for key, paths in sorted(
            groups.items(),
            key=lambda item: (order.index(item[0].field) if item[0].field in order else len(order), item[0]),
        )
    }


def unit_changes(found: Handover) -> Iterator[Said]:
    """What becomes of each unit, and of how many people."""
    for name, now in sorted(found.units.items()):
        was = found.base.directory.units[name]
        if now is None:
            yield Said(N_("`{unit}` is no unit any more, since nobody was ever in it"), {"unit": name})
        else:
            yield from _unit(was, now)
    moved = [
        person.id for person in found.people.values() if person.unit != found.base.directory.people[person.id].unit
    ]
    if moved:
        one, many = (
            N_("{n} person belongs to another unit: {people}"),
            N_("{n} people belong to another unit: {people}"),
        )
        yield counted(len(moved), one, many, people=", ".join(sorted(moved)))


def _unit(was: Unit, after: Unit) -> Iterator[Said]:
    values = {"unit": after.id, "was": was.parent, "now": after.parent}
    if after.until and not was.until:
        message = N_("`{unit}` is a part of `{now}` after {day}, and stays in the list for what it was")
        yield Said(message, {**values, "day": after.until})
    elif after.parent != was.parent:
        message = N_("`{unit}` belongs to `{now}`, before to `{was}`") if was.parent and after.parent else (
            N_("`{unit}` belongs to `{now}`") if after.parent else N_("`{unit}` belongs to no other unit any more")
        )  # fmt: skip
        yield Said(message, values)
    if after.head != was.head:
        message = N_("`{unit}` is led by {head}, before by {former}") if was.head else N_("`{unit}` is led by {head}")
        yield Said(message, {"unit": after.id, "head": after.head, "former": was.head})
