"""YAML read as text: every scalar keeps what its author wrote, within bounds that hostile input cannot pass.

libyaml's events are put together here rather than by a YAML loader: a loader's composer recurses once a level
(a page nested 100,000 deep ends the process), follows aliases (a few lines become billions of values) and lets a
later duplicate silently win.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from stafett.messages import N_
from stafett.model import Complaint, Raw, Where
from stafett.reading.yaml_lines import parse_lines

if TYPE_CHECKING:
    # libyaml's events are typed as their base class, which lacks what each of them has.
    Event = Any
    Mark = Any

MAX_DEPTH = 20
# What libyaml takes for the end of a line, and no editor does: lines would be miscounted.
NO_BREAKS = dict.fromkeys((0x85, 0x2028, 0x2029), " ")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
# Tags that only say what a value is in any case; every scalar stays text.
_HARMLESS_TAGS = frozenset(
    ("!", *(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")))
)


class Place(NamedTuple):
    """A place in the YAML text; both count from 1."""

    line: int
    column: int


class Limit(NamedTuple):
    """How many values a text may have, and what is said of one with more; ``message`` and ``fix`` are message ids."""

    most: int
    message: str
    fix: str


PAGE_LIMIT = Limit(
    20_000,
    N_("There are more than {most} values here, which no page needs"),
    N_("Shorten the lists, or move them into the page's text."),
)
DIRECTORY_LIMIT = Limit(  # some 20,000 people
    500_000,
    N_("There are more than {most} values in this file, and it is not read"),
    N_("Divide it into several files, as one for each part of the organisation."),
)


class Parsed(NamedTuple):
    """What a YAML text holds, duplicates left out, and what stood in the way."""

    value: Raw
    complaints: tuple[Complaint, ...]


class _Unreadable(Exception):  # noqa: N818 (carries a complaint to parse())
    def __init__(self, message: str, fix: str, mark: Mark, **values: str) -> None:
        super().__init__(message)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self.complaint = Complaint("FMT001", message, fix, values, line=line, column=column)


def parse(text: str, limit: Limit = PAGE_LIMIT) -> Parsed:
    """Read one YAML document as text. Never raises: what cannot be read is a complaint (FMT001 or FMT003).

    Lines in complaints count from 1 at the beginning of ``text``.
    """
    fields = parse_lines(text)
    return Parsed(fields, ()) if fields is not None else parse_events(text, limit)


def parse_events(text: str, limit: Limit = PAGE_LIMIT) -> Parsed:
    """As ``parse``, always by libyaml."""
    builder = _Builder(limit)
    try:
        builder.read(text)
    except _Unreadable as unreadable:
        return Parsed(None, (unreadable.complaint,))
    except yaml.YAMLError as error:
        return Parsed(None, (_explain(error, text),))
    return Parsed(builder.root, tuple(builder.duplicates))


def places(text: str, limit: Limit = PAGE_LIMIT) -> dict[Where, Place]:
    """Where each value of a YAML text stands: the key's place in a mapping, the item's own in a list.

    For text that ``parse`` could read; slower, and only called where there is something to say.
    """
    builder = _Builder(limit, places={})
    with contextlib.suppress(_Unreadable, yaml.YAMLError):
        builder.read(text)
    return builder.places or {}


def place_of_line(text: str, name: str) -> Place | None:
    """Where the field ``name`` stands, where exactly one line begins with it; None leaves it to ``places``."""
    lines = list(re.finditer(rf"^{re.escape(name)}:", text, re.MULTILINE))
    return Place(text.count("\n", 0, lines[0].start()) + 1, 1) if len(lines) == 1 else None


def nearest_place(found: Mapping[Where, Place], where: Where) -> Place | None:
    """Where the value ``where`` stands, or the nearest place above it that there is; None without any."""
    while where and where not in found:
        where = where[:-1]
    return found.get(where)


class _Frame:
    """A list or mapping that is still open."""

    __slots__ = ("anchor", "items", "key", "mapping", "skip", "start")

    def __init__(self, start: int, anchor: str | None, *, mapping: bool) -> None:
        self.start = start
        self.anchor = anchor
        self.mapping: dict[str, Raw] | None = {} if mapping else None
        self.items: list[Raw] = []
        self.key: str | None = None
        self.skip = False


class _Builder:
    """Puts libyaml's events together without recursion."""

    def __init__(self, limit: Limit, places: dict[Where, Place] | None = None) -> None:
        self.limit = limit
        self.root: Raw = None
        self.duplicates: list[Complaint] = []
        self.places = places
        self._stack: list[_Frame] = []
        self._documents = 0
        self._count = 0
        # What an alias may repeat, and how many values that is; it counts them all, so that no bomb goes off.
        self._anchors: dict[str, tuple[Raw, int]] = {}

    def read(self, text: str) -> None:
        parser = CParser(text.translate(NO_BREAKS))
        try:
            while parser.check_event():
                event: Event = parser.get_event()
                self._spend(1, event)
                self._take(event)
        finally:
            parser.dispose()

    def _spend(self, values: int, event: Event) -> None:
        self._count += values
        if self._count > self.limit.most:
            raise _Unreadable(self.limit.message, self.limit.fix, event.start_mark, most=str(self.limit.most))

    def _take(self, event: Event) -> None:
        kind = type(event)
        if kind is ScalarEvent:
            self._scalar(event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            self._open(event, mapping=kind is MappingStartEvent)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            frame = self._stack.pop()
            value: Raw = frame.items if frame.mapping is None else frame.mapping
            if frame.anchor:
                self._anchors[frame.anchor] = (value, self._count - frame.start)
            self._add(value, None)
        elif kind is AliasEvent:
            self._alias(event)
        elif kind is DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                raise _Unreadable(
                    N_("A second YAML document begins here"),
                    N_("Keep one block of front matter, between two lines of `---`."),
                    event.start_mark,
                )

    def _scalar(self, event: Event) -> None:
        _refuse_tag(event)
        if self._wants_key():
            self._set_key(event)
            return
        value = None if is_nothing(event) else event.value
        if event.anchor:
            self._anchors[event.anchor] = (value, 1)
        self._add(value, event)

    def _alias(self, event: Event) -> None:
        if event.anchor not in self._anchors or self._wants_key():
            raise _Unreadable(
                N_("`*{name}` refers to a place (a YAML alias) that cannot be repeated here"),
                N_("Write the value out, or put quotes around text that begins with an asterisk."),
                event.start_mark,
                name=event.anchor,
            )
        value, size = self._anchors[event.anchor]
        self._spend(size, event)
        self._add(value, event)

    def _wants_key(self) -> bool:
        return bool(self._stack) and self._stack[-1].mapping is not None and self._stack[-1].key is None

    def _set_key(self, event: Event) -> None:
        frame = self._stack[-1]
        frame.key = event.value
        frame.skip = frame.mapping is not None and event.value in frame.mapping
        if frame.skip:
            self.duplicates.append(
                Complaint(
                    "FMT003",
                    N_("`{key}` stands here a second time"),
                    N_("Keep one line with `{key}:` and remove the other."),
                    {"key": event.value},
                    line=event.start_mark.line + 1,
                    column=event.start_mark.column + 1,
                )
            )
        else:
            self._note_place(event)

    def _note_place(self, event: Event) -> None:
        """Note where the value stands that comes next, unless it belongs to a duplicate, which does not count."""
        if self.places is not None and not any(frame.skip for frame in self._stack):
            self.places[self._where()] = _place(event)

    def _open(self, event: Event, *, mapping: bool) -> None:
        _refuse_tag(event)
        if self._wants_key():
            raise _Unreadable(
                N_("A list or group stands where a field's name should stand"),
                N_("Begin each line with the name of a field and a colon, and put quotes around text with brackets."),
                event.start_mark,
            )
        if len(self._stack) >= MAX_DEPTH:
            raise _Unreadable(
                N_("Lists and groups are nested more than {most} deep"),
                N_("Write the values as simple lists."),
                event.start_mark,
                most=str(MAX_DEPTH),
            )
        if self._stack and self._stack[-1].mapping is None:
            self._note_place(event)
        self._stack.append(_Frame(self._count, event.anchor, mapping=mapping))

    def _add(self, value: Raw, event: Event | None) -> None:
        if not self._stack:
            self.root = value
            return
        frame = self._stack[-1]
        if frame.mapping is None:
            if event is not None:
                self._note_place(event)
            frame.items.append(value)
        else:
            if not frame.skip and frame.key is not None:
                frame.mapping[frame.key] = value
            frame.key = None

    def _where(self) -> Where:
        return tuple(
            frame.key if frame.mapping is not None and frame.key is not None else len(frame.items)
            for frame in self._stack
        )


def is_nothing(event: Event) -> bool:
    """Whether a text's event stands for no value."""
    return not event.style and event.value in _NULLS


def _place(event: Event) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)


def _refuse_tag(event: Event) -> None:
    if event.tag is not None and event.tag not in _HARMLESS_TAGS:
        raise _Unreadable(
            N_("`{tag}` is a YAML tag, which pages may not use"),
            N_("Remove it, or put quotes around the text."),
            event.start_mark,
            tag=event.tag.replace("tag:yaml.org,2002:", "!!"),
        )


# How libyaml words what a process owner is likely to have done: (a part of its message, ours, how to mend it).
_EXPLANATIONS = (
    (
        "found character that cannot start any token",
        N_("This line cannot be read: a value begins with a sign that has a meaning of its own (`@`, `%` or a tab)"),
        N_("Put quotes around the value, and indent with spaces rather than tabs."),
    ),
    (
        "mapping values are not allowed in this context",
        N_("There is a colon inside a value, or a line is indented by mistake"),
        N_("Put quotes around a value that has a colon in it, and let each field begin at the margin."),
    ),
    (
        "could not find expected ':'",
        N_("A line does not have the form `field: value`"),
        N_("Write a colon and a space after the field's name, and quotes around text that goes over several lines."),
    ),
    (
        "did not find expected ',' or",
        N_("A list or group that begins with a bracket is never closed, or lacks a comma"),
        N_("Close it with `]` or `}}`, and put a comma between its values."),
    ),
    (
        "did not find expected key",
        N_("A line is indented differently from those above it, or a quotation mark is in the way"),
        N_("Let each field begin at the margin, and use one kind of quotation mark around a value."),
    ),
    (
        "did not find expected '-' indicator",
        N_("A list and fields are mixed here"),
        N_("Write the list's field first, and begin each of its items with a dash on a line below."),
    ),
    (
        "unknown escape character",
        N_("A backslash has a meaning of its own inside double quotes"),
        N_("Use single quotes, as in 'C:\\reports'."),
    ),
    (
        "unexpected end of stream",
        N_("A quotation mark is opened and never closed"),
        N_("Put the same quotation mark at the end of the value."),
    ),
    (
        "control characters are not allowed",
        N_("There is an invisible control character here"),
        N_("Delete the character, or write the line anew."),
    ),
)


# Where the trouble begins rather than where libyaml noticed it.
_BEGINS_EARLIER = ("could not find expected ':'", "did not find expected ',' or", "unexpected end of stream")


def _explain(error: yaml.YAMLError, text: str) -> Complaint:
    problem = str(getattr(error, "problem", "") or error)
    noticed, began = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    mark = began if began and any(part in problem for part in _BEGINS_EARLIER) else noticed or began
    lines = text.rstrip("\n").split("\n")
    line = min(mark.line + 1 if mark else _line_of(error, text), len(lines))
    column = mark.column + 1 if mark else 1
    if "\t" in lines[line - 1][: len(lines[line - 1]) - len(lines[line - 1].lstrip())]:
        message, fix = N_("The line is indented with a tab, which YAML does not allow"), N_("Use spaces.")
        return Complaint("FMT001", message, fix, line=line)
    missing = _space_missing(lines, line) if "mapping values" in problem else None
    if missing:
        message, fix = N_("There is no space after the colon"), N_("Write a space between the colon and the value.")
        return Complaint("FMT001", message, fix, line=missing)
    for part, message, fix in _EXPLANATIONS:
        if part in problem:
            return Complaint("FMT001", message, fix, {"problem": problem}, line=line, column=column)
    return Complaint(
        "FMT001",
        N_("This cannot be read ({problem})"),
        N_("Write each field on a line of its own as `field: value`, with quotes around text that has signs in it."),
        {"problem": problem.splitlines()[0][:100]},
        line=line,
        column=column,
    )


def _space_missing(lines: list[str], line: int) -> int | None:
    """The line before ``line`` (1-based) that lacks the space after its colon, and so runs on into the next."""
    before = lines[line - 2] if line > 1 else ""
    return line - 1 if re.match(r"[A-Za-z_][\w.-]*:[^\s/]", before) else None


def _line_of(error: yaml.YAMLError, text: str) -> int:
    position = getattr(error, "position", None)
    return text.count("\n", 0, position) + 1 if isinstance(position, int) else 1
