"""The bytes of the files that a handover changes: bytes in, bytes out, and every byte outside what changes stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_
from stafett.model import Complaint, Page, Person, Raw, Tenure, Unit
from stafett.questions.handover_result import Handover
from stafett.questions.own_names import SHARED, SharedName, own_names
from stafett.questions.reviewing import written_day
from stafett.reading.front_matter import decode, split
from stafett.reading.yaml_text import DIRECTORY_LIMIT, parse
from stafett.writing import CannotSplice, splice
from stafett.writing.records import RecordChange, change_records


@dataclass(frozen=True, slots=True)
class Written:
    """What the files hold once the handover is written, by path, and what could not be done, each with its place."""

    contents: Mapping[str, bytes]
    refused: tuple[CannotSplice, ...] = ()


def touched(found: Handover) -> tuple[str, ...]:
    """The files that the handover changes: those of the directory, then pages, each in the order of paths."""
    return (*sorted(_by_file(found)), *sorted(found.pages))


def hand_over_files(found: Handover, held: Mapping[str, bytes]) -> Written:
    """The new bytes of every file of ``touched``, of which ``held`` has the old ones. Never raises."""
    contents: dict[str, bytes] = {}
    refused: list[CannotSplice] = []

    def write(path: str, change: Callable[[bytes], bytes]) -> None:
        try:
            contents[path] = change(held[path])
        except CannotSplice as cannot:
            refused.append(cannot.at(path))

    for path, names in sorted(_by_file(found).items()):
        write(path, lambda data, names=names: _directory(found, data, names))  # type: ignore[misc]
    for path, values in sorted(found.pages.items()):
        page = found.base.by_path[path]
        write(path, lambda data, page=page, values=values: _page(found.base, page, data, values))  # type: ignore[misc]
    return Written(contents, tuple(refused))


def _by_file(found: Handover) -> dict[str, list[tuple[str, str]]]:
    """The records that change, by the file in which they stand."""
    places = found.base.directory.places
    files: dict[str, list[tuple[str, str]]] = {}
    for key in [*(("people", name) for name in found.people), *(("units", name) for name in found.units)]:
        files.setdefault(places[key][0], []).append(key)
    return files


def _directory(found: Handover, data: bytes, names: Sequence[tuple[str, str]]) -> bytes:
    text = decode(data)
    content = parse(text, DIRECTORY_LIMIT).value if isinstance(text, str) else None
    changes: list[RecordChange] = []
    for list_, name in names:
        record = _record(content, list_, name)
        if list_ == "people":
            before, after = found.base.directory.people[name], found.people[name]
            changes.append(RecordChange("people", name, _person_fields(before, after, record)))
        else:
            unit = found.units[name]
            fields = _unit_fields(found.base.directory.units[name], unit) if unit else None
            changes.append(RecordChange("units", name, fields))
    return change_records(data, changes)


def _record(content: Raw, list_: str, name: str) -> Mapping[str, Raw]:
    items = content.get(list_) if isinstance(content, dict) else None
    for item in items if isinstance(items, list) else [items]:
        if isinstance(item, dict) and item.get("id") == name:
            return item
    return {}


def _person_fields(before: Person, after: Person, record: Mapping[str, Raw]) -> dict[str, Raw]:
    fields: dict[str, Raw] = {}
    if after.unit != before.unit:
        fields["unit"] = after.unit
    if after.last_day != before.last_day:
        fields["last_day"] = _iso(after.last_day)
    if after.roles != before.roles:
        fields["roles"] = _roles(before.roles, after.roles, record.get("roles"))
    if after.earlier_units != before.earlier_units:
        fields["earlier_units"] = [{"unit": unit, "until": until.isoformat()} for unit, until in after.earlier_units]
    return fields


def _roles(before: Sequence[Tenure], after: Sequence[Tenure], raw: Raw) -> list[Raw]:
    """The list of roles as it becomes; what was there keeps how its author wrote it."""
    items = raw if isinstance(raw, list) and len(raw) == len(before) else [_tenure({}, held) for held in before]
    left = list(zip(before, items, strict=True))
    written: list[Raw] = []
    for held in after:
        match = (
            next((pair for pair in left if pair[0] == held), None)
            or next(
                (
                    pair
                    for pair in left
                    if pair[0].role == held.role
                    and (pair[0].start, pair[0].end)[held.end is None] == (held.start, held.end)[held.end is None]
                ),
                None,
            )
            or next((pair for pair in left if pair[0].role == held.role and pair[0] not in after), None)
        )
        if match:
            left.remove(match)
        old, item = match or (None, {})
        written.append(item if old == held else _tenure(item if isinstance(item, dict) else {}, held))
    return written


def _tenure(item: Mapping[str, Raw], held: Tenure) -> Raw:
    days = {"from": _iso(held.start), "until": _iso(held.end)}
    whole: dict[str, Raw] = {"role": held.role, **item, **days}
    return {name: value for name, value in whole.items() if value is not None or name not in days}


def _unit_fields(before: Unit, after: Unit) -> dict[str, Raw]:
    fields: dict[str, Raw] = {}
    if after.parent != before.parent:
        fields["parent"] = after.parent
    if after.head != before.head:
        fields["head"] = after.head
    if after.until != before.until:
        fields["until"] = _iso(after.until)
    return fields


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _page(base: KnowledgeBase, page: Page, data: bytes, values: Mapping[str, object]) -> bytes:
    """The page with the new values in its front matter, by the names that it has for them. Raises CannotSplice."""
    try:
        named = own_names(base, page, values)
    except SharedName as shared:
        fix = N_("Change the line by hand.")
        raise CannotSplice(Complaint("FMT001", SHARED, fix, shared.values, line=1)) from shared
    head = split(data).head
    read = parse(head).value if head is not None else None
    held = read if isinstance(read, dict) else {}
    order = ("owner", "owner_since", *values)
    fields: dict[str, Raw] = {}
    for name in dict.fromkeys(name for name in order if name in values):
        value = values[name]
        own = named[name]
        if isinstance(value, date):
            fields[own] = written_day(base, page, own, value)
        else:
            fields[own] = _like(held.get(own), page.values.get(name), value)
    return splice(data, fields)


def _like(raw: Raw, before: object, after: object) -> Raw:
    """A field's value as the page writes such a value: what does not change stays, one text may stand for a list."""
    if after == before and raw is not None:
        return raw
    if isinstance(after, dict):
        groups = raw if isinstance(raw, dict) else {}
        old = before if isinstance(before, dict) else {}
        return {str(name): _like(groups.get(name), old.get(name), items) for name, items in after.items()}
    if isinstance(after, tuple):
        items: list[Raw] = [str(item) for item in after]
        return items[0] if isinstance(raw, str) and len(items) == 1 else items
    return None if after is None else str(after)
