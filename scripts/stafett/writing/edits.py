"""A YAML text as it is written, and edits to it: what stands between YAML's marks is replaced, all else stays."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from stafett.messages import N_
from stafett.model import Complaint, Raw
from stafett.writing.layout import Entry, Span, Spot
from stafett.writing.refused import CannotSplice
from stafett.writing.yaml_values import inline

_COMMENT = re.compile(r"(?:^|\s)#")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_ENDING = re.compile(r"\r\n|\r|\n")
_COLON = re.compile(r"[ \t]*:")
_OPENING = re.compile(r"[|>][-+0-9]*")
_BY_HAND = N_("Change the line by hand.")


class Edit(NamedTuple):
    """The text from ``start`` to ``end`` (characters of the file, without byte order mark) becomes ``new``."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Draft:
    """A file's text, in which YAML begins ``above`` lines down; spots count from there.

    ``starts`` is where each line of the file begins, and at last its end. ``paste`` is what a person is to write where
    the change is refused.
    """

    text: str
    starts: Sequence[int]
    above: int
    paste: str

    def at(self, spot: Spot) -> int:
        """Where in the text a place in the YAML is."""
        return self.starts[spot.line + self.above] + spot.column

    def below(self, line: int) -> int:
        """Where the line after the YAML's ``line`` begins."""
        return self.starts[line + self.above + 1]

    def ending(self, line: int) -> str:
        """What ends the YAML's ``line``, or the line above its first for -1."""
        found = self.line(line)
        return found[len(found.rstrip("\r\n")) :]

    def line(self, line: int) -> str:
        """The text of the YAML's ``line``, with what ends it. Raises IndexError below the last one."""
        return self.text[self.starts[line + self.above] : self.below(line)]

    @property
    def last_line(self) -> int:
        """The YAML's last line, be it empty; the file ends with it."""
        return len(self.starts) - 2 - self.above

    @property
    def usual_ending(self) -> str:
        """What ends the file's first line, and so most likely the others."""
        found = _ENDING.search(self.text)
        return found.group() if found else "\n"

    def refusal(self, line: int, message: str, **values: str) -> CannotSplice:
        """That the YAML's ``line`` stands in the way, and what to write there by hand."""
        return refusal(line + self.above + 1, message, self.paste, **values)


def refusal(line: int, message: str, paste: str, **values: str) -> CannotSplice:
    """That the file's ``line`` (from 1) stands in the way, and what to write there by hand."""
    return CannotSplice(Complaint("FMT001", message, _BY_HAND, values, line=line), paste)


def pasted(fields: Mapping[str, Raw]) -> str:
    """The fields as text to paste into YAML, one a line."""
    return "".join(f"{inline(name)}: {inline(value)}\n" for name, value in fields.items() if value is not None)


def drafted(data: bytes, above: int, paste: str) -> Draft:
    """The file ``data``, which is known to be UTF-8."""
    text = data.removeprefix(codecs.BOM_UTF8).decode()
    return Draft(text, (*(line.start() for line in _LINE.finditer(text)), len(text)), above, paste)


def applied(data: bytes, draft: Draft, edits: Iterable[Edit]) -> bytes:
    """The file with the edits, of which those at one place stand there in their order."""
    parts, at = [], 0
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        parts += [draft.text[at : edit.start], edit.new]
        at = edit.end
    text = "".join([*parts, draft.text[at:]])
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return bom + text.encode("utf-8", "surrogatepass")


def replacements(draft: Draft, entry: Entry, value: Raw, *, in_braces: bool) -> list[Edit]:
    """The field's new value in the place of the old one. Raises CannotSplice."""
    colon, start, end = _colon(draft, entry), draft.at(entry.value.start), draft.at(entry.value.end)
    new = inline(value, flow=in_braces, like=entry.style)
    key_line = entry.key.start.line
    line_end = draft.below(key_line) - len(draft.ending(key_line))
    same_line = entry.value.start.line == entry.key.end.line
    if has_comment(draft, start if same_line else line_end, end, entry.leaves):
        message = N_("There is a comment inside the value of `{field}`, which would be lost")
        raise draft.refusal(key_line, message, field=entry.name)
    if start == end and not entry.style:  # nothing, for which YAML's marks stand anywhere
        return [Edit(colon, colon, f" {new}")]
    if entry.style in {"|", ">"}:
        opening = _OPENING.match(draft.text, start)
        opened = opening.end() if opening else start
        return [Edit(start, opened, new), Edit(line_end, end, "")] if same_line else [Edit(colon, end, f" {new}")]
    if same_line:
        joined = start == colon and new[0] not in "\"'[{"  # as JSON writes it
        return [Edit(start, end, f" {new}" if joined else new)]
    # Also what stands behind the colon, as a comment, stays there.
    return [Edit(colon, colon, f" {new}"), Edit(line_end, end, "")]


def has_comment(draft: Draft, start: int, end: int, leaves: Iterable[Span]) -> bool:
    """Whether there is a comment from ``start`` to ``end``, between the texts and brackets that stand there."""
    at = start
    for leaf in leaves:
        first, last = draft.at(leaf.start), draft.at(leaf.end)
        if at < first <= end and _COMMENT.search(draft.text, at, first):
            return True
        at = max(at, last)
    return at < end and bool(_COMMENT.search(draft.text, at, end))


def _colon(draft: Draft, entry: Entry) -> int:
    """Where the colon after the field's name ends."""
    found = _COLON.match(draft.text, draft.at(entry.key.end))
    if not found:
        raise draft.refusal(
            entry.key.start.line, N_("`{field}` is not followed by a colon on its own line"), field=entry.name
        )
    return found.end()
