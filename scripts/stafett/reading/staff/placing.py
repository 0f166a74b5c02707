"""Finds by the values of a file of people which of its headings really tell units, and which are something else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from stafett.reading.staff.export import Export
from stafett.reading.staff.headings import Mapped

LEVELS = ("organization", "division")
"""The fields with units above ``unit``, the topmost first."""

_SIGNS = (">", "»", "\\", "|", "/")


def placed(export: Export, mapped: Mapped) -> Mapped:
    """``mapped`` without the headings of codes and levels whose values are no such; what was given stays.

    A code stands beside one name alone; a cost centre is a unit's code only where each unit has just one, too. A level
    is one where it holds more than one unit, or is the same for all.
    """
    wrong: set[str] = set()
    if "unit_code" in mapped.headings.keys() - mapped.given:
        names, codes = _beside(export, mapped, "unit_code", "unit"), _beside(export, mapped, "unit", "unit_code")
        if any(count > 1 for count in names.values()) or (mapped.one_to_one and any(n > 1 for n in codes.values())):
            wrong.add("unit_code")
    below = "unit"
    for level in reversed(LEVELS):
        if level in mapped.headings.keys() - mapped.given:
            held = _beside(export, mapped, level, below)
            if len(held) > 1 and all(count == 1 for count in held.values()):
                wrong.add(level)
                continue
            below = level
    return mapped.without(wrong)


def people(export: Export, mapped: Mapped) -> Export:
    """``export`` without the accounts of directory services that are nobody's: they have neither an id nor a unit."""
    if export.format == "csv":
        return export
    told = [mapped.headings[field] for field in ("id", "unit", *LEVELS) if field in mapped.headings]
    rows = tuple(row for row in export.rows if any(row.values.get(heading) for heading in told))
    return replace(export, rows=rows, others=export.others + len(export.rows) - len(rows))


def separator(export: Export, heading: str) -> str:
    """The sign between the units in most values under ``heading``."""
    counted = Counter(sign for value in _values(export, heading) for sign in _SIGNS if sign in value.strip(sign + " "))
    return max(_SIGNS, key=lambda sign: counted[sign])


def ends_with_unit(export: Export, mapped: Mapped, sign: str) -> bool:
    """Whether the way to a unit has the unit itself at its end, as in no file that gives only what is above."""
    path = mapped.headings.get("unit_path", "")
    for row in export.rows:
        parts = steps(next(iter(row.values.get(path, ())), ""), sign)
        own = {
            value.casefold()
            for field in ("unit", "unit_code")
            for value in row.values.get(mapped.headings.get(field, ""), ())[:1]
        }
        if parts and parts[-1].casefold() in own:
            return True
    return "unit" not in mapped.headings


def steps(path: str, sign: str) -> list[str]:
    """The units of a way from the top down."""
    return [part for piece in path.split(sign) if (part := " ".join(piece.split()))]


def _beside(export: Export, mapped: Mapped, one: str, other: str) -> dict[str, int]:
    """How many values of ``other`` stand beside each of ``one``."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in export.rows:
        first, second = (row.values.get(mapped.headings.get(field, ""), ())[:1] for field in (one, other))
        if first and second:
            found[first[0].casefold()].add(second[0].casefold())
    return {value: len(others) for value, others in found.items()}


def _values(export: Export, heading: str) -> Iterator[str]:
    for row in export.rows:
        yield from row.values.get(heading, ())[:1]
