"""The outline of a page: its title, its links and the anchors that others may link to.

`scan` reads Markdown as MkDocs does, with Python-Markdown and the extensions that Stafett's mkdocs.yml names, but
without rendering: it is called for every page of the knowledge base, and rendering would take a hundred times longer.
What it finds is compared with real rendering in `tests/test_outline.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from stafett.model import Link, Outline
from stafett.reading import heading_text, markdown_blocks
from stafett.reading.markdown_html import HtmlFindings, mask_html_blocks, may_hold_html_blocks
from stafett.reading.markdown_inline import AUTOLINK, ESCAPABLE, TAG, Segment, clean_target, link_at, normalise_label


def scan(body: str) -> Outline:
    """Read the outline of a page from its Markdown, front matter left out. Never raises: any text is Markdown."""
    page = _Page(body)
    if "[" in page.text or "<" in page.text:
        page.read_inline()
    title, anchors = page.read_headings()
    return Outline(title, page.links(), anchors)


# Every alternative begins with a plain character, so that the search can skip whatever is none of them.
_SIMPLE = r"[^][\\`<|\n]"
_EVENT = re.compile(
    rf"\\{ESCAPABLE}"
    r"|`[^`\n]+`(?!`)"
    r"|`(`*)"
    rf"|\[({_SIMPLE}*(?:`[^`\n[\]|]+`(?!`){_SIMPLE}*)*)\]"
    rf"(?:\(([^][\s()<>\"'\\`&|]*)\)|\[({_SIMPLE}*)\]|()(?![\[(]|\s\[))"
    r"|\[()"
    r"|<()(?=[A-Za-z/!])",
)
_TICKS, _DESTINATION, _LABEL, _SHORTCUT, _BRACKET, _ANGLE = 1, 3, 4, 5, 6, 7  # the last group of each alternative
_BOUNDARY = re.compile(r"\n(?=\n|[ >]*(?:#|(?:[-*+:]|\d+\.) |!!! |\?\?\?|===|>? *\n))")
_TABLE = re.compile(r"\n([^\n]*\|[^\n]*)\n[ >]*[|:\- ]*\|[|:\- ]*(?=\n)|\n([^\n]*\|[^\n]*)\n[ >]*\|?[:\- ]+\|?(?=\n)")
_PIPE = re.compile(r"\\.|`[^`\n]*`|(\|)")
_LIST = re.compile(r"\{:?[ ]*([^}\n ][^\n}]*)\}")
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
        if "```" in text or "~~~" in text:
            text = markdown_blocks.mask_fences(text)
        if "<" in text and may_hold_html_blocks(text):
            text = mask_html_blocks(text, self.html)
        self.dedented: frozenset[int] = frozenset()
        if "\n    " in text:
            text, self.dedented = markdown_blocks.read_indented(text)
        self.references: Mapping[str, str] = {}
        if "]:" in text:
            text, self.references = markdown_blocks.take_references(text)
        self.text = text
        self.notes = dict.fromkeys(markdown_blocks.footnotes(text), 0) if "[^" in text else {}
        self.tables = _tables(text) if "|" in text else []
        self.found: list[_Found] = []
        self.segment: Segment | None = None
        self.comments_close = True

    # ---- links

    def links(self) -> tuple[Link, ...]:
        found = self.found
        found += (_Found(link.position, link.target, link.image, raw=True) for link in self.html.links)
        found.sort()
        source, lines, line, last = self.source, None, 0, 0
        if "\t" in self.body:
            lines = self.body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        links = []
        for position, target, image, raw in found:
            line += source.count("\n", last, position)
            last = position
            column = position - source.rfind("\n", 0, position)
            if lines and "\t" in lines[line - 1]:
                column = _column_before_tabs(lines[line - 1], column)
            links.append(Link(target, line, column, image, raw))
        return tuple(links)

    def read_inline(self) -> None:
        position: int | None = 0
        while position is not None:
            position = self._read_from(position, len(self.text), inside_link=False)

    def _read_from(self, start: int, end: int, *, inside_link: bool) -> int | None:
        """Read links up to the first thing that one expression cannot take; return where to go on, None at the end."""
        text, found, references = self.text, self.found, self.references
        for m in _EVENT.finditer(text, start, end):
            kind = m.lastindex
            if kind is None:
                continue
            begin = m.start()
            if kind == _TICKS:
                return self._segment_at(begin).code_ends.get(begin, m.end())
            if kind == _ANGLE:
                return self._angle(begin)
            image = begin > start and text[begin - 1] == "!"
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
            m = _BOUNDARY.search(self.text, position)
            end = m.start() if m else len(self.text)
            if self.tables and self._in_table(position):
                end = self._cell_end(position, end)
            segment = self.segment = Segment(self.text, position, end)
        return segment

    def _in_table(self, position: int) -> bool:
        return any(start <= position < end for start, end in self.tables)

    def _cell_end(self, position: int, end: int) -> int:
        end = min(self.text.find("\n", position), end)
        for m in _PIPE.finditer(self.text, position, end):
            if m[1]:
                return m.start()
        return end

    def _bracket(self, begin: int, *, image: bool, inside_link: bool) -> int:
        text = self.text
        if text.startswith("[^", begin):
            label = text[begin + 2 : text.find("]", begin)]
            if label in self.notes:
                after = begin + len(label) + 3
                if text[after : after + 1] != ":":
                    self.notes[label] += 1
                return after
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
        if text.startswith("<!--", begin):
            return self._comment(begin)
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
        return tag.end()

    def _comment(self, begin: int) -> int:
        segment = self._segment_at(begin)
        end = self.text.find("-->", begin, segment.end)
        return begin + 1 if end == -1 else end + 3

    # ---- anchors

    def read_headings(self) -> tuple[str | None, frozenset[str]]:
        used = self._listed_ids() if "{" in self.text else set()
        for label, count in self.notes.items():
            used.add(f"fn:{label}")
            used.update(f"fnref{n if n > 1 else ''}:{label}" for n in range(1, count + 1))
        title: str | None = None
        anchors, counters = set(used), dict[str, int]()
        slugged: list[str] = []
        for _, level, written in markdown_blocks.headings(self.text, self.dedented):
            raw, anchor = heading_text.split_attributes(written) if "{" in written else (written, None)
            text = heading_text.plain_text(raw, self.references, self.notes)
            if title is None and level == 1:
                title = text
            if anchor is None:
                slugged.append(text)
            else:
                used.add(anchor)
        anchors |= used
        for text in slugged:
            anchors.add(heading_text.unique(heading_text.slugify(text), used, counters))
        anchors.update(self.html.ids)
        return title, frozenset(anchors)

    def _listed_ids(self) -> set[str]:
        """Ids from attribute lists on other elements than headings."""
        ids: set[str] = set()
        text = self.text
        for m in _LIST.finditer(text):
            if "#" not in m[1] and "id=" not in m[1]:
                continue
            before, after = text[m.start() - 1], text[m.end() : m.end() + 1]
            line = text.rfind("\n", 0, m.start())
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
    """Where the tables are: from the header row to the blank line."""
    return [
        (m.start(), text.find("\n\n", m.end()))
        for m in _TABLE.finditer(text)
        if m.start() == 0 or text[m.start() - 1] == "\n"
    ]


def _column_before_tabs(line: str, column: int) -> int:
    """The column in `line`, as written, of what stands in `column` once its tabs are spaces."""
    for i in range(len(line)):
        if len(line[: i + 1].expandtabs(markdown_blocks.TAB)) >= column:
            return i + 1
    return column


__all__ = ["Link", "Outline", "scan"]
