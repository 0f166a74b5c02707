"""A page's Markdown as sections of plain blocks: paragraphs, list items and table rows as a reader sees their words.

For comparing what two pages say. It is read line by line and never rendered: whatever stands in a page is text here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from stafett.reading.heading_text import plain_text, split_attributes
from stafett.reading.markdown_blocks import footnotes, normalise, take_references

LONGEST = 20_000
"""Characters of a block that are read as Markdown; what is longer is taken as it stands."""

_FENCE = re.compile(r" *(`{3,}|~{3,})")
_HEADING = re.compile(r"(#{1,6})(?!#)[ ]*(.*?)[ #]*$")
_UNDERLINE = re.compile(r" {0,3}(?:(=+)|-{2,}) *$")
_ITEM = re.compile(r"( *)(?:[-*+]|\d{1,9}[.)])[ ]+(?:\[[ xX]\][ ]+)?")
_ROW = re.compile(r" *\|(.*?)\|? *$")
_RULED = re.compile(r"[ :|+-]*-[ :|+-]*$")
_CELLS = re.compile(r"(?<!\\)\|")
_BOX = re.compile(r" *(?:!!!|\?\?\?\+?|===[!+]?)[ ]*[\w -]*(?:\"(.*)\")? *$")
_QUOTE = re.compile(r" {0,3}(?:> ?)+")
_DEFINITION = re.compile(r" {0,3}(?:: {1,3}|\[\^[^\]\n]*\]:)[ ]*")
_NOTHING = re.compile(r" *(?:\{:?[^{}]*\}|<!--.*-->|(?:[-*_] ?){3,})? *$")
_INDENT = 4


class Kind(StrEnum):
    """What a block is to a reader."""

    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    CODE = "code"


class Block(NamedTuple):
    """A block: its words on one line, and how deep it is nested in lists or boxes."""

    kind: Kind
    depth: int
    text: str


class Section(NamedTuple):
    """A heading with the blocks below it, up to the next heading of any level; before the first, level 0 and none."""

    level: int
    heading: str
    blocks: tuple[Block, ...]


@dataclass
class _Reader:
    references: Mapping[str, str]
    notes: frozenset[str]
    sections: list[tuple[int, str, list[Block]]] = field(default_factory=lambda: [(0, "", [])])
    kind: Kind = Kind.TEXT
    depth: int = 0
    lines: list[str] = field(default_factory=list)

    def words(self, text: str) -> str:
        if len(text) > LONGEST:
            return " ".join(text.split())
        return plain_text(text.strip(), self.references, self.notes)

    def begin(self, kind: Kind, depth: int, line: str) -> None:
        self.end()
        self.kind, self.depth, self.lines = kind, depth, [line]

    def end(self) -> None:
        joined = " ".join(self.lines)
        text = " ".join(joined.split()) if self.kind is Kind.CODE else self.words(joined)
        if text:
            self.sections[-1][2].append(Block(self.kind, self.depth, text))
        self.lines, self.kind = [], Kind.TEXT

    def heading(self, level: int, raw: str) -> None:
        self.end()
        self.sections.append((level, self.words(split_attributes(raw)[0]), []))

    def line(self, line: str) -> None:
        """Take in a line outside of fenced code."""
        heading, item, row, box = (pattern.match(line) for pattern in (_HEADING, _ITEM, _ROW, _BOX))
        depth = (len(line) - len(line.lstrip(" "))) // _INDENT
        if not line.strip() or _NOTHING.match(line):
            under = _UNDERLINE.match(line) if len(self.lines) == 1 and self.kind is Kind.TEXT else None
            self._underlined(under) if under else self.end()
        elif heading:
            self.heading(len(heading[1]), heading[2])
        elif self.kind is Kind.TEXT and len(self.lines) == 1 and (under := _UNDERLINE.match(line)):
            self._underlined(under)
        elif item:
            self.begin(Kind.ITEM, len(item[1]) // _INDENT, line[item.end() :])
        elif row:
            if not _RULED.match(line):
                cells = (cell.strip() for cell in _CELLS.split(row[1]))
                self.begin(Kind.ROW, depth, " · ".join(cell for cell in cells if cell))
                self.end()
        elif box:
            self.begin(Kind.TEXT, depth, box[1] or "")
            self.end()
        else:
            self._text(line, depth)

    def _text(self, line: str, depth: int) -> None:
        quote = _QUOTE.match(line) or _DEFINITION.match(line)
        text = line[quote.end() :] if quote else line
        if self.lines and not _DEFINITION.match(line):
            self.lines.append(text)
        else:
            self.begin(Kind.TEXT, depth, text)

    def _underlined(self, under: re.Match[str]) -> None:
        raw, self.lines = self.lines[0], []
        self.heading(1 if under[1] else 2, raw)


def sections(body: str) -> tuple[Section, ...]:
    """The sections of a page's Markdown, front matter left out; at least one. Never raises: any text is Markdown.

    The first is what stands above the first heading below the title; its heading is the title, where there is one.
    """
    text, references = take_references(normalise(body))
    reader = _Reader(references, frozenset(footnotes(text)))
    fence = ""
    for line in text.split("\n"):
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
                reader.end()
            else:
                reader.lines.append(line)
        elif found:
            fence = found[1]
            reader.begin(Kind.CODE, 0, "")
        else:
            reader.line(line)
    reader.end()
    read = [Section(level, heading, tuple(blocks)) for level, heading, blocks in reader.sections]
    titled = len(read) > 1 and not read[0].blocks and read[1].level == 1
    return tuple(read[1:] if titled else read)
