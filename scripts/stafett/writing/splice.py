"""Puts new values into a page's front matter; every byte outside the named fields stays as it is.

Nothing is written anew: the text between YAML's marks is replaced, and what comes out is read again and compared.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from stafett.messages import N_
from stafett.model import Complaint, Raw
from stafett.reading.front_matter import HEAD_LINE, Source, split
from stafett.reading.yaml_text import parse
from stafett.writing.layout import Entry, Layout, Spot, layout
from stafett.writing.refused import CannotSplice
from stafett.writing.yaml_values import inline

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_COLON = re.compile(r"[ \t]*:")
_COMMENT = re.compile(r"(?:^|\s)#")
# Below which of our fields a new one is looked for by whoever reads the page; the first that is there.
_RELATED = {
    "deputy": ("owner",),
    "last_reviewed": ("deputy", "owner"),
    "reviewed_by": ("last_reviewed",),
    "review_note": ("reviewed_by", "last_reviewed"),
    "review_in": ("review_note", "reviewed_by", "last_reviewed"),
    "snoozed_until": ("review_in", "review_note", "reviewed_by", "last_reviewed"),
    "snooze_reason": ("snoozed_until",),
    "supersedes": ("date", "status"),
    "superseded-by": ("supersedes", "date", "status"),
    "team": ("contact",),
}
_BY_HAND = N_("Change the line by hand.")


class _Edit(NamedTuple):
    """The text from ``start`` to ``end`` (characters of the file) becomes ``new``."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class _Draft:
    """A file's text with what is known of it: ``starts`` is where each of its lines begins, ``text`` without BOM."""

    text: str
    starts: Sequence[int]
    fields: Layout
    head_lines: int

    def at(self, spot: Spot) -> int:
        """Where in the text a place in the front matter is."""
        return self.starts[spot.line + 1] + spot.column

    def below(self, line: int) -> int:
        """Where the line after the front matter's ``line`` begins."""
        return self.starts[line + 2]

    def ending(self, line: int) -> str:
        """What ends the front matter's ``line``, or the line above its first for -1."""
        found = self.text[self.starts[line + 1] : self.starts[line + 2]]
        return found[len(found.rstrip("\r\n")) :]


def splice(data: bytes, fields: Mapping[str, Raw], after: Sequence[str] = ()) -> bytes:
    """The page ``data`` with ``fields`` in its front matter, by the names that the page has for them.

    None removes a field. A new field goes below the one named before it in ``fields``; the first below the first of
    ``after`` that the page has, else below what it belongs to, else to the end. Raises CannotSplice, with the line and
    the text to paste, where that cannot be done without touching anything else.
    """
    source = split(data)
    before = _fields_of(source, fields)
    wanted = {
        name: value
        for name, value in fields.items()
        if (name in before if value is None else name not in before or before[name] != value)
    }
    if not wanted:
        return data
    draft = _draft(data, source)
    if draft.fields.odd:
        raise _refusal(HEAD_LINE, N_("The front matter begins with a YAML tag, anchor or directive"), fields)
    _refuse_marked(draft, wanted)
    added = _added(draft.fields, fields, wanted, after)
    edits = _in_braces(draft, wanted, added) if draft.fields.in_braces else _on_lines(draft, wanted, added)
    return _verified(data, _applied(data, draft, edits), before, wanted)


def pasted(fields: Mapping[str, Raw]) -> str:
    """The fields as text to paste into a front matter, one a line."""
    return "".join(f"{inline(name)}: {inline(value)}\n" for name, value in fields.items() if value is not None)


def _fields_of(source: Source, fields: Mapping[str, Raw]) -> dict[str, Raw]:
    """What the front matter holds. Raises CannotSplice where it cannot be read without doubt."""
    if source.complaint:
        raise CannotSplice(source.complaint, pasted(fields))
    if source.head is None:
        complaint = Complaint("FMT002", N_("The page has no front matter"), N_("Write one on its first lines."), line=1)
        raise CannotSplice(complaint, f"---\n{pasted(fields)}---\n")
    read = parse(source.head)
    if read.complaints:
        first = read.complaints[0]
        line = first.line + HEAD_LINE - 1
        raise CannotSplice(Complaint(first.code, first.message, first.fix, first.values, (), line), pasted(fields))
    if read.value is None:
        return {}
    if not isinstance(read.value, dict):
        raise _refusal(HEAD_LINE, N_("The front matter should be lines of `field: value`"), fields)
    return read.value


def _draft(data: bytes, source: Source) -> _Draft:
    text = data.removeprefix(codecs.BOM_UTF8).decode()
    starts = [line.start() for line in _LINE.finditer(text)]
    head = source.head or ""
    return _Draft(text, (*starts, len(text)), layout(head), head.count("\n"))


def _refuse_marked(draft: _Draft, wanted: Mapping[str, Raw]) -> None:
    for entry in draft.fields.entries:
        if entry.name in wanted and entry.marked:
            message = N_("`{field}` holds a YAML anchor, alias or tag, which other lines may depend on")
            raise _refusal(entry.key.start.line + HEAD_LINE, message, wanted, field=entry.name)


def _refusal(line: int, message: str, fields: Mapping[str, Raw], **values: str) -> CannotSplice:
    return CannotSplice(Complaint("FMT001", message, _BY_HAND, values, line=line), pasted(fields))


def _colon(draft: _Draft, entry: Entry, fields: Mapping[str, Raw]) -> int:
    """Where the colon after the field's name ends."""
    found = _COLON.match(draft.text, draft.at(entry.key.end))
    if not found:
        message = N_("`{field}` is not followed by a colon on its own line")
        raise _refusal(entry.key.start.line + HEAD_LINE, message, fields, field=entry.name)
    return found.end()


def _has_comment(draft: _Draft, entry: Entry, start: int) -> bool:
    """Whether there is a comment between the texts of the value, from ``start`` on."""
    at = start
    for leaf in entry.leaves:
        if at < draft.at(leaf.start) and _COMMENT.search(draft.text, at, draft.at(leaf.start)):
            return True
        at = max(at, draft.at(leaf.end))
    return False


def _replacements(draft: _Draft, entry: Entry, wanted: Mapping[str, Raw]) -> list[_Edit]:
    """The field's new value in the place of the old one."""
    colon, start, end = _colon(draft, entry, wanted), draft.at(entry.value.start), draft.at(entry.value.end)
    new = inline(wanted[entry.name], flow=draft.fields.in_braces, like=entry.style)
    key_line = entry.key.start.line
    line_end = draft.below(key_line) - len(draft.ending(key_line))
    same_line = entry.value.start.line == entry.key.end.line
    if _has_comment(draft, entry, start if same_line else line_end):
        message = N_("There is a comment inside the value of `{field}`, which would be lost")
        raise _refusal(key_line + HEAD_LINE, message, wanted, field=entry.name)
    if start == end and not entry.style:  # nothing, for which YAML's marks stand anywhere
        return [_Edit(colon, colon, f" {new}")]
    if entry.style in {"|", ">"}:
        opening = re.compile(r"[|>][-+0-9]*").match(draft.text, start)
        opened = opening.end() if opening else start
        return [_Edit(start, opened, new), _Edit(line_end, end, "")] if same_line else [_Edit(colon, end, f" {new}")]
    if same_line:
        joined = start == colon and new[0] not in "\"'[{"  # as JSON writes it
        return [_Edit(start, end, f" {new}" if joined else new)]
    # Also what stands behind the colon, as a comment, stays there.
    return [_Edit(colon, colon, f" {new}"), _Edit(line_end, end, "")]


def _on_lines(draft: _Draft, wanted: Mapping[str, Raw], added: Mapping[str, list[str]]) -> list[_Edit]:
    """The edits to a front matter with each field on lines of its own."""
    edits: list[_Edit] = []
    for entry in draft.fields.entries:
        if entry.name not in wanted:
            continue
        if wanted[entry.name] is None:
            # With the comment at the end of its line, which speaks of it.
            edits.append(_Edit(draft.at(Spot(entry.key.start.line, 0)), draft.below(entry.value.end.line), ""))
        else:
            edits += _replacements(draft, entry, wanted)
    entries = draft.fields.entries
    indent = " " * entries[0].key.start.column if entries else ""
    for above, names in added.items():
        found = draft.fields.find(above)
        line = max(found.value.end.line, found.key.end.line) if found else draft.head_lines - 1
        eol = draft.ending(line)
        lines = (f"{indent}{inline(name)}: {inline(wanted[name])}{eol}" for name in names)
        edits.append(_Edit(draft.below(line), draft.below(line), "".join(lines)))
    return edits


def _in_braces(draft: _Draft, wanted: Mapping[str, Raw], added: Mapping[str, list[str]]) -> list[_Edit]:
    """The edits to a front matter that is one group in braces."""
    entries = draft.fields.entries
    edits: list[_Edit] = []
    kept = [entry for entry in entries if entry.name not in wanted or wanted[entry.name] is not None]
    if not kept:
        raise _refusal(HEAD_LINE, N_("No field would be left between the braces"), wanted)
    for entry, following in zip(entries, [*entries[1:], None], strict=True):
        if entry in kept:
            edits += _replacements(draft, entry, wanted) if entry.name in wanted else []
        elif following:
            edits.append(_Edit(draft.at(entry.key.start), draft.at(following.key.start), ""))
        else:
            edits.append(_Edit(draft.at(kept[-1].value.end), draft.at(entry.value.end), ""))
    for edit in edits:
        if _COMMENT.search(draft.text, edit.start, edit.end):
            raise _refusal(HEAD_LINE, N_("There is a comment between the braces, which would be lost"), wanted)
    for above, names in added.items():
        found = draft.fields.find(above)
        at = draft.at((found if found in kept and found else kept[-1]).value.end)
        pairs = (f", {inline(name, flow=True)}: {inline(wanted[name], flow=True)}" for name in names)
        edits.append(_Edit(at, at, "".join(pairs)))
    return edits


def _added(
    present: Layout, fields: Mapping[str, Raw], wanted: Mapping[str, Raw], after: Iterable[str]
) -> dict[str, list[str]]:
    """The new fields, by the present field below which they go; "" is the end of a front matter without any."""
    last = present.entries[-1].name if present.entries else ""
    above = next((name for name in after if present.find(name)), "")
    found: dict[str, list[str]] = {}
    for name, value in fields.items():
        if present.find(name):
            above = name if value is not None else above
        elif name in wanted:
            above = above or next((other for other in _RELATED.get(name, ()) if present.find(other)), last)
            found.setdefault(above, []).append(name)
    return found


def _applied(data: bytes, draft: _Draft, edits: Iterable[_Edit]) -> bytes:
    text = draft.text
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return bom + text.encode("utf-8", "surrogatepass")


def _verified(data: bytes, new: bytes, before: Mapping[str, Raw], wanted: Mapping[str, Raw]) -> bytes:
    """``new``, where reading it gives the wanted values and all else as before. Raises CannotSplice."""
    old_source, source = split(data), split(new)
    read = parse(source.head) if source.head is not None else None
    changed = {name: value for name, value in before.items() if name not in wanted}
    changed |= {name: value for name, value in wanted.items() if value is not None}
    same = (
        read is not None
        and not read.complaints
        and (read.value or {}) == changed
        and source.body == old_source.body
        and [name for name in read.value or {} if name in before] == [name for name in before if name in changed]
    )
    if not same:
        raise _refusal(HEAD_LINE, N_("The front matter is written in a way that cannot be changed safely"), wanted)
    return new
