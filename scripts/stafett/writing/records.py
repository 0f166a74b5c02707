"""Changes people and units in a file of the directory; every byte outside what changes stays as it is.

As with pages, nothing is written anew: text between YAML's marks is replaced, and what comes out is read again and
compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from stafett.messages import N_
from stafett.model import Raw
from stafett.reading.front_matter import decode
from stafett.reading.yaml_text import DIRECTORY_LIMIT, parse
from stafett.writing.edits import Draft, Edit, applied, drafted, pasted, refusal, replacements
from stafett.writing.layout import Entry
from stafett.writing.node_edits import (
    GONE,
    Gone,
    NewItems,
    field_lines,
    group_edits,
    item_edits,
    item_lines,
    lines_at,
)
from stafett.writing.nodes import Node, tree
from stafett.writing.refused import CannotSplice
from stafett.writing.yaml_values import inline

Record = dict[str, Raw]
# In which order people write the fields of a record: a new one goes below the last that comes before it.
ORDER = {
    "people": (
        *("id", "unit", "first_day", "last_day", "name", "email", "account", "language", "roles", "leave"),
        *("earlier", "earlier_units"),
    ),
    "units": ("id", "name", "parent", "head", "until"),
}
_UNSAFE = N_("The file is written in a way that cannot be changed safely")
_INDENT = 2


class RecordChange(NamedTuple):
    """What becomes of the record ``id`` in ``list``: the given fields get these values, and None removes one.

    ``fields`` that is None removes the record. An id that is not there adds a record at the end of the list.
    """

    list: Literal["people", "units"]
    id: str
    fields: Mapping[str, Raw] | None


class _Wanted:
    """A list as it is to be: its old ``items``, changed or gone, and the new ones."""

    def __init__(self, held: Sequence[Raw]) -> None:
        self.items: list[Raw | Gone] = list(held)
        self._new: list[Record | Gone] = []
        self._places: dict[Raw, tuple[list[Raw | Gone] | list[Record | Gone], int]] = {}
        for index, item in enumerate(held):
            if isinstance(item, dict) and isinstance(item.get("id"), str):
                self._places.setdefault(item["id"], (self.items, index))

    @property
    def added(self) -> list[Record]:
        """The new records, those left out that are gone again."""
        return [record for record in self._new if not isinstance(record, Gone)]

    def apply(self, change: RecordChange) -> None:
        """Make one change; it may speak of what another has added."""
        those, index = self._places.get(change.id, (self._new, len(self._new)))
        found = those[index] if index < len(those) else None
        if change.fields is None:
            if found is not None:
                those[index] = GONE
                self._forget(change.id)
        elif isinstance(found, dict):
            merged = {**found, **change.fields}
            those[index] = {k: value for k, value in merged.items() if k not in change.fields or value is not None}
        else:
            self._new.append(_ordered(change))
            self._places[change.id] = (self._new, index)

    def _forget(self, id_: str) -> None:
        """From now on the id means the next record that has it, which there is where somebody wrote it twice."""
        del self._places[id_]
        for index, item in enumerate(self.items):
            if isinstance(item, dict) and item.get("id") == id_:
                self._places[id_] = (self.items, index)
                return


def change_records(data: bytes, changes: Sequence[RecordChange]) -> bytes:
    """The file ``data`` of the directory with ``changes`` made in their order; all else stays, comments too.

    A list that is missing is made. Raises CannotSplice, with the line and the text to write there, where that cannot
    be done without touching anything else.
    """
    paste = "".join(_pasted(change) for change in changes if change.fields is not None)
    text = decode(data)
    if not isinstance(text, str):
        raise CannotSplice(text, paste)
    read = parse(text, DIRECTORY_LIMIT)
    if read.complaints:
        raise CannotSplice(read.complaints[0], paste)
    before = read.value or {}
    if not isinstance(before, dict):
        raise refusal(1, N_("The file should have two lists, `people:` and `units:`"), paste)
    draft, root = drafted(data, 0, paste), tree(text)
    edits: list[Edit] = []
    after: Record = dict(before)
    made: dict[str, list[Record]] = {}
    for name in dict.fromkeys(change.list for change in changes):
        wanted = _wanted(before.get(name), (change for change in changes if change.list == name))
        items = [item for item in wanted.items if not isinstance(item, Gone)] + list[Raw](wanted.added)
        if items == _items(before.get(name)):
            continue
        after[name] = items
        if name not in before:
            made[name] = wanted.added
        elif root:
            edits += _list_edits(draft, root, name, wanted)
    edits += _new_lists(draft, root if before else None, made)
    new = applied(data, draft, edits)
    written = decode(new)
    if not isinstance(written, str) or parse(written, DIRECTORY_LIMIT) != (after or None, ()):
        raise refusal(1, _UNSAFE, paste)
    return new


def _wanted(held: Raw, changes: Iterable[RecordChange]) -> _Wanted:
    wanted = _Wanted(_items(held))
    for change in changes:
        wanted.apply(change)
    return wanted


def _items(held: Raw) -> list[Raw]:
    """What a list holds; one record may stand there without a list around it."""
    return held if isinstance(held, list) else [] if held is None else [held]


def _ordered(change: RecordChange) -> Record:
    """The fields of a new record, as people order them."""
    fields: Record = {"id": change.id, **(change.fields or {})}
    order = ORDER[change.list]
    names = sorted(fields, key=lambda name: order.index(name) if name in order else len(order))
    return {name: fields[name] for name in names if fields[name] is not None}


def _pasted(change: RecordChange) -> str:
    return f"{change.list}: {change.id}\n{pasted(change.fields or {})}"


def _list_edits(draft: Draft, root: Node, name: str, wanted: _Wanted) -> list[Edit]:
    """The edits to a list that is there."""
    entry, node = next((entry, node) for entry, node in root.fields if entry.name == name)
    if node.marked and not (node.items or node.fields):
        message = N_("`{field}` holds a YAML anchor, alias or tag, which other lines may depend on")
        raise draft.refusal(entry.key.start.line, message, field=name)
    if node.fields:  # one record, and no list
        if wanted.added or any(isinstance(item, Gone) for item in wanted.items):
            raise draft.refusal(entry.key.start.line, N_("`{field}` is one record and no list"), field=name)
        (record,) = wanted.items
        return group_edits(draft, node, record if isinstance(record, dict) else {}, ORDER[name])
    if node.items:
        added = {len(node.items): wanted.added} if wanted.added else {}
        return item_edits(draft, entry, node, NewItems(wanted.items, added, ORDER[name]))
    return _first_items(draft, root, entry, node, wanted.added)


def _first_items(draft: Draft, root: Node, entry: Entry, node: Node, added: Sequence[Record]) -> list[Edit]:
    """Records in a list that has none."""
    if root.in_brackets:
        return replacements(draft, entry, list[Raw](added), in_braces=True)
    edits: list[Edit] = []
    if node.span.start != node.span.end:  # brackets without anything between, or a word for nothing
        colon, start, end = (draft.at(spot) for spot in (entry.key.end, node.span.start, node.span.end))
        last = draft.below(node.span.end.line) - len(draft.ending(node.span.end.line))
        edits = [Edit(start if draft.text[end:last].strip() else draft.text.index(":", colon) + 1, end, "")]
    column = entry.key.start.column + _INDENT
    lines = [line for record in added for line in item_lines(record, column, spread=True)]
    return [*edits, lines_at(draft, max(entry.key.end.line, node.span.end.line), lines)]


def _new_lists(draft: Draft, root: Node | None, made: Mapping[str, list[Record]]) -> list[Edit]:
    """Lists that the file does not have."""
    if not made:
        return []
    if root and root.in_brackets:
        at = draft.at(root.fields[-1][0].value.end)
        new = (f", {name}: {inline(list[Raw](records), flow=True)}" for name, records in made.items())
        return [Edit(at, at, "".join(new))]
    column = root.fields[0][0].key.start.column if root else 0
    lines = [
        line for name, records in made.items() for line in field_lines(name, list[Raw](records), column, spread=True)
    ]
    last = max(root.fields[-1][0].key.end.line, root.span.end.line) if root else draft.last_line
    return [lines_at(draft, last, lines)]
