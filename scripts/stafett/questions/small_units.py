"""Units that are told of together, because what is said of one of them alone could be said of somebody."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

SMALL = "*"
"""The id under which small units are counted together."""
LEAST_PEOPLE = 3
"""A unit with fewer people or leavers is told of nowhere by itself in public: its numbers would be somebody's."""


def small_units(present: Mapping[str, int], least_people: int) -> frozenset[str]:
    """The units where fewer than ``least_people`` work, and the next one where they together are still as few.

    ``present`` is how many work in each; those without a unit ("") are no unit.
    """
    units = sorted((unit for unit in present if unit), key=lambda unit: (present[unit], unit))
    return told_together(units, lambda those: sum(present[unit] for unit in those) < least_people)


def told_together(units: Sequence[str], could_be_somebody: Callable[[Collection[str]], bool]) -> frozenset[str]:
    """Of ``units``, the smallest first: those that could be somebody, and the next ones until together they are nobody.

    Otherwise whoever knows the whole could work out the one that was left out.
    """
    small = {unit for unit in units if could_be_somebody((unit,))}
    rest = [unit for unit in units if unit not in small]
    while small and rest and could_be_somebody(small):
        small.add(rest.pop(0))
    return frozenset(small)
