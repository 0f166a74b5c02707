"""Where pages name people, roles and units, and whether that says who answers for something, or who once did it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from stafett.knowledge_base import DECISION, PERSON, UNIT, KnowledgeBase
from stafett.model import Page

_REFERENCES = frozenset(("reference", "references", "groups"))
_ANSWERS = frozenset(("owner", "deputy", "raci"))
_PAST = frozenset(("reviewed_by", "approved_by"))
_MAKERS = "decision-makers"


class Says(Enum):
    """What a field says of whom it names: that they answer for something, that they did something, or who knows."""

    ANSWERS = "answers"
    DID = "did"
    OTHER = "other"


class Named(NamedTuple):
    """A page that names somebody in ``field``, and what that says of them."""

    page: Page
    field: str
    says: Says


def says_of(page: Page, name: str) -> Says:
    """What the page's field says: decision-makers answer for a proposal, and have answered for a decision."""
    if name in _ANSWERS or (name == _MAKERS and page.kind == DECISION and page.text("status") == "proposed"):
        return Says.ANSWERS
    past = name in _PAST or (name == _MAKERS and page.kind == DECISION)
    return Says.DID if past else Says.OTHER


def names_in(value: object) -> Iterator[str]:
    """Each reference in the value of a field."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        yield from (item for item in value if isinstance(item, str))
    elif isinstance(value, dict):
        for items in value.values():
            yield from names_in(items)


def _flat(value: object) -> Sequence[str]:
    """As ``names_in``, for ten thousands of values: those of a list as it is."""
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else [*names_in(value)]


@dataclass(frozen=True)
class Naming:
    """The places of one knowledge base in which pages name people, roles and units; each looked for once."""

    base: KnowledgeBase

    @cached_property
    def people(self) -> Mapping[str, tuple[Named, ...]]:
        """Where each person is named, by id; in the order of paths."""
        found: defaultdict[str, list[Named]] = defaultdict(list)
        for page, name, reference in self._references(PERSON):
            named = Named(page, name, says_of(page, name))
            if named not in found[reference][-1:]:
                found[reference].append(named)
        return {person: tuple(places) for person, places in found.items()}

    @cached_property
    def owned(self) -> Mapping[str, tuple[Page, ...]]:
        """The pages that each role guide or person owns, by its id."""
        return self._by("owner")

    @cached_property
    def deputised(self) -> Mapping[str, tuple[Page, ...]]:
        """The pages that each role guide or person is deputy of, by its id."""
        return self._by("deputy")

    @cached_property
    def units(self) -> Mapping[str, tuple[tuple[Page, str], ...]]:
        """The pages and fields that name each unit, by its id."""
        found: defaultdict[str, list[tuple[Page, str]]] = defaultdict(list)
        for page, name, reference in self._references(UNIT):
            if (page, name) not in found[reference][-1:]:
                found[reference].append((page, name))
        return {unit: tuple(places) for unit, places in found.items()}

    def _references(self, to: str) -> Iterator[tuple[Page, str, str]]:
        """Each page, field and id of what it names that is a person (or a unit)."""
        known = self.base.directory.people if to == PERSON else self.base.directory.units
        declared = {
            name: [(field.name, field.to) for field in kind.fields.values()
                   if field.type in _REFERENCES and to in field.to]
            for name, kind in self.base.settings.kinds.items()
        }  # fmt: skip
        for page in self.base.pages:
            for name, kinds in declared[page.kind]:
                value = page.values.get(name)
                if value is None:
                    continue
                # Most names are those of roles; only what could be a person is looked up.
                for reference in _flat(value):
                    if reference in known:
                        target = self.base.resolve(reference, kinds)
                        if target.person or target.unit:
                            yield page, name, reference

    def follow(self, base: KnowledgeBase) -> Naming:
        """The places of ``base``, which is what this one's becomes: found already, where no page has changed."""
        found = Naming(base)
        if base.pages is self.base.pages:
            found.__dict__.update({name: value for name, value in self.__dict__.items() if name != "base"})
        return found

    def _by(self, field: str) -> Mapping[str, tuple[Page, ...]]:
        found: defaultdict[str, list[Page]] = defaultdict(list)
        for page in self.base.pages:
            reference = page.text(field)
            target = self.base.answerable(reference) if reference else None
            if target and target.page:
                found[target.page.id].append(page)
            elif target and target.person:
                found[target.person.id].append(page)
        return {key: tuple(pages) for key, pages in found.items()}
