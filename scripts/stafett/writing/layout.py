"""Where in a front matter's text each of its fields stands, by libyaml's marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from stafett.reading.yaml_text import NO_BREAKS

if TYPE_CHECKING:
    # libyaml's events are typed as their base class, which lacks what each of them has.
    Event = Any
    Mark = Any

_STARTS, _ENDS = (MappingStartEvent, SequenceStartEvent), (MappingEndEvent, SequenceEndEvent)


class Spot(NamedTuple):
    """A place in the front matter's text; both count from 0, ``column`` in characters."""

    line: int
    column: int


class Span(NamedTuple):
    """From one place to another, the last not included."""

    start: Spot
    end: Spot


@dataclass
class Entry:
    """A field of the front matter: its name's span and its value's.

    ``style`` is the sign that opens the value: a quotation mark, ``|`` or ``>`` of a block of text, ``[`` of a list or
    group in brackets, ``-`` of one on lines of its own, or nothing. ``leaves`` are the spans of all texts and
    closing brackets in the value. ``marked`` tells that an anchor, alias or tag is somewhere in it.
    """

    name: str
    key: Span
    value: Span
    style: str = ""
    leaves: list[Span] = field(default_factory=list)
    marked: bool = False


@dataclass
class Layout:
    """The fields of a front matter in order; ``in_braces`` where they stand in one group in braces.

    ``odd`` tells that the front matter as a whole is more than fields (a tag, an anchor, a directive).
    """

    entries: list[Entry] = field(default_factory=list)
    in_braces: bool = False
    odd: bool = False

    def find(self, name: str) -> Entry | None:
        """The field ``name``; None where there is none."""
        return next((entry for entry in self.entries if entry.name == name), None)


def layout(head: str) -> Layout:
    """Where the fields of ``head`` stand: a front matter's text that ``parse_events`` has read without a complaint."""
    found, lines = Layout(), head.split("\n")
    events = events_of(head)
    for event in events:
        if isinstance(event, DocumentStartEvent) and (event.explicit or event.version or event.tags):
            found.odd = True
        if isinstance(event, MappingStartEvent):
            found.in_braces = bool(event.flow_style)
            found.odd = found.odd or is_marked(event)
            _read_entries(events, found, lines)
    return found


def events_of(head: str) -> Iterator[Event]:
    """What libyaml sees in a YAML text that ``parse_events`` has read without a complaint."""
    parser = CParser(head.translate(NO_BREAKS))
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()


def _read_entries(events: Iterator[Event], found: Layout, lines: list[str]) -> None:
    for event in events:
        if not isinstance(event, ScalarEvent):
            return
        found.entries.append(_value(events, event, lines))


def _value(events: Iterator[Event], key: Event, lines: list[str]) -> Entry:
    first = next(events)
    entry = Entry(key.value, span_of(key), span_of(first), marked=is_marked(key))
    _note(entry, first, lines)
    if isinstance(first, _STARTS):
        entry.style, depth = "[" if first.flow_style else "-", 1
        while depth:
            event = next(events)
            depth += isinstance(event, _STARTS) - isinstance(event, _ENDS)
            _note(entry, event, lines)
        # A list on lines of its own ends, for libyaml, where the next field begins.
        entry.value = Span(entry.value.start, max(leaf.end for leaf in entry.leaves))
    elif isinstance(first, ScalarEvent):
        entry.style, entry.value = first.style or "", entry.leaves[0]
    return entry


def _note(entry: Entry, event: Event, lines: list[str]) -> None:
    entry.marked = entry.marked or is_marked(event)
    span = span_of(event)
    if isinstance(event, ScalarEvent):
        entry.leaves.append(block_of_text(span, lines) if event.style in {"|", ">"} else span)
    elif isinstance(event, _ENDS) and span.start != span.end:  # a bracket
        entry.leaves.append(span)


def block_of_text(span: Span, lines: list[str]) -> Span:
    """The span without the blank lines below it, which libyaml counts in; they are the text's own only after ``|+``."""
    last = span.end.line - 1 if span.end.column == 0 else span.end.line
    keeps = "+" in lines[span.start.line][span.start.column :].partition(" ")[0]
    while not keeps and last > span.start.line and not lines[last].strip():
        last -= 1
    return Span(span.start, Spot(last, len(lines[last])))


def is_end(event: Event) -> bool:
    """Whether a list or group ends here."""
    return isinstance(event, _ENDS)


def is_marked(event: Event) -> bool:
    """Whether an alias stands here, or something with an anchor or a tag."""
    if isinstance(event, AliasEvent):
        return True
    return isinstance(event, NodeEvent) and bool(event.anchor or getattr(event, "tag", None))


def span_of(event: Event) -> Span:
    """From where to where the event stands in the text."""
    return Span(_spot(event.start_mark), _spot(event.end_mark))


def _spot(mark: Mark) -> Spot:
    return Spot(mark.line, mark.column)
