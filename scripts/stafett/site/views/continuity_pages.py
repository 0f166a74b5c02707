"""Which pages tell managers who comes and goes: one, or where there are many units, one for each branch of the tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stafett.questions.unit_groups import Groups
from stafett.reports.list_addresses import CONTINUITY, list_folder
from stafett.site.views.markdown import slug

MOST_SECTIONS = 25
"""So many units are told of on one page; where there are more, each branch of the tree has a page of its own."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page: the group that it is of, the groups that have a section on it (the first is its own), and its place."""

    group: str
    sections: tuple[str, ...]
    uri: str

    @property
    def key(self) -> str:
        """The key of the list page."""
        return CONTINUITY if self.uri.count("/") == 1 else f"{CONTINUITY}:{self.group}"


def places(groups: Groups, language: str) -> tuple[Place, ...]:
    """The pages, that of the top first."""
    taken: set[str] = set()
    found: list[Place] = []
    for group, sections in _planned(groups, groups.top):
        folder = list_folder(language, CONTINUITY)
        name = slug(group)
        while name in taken:
            name = f"{name}-2"
        taken.add(name)
        found.append(Place(group, sections, f"{folder}/index.md" if not found else f"{folder}/{name}/index.md"))
    return tuple(found)


def _planned(groups: Groups, group: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    whole = tuple(groups.within(group))
    if len(whole) <= MOST_SECTIONS:
        yield group, whole
        return
    below = groups.groups[group].below
    branches = [name for name in below if groups.groups[name].below]
    yield group, (group, *(name for name in below if name not in branches))
    for branch in branches:
        yield from _planned(groups, branch)
