"""A YAML text as a tree of groups, lists and texts, each with the place at which it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from yaml.events import DocumentStartEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent

from stafett.model import Raw
from stafett.reading.yaml_text import is_nothing
from stafett.writing.layout import Entry, Span, Spot, block_of_text, events_of, is_end, is_marked, span_of

Event = Any  # libyaml's events are typed as their base class, which lacks what each of them has


@dataclass
class Node:
    """A value: where it stands and what it holds.

    ``style`` is as that of ``Entry``; ``leaves`` are the spans of all texts and closing brackets in it. ``fields`` are
    those of a group, ``items`` the values of a list.
    """

    value: Raw
    span: Span
    style: str = ""
    leaves: list[Span] = field(default_factory=list)
    marked: bool = False
    fields: list[tuple[Entry, Node]] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)

    @property
    def in_brackets(self) -> bool:
        """Whether it is a list or group in brackets."""
        return self.style == "["

    def find(self, name: str) -> Node | None:
        """The value of the group's field ``name``; None where there is none."""
        return next((node for entry, node in self.fields if entry.name == name), None)


def tree(text: str) -> Node | None:
    """The YAML ``text``, which ``parse`` has read without a complaint; None where nothing stands in it."""
    lines, events = text.split("\n"), events_of(text)
    for event in events:
        if isinstance(event, DocumentStartEvent):
            return _node(next(events), events, lines)
    return None


def _node(first: Event, events: Iterator[Event], lines: list[str]) -> Node:
    span = span_of(first)
    node = Node(None, span, marked=is_marked(first))
    if isinstance(first, MappingStartEvent):
        _read_group(node, first, events, lines)
    elif isinstance(first, SequenceStartEvent):
        _read_list(node, first, events, lines)
    elif isinstance(first, ScalarEvent):
        node.style = first.style or ""
        node.value = None if is_nothing(first) else first.value
        node.span = block_of_text(span, lines) if node.style in {"|", ">"} else span
        node.leaves = [node.span]
    return node


def _read_group(node: Node, first: Event, events: Iterator[Event], lines: list[str]) -> None:
    node.style, values = "[" if first.flow_style else "-", {}
    while not is_end(event := next(events)):
        key, value = _node(event, events, lines), _node(next(events), events, lines)
        name = event.value if isinstance(event, ScalarEvent) else ""
        marked = key.marked or value.marked
        node.fields.append((Entry(name, key.span, value.span, value.style, value.leaves, marked), value))
        values[name] = value.value
        _take_in(node, key, value)
    node.value = values
    _close(node, event)


def _read_list(node: Node, first: Event, events: Iterator[Event], lines: list[str]) -> None:
    node.style = "[" if first.flow_style else "-"
    while not is_end(event := next(events)):
        node.items.append(_node(event, events, lines))
        _take_in(node, node.items[-1])
    node.value = [item.value for item in node.items]
    _close(node, event)


def _take_in(node: Node, *parts: Node) -> None:
    for part in parts:
        node.leaves += part.leaves
        node.marked = node.marked or part.marked


def _close(node: Node, event: Event) -> None:
    span = span_of(event)
    if span.start != span.end:  # a bracket
        node.leaves.append(span)
    # What stands on lines of its own ends, for libyaml, where the next field begins.
    node.span = Span(node.span.start, max((leaf.end for leaf in node.leaves), default=Spot(*node.span.start)))
