"""A page's HTML as sections of plain text: what stands under each heading that has an anchor."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple


class Section(NamedTuple):
    """The text under one heading. The first section of a page is its beginning: it has no anchor, and no heading."""

    anchor: str
    heading: str
    text: str


_HEADING = re.compile(r"<h([1-6])((?:\s[^<>]*?)?)>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r'\sid="([^"]*)"')
_DROPPED = re.compile(
    r'<(script|style|svg|object|template)\b[^>]*>.*?</\1>|<a class="headerlink"[^>]*>.*?</a>|<!--.*?-->',
    re.DOTALL,
)
_BLOCK = re.compile(
    r"</?(?:p|div|li|ol|ul|dl|dt|dd|table|thead|tbody|tr|td|th|pre|blockquote|section|article|figure|figcaption"
    r"|details|summary|br|hr|h[1-6])\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")


def sections(html: str) -> tuple[Section, ...]:
    """The sections of a page's ``html``, which must be well formed, as ``nh3`` writes it.

    Headings of level 1 are left out: a page's title is known. Lists, tables and paragraphs follow
    one another with a space between.
    """
    html = _DROPPED.sub(" ", html)
    found: list[Section] = []
    anchor, heading, start = "", "", 0
    for match in _HEADING.finditer(html):
        level, attributes, title = match.groups()
        name = _ID.search(attributes)
        if level != "1" and name is None:
            continue
        found.append(Section(anchor, heading, plain(html[start : match.start()])))
        start = match.end()
        if level != "1" and name:
            anchor, heading = unescape(name[1]), plain(title)
    found.append(Section(anchor, heading, plain(html[start:])))
    first = " ".join(section.text for section in found if not section.anchor).strip()
    return (Section("", "", first), *(section for section in found if section.anchor))


def top_headings(html: str) -> tuple[str, ...]:
    """The headings of level 1 in a page's ``html``, as lines of text: other words for what its title may say."""
    found = (plain(match[3]) for match in _HEADING.finditer(_DROPPED.sub(" ", html)) if match[1] == "1")
    return tuple(text for text in found if text)


def plain(html: str) -> str:
    """HTML as a line of text."""
    return _SPACE.sub(" ", unescape(_TAG.sub("", _BLOCK.sub(" ", html)))).strip()
