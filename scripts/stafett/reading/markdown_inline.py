"""Inline Markdown as Python-Markdown reads it: code spans, links, images, autolinks and tags in running text.

Two ways lead through a page. Whatever stands on one line and has nothing odd in it is taken by one regular expression;
the rest is looked at within its **segment** (a paragraph, a list item, a table row), where code spans and brackets are
paired once, so that the time stays proportional to the length of the text however hostile it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from html import unescape as unescape_entities
from typing import NamedTuple

ESCAPABLE = r"[\\`*_{}\[\]()>#+\-.!|:]"
HOLE = "\0"  # stands for a character that markup has used up

_ESCAPE = re.compile(rf"\\({ESCAPABLE})")
_CODE = re.compile(r"(`+)(.+?)\1(?!`)", re.DOTALL)
_OPENER = re.compile(r"\\.|`+", re.DOTALL)
_TICKS = re.compile(r"`+")
_BRACKET = re.compile(r"[\[\]]")
_ANGLE_DESTINATION = re.compile(r"""\(\s*(<[^<>]*>)\s*(?:'[^']*'\s*|"[^"]*"\s*)?\)""")
_DESTINATION_START = re.compile(r"\(\s*")
_DELIMITER = re.compile(r"""[()'"]""")
_REFERENCE = re.compile(r"\s?\[([^\]]*)\]")
_SPACE = re.compile(r"\s+(?:>\s*)*")

# A destination with more parentheses and quotes than this is not a link that anybody wrote; the limit keeps
# `[a](` times a hundred thousand from being looked through to its end every time.
_MOST_DELIMITERS = 32
_LONGEST_LABEL = 1000  # characters; brackets within brackets would be read over and over

# No `<` between quotes but that of `<%= ... %>`: so a tag that never closes is looked through once, not over and over.
# What is possessive (`++`) is never given back, and no two alternatives begin alike: there is only one way to read a
# tag. A `=` belongs to the name of the element unless a quote follows.
_QUOTED = r"""(?:"[^"<]*+(?:<%[^"<]*+)*+"|'[^'<]*+(?:<%[^'<]*+)*+')"""
TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s"'<>@/=]*+(?:=(?!\s*["'])[^\s"'<>@/=]*+)*+)"""
    rf"""((?:[^<>"'=]++|=\s*+{_QUOTED}?+)*+)>""",
)
AUTOLINK = re.compile(r"<(?:([A-Za-z][A-Za-z0-9+.\-]*://[^<>]*)|([^<> !\n]+@[^@<> \n]+))>")
_ATTRIBUTE = re.compile(r"""(?:^|\s)(href|src|id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""", re.IGNORECASE)


class Found(NamedTuple):
    """A link or image: where it goes, and where its text and the whole of it end."""

    target: str
    text_end: int
    end: int
    by_reference: bool


class Segment:
    """A run of text that inline markup cannot leave, with its code spans and brackets paired.

    Positions are those of the whole text. `masked` is the segment with code and escaped characters made holes.
    """

    __slots__ = ("closing", "code_ends", "end", "last_parenthesis", "masked", "start", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.code_ends: dict[int, int] = {}
        self.masked = self._mask(text[start:end])
        self.last_parenthesis = self.masked.rfind(")")
        self.closing = self._pair_brackets()

    def _mask(self, part: str) -> str:
        if "`" not in part and "\\" not in part:
            return part
        runs = _Runs(part)
        out: list[str] = []
        done = position = 0
        while m := _OPENER.search(part, position):
            begin, position = m.span()
            if part[begin] == "`":
                position = runs.code_end(begin, position - begin)
                self.code_ends[self.start + begin] = self.start + position
                if position == m.end():  # nothing closes it: plain backticks
                    continue
            elif not _ESCAPE.match(part, begin):
                continue
            out += part[done:begin], HOLE * (position - begin)
            done = position
        return "".join(out) + part[done:]

    def _pair_brackets(self) -> dict[int, int]:
        closing: dict[int, int] = {}
        opened: list[int] = []
        for m in _BRACKET.finditer(self.masked):
            if m[0] == "[":
                opened.append(m.start())
            elif opened:
                closing[self.start + opened.pop()] = self.start + m.start()
        return closing


class _Runs:
    """The runs of backticks in a text, ready to be asked which of them closes a code span."""

    def __init__(self, text: str) -> None:
        self.starts: list[int] = []
        self.by_length: dict[int, list[int]] = {}
        lengths: list[int] = []
        for m in _TICKS.finditer(text):
            self.starts.append(m.start())
            lengths.append(m.end() - m.start())
            self.by_length.setdefault(lengths[-1], []).append(m.start())
        self.longest_from = [(0, 0)] * (len(lengths) + 1)  # from each run on: the greatest length, and its first run
        for i in range(len(lengths) - 1, -1, -1):
            later = self.longest_from[i + 1]
            self.longest_from[i] = (lengths[i], self.starts[i]) if lengths[i] >= later[0] else later

    def code_end(self, begin: int, ticks: int) -> int:
        """Where the code span that `ticks` backticks open at `begin` ends; right after them if it never closes."""
        after = begin + ticks
        same = self.by_length.get(ticks, [])
        if (i := bisect_left(same, after)) < len(same):
            return same[i] + ticks
        longest, start = self.longest_from[bisect_left(self.starts, after)]
        return start + longest if 0 < longest < ticks else after


def link_at(
    segment: Segment, opening: int, references: Mapping[str, str], *, inside_link: bool = False
) -> Found | None:
    """What the bracket at `opening` begins: an inline link or image, a reference, or nothing."""
    closing = segment.closing.get(opening)
    if closing is None:
        return None
    base = segment.start
    if closing - opening > _LONGEST_LABEL:
        references = {}
    if references:
        label = segment.masked[opening + 1 - base : closing - base]
        m = _REFERENCE.match(segment.masked, closing + 1 - base)
        if m and (target := references.get(normalise_label(m[1] or label))) is not None:
            return Found(target, closing, base + m.end(), by_reference=True)
    if not inside_link:
        found = _destination(segment, closing + 1)
        if found:
            return Found(found[0], closing, found[1], by_reference=False)
    if references and (target := references.get(normalise_label(label))) is not None:
        return Found(target, closing, closing + 1, by_reference=True)
    return None


def normalise_label(label: str) -> str:
    """A reference's label as it is looked up: lower case, each run of white space one space."""
    return _SPACE.sub(" ", label.lower()) if "\n" in label or "  " in label else label.lower()


def _destination(segment: Segment, position: int) -> tuple[str, int] | None:
    """The target and the end of a `(destination "title")` at `position`; port of Python-Markdown's `getLink`."""
    masked, base = segment.masked, segment.start
    at = position - base
    if at > segment.last_parenthesis or masked[at] != "(":
        return None
    m = _ANGLE_DESTINATION.match(masked, at)
    if m:
        return clean_target(segment.text[base + m.start(1) + 1 : base + m.end(1) - 1]), base + m.end()
    m = _DESTINATION_START.match(masked, at)
    span = m and _Balance(masked, m.end()).close()
    if not m or not span:
        return None
    return clean_target(segment.text[base + m.end() : base + span[0]]), base + span[1]


class _Balance:
    """Finds the parenthesis that closes a link, past nested ones and a title in quotes."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        self.open = 1
        self.backup_open = 1
        self.backup_end = -1
        self.quotes: dict[str, tuple[int, int]] = {}  # quote -> (after the first one, after the last one or -1)

    def close(self) -> tuple[int, int] | None:
        """Where the destination ends and where the link ends, or None if the link never closes."""
        for count, m in enumerate(_DELIMITER.finditer(self.text, self.start)):
            if count > _MOST_DELIMITERS:
                return None
            at = m.start()
            if m[0] == "(":
                self._open()
            elif m[0] == ")":
                title = self._title_before(at)
                self._close(at, titled=title is not None)
                if self.open == 0:
                    return (title or at + 1) - 1, at + 1
            else:
                self._quote(m[0], at)
        return (self.backup_end - 1, self.backup_end) if self.backup_open == 0 and self.backup_end > 0 else None

    def _open(self) -> None:
        if not self.quotes:
            self.open += 1
        elif self.backup_open > 0:
            self.backup_open -= 1  # as Python-Markdown counts, both parentheses count down here

    def _close(self, at: int, *, titled: bool) -> None:
        if titled:
            self.open = 0
        elif not self.quotes:
            self.open -= 1
        elif self.backup_open > 0:
            self.backup_open -= 1
            if self.backup_open == 0:
                self.backup_end = at + 1

    def _quote(self, quote: str, at: int) -> None:
        if quote in self.quotes:
            self.quotes[quote] = (self.quotes[quote][0], at + 1)
            return
        if not self.quotes:
            self.backup_open, self.open = self.open, 1
        self.quotes[quote] = (at + 1, -1)

    def _title_before(self, at: int) -> int | None:
        for first, last in self.quotes.values():
            if last != -1 and not self.text[last:at].strip(" "):
                return first
        return None


def clean_target(raw: str) -> str:
    """A target as the reader's browser gets it: escapes, code marks and entities resolved."""
    target = raw.strip()
    if "\\" in target:
        target = _ESCAPE.sub(r"\1", target)
    if "`" in target:
        target = _CODE.sub(lambda m: m[2].strip(), target)
    return unescape_entities(target) if "&" in target else target


def attributes(tag: str) -> dict[str, str]:
    """The `href`, `src`, `id` and `name` among the attributes of an HTML tag."""
    found: dict[str, str] = {}
    for m in _ATTRIBUTE.finditer(tag):
        value = m[2] or m[3] or m[4] or ""
        found.setdefault(m[1].lower(), unescape_entities(value) if "&" in value else value)
    return found
