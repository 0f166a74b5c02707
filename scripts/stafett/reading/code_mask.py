"""Blanks out what a page shows as code, so that what stands there as an example is not taken for the real thing.

Follows Python-Markdown with pymdownx.superfences where they differ from CommonMark: a fence counts only if it is
closed by the same fence and its header is one that superfences knows, and nothing but a fence is code inside raw HTML.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from stafett.reading.markdown_inline import Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Span = tuple[int, int]

_FENCE = re.compile(
    r"""^(?P<prefix>[> \t]*)(?P<fence>`{3,}|~{3,})
    (?:[ \t]*\.?[\w#.+-]+(?=[\t ]|$))?                                         # language
    (?:[ \t]*\{[^\n]*\} |
    (?:[ \t]*(?:title(?:_mode)?|hl_lines|linenums)=(?:"[^"\n]*"|'[^'\n]*')(?=[\t ]|$))++)?[ \t]*$""",
    re.MULTILINE | re.VERBOSE,
)
_NO_COMMENT = re.compile(r"<!--|\n[ \t]*\n")
_MAY_BEGIN_BLOCK = re.compile(r"\n(?=[ \t>]*(?:#|[-*+:][ \t]|\d+\.[ \t]|!!!|\?\?\?|===|\[\^)|[ \t]*>|[ \t]{4})")
_LINE_START = re.compile(r"(?:\n|\A(?!.{4}))[ \t]{0,3}\Z", re.DOTALL)  # in the four characters before something
_COMMENT_END = re.compile(r"--!?>")
_RAW_TAG = re.compile(
    r"^ {0,3}<(address|article|aside|blockquote|body|canvas|center|colgroup|dd|details|div|dl|dt|fieldset|figcaption|"
    r"figure|footer|form|frameset|h[1-6]|head|header|hgroup|html|iframe|legend|li|main|map|math|menu|nav|noframes|"
    r"noscript|object|ol|output|p|pre|progress|script|section|style|summary|svg|table|tbody|td|template|tfoot|th|thead|"
    r"tr|ul|video)(?=[\s/>])(?![^>\n]*\smarkdown[\s=>])",
    re.MULTILINE | re.IGNORECASE,
)
_BLANK_LINES = re.compile(r"\n[ \t]*(?=\n)")
_HTML_LINE = re.compile(r"\n {0,3}<[A-Za-z]")
_CONTAINER = re.compile(r" {0,3}(?:[-*+]|\d+[.)]|:|!!!|\?\?\?\+?|===[!+]?|\[\^[^\]\n]+\]:|///)[ \t]|/{3,}")


def mask_code(body: str) -> str:
    """``body`` with code and comments blanked, every other character where it was."""
    fences = _fences(body) if "```" in body or "~~~" in body else []
    unfenced = masked = _blank(body, fences)
    blocks = _comments(masked, at_line_start=True) if "<!--" in masked else []
    masked = _blank(masked, blocks)
    raw = _to_line_ends([*blocks, *_raw_regions(masked)], masked)
    masked = _blank(masked, _outside(_indented(masked, unfenced, blocks), raw))
    if "`" in masked:
        masked = _blank(masked, _outside(_code_spans(masked, fences), raw))
    if "<!--" in masked:
        masked = _blank(masked, _comments(masked, at_line_start=False))
    return masked


def _blank(text: str, spans: Iterable[Span]) -> str:
    """``text`` with everything in ``spans`` but line breaks turned into spaces."""
    parts, done = [], 0
    for start, end in spans:
        if start >= done:
            parts += [text[done:start], re.sub(r"[^\n]", " ", text[start:end])]
            done = end
    return "".join([*parts, text[done:]]) if parts else text


def _fences(text: str) -> list[Span]:
    """What stands between fences, headers not included: their braces give attributes to the built page."""
    spans: list[Span] = []
    position = 0
    while opening := _FENCE.search(text, position):
        end, closed = _fence_end(text, opening)
        if closed:
            spans.append((opening.end(), end))
        position = text.find("\n", end)  # as superfences, which never looks back: linear however many are left open
        if position < 0:
            break
    return spans


def _fence_end(text: str, opening: re.Match[str]) -> tuple[int, bool]:
    """Where the closing fence's line begins, or the line that leaves the block and so undoes the fence."""
    depth, quoted = _width(opening["prefix"]), opening["prefix"].count(">")
    start = opening.end() + 1
    while start < len(text):
        stop = text.find("\n", start)
        line = text[start : stop if stop >= 0 else len(text)].rstrip()
        content = line.lstrip("> \t")
        prefix = line[: len(line) - len(content)]
        if prefix.count(">") < quoted or (not quoted and (">" in prefix or (line and _width(prefix) < depth))):
            return start, False
        if content == opening["fence"] and (quoted or _width(prefix) == depth):
            return start, True
        start = stop + 1 if stop >= 0 else len(text)
    return len(text), False


def _width(prefix: str) -> int:
    return len(prefix.expandtabs(4))


def _raw_regions(text: str) -> list[Span]:
    """Raw HTML from a tag at a line's start to its end tag, within which Markdown means nothing."""
    regions: list[Span] = []
    done = 0
    for opening in _RAW_TAG.finditer(text):
        if opening.start() < done:
            continue
        done = _end_of_element(text, opening)
        regions.append((opening.start(), done))
    return regions


def _end_of_element(text: str, opening: re.Match[str]) -> int:
    depth = 0
    either = re.compile(rf"<(/?){opening[1]}(?=[\s/>])", re.IGNORECASE)
    for tag in either.finditer(text, opening.start()):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    return len(text)


def _to_line_ends(regions: list[Span], text: str) -> list[Span]:
    """The regions, sorted and merged, each to the end of its last line: what follows raw HTML there may be raw too."""
    merged: list[Span] = []
    for start, end in sorted(regions):
        if merged and start <= merged[-1][1]:
            start, end = merged[-1][0], max(end, merged.pop()[1])  # noqa: PLW2901
        stop = text.find("\n", end)
        merged.append((start, stop if stop >= 0 else len(text)))
    return merged


def _outside(spans: list[Span], regions: list[Span]) -> Iterator[Span]:
    """Those of the sorted spans that do not begin in one of the sorted regions."""
    ends = [end for _, end in regions]
    for span in spans:
        index = bisect_right(ends, span[0])
        if index == len(regions) or span[0] < regions[index][0]:
            yield span


def _comments(text: str, *, at_line_start: bool) -> list[Span]:
    """Comments as browsers read them: `<!-->` is one already, and what is never closed is none."""
    spans: list[Span] = []
    start = text.find("<!--")
    end: re.Match[str] | None = None
    while start >= 0:
        if end is None or end.start() < start + 4:
            end = _COMMENT_END.search(text, start + 4)
        if end is None:
            break
        position = start + 4
        if not text.startswith((">", "->"), position):
            position = end.end()
            if at_line_start:
                if _LINE_START.search(text[max(start - 4, 0) : start]):
                    spans.append((start, position))
            else:
                inner = _NO_COMMENT.search(text, start + 4, position)
                if inner:  # Python-Markdown shows it as text
                    position = start + 4
                else:
                    spans.append((start, position))
        start = text.find("<!--", position)
    return spans


def _code_spans(text: str, fences: list[Span]) -> list[Span]:
    """Code between backticks, paragraph by paragraph; a line in it that begins with a tag is raw HTML instead."""
    spans: list[Span] = []
    start = 0
    for begin, end in fences:
        spans += _code_spans_between(text, start, text.rfind("\n", 0, begin) + 1)
        stop = text.find("\n", end)
        start = stop if stop >= 0 else len(text)
    return spans + _code_spans_between(text, start, len(text))


def _code_spans_between(text: str, start: int, stop: int) -> list[Span]:
    """Code in paragraphs; in doubt whether a line begins another block, only what is code in either case."""
    spans: list[Span] = []
    for end in [*(blank.start() for blank in _BLANK_LINES.finditer(text, start, stop)), stop]:
        if "`" in text[start:end]:
            found = set(Segment(text, start, end).code_ends.items())
            cuts = [cut.start() for cut in _MAY_BEGIN_BLOCK.finditer(text, start, end)]
            if cuts:
                parts = zip([start, *cuts], [*cuts, end], strict=True)
                found &= {span for part in parts for span in Segment(text, *part).code_ends.items()}
            spans += [span for span in sorted(found) if not _HTML_LINE.search(text, *span)]
        start = end
    return spans


def _indented(text: str, written: str, comments: list[Span]) -> list[Span]:
    """Code indented by four columns, unless a list, an admonition or the like may own the indentation.

    `text` is `written` with some comments blanked: what stands after a comment is not indented.
    """
    if not text.startswith(("    ", "\t")) and "\n    " not in text and "\n\t" not in text:
        return []
    spans: list[Span] = []
    position, owned, after_blank = 0, False, True
    for line in text.split("\n"):
        end = position + len(line)
        if not line.strip():
            after_blank = True
        elif line.startswith(("    ", "\t")):
            if not written.startswith(("    ", "\t"), position) or _within(comments, position):
                after_blank = False
                owned = owned or bool(_CONTAINER.match(line.lstrip()))
            elif after_blank and not owned:
                spans.append((position, end))
        else:
            after_blank = False
            if line[0] != " " or _CONTAINER.match(line):
                owned = bool(_CONTAINER.match(line))
        position = end + 1
    return spans


def _within(spans: list[Span], position: int) -> bool:
    index = bisect_right(spans, (position, 0)) - 1
    return index >= 0 and position < spans[index][1]
