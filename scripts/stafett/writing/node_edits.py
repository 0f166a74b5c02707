"""Edits that give a group or list in a YAML text another value: what stays the same keeps its bytes and comments."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from stafett.messages import N_
from stafett.model import Raw
from stafett.writing.edits import Draft, Edit, has_comment, replacements
from stafett.writing.layout import Entry, Spot
from stafett.writing.nodes import Node
from stafett.writing.yaml_values import inline

_NOT_SAFELY = N_("What stands here cannot be replaced safely")


class Gone:
    """Stands in the place of an item that is to be removed."""


GONE: Final = Gone()


@dataclass(frozen=True)
class NewItems:
    """What a list is to hold: each of its items as it is to be or ``GONE``, and new ones before the item of a number.

    ``added`` has those at the end under the number of the items. ``order`` is that of a new field in an item.
    """

    items: Sequence[Raw | Gone]
    added: Mapping[int, Sequence[Raw]] = field(default_factory=dict)
    order: Sequence[str] = ()


def group_edits(draft: Draft, group: Node, new: Mapping[str, Raw], order: Sequence[str] = ()) -> list[Edit]:
    """The edits that make the fields of ``group`` those of ``new``.

    A new field goes below the last that comes before it in ``order``, else to the end. Raises CannotSplice.
    """
    for entry, node in group.fields:
        if entry.marked and (entry.name not in new or new[entry.name] != node.value):
            message = N_("`{field}` holds a YAML anchor, alias or tag, which other lines may depend on")
            raise draft.refusal(entry.key.start.line, message, field=entry.name)
    kept = [entry for entry, _ in group.fields if entry.name in new]
    if not kept:
        message = N_("Nothing would be left of what stands here")
        raise draft.refusal(group.span.start.line, message)
    removed = _removed_in_brackets if group.in_brackets else _removed_lines
    edits = removed(draft, [entry for entry, _ in group.fields], kept)
    for entry, node in group.fields:
        if entry.name in new and new[entry.name] != node.value:
            edits += value_edits(draft, entry, node, new[entry.name], in_brackets=group.in_brackets)
    present = {entry.name for entry in kept}
    for above, names in _places(kept, [name for name in new if name not in present], order).items():
        entry = next(entry for entry in kept if entry.name == above)
        edits.append(_new_fields(draft, group, entry, {name: new[name] for name in names}))
    return edits


def value_edits(draft: Draft, entry: Entry, node: Node, new: Raw, *, in_brackets: bool) -> list[Edit]:
    """The edits that make the field's value ``new``; items and fields in it that stay keep their bytes."""
    if isinstance(new, list) and new and node.items:
        return item_edits(draft, entry, node, _aligned(node, new))
    if isinstance(new, dict) and node.fields and any(inner.name in new for inner, _ in node.fields):
        return group_edits(draft, node, new)
    return replacements(draft, entry, new, in_braces=in_brackets)


def item_edits(draft: Draft, entry: Entry, node: Node, wanted: NewItems) -> list[Edit]:
    """The edits that make the items of the field's list what is ``wanted``. Raises CannotSplice."""
    kept = [number for number, item in enumerate(wanted.items) if not isinstance(item, Gone)]
    added = [item for _, items in sorted(wanted.added.items()) for item in items]
    if not kept and (node.in_brackets or not added):
        return replacements(draft, entry, added, in_braces=node.in_brackets)
    removed = _items_in_brackets if node.in_brackets else _item_lines
    edits = removed(draft, node, kept)
    for number in kept:
        edits += _changed_item(draft, node.items[number], wanted.items[number], wanted.order)
    for number, items in wanted.added.items():
        edits.append(_new_items(draft, node, number, items))
    return edits


def item_lines(value: Raw, column: int, gap: int = 1, *, spread: bool) -> list[str]:
    """A list's item on lines of its own, its dash in ``column``; ``spread`` has each field of a group on its line."""
    dash = f"{' ' * column}-{' ' * gap}"
    if not (spread and isinstance(value, dict) and value):
        return [f"{dash}{inline(value)}"]
    lines = [line for name, inner in value.items() for line in field_lines(name, inner, column + 1 + gap)]
    return [dash + lines[0].lstrip(" "), *lines[1:]]


def field_lines(name: str, value: Raw, column: int, *, spread: bool = False) -> list[str]:
    """A field on lines of its own, with each group of a list of groups on its own line."""
    margin = " " * column
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        lines = (line for item in value for line in item_lines(item, column + 2, spread=spread))
        return [f"{margin}{inline(name)}:", *lines]
    return [f"{margin}{inline(name)}: {inline(value)}"]


def lines_at(draft: Draft, line: int, lines: Sequence[str]) -> Edit:
    """New lines below the YAML's ``line`` (-1 for above its first); the file ends as it did, with a newline or not."""
    at, eol = draft.below(line), draft.ending(line)
    if eol or not at or draft.text[at - 1] in "\r\n":
        usual = eol or draft.usual_ending
        return Edit(at, at, "".join(f"{text}{usual}" for text in lines))
    return Edit(at, at, "".join(f"{draft.usual_ending}{text}" for text in lines))


def _places(kept: Sequence[Entry], names: Sequence[str], order: Sequence[str]) -> dict[str, list[str]]:
    """The new fields by the present one below which they go."""
    found: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: order.index(name) if name in order else len(order)):
        before = order[: order.index(name)] if name in order else ()
        above = next((entry.name for entry in reversed(kept) if entry.name in before), kept[-1].name)
        found.setdefault(above, []).append(name)
    return found


def _new_fields(draft: Draft, group: Node, above: Entry, fields: Mapping[str, Raw]) -> Edit:
    if group.in_brackets:
        at = draft.at(above.value.end)
        return Edit(
            at, at, "".join(f", {inline(name, flow=True)}: {inline(fields[name], flow=True)}" for name in fields)
        )
    column = group.fields[0][0].key.start.column
    lines = [line for name, value in fields.items() for line in field_lines(name, value, column)]
    return lines_at(draft, max(above.value.end.line, above.key.end.line), lines)


def _removed_lines(draft: Draft, entries: Sequence[Entry], kept: Sequence[Entry]) -> list[Edit]:
    """The lines of fields that go, each with the comment at its end, which speaks of it."""
    edits: list[Edit] = []
    first = draft.at(entries[0].key.start)
    names = {entry.name for entry in kept}
    gone = [entry for entry in entries if entry.name not in names]
    if gone and gone[0] is entries[0] and draft.text[draft.at(Spot(entries[0].key.start.line, 0)) : first].strip():
        # Its name stands behind the dash of a list, where the first that stays takes its place.
        edits.append(_without_comment(draft, entries, Edit(first, draft.at(kept[0].key.start), "")))
        gone = [entry for entry in gone if entry.key.start > kept[0].key.start]
    for entry in gone:
        last = max(entry.value.end.line, entry.key.end.line)
        edits.append(Edit(draft.at(Spot(entry.key.start.line, 0)), draft.below(last), ""))
    return edits


def _removed_in_brackets(draft: Draft, entries: Sequence[Entry], kept: Sequence[Entry]) -> list[Edit]:
    edits: list[Edit] = []
    names = {entry.name for entry in kept}
    for entry, following in pairwise(entries):
        if entry.name not in names and entry.key.start < kept[-1].key.start:
            edits.append(Edit(draft.at(entry.key.start), draft.at(following.key.start), ""))
    if entries[-1] is not kept[-1]:  # with the comma before it
        edits.append(Edit(draft.at(kept[-1].value.end), draft.at(entries[-1].value.end), ""))
    return [_without_comment(draft, entries, edit) for edit in edits]


def _without_comment(draft: Draft, entries: Sequence[Entry], edit: Edit) -> Edit:
    if has_comment(draft, edit.start, edit.end, (leaf for entry in entries for leaf in (entry.key, *entry.leaves))):
        line = bisect_right(draft.starts, edit.start) - 1 - draft.above
        raise draft.refusal(line, N_("There is a comment beside what is to be removed, which would be lost"))
    return edit


def _aligned(node: Node, new: list[Raw]) -> NewItems:
    """Which items become which, so that as few as can be change."""
    items: list[Raw | Gone] = [item.value for item in node.items]
    added: dict[int, Sequence[Raw]] = {}
    old, now = ([json.dumps(value, sort_keys=True) for value in values] for values in (node.value or [], new))
    for what, start, end, begin, finish in SequenceMatcher(None, old, now, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        paired = min(end - start, finish - begin)
        items[start : start + paired] = new[begin : begin + paired]
        items[start + paired : end] = [GONE] * (end - start - paired)
        if finish - begin > paired:
            added[end] = new[begin + paired : finish]
    return NewItems(items, added)


def _changed_item(draft: Draft, node: Node, new: Raw | Gone, order: Sequence[str]) -> list[Edit]:
    if isinstance(new, Gone) or new == node.value:
        return []
    if isinstance(new, dict) and any(entry.name in new for entry, _ in node.fields):
        return group_edits(draft, node, new, order)
    start, end = draft.at(node.span.start), draft.at(node.span.end)
    if node.marked or node.style in {"|", ">", "-"} or has_comment(draft, start, end, node.leaves):
        raise draft.refusal(node.span.start.line, _NOT_SAFELY)
    return [Edit(start, end, inline(new, flow=True, like=node.style))]


def _dash_lines(draft: Draft, node: Node) -> list[int]:
    """The lines on which the items' dashes stand. Raises CannotSplice."""
    column, line, found = node.span.start.column, node.span.start.line, []
    for item in node.items:
        while not draft.line(line)[column:].startswith("-"):
            line += 1
            if line > draft.last_line:  # the list begins with its anchor or tag, which stands further in than its items
                raise draft.refusal(node.span.start.line, _NOT_SAFELY)
        found.append(line)
        line = max(line, item.span.end.line) + 1
    return found


def _item_lines(draft: Draft, node: Node, kept: Sequence[int]) -> list[Edit]:
    """The lines of items that go."""
    lines, stay = _dash_lines(draft, node), set(kept)
    return [
        Edit(draft.at(Spot(lines[number], 0)), draft.below(max(lines[number], item.span.end.line)), "")
        for number, item in enumerate(node.items)
        if number not in stay
    ]


def _items_in_brackets(draft: Draft, node: Node, kept: Sequence[int]) -> list[Edit]:
    edits: list[Edit] = []
    stay = set(kept)
    for number, (item, following) in enumerate(pairwise(node.items)):
        if number not in stay and number < kept[-1]:
            edits.append(Edit(draft.at(item.span.start), draft.at(following.span.start), ""))
    if kept[-1] < len(node.items) - 1:
        edits.append(Edit(draft.at(node.items[kept[-1]].span.end), draft.at(node.items[-1].span.end), ""))
    for edit in edits:
        if has_comment(draft, edit.start, edit.end, node.leaves):
            raise draft.refusal(
                node.span.start.line, N_("There is a comment between the brackets, which would be lost")
            )
    return edits


def _new_items(draft: Draft, node: Node, number: int, items: Sequence[Raw]) -> Edit:
    """New items before the item of a number."""
    if node.in_brackets:
        new = [inline(item, flow=True) for item in items]
        if number == 0:
            at = draft.at(node.items[0].span.start)
            return Edit(at, at, "".join(f"{text}, " for text in new))
        at = draft.at(node.items[number - 1].span.end)
        return Edit(at, at, "".join(f", {text}" for text in new))
    like, dashes = node.items[-1], _dash_lines(draft, node)
    spread, column = bool(like.fields) and not like.in_brackets, node.span.start.column
    on_line = spread and like.span.start.line == dashes[-1]
    gap = like.span.start.column - column - 1 if on_line else 1
    lines = [line for item in items for line in item_lines(item, column, gap, spread=spread)]
    above = max(dashes[number - 1], node.items[number - 1].span.end.line) if number else dashes[0] - 1
    return lines_at(draft, above, lines)
