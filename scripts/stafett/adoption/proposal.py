"""The whole proposal: what is a page, how its fields are spelt, and what that rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stafett.adoption.dates import Format, propose_formats
from stafett.adoption.fields import Mapped, Unknown, propose_fields, propose_known
from stafett.adoption.pages import DECISION, ROLE, Pages, propose_pages
from stafett.adoption.survey import Seen, Survey
from stafett.kinds import Kind

USUAL = {"process": "6 months"}
OTHERWISE = "1 year"
_MOST = 0.5


@dataclass(frozen=True)
class Proposal:
    """Settings for a knowledge base that exists, with how often each thing was seen.

    ``files`` are the pages; ``roles`` says whether owners are the role guides; ``defaults`` are the intervals of those
    kinds of which fewer than half of the pages have one of their own.
    """

    language: str
    files: tuple[Seen, ...]
    pages: Pages
    fields: tuple[Mapped, ...]
    formats: tuple[Format, ...]
    known: tuple[Unknown, ...]
    roles: bool
    defaults: Mapping[str, str]

    def theirs(self, ours: str) -> str | None:
        """The name that the pages have for our field, if any of them has it."""
        return next((mapped.theirs for mapped in self.fields if mapped.ours == ours), None)

    @property
    def without_front_matter(self) -> int:
        """How many pages have none."""
        return sum(seen.fields is None for seen in self.files)

    def owners(self) -> dict[str, str]:
        """The owner that each page names itself, by path."""
        name = self.theirs("owner")
        found = {seen.path: (seen.fields or {}).get(name) if name else None for seen in self.files}
        return {path: value for path, value in found.items() if isinstance(value, str) and value}


def propose(survey: Survey, kinds: Mapping[str, Kind], language: str | None = None) -> Proposal:
    """What the knowledge base's settings could be, in ``language`` or in that of most of its text."""
    pages = propose_pages(survey)
    files = tuple(seen for seen in survey.files if seen.path in pages.kinds)
    present = Counter(pages.kinds.values())
    fields = propose_fields(files, decisions=DECISION in present)
    values = _dates(files, fields, kinds)
    formats = propose_formats(values, month_first=any(mapped.theirs.startswith("ms.") for mapped in fields))
    known = propose_known(files, fields, (kinds[kind] for kind in present))
    return Proposal(
        language or ("sv" if survey.swedish else "en"),
        files,
        pages,
        tuple(fields),
        tuple(formats),
        tuple(known),
        _owned_by_roles(files, pages, fields),
        _defaults(files, pages, fields),
    )


def _dates(files: Sequence[Seen], fields: Sequence[Mapped], kinds: Mapping[str, Kind]) -> list[str]:
    """The values of every field that is a date."""
    dates = {name for kind in kinds.values() for name, field in kind.fields.items() if field.type == "date"}
    spelt = {mapped.ours: mapped.theirs for mapped in fields}
    names = {spelt.get(name, name) for name in dates}
    values = (value for seen in files for name, value in (seen.fields or {}).items() if name in names)
    return [value for value in values if isinstance(value, str)]


def _value(seen: Seen, fields: Sequence[Mapped], ours: str) -> object:
    name = next((mapped.theirs for mapped in fields if mapped.ours == ours), ours)
    return (seen.fields or {}).get(name)


def _owned_by_roles(files: Sequence[Seen], pages: Pages, fields: Sequence[Mapped]) -> bool:
    """Whether most owners are named as role guides are."""
    roles = {seen.name for seen in files if pages.kinds[seen.path] == ROLE}
    owners = [value for seen in files if isinstance(value := _value(seen, fields, "owner"), str)]
    return bool(roles and owners) and sum(owner in roles for owner in owners) >= _MOST * len(owners)


def _defaults(files: Sequence[Seen], pages: Pages, fields: Sequence[Mapped]) -> dict[str, str]:
    """An interval for each kind of which fewer than half of the pages have one of their own."""
    present = Counter(pages.kinds[seen.path] for seen in files)
    given = Counter(pages.kinds[seen.path] for seen in files if _value(seen, fields, "review_in"))
    kinds = dict.fromkeys(pattern.kind for pattern in pages.patterns)
    return {kind: USUAL.get(kind, OTHERWISE) for kind in kinds if given[kind] < _MOST * present[kind]}
