"""Takes a decision's text apart: lines and bullets of ``Key: value``, sections such as ``## Status``, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

LONGEST_LINE = 1000
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*")
_BULLET = re.compile(r" {0,3}[*+-][ \t]+")
_KEYED = re.compile(
    r"[ >]{0,4}(?:[*+-][ \t]+)?[*_]{0,3}(?P<key>[^\W\d_][^:*_|\n]{1,30}?)[*_]{0,3}[ \t]*:[*_]{0,3}"
    r"(?:[ \t]+(?P<value>.*))?"
)
_ROW = re.compile(
    r" {0,3}\|[ \t]*[*_]{0,3}(?P<key>[^\W\d_][^:*_|\n]{1,30}?):?[*_]{0,3}[ \t]*\|"
    r"[ \t]*(?P<value>[^|\n]{1,300}?)[ \t]*\|.*"
)
_KEYS = {
    "status": ("status", "läge", "beslutsstatus"),
    "date": ("date", "datum", "beslutsdatum", "decided", "decided on", "decision date", "date of decision"),
    "decision-makers": (
        "deciders", "decider", "decision-makers", "decision-maker", "decision makers", "decision maker",
        "decision maker(s)", "decided by", "beslutsfattare", "beslutat av", "beslutades av",
    ),
    "consulted": ("consulted", "tillfrågade", "rådfrågade"),
    "informed": ("informed", "informerade"),
    "supersedes": ("supersedes", "replaces", "ersätter"),
    "superseded-by": ("superseded by", "superseded-by", "superseded", "replaced by", "ersatt av", "ersätts av"),
    "links": (
        "links", "länkar", "more information", "mer information", "related decisions", "relaterade beslut", "relations",
    ),
}  # fmt: skip
_FIELD_OF = {words: name for name, known in _KEYS.items() for words in known}
LINKS = "links"


class Line(NamedTuple):
    """A line of text that says something about the decision: the field, what it says, and its line in the file."""

    field: str
    text: str
    line: int


class Paragraph(NamedTuple):
    """Any other text, with the line of the file on which each of its lines stands."""

    text: str
    lines: list[int]


def field_of(key: str) -> str | None:
    """The field that a key or heading means, whatever its case and the signs around it."""
    return _FIELD_OF.get(key.strip(" *_:").lower())


def told(body: str, first_line: int) -> Iterator[Line | Paragraph]:
    """Everything in ``body`` but code, comments and headings, in order; ``first_line`` is that of the file.

    Lines with a key count where they stand above the first section that is none of ours, as all notations have them.
    """
    section: str | None = None
    at_top = True
    ready: list[tuple[str, int]] = []
    for text, line in [*_visible(body, first_line), ("", 0)]:
        heading = _heading(text)
        if not heading and text.strip() and not (section or (at_top and _keyed(text))):
            ready.append((text, line))
            continue
        if ready:
            yield Paragraph("\n".join(text for text, _ in ready), [line for _, line in ready])
            ready = []
        if heading:
            level, words = heading
            keyed = _keyed(words)
            section = None if keyed else field_of(words.lstrip("0123456789. "))
            if keyed:
                yield Line(*keyed, line)
            elif section is None and level > 1:
                at_top = False
        elif text.strip():
            field, value = (at_top and _keyed(text)) or (section or "", text.strip())
            yield Line(field, value, line)


def sections(body: str) -> list[str]:
    """The headings of the second level, as written, in order."""
    found = (_heading(text) for text, _ in _visible(body, 1))
    return [heading[1] for heading in found if heading and heading[0] == 2]  # noqa: PLR2004


def _heading(text: str) -> tuple[int, str] | None:
    """The level of a heading and its words; None where the line is none."""
    match = _HEADING.fullmatch(text) if "#" in text else None
    return (len(match[1]), match[2].rstrip().rstrip("#").rstrip()) if match else None


class Place(NamedTuple):
    """Where in a line its value stands, from 0, and what stands before it where the line has a key."""

    start: int
    end: int
    before: str


def value_in(line: str) -> Place:
    """Where the value of ``line`` is: after its key, in the heading that it is, or after the sign of a list."""
    line = line.rstrip()
    heading = re.match(r" {0,3}#{1,6}[ \t]+", line)
    offset = heading.end() if heading else 0
    match = _KEYED.fullmatch(line, offset) or _ROW.fullmatch(line, offset)
    if match and field_of(match["key"]):
        start, end = match.span("value")
        return Place(start, end, line[:start]) if start >= 0 else Place(len(line), len(line), line)
    bullet = _BULLET.match(line)
    start = bullet.end() if bullet else len(line) - len(line.lstrip())
    return Place(start, len(line), "")


def _keyed(text: str) -> tuple[str, str] | None:
    match = _KEYED.fullmatch(text) or _ROW.fullmatch(text)
    field = field_of(match["key"]) if match else None
    return (field, match["value"] or "") if match and field and field != LINKS else None


def _visible(body: str, first_line: int) -> Iterator[tuple[str, int]]:
    """The lines of a text that are neither code nor comment, with underlined headings written with signs instead."""
    fence, comment = "", False
    lines = body.split("\n")
    for index, whole in enumerate(lines):
        text = whole[:LONGEST_LINE].rstrip()
        opening = _FENCE.match(text) if "```" in text or "~~~" in text else None
        if fence:
            if opening and opening[1].startswith(fence) and not text.strip(" `~"):
                fence = ""
            continue
        if opening and not comment:
            fence = opening[1]
            continue
        if comment or "<!--" in text:
            text, comment = _without_comments(text, inside=comment)
        below = lines[index + 1] if index + 1 < len(lines) else ""
        # Most lines are none of all this, which a look at a sign or two tells sooner than an expression does.
        ruled = "--" in below or "=" in below
        if ruled and text.strip() and not _BULLET.match(text) and _UNDERLINE.fullmatch(below[:LONGEST_LINE]):
            text = f"{'#' if '=' in below else '##'} {text.strip()}"
        elif _UNDERLINE.fullmatch(text):
            continue
        yield text, first_line + index


def _without_comments(text: str, *, inside: bool) -> tuple[str, bool]:
    """A line without what stands in HTML comments, and whether one goes on after it."""
    kept = ""
    while text:
        if inside:
            _, end, text = text.partition("-->")
            inside = not end
        else:
            before, start, text = text.partition("<!--")
            kept += before
            inside = bool(start)
    return kept, inside
