"""Where pages name people, roles and units, and whether that says who answers for something, or who once did it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from stafett.fields import Field
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


@dataclass(frozen=True)
class Naming:
    """The places of one knowledge base in which pages name people, roles and units; each looked for once."""

    base: KnowledgeBase

    @cached_property
    def people(self) -> Mapping[str, tuple[Named, ...]]:
        """Where each person is named, by id."""
        found: defaultdict[str, dict[tuple[str, str], Named]] = defaultdict(dict)
        declared = self._fields(PERSON)
        if not self.base.directory.people:
            return {}
        for page in self.base.pages:
            for field in declared[page.kind]:
                for reference in names_in(page.values.get(field.name)):
                    person = self.base.resolve(reference, field.to).person
                    if person:
                        named = Named(page, field.name, says_of(page, field.name))
                        found[person.id].setdefault((page.path, field.name), named)
        return {person: tuple(places.values()) for person, places in found.items()}

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
        found: defaultdict[str, dict[tuple[str, str], tuple[Page, str]]] = defaultdict(dict)
        declared = self._fields(UNIT)
        for page in self.base.pages:
            for field in declared[page.kind]:
                for reference in names_in(page.values.get(field.name)):
                    unit = self.base.resolve(reference, field.to).unit
                    if unit:
                        found[unit].setdefault((page.path, field.name), (page, field.name))
        return {unit: tuple(places.values()) for unit, places in found.items()}

    def _fields(self, to: str) -> Mapping[str, tuple[Field, ...]]:
        """The fields of each kind that may point to ``to``."""
        return {
            name: tuple(field for field in kind.fields.values() if field.type in _REFERENCES and to in field.to)
            for name, kind in self.base.settings.kinds.items()
        }

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
