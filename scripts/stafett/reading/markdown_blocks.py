"""Blocks of Markdown as Python-Markdown splits them: what is code, where headings are, what links are defined.

Everything works on one text that begins with two line breaks. Code is blanked in place, so positions stay those of the
page; only the line breaks inside blanked parts go.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from stafett.reading.markdown_inline import clean_target, normalise_label

TAB = 4

_BLANK_LINE = re.compile(r"(?<=\n) +\n")
_FENCE = re.compile(r"\n([> ]*)(`{3,}|~{3,})([^\n]*)")
_FENCE_LANGUAGE = re.compile(r" *\.?[\w#.+-]+(?= |$)")
_FENCE_OPTIONS = re.compile(
    r"""(?: *(?>title(?:_mode)?=(?P<q>["']).*?(?P=q)(?= |$)"""
    r"""|hl_lines=(?P<h>["'])\d+(?:-\d+)?(?: +\d+(?:-\d+)?)*+(?P=h)"""
    r"""|linenums=(?P<l>["'])\d[^"'\n]*+(?P=l))(?= |$))*+ *$""",
)
_FENCE_ATTRIBUTES = re.compile(r" *\{[^\n]*\} *$")

_INDENT = re.compile(r"\n*( *)")
_OPENER = re.compile(
    r"#{1,6}[^\n]*|!!! ?[\w\-]+[^\n]*|\?\?\?\+? ?(?:[\w\-]+|\")[^\n]*|===(?:\+!?|!\+?)? +\"[^\n]*",
)
_INDENTED_RUN = re.compile(r"\n(?:\n|(?:#{1,6}|!!!|\?\?\?|===)[^\n]*\n) {4}")
_MARKER = re.compile(
    r"\n?((?:(?<! ) +| {1,3})?)(?:[-*+]|(?<!\d)\d+\.) +(?=[^\n ])"
)  # linear also where it finds nothing
_DEFINES = re.compile(r"\n *(?:: {1,3}\S|\[\^[^\]\n]*\]:)")

_HEADING = re.compile(r"\n(#{1,6})([^\n]*)")
_HEADING_INSIDE = re.compile(r"\n([ >*+\-:.\d]+)(#{1,6})([^\n]*)")
_UNDERLINED = re.compile(r"\n[> ]*[=-]+ *\n")
_UNDERLINED_LINE = re.compile(r"[^\n]*\n *(?:=+|-+) *(?=\n)")
_UNDERLINE = re.compile(r"\n([> ]*)(=+|-+) *(?=\n)")
_QUOTE_OR_MARKER = re.compile(r" {0,3}(?:> ?|[-*+] +|\d+\. +|: {1,3})")
_RULE = re.compile(r" {0,3}(?:(?:- {0,2}){3,}+|(?:_ {0,2}){3,}+|(?:\* {0,2}){3,}+) *$")

_REFERENCE = re.compile(r"\[([^\[\]]*)\]:[ ]*(?:\n[ >]*+)?(\S+)[ ]*")
_NEXT_LINE = re.compile(r"\n[ >]*")
_TITLES = {'"': '"', "'": "'", ")": "("}  # how a title ends, and begins
_LONGEST_MARGIN = 200  # characters of quote marks and indentation before a definition
_BEFORE_REFERENCE = re.compile(r"[ >]*(?:(?:[-*+]|\d+\.) +)?")
_FOOTNOTE = re.compile(r"\n[ >]{0,12}\[\^([^\]\n]*)\]:")


class Heading(NamedTuple):
    """A heading: where it begins, its level 1-6 and its text as written."""

    position: int
    level: int
    raw: str


class Block(NamedTuple):
    """A block inside containers: where it is, and how many spaces of indentation the containers take."""

    start: int
    end: int
    dedent: int


def normalise(body: str) -> str:
    """`body` as Python-Markdown's first step leaves it, after two line breaks of ours. Lines keep their numbers."""
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    if "\t" in body:
        body = body.expandtabs(TAB)
    text = f"\n\n{body}\n\n"
    return _BLANK_LINE.sub("\n", text) if " \n" in text else text


def mask_fences(text: str) -> str:
    """`text` with fenced code blanked."""
    out: list[str] = []
    done = position = 0
    while m := _FENCE.search(text, position):
        position = m.end()
        if not _is_fence(m[3]):
            continue
        start = m.start(2)
        closed, position = _fence_end(text, position, m[1], m[2])
        if closed:
            out += text[done:start], "x" * (position - start)
            done = position
    return "".join(out) + text[done:] if out else text


def _is_fence(header: str) -> bool:
    """Whether superfences takes what follows the backticks as a language and options."""
    if not header:
        return True
    language = _FENCE_LANGUAGE.match(header)
    rest = header[language.end() :] if language else header
    return bool(not rest or _FENCE_ATTRIBUTES.match(rest) or _FENCE_OPTIONS.match(rest))


def _fence_end(text: str, position: int, prefix: str, fence: str) -> tuple[bool, int]:
    """Whether the fence is closed, and where it, or the search for its end, ends."""
    if not prefix:
        m = re.compile(rf"\n{fence} *(?=\n)").search(text, position)
        return (True, m.end()) if m else (False, len(text))
    quotes, emptied = prefix.count(">"), False
    while (start := position + 1) < len(text):
        position = text.find("\n", start)
        line = text[start:position]
        kept = line[: len(prefix)]
        margin = kept[: len(kept) - len(kept.lstrip("> "))]
        content = line[len(margin) :]
        if not content or not line.strip():
            emptied = True
        elif _leaves_fence(prefix, margin, quotes=quotes, emptied=emptied):
            return False, position
        elif content.rstrip(" ") == fence:
            return True, position
        else:
            emptied = False
    return False, len(text)


def _leaves_fence(prefix: str, margin: str, *, quotes: int, emptied: bool) -> bool:
    """Whether a line with this margin can no longer belong to the fence that began after `prefix`."""
    if not quotes:
        return len(margin) != len(prefix) or ">" in margin
    level = margin.count(">")
    return level > quotes or len(margin) < len(prefix) or (emptied and level < quotes)


def read_indented(text: str) -> tuple[str, list[Block]]:
    """`text` with its indented code blanked, and what is the content of lists, admonitions, definitions or footnotes.

    Every four spaces lead into one open container; four spaces more than there are containers mean code.
    """
    out: list[str] = []
    blocks: list[Block] = []
    done = position = 0
    end = -1
    while run := _INDENTED_RUN.search(text, position):
        position, depth = max(text.rfind("\n\n", position, run.start() + 1) + 1, position), 0
        while m := _INDENT.match(text, position):
            start, content = m.span(1)
            if content >= len(text) or (content - start < TAB and start > run.end()):
                break
            if end < content:
                end = text.find("\n\n", content)
            depth = min((content - start) // TAB, depth)
            if content - start >= (depth + 1) * TAB:
                position = _code_end(text, content, end, (depth + 1) * TAB)
                out += text[done:start], "x" * (position - start)
                done = position
            else:
                dedent = depth * TAB
                position, depth = _read_block(text, (start, content, end), depth)
                if content - start >= TAB:
                    blocks.append(Block(start, position, dedent))
    return ("".join(out) + text[done:] if out else text), blocks


def _read_block(text: str, span: tuple[int, int, int], depth: int) -> tuple[int, int]:
    """Where the next block begins after the one that begins here, and how many containers are open then."""
    start, content, end = span
    dedent = depth * TAB
    at_margin = content - start == dedent
    opener = _OPENER.match(text, content) if at_margin else None
    if opener:
        if text[content] != "#":
            return opener.end(), depth + 1
        return opener.end(), depth
    underlined = _UNDERLINED_LINE.match(text, content)
    if underlined:
        return underlined.end(), depth
    later = _opener_at(dedent).search(text, content, end)
    end = later.start() if later else end
    # Within another container, a definition or footnote does not take the blocks after it.
    deepest = 1 if depth == 0 and _DEFINES.search(text, start - 1, end) else depth
    if _MARKER.match(text, start + dedent, end):
        for m in _MARKER.finditer(text, start + dedent, end):
            deepest = min(max(len(m[1]) - (dedent if m.start() > start + dedent else 0), 0) // TAB + depth, deepest) + 1
            deepest = max(deepest, depth + 1)
    return end, deepest


@lru_cache(maxsize=64)
def _opener_at(indent: int) -> re.Pattern[str]:
    return re.compile(rf"\n(?: {{{indent}}})?(?={_OPENER.pattern})")


@lru_cache(maxsize=64)
def _less_than(indent: int) -> re.Pattern[str]:
    return re.compile(rf"\n(?! {{{indent}}})")


def _code_end(text: str, content: int, end: int, indent: int) -> int:
    """Where indented code stops: at the end of the block, or at its first line with less indentation."""
    m = _less_than(indent).search(text, content, end)
    return m.start() if m else end


def read_headings(text: str, blocks: list[Block]) -> list[Heading]:
    """The headings of a page in order; `blocks` are those that `read_indented` found."""
    found = [(m.start(1), m[1], m[2]) for m in _HEADING.finditer(text)]
    found += (
        (m.start(2), m[2], m[3])
        for m in _HEADING_INSIDE.finditer(text)
        if _leads_to_heading(m[1], dedent_at(m.start(2), blocks))
    )
    headings = [
        Heading(position, len(marks), raw) for position, marks, rest in found if (raw := _closed(rest)) is not None
    ]
    if _UNDERLINED.search(text):
        headings += _setext(text, blocks)
    return sorted(headings)


def dedent_at(position: int, blocks: list[Block]) -> int:
    """How many spaces of indentation the containers around `position` take."""
    i = bisect_right(blocks, position, key=lambda block: block.start) - 1
    return blocks[i].dedent if i >= 0 and position < blocks[i].end else 0


def _leads_to_heading(prefix: str, dedent: int) -> bool:
    """Whether quote marks and list markers, and nothing else, stand before a heading after the dedent."""
    prefix = prefix[dedent:] if prefix[:dedent].isspace() else prefix
    position = 0
    while position < len(prefix):
        m = _QUOTE_OR_MARKER.match(prefix, position)
        if not m:
            return False
        position = m.end()
    return True


def _closed(raw: str) -> str | None:
    """A heading's text without the closing `#`; None where a trailing backslash keeps it from being one."""
    text = raw.rstrip("#")
    backslashes = len(text) - len(text.rstrip("\\"))
    if backslashes % 2:
        if text == raw:
            return None
        text += "#"
    return text.strip()


def _setext(text: str, blocks: list[Block]) -> list[Heading]:
    found: list[Heading] = []
    ends: set[int] = set()
    for m in _UNDERLINE.finditer(text):
        end, margin = m.start(), m[1]
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end]
        if margin and ">" not in margin and dedent_at(end, blocks) != len(margin):
            continue
        if not line.startswith(margin) or line.startswith("#", len(margin)) or not line.strip(" >"):
            continue
        if start - 1 in ends or begins_block(text, start, margin):
            found.append(Heading(start, 1 if m[2][0] == "=" else 2, line[len(margin) :].strip()))
            ends.add(m.end())
    return found


def begins_block(text: str, start: int, margin: str) -> bool:
    """Whether the line at `start` is the first of a block; `margin` are the quote marks or spaces before it."""
    before = text[text.rfind("\n", 0, start - 1) + 1 : start - 1]
    before = before.strip(" >") if ">" in margin else before.removeprefix(margin)
    return not before or bool(_OPENER.match(before.lstrip(" ")) or _RULE.match(before))


def take_references(text: str) -> tuple[str, dict[str, str]]:
    """`text` with its link definitions blanked, and the definitions: label, as it is looked up, to target."""
    found: dict[str, str] = {}
    out: list[str] = []
    done = colon = 0
    while (end := text.find("]:", colon)) != -1:
        start = text.rfind("[", colon, end)
        colon = end + 2
        if start == -1 or text.startswith("[^", start):
            continue
        line = text.rfind("\n", max(start - _LONGEST_MARGIN, 0), start) + 1
        m = _REFERENCE.match(text, start) if _BEFORE_REFERENCE.fullmatch(text, line, start) else None
        span = m and _definition_end(text, m)
        if not m or not span:
            continue
        found[normalise_label(m[1].strip())] = clean_target(text[m.start(2) : span[0]].lstrip("<").rstrip(">"))
        out += text[done:start], "\n" * (span[1] - start)
        done = colon = span[1]
    return ("".join(out) + text[done:], found) if out else (text, found)


def _definition_end(text: str, m: re.Match[str]) -> tuple[int, int] | None:
    """Where the target ends and where the definition ends, title included; None if it is no definition."""
    if text[m.end()] != "\n":  # then a title must fill the rest of the line; it may begin inside the target
        title = _title_start(text, m.start(2) + 1, m.end(2), m.end())
        return title and (min(title[0], m.end(2)), title[1])
    below = _NEXT_LINE.match(text, m.end())
    if below and below.end() < len(text):
        title = (below.end(), below.end()) if text[below.end()] == "\n" else None
        title = title or _title_start(text, below.end(), below.end(), below.end())
        if title:
            return m.end(2), title[1]
    return m.end(2), m.end()


def _title_start(text: str, first: int, last: int, after: int) -> tuple[int, int] | None:
    """Where the title begins, at `after` or else before `last`, that ends with its line; and where the line ends."""
    line_end = text.find("\n", after)
    closing = line_end - 1
    while closing > after and text[closing] == " ":
        closing -= 1
    opening = _TITLES.get(text[closing])
    if opening is None:
        return None
    if text[after] == opening and after < closing:
        return after, line_end
    found = text.rfind(opening, first, min(last, closing))
    return (found, line_end) if found != -1 else None


def footnotes(text: str) -> list[str]:
    """The labels of the footnotes that a page defines, in order."""
    return [m[1] for m in _FOOTNOTE.finditer(text)]
