"""The outline of a page: its title, its links and the anchors that others may link to.

`scan` reads Markdown as MkDocs does, with Python-Markdown and the extensions that Stafett's mkdocs.yml names, but
without rendering: it is called for every page of the knowledge base, and rendering would take a hundred times longer.
What it finds is compared with real rendering in `tests/test_outline.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from stafett.model import Link, Outline
from stafett.reading import heading_text, markdown_blocks
from stafett.reading.markdown_html import OPAQUE, HtmlFindings, mask_html_blocks, may_hold_html_blocks
from stafett.reading.markdown_inline import AUTOLINK, ESCAPABLE, TAG, Segment, clean_target, link_at, normalise_label


def scan(body: str) -> Outline:
    """Read the outline of a page from its Markdown, front matter left out. Never raises: any text is Markdown."""
    page = _Page(body)
    if "[" in page.text or "<" in page.text:
        page.read_inline()
    title, headings, given = page.read_headings()
    return Outline(title, page.links(), headings, given, frozenset(page.html.ids))


# Every alternative begins with a plain character, so that the search can skip whatever is none of them.
_SIMPLE = r"[^][\\`<|\n]"
_EVENT = re.compile(
    rf"\\{ESCAPABLE}"
    r"|`[^`\n]+`(?!`)"
    r"|`(`*)"
    rf"|\[({_SIMPLE}*(?:`[^`\n[\]|]+`(?!`){_SIMPLE}*)*)\]"
    rf"(?:\(([^][\s()<>\"'\\`&|]*)\)|\[({_SIMPLE}*)\]|()(?![\[(]|\s\[))"
    r"|\[()"
    r"|<()(?=[A-Za-z/!?])",
)
_TICKS, _DESTINATION, _LABEL, _SHORTCUT, _BRACKET, _ANGLE = 1, 3, 4, 5, 6, 7  # the last group of each alternative
_BOUNDARY = re.compile(r"\n(?=\n|[ >]*(?:#|(?:[-*+:]|\d+\.) |!!! |\?\?\?|===|>? *\n))")
_SEPARATOR = re.compile(r"\n[ >]*[|:\-][|:\- ]*(?=\n)")
_PIPE = re.compile(r"\\.|`[^`\n]*`|(\|)")
_LIST = re.compile(r"\{:?[ ]*([^{}\n ][^{}\n]*)\}")
_NOTE = re.compile(r"\[\^([^\[\]\n]*)\]")
_BOXES = frozenset({" ] ", "x] ", "X] "})
_ITEM = re.compile(r"\n[ >]*(?:[-*+]|\d+\.) +")
_AFTER_ELEMENT = frozenset(")]`*_>")


class _Found(NamedTuple):
    position: int
    target: str
    image: bool
    raw: bool


class _Page:
    """One page on its way to its outline. `source` is the normalised body, `text` the same with its code blanked."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.source = text = markdown_blocks.normalise(body)
        self.html = HtmlFindings()
        # One character is looked for thirty times as fast as several.
        if ("`" in text and "```" in text) or ("~" in text and "~~~" in text):
            text = markdown_blocks.mask_fences(text)
        if "<" in text and may_hold_html_blocks(text):
            text = mask_html_blocks(text, self.html)
        self.blocks: list[markdown_blocks.Block] = []
        if "\n    " in text:
            text, self.blocks = markdown_blocks.read_indented(text)
        self.references: Mapping[str, str] = {}
        if "]:" in text:
            text, self.references = markdown_blocks.take_references(text)
        self.text = text
        self.notes = dict.fromkeys(markdown_blocks.footnotes(text), 0) if "^" in text and "[^" in text else {}
        self.tables = _tables(text) if "|" in text else []
        self.found: list[_Found] = []
        self.segment: Segment | None = None
        self.never_closed: set[tuple[int, str]] = set()  # ends of segments, and what was looked for in vain there

    # ---- links

    def links(self) -> tuple[Link, ...]:
        found = self.found
        found += (_Found(link.position, link.target, link.image, raw=True) for link in self.html.links)
        found.sort()
        source, lines, line, last = self.source, None, -1, 0
        columns: list[int] = []
        measured = -1  # the line that `columns` are of
        if "\t" in self.body:
            lines = self.body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        links = []
        for position, target, image, raw in found:
            line += source.count("\n", last, position)
            last = position
            column = position - source.rfind("\n", 0, position)
            if lines and "\t" in lines[line - 1]:
                if line != measured:
                    columns, measured = _columns(lines[line - 1]), line
                column = bisect_left(columns, column) + 1
            links.append(Link(target, line, column, image, raw))
        return tuple(links)

    def read_inline(self) -> None:
        position: int | None = 0
        while position is not None:
            position = self._read_from(position, len(self.text), inside_link=False)

    def _read_from(self, start: int, end: int, *, inside_link: bool) -> int | None:
        """Read links up to the first thing that one expression cannot take; return where to go on, None at the end."""
        text, found, references = self.text, self.found, self.references
        used = start  # up to where other markup has used the text up
        for m in _EVENT.finditer(text, start, end):
            kind = m.lastindex
            if kind is None:
                used = m.end()
                continue
            begin = m.start()
            if kind == _TICKS:
                return self._segment_at(begin).code_ends.get(begin, m.end())
            if kind == _ANGLE:
                return self._angle(begin)
            image = begin > used and text[begin - 1] == "!"
            if kind == _BRACKET or text[begin + 1] == "^" or (inside_link and not image):
                return self._bracket(begin, image=image, inside_link=inside_link)
            if kind == _DESTINATION:
                found.append(_Found(begin - image, m[3], image, raw=False))
                continue
            target = references.get(_label(m[4] or m[2]))
            if target is None and kind == _LABEL:
                return self._bracket(begin, image=image, inside_link=inside_link)
            if target is not None:
                found.append(_Found(begin - image, target, image, raw=False))
        return None

    def _segment_at(self, position: int) -> Segment:
        segment = self.segment
        if segment is None or not segment.start <= position < segment.end:
            if self.tables and self._in_table(position):
                end = self._cell_end(position)
            else:
                m = _BOUNDARY.search(self.text, position)
                end = m.start() if m else len(self.text)
            segment = self.segment = Segment(self.text, position, end)
        return segment

    def _in_table(self, position: int) -> bool:
        i = bisect_right(self.tables, (position, len(self.text))) - 1
        return i >= 0 and position < self.tables[i][1]

    def _cell_end(self, position: int) -> int:
        end = self.text.find("\n", position)
        for m in _PIPE.finditer(self.text, position, end):
            if m[1]:
                return m.start()
        return end

    def _bracket(self, begin: int, *, image: bool, inside_link: bool) -> int:
        text = self.text
        note = _NOTE.match(text, begin)
        if note and note[1] in self.notes:
            if not text.startswith(":", note.end()):
                self.notes[note[1]] += 1
            return note.end()
        if text[begin + 1 : begin + 4] in _BOXES and _ITEM.fullmatch(text, text.rfind("\n", 0, begin), begin):
            return begin + 3
        segment = self._segment_at(begin)
        found = link_at(segment, begin, self.references, inside_link=inside_link and not image)
        if not found:
            return begin + 1
        self.found.append(_Found(begin - image, found.target, image, raw=False))
        if not image:
            inner: int | None = begin + 1
            while inner is not None and inner < found.text_end:
                inner = self._read_from(inner, found.text_end, inside_link=not found.by_reference)
        return found.end

    def _angle(self, begin: int) -> int:
        text = self.text
        if text.startswith(("<!--", "<?"), begin):
            return self._after(begin, "-->" if text[begin + 1] == "!" else "?>")
        link = AUTOLINK.match(text, begin)
        if link and "\n\n" not in link[0]:
            target = link[1] or "mailto:" + link[2].removeprefix("mailto:")
            self.found.append(_Found(begin, clean_target(target), image=False, raw=False))
            return link.end()
        tag = TAG.match(text, begin)
        if not tag or "\n\n" in tag[0]:
            return begin + 1
        if not tag[1]:
            self.html.take(begin, tag[2], tag[3])
            if tag[2] in OPAQUE:
                return max(self._after(begin, f"</{tag[2]}>"), tag.end())
        return tag.end()

    def _after(self, begin: int, end_mark: str) -> int:
        """Where something that hides its content ends; right after its beginning if it never does."""
        limit = self._segment_at(begin).end
        end = -1 if (limit, end_mark) in self.never_closed else self.text.find(end_mark, begin, limit)
        if end == -1:
            self.never_closed.add((limit, end_mark))
            return begin + 1
        return end + len(end_mark)

    # ---- anchors

    def read_headings(self) -> tuple[str | None, tuple[str, ...], frozenset[str]]:
        """The title, the texts of the headings that need an anchor made for them, and the anchors that are given."""
        given = self._listed_ids() if "{" in self.text else set()
        for label, count in self.notes.items():
            given.add(f"fn:{label}")
            given.update(f"fnref{n if n > 1 else ''}:{label}" for n in range(1, count + 1))
        title: str | None = None
        headings: list[str] = []
        for _, level, written in markdown_blocks.read_headings(self.text, self.blocks):
            raw, anchor = heading_text.split_attributes(written) if "{" in written else (written, None)
            text = heading_text.plain_text(raw, self.references, self.notes)
            if title is None and level == 1:
                title = text
            if anchor is None:
                headings.append(text)
            else:
                given.add(anchor)
        return title, tuple(headings), frozenset(given)

    def _listed_ids(self) -> set[str]:
        """Ids from attribute lists on other elements than headings."""
        ids: set[str] = set()
        text = self.text
        for m in _LIST.finditer(text):
            if "#" not in m[1] and "id=" not in m[1]:
                continue
            before, after = text[m.start() - 1], text[m.end() : m.end() + 1]
            line = text.rfind("\n", 0, m.start())
            if before == after == "`":
                continue
            alone = text[line : m.start()].isspace() and after == "\n"
            if before in _AFTER_ELEMENT or alone or (before == " " and self._in_table(m.start())):
                anchor = heading_text.attribute_id(m[1])
                if anchor:
                    ids.add(anchor)
        return ids


def _label(written: str) -> str:
    """A label as it is looked up; one with code in it is never found."""
    return "\n" if "`" in written else normalise_label(written)


def _tables(text: str) -> list[tuple[int, int]]:
    """Where the tables are: from the header row, which stands first in its block, to the blank line."""
    found: list[tuple[int, int]] = []
    for m in _SEPARATOR.finditer(text):
        start = text.rfind("\n", 0, m.start()) + 1
        quoted = ">" if text[start] == ">" else ""
        if "|" in text[start : m.start()] and markdown_blocks.begins_block(text, start, quoted):
            end = found[-1][1] if found and found[-1][1] >= m.end() else text.find("\n\n", m.end())
            found.append((start, end))
    return found


def _columns(line: str) -> list[int]:
    """The last column of each character of a line once its tabs are spaces."""
    column, found = 0, []
    for character in line:
        column += markdown_blocks.TAB - column % markdown_blocks.TAB if character == "\t" else 1
        found.append(column)
    return found


__all__ = ["Link", "Outline", "scan"]
