"""Raw HTML in Markdown: what Python-Markdown hands on as it is, and which links and ids stand there."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from stafett.reading.markdown_inline import TAG, attributes

# Python-Markdown's block_level_elements: only these begin a block of raw HTML.
_BLOCK_LEVEL = frozenset(
    "address article aside blockquote body canvas center colgroup dd details div dl dt fieldset figcaption figure "
    "footer form group h1 h2 h3 h4 h5 h6 header hgroup hr html iframe legend li main map math menu nav noscript "
    "object ol option output p pre progress script section style summary table tbody td textarea tfoot th thead tr "
    "ul video".split(),
)
OPAQUE = frozenset({"script", "style"})  # no tags inside

# A comment anywhere, or something that may begin a block at the start of a line.
_BLOCK = re.compile(r"\n {0,3}<[a-zA-Z?!]")
_CANDIDATE = re.compile(r"<!--|\n( {0,3})<(?:!--|[a-zA-Z?!])")
_MARKDOWN = re.compile(r"""\smarkdown(?=[\s=>/]|$)(?:\s*=\s*["']?(\w*))?""")
_TOKEN = re.compile(rf"<!--|{TAG.pattern}")


class HtmlLink(NamedTuple):
    """A link or image in raw HTML, by its position in the text."""

    position: int
    target: str
    image: bool


class HtmlFindings:
    """The links and ids that raw HTML contributes to a page."""

    __slots__ = ("ids", "links")

    def __init__(self) -> None:
        self.links: list[HtmlLink] = []
        self.ids: list[str] = []

    def take(self, position: int, name: str, tag: str) -> None:
        """Note what the start tag `tag` of the element `name` at `position` contributes."""
        if "=" not in tag:
            return
        name = name.lower()
        found = attributes(tag)
        if name == "a":
            if "href" in found:
                self.links.append(HtmlLink(position, found["href"], image=False))
            if "name" in found:
                self.ids.append(found["name"])
        elif name == "img" and "src" in found:
            self.links.append(HtmlLink(position, found["src"], image=True))
        if "id" in found:
            self.ids.append(found["id"])


def may_hold_html_blocks(text: str) -> bool:
    """Whether `mask_html_blocks` could find anything to blank: a quick test."""
    return _BLOCK.search(text) is not None or "<!--" in text


def mask_html_blocks(text: str, findings: HtmlFindings) -> str:
    """`text` with its raw HTML blocks blanked, position by position; what they contribute goes to `findings`.

    `text` begins with line breaks. A blanked block keeps its length but not its line breaks.
    """
    return _Masker(text, findings).run()


class _Masker:
    def __init__(self, text: str, findings: HtmlFindings) -> None:
        self.text = text
        self.findings = findings
        self.out: list[str] = []
        self.done = 0
        self.never_closed: set[str] = set()
        self.markdown_inside: list[str] = []  # open elements whose content is Markdown

    def run(self) -> str:
        position = 0
        while m := self._next(position):
            position = self._at(m)
        self.out.append(self.text[self.done :])
        return "".join(self.out)

    def _next(self, position: int) -> re.Match[str] | None:
        return (_TOKEN if self.markdown_inside else _CANDIDATE).search(self.text, position)

    def _at(self, m: re.Match[str]) -> int:
        """Deal with what begins at `m`; return where to go on."""
        start = m.end(1) if m.re is _CANDIDATE and m[1] is not None else m.start()
        if self.text.startswith("<!--", start):
            return self._comment(start)
        if self.text[start + 1] in "?!":
            return self._instruction(start, "?>" if self.text[start + 1] == "?" else ">")
        tag = TAG.match(self.text, start)
        if not tag or tag[2].lower() not in _BLOCK_LEVEL:
            return tag.end() if tag else start + 1
        return self._end_tag(tag) if tag[1] else self._start_tag(tag)

    def _starts_line(self, position: int) -> bool:
        indent = position - self.text.rfind("\n", 0, position) - 1
        return indent <= 3 and self.text[position - indent : position].isspace() | (indent == 0)  # noqa: PLR2004

    def _comment(self, start: int) -> int:
        end = -1 if "-->" in self.never_closed else self.text.find("-->", start + 4)
        if end == -1:
            self.never_closed.add("-->")
            return start + 4
        return self._blank(start, end + 3) if self._starts_line(start) else end + 3

    def _instruction(self, start: int, mark: str) -> int:
        end = -1 if mark in self.never_closed else self.text.find(mark, start)
        if end == -1:
            self.never_closed.add(mark)
            return start + 1
        return self._blank(start, end + len(mark))

    def _end_tag(self, tag: re.Match[str]) -> int:
        name = tag[2].lower()
        if name in self.markdown_inside:
            while self.markdown_inside.pop() != name:
                pass
            return self._blank(tag.start(), tag.end())
        return tag.end()

    def _start_tag(self, tag: re.Match[str]) -> int:
        name = tag[2].lower()
        if self.markdown_inside and not (self._starts_line(tag.start()) or tag.start() == self.done):
            return tag.end()
        inside = _MARKDOWN.search(tag[3])
        if inside and inside[1] != "0" and name not in OPAQUE:
            self.findings.take(tag.start(), name, tag[3])
            self.markdown_inside.append(name)
            return self._blank(tag.start(), tag.end())
        return self._blank(tag.start(), self._close(tag))

    def _close(self, tag: re.Match[str]) -> int:
        """Where the raw block ends that `tag` begins; other raw blocks on its last line belong to it."""
        end = self._close_one(tag)
        line_end = self.text.find("\n", end)
        while (m := TAG.search(self.text, end, line_end)) and not m[1] and m[2].lower() in _BLOCK_LEVEL:
            end = self._close_one(m)
            line_end = self.text.find("\n", end)
        return end

    def _close_one(self, tag: re.Match[str]) -> int:
        name = tag[2].lower()
        self.findings.take(tag.start(), name, tag[3])
        if tag[3].endswith("/") or name == "hr":
            return tag.end()
        opened, count = [name], Counter({name: 1})
        position = self._after_opaque(name, tag.end())
        while opened and (m := _TOKEN.search(self.text, position)):
            position = m.end()
            if m[2] is None:
                position = max(self.text.find("-->", position) + 3, position)
                continue
            inner = m[2].lower()
            if not m[1]:
                self.findings.take(m.start(), inner, m[3])
                if not m[3].endswith("/"):
                    opened.append(inner)
                    count[inner] += 1
                    position = self._after_opaque(inner, position)
            elif count[inner]:
                while (last := opened.pop()) != inner:
                    count[last] -= 1
                count[inner] -= 1
        return position if not opened else len(self.text)

    def _after_opaque(self, name: str, position: int) -> int:
        if name not in OPAQUE:
            return position
        end = self.text.find(f"</{name}", position)
        return len(self.text) if end == -1 else end

    def _blank(self, start: int, end: int) -> int:
        """Replace a block by a paragraph of nothing: the lines before and after it belong to other blocks."""
        length = end - start
        self.out += self.text[self.done : start], ("\n\n" + "x" * (length - 4) + "\n\n")[: max(length, 4)][:length]
        self.done = end
        return end
