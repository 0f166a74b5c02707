"""What a heading says, and the id that its attribute list gives it: the text of inline Markdown, attribute lists."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from html import unescape as unescape_entities

from stafett.reading.markdown_inline import AUTOLINK, ESCAPABLE, TAG, Segment, link_at

_PLAIN = re.compile(r"[^\\`*_\[\]<>&:{+\n]*")
_LIST_START = re.compile(r"(?<! )[ ]+\{:?[ ]*(?=[^}\n ])")
_ATTRIBUTE = re.compile(r"""([^ =}]+)=(?:"(.*?)"|'(.*?)'|([^ =}]+))|([^ =}]+)| """)
_MARKUP = re.compile(rf"\\({ESCAPABLE})|(`)|!?(\[)|(<)|(&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z0-9]+);)|(:[+\-\w]+:)")
_LANGUAGE = re.compile(r"(?::{3,}|#!)[\w#.+\-]*\s+")  # how inlinehilite names the language of a code span
_FOOTNOTE = re.compile(r"\[\^([^\[\]]*)\]")
_EMPHASIS = (
    re.compile(r"(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1"),
    re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])((?:[^_]|(?<=\w)_++(?=[^\W_]))*[^\s_])\1(?!\w)"),
)
_LONGEST_EMPHASISED = 1000  # characters; nobody emphasises words in longer headings, and looking for it takes time
_STASH = 0xF0000  # finished text is kept under characters of a private use area, out of the way of emphasis
_STASHED = re.compile("[\U000f0000-\U000ffffd]")


def attribute_id(listed: str) -> str | None:
    """The id in an attribute list such as `#custom .wide` (what stands between the braces), if it sets one."""
    position, found = 0, None
    while position < len(listed) and (m := _ATTRIBUTE.match(listed, position)):
        position = m.end()
        if m[1] == "id":
            found = m[2] or m[3] or m[4] or ""
        elif m[5] and m[5].startswith("#"):
            found = m[5][1:]
    return found


def split_attributes(raw: str) -> tuple[str, str | None]:
    """A heading's text without its attribute list, and the id that the list sets."""
    text = raw.rstrip(" ")
    m = _LIST_START.search(text) if text.endswith("}") else None
    if not m or text.find("}", m.end()) != len(text) - 1:
        return raw, None
    return raw[: m.start()].rstrip("#").rstrip(), attribute_id(text[m.end() : -1])


def plain_text(raw: str, references: Mapping[str, str], notes: Container[str]) -> str:
    """The text that a reader sees of inline Markdown, without its markup.

    `references` and `notes` are the link definitions and footnotes of the page; without its definition, a reference
    is only text in brackets.
    """
    if _PLAIN.fullmatch(raw):
        return raw
    return " ".join(_Text(references, notes).read(raw).split())


class _Text:
    def __init__(self, references: Mapping[str, str], notes: Container[str]) -> None:
        self.references = references
        self.notes = notes
        self.stash: list[str] = []
        self.comments_close = True

    def read(self, raw: str) -> str:
        text = self._without_emphasis(self._resolve(raw))
        while _STASHED.search(text):
            text = _STASHED.sub(self._unstash, text)
        return text

    def _unstash(self, m: re.Match[str]) -> str:
        index = ord(m[0]) - _STASH
        return self.stash[index] if index < len(self.stash) else ""

    def _keep(self, text: str) -> str:
        """Put finished text aside; return what stands for it."""
        self.stash.append(text)
        return chr(_STASH + min(len(self.stash) - 1, 0xFFFD))

    def _without_emphasis(self, text: str) -> str:
        if len(text) > _LONGEST_EMPHASISED:
            return text
        for pattern in _EMPHASIS:
            changed = 1
            while changed:
                text, changed = pattern.subn(r"\2", text)
        return text

    def _resolve(self, raw: str) -> str:
        """`raw` with links replaced by their texts, and escapes, code, tags and entities by what they stand for."""
        segment = Segment(raw, 0, len(raw))
        out: list[str] = []
        position = 0
        while m := _MARKUP.search(raw, position):
            out.append(raw[position : m.start()])
            text, position = self._markup(segment, m)
            out.append(text)
        return "".join(out) + raw[position:]

    def _markup(self, segment: Segment, m: re.Match[str]) -> tuple[str, int]:
        if m[1]:
            return self._keep(m[1]), m.end()
        if m[5]:
            return self._keep(unescape_entities(m[5])), m.end()
        if m[6]:  # an emoji becomes an image, which has no text
            name = m[6][1:-1]
            return ("", m.end()) if not name.isdigit() else (m[6][:-1], m.end() - 1)
        if m[2]:
            return self._code(segment, m)
        return self._tag(m) if m[4] else self._link(segment, m)

    def _code(self, segment: Segment, m: re.Match[str]) -> tuple[str, int]:
        end = segment.code_ends.get(m.start(), m.end())
        raw = m.string[m.start() : end]
        ticks = len(raw) - len(raw.lstrip("`"))
        if end <= m.start() + ticks:
            return self._keep(raw), end
        closing = len(raw) - len(raw.rstrip("`"))
        code = raw[min(ticks, closing) : -min(ticks, closing)].strip()
        return self._keep(_LANGUAGE.sub("", code, count=1) if _LANGUAGE.match(code) else code), end

    def _tag(self, m: re.Match[str]) -> tuple[str, int]:
        link = AUTOLINK.match(m.string, m.start())
        if link:
            return self._keep(link[1] or link[2]), link.end()
        if self.comments_close and m.string.startswith("<!--", m.start()):
            end = m.string.find("-->", m.end())
            if end != -1:
                return "", end + 3
            self.comments_close = False
        tag = TAG.match(m.string, m.start())
        return ("", tag.end()) if tag else ("<", m.end())

    def _link(self, segment: Segment, m: re.Match[str]) -> tuple[str, int]:
        note = _FOOTNOTE.match(m.string, m.start(3))
        if note and note[1] in self.notes:
            return "", note.end()
        found = link_at(segment, m.start(3), self.references)
        if not found:
            return self._keep(m[0]), m.end()
        if m[0][0] == "!":
            return "", found.end
        return self._keep(self.read(m.string[m.end() : found.text_end])), found.end
