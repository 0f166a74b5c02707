"""How much a page may ask of Markdown and of the cleaning: what is over is told, and shown as a notice.

Counted cheaply, before the work is begun: neither a regular expression of a library's nor nh3 can be told to stop
before it has eaten the machine's memory.
"""

from __future__ import annotations

import re
from collections import defaultdict

from stafett.messages import N_
from stafett.model import Complaint
from stafett.reading.active_content import words

MOST_TEXT = 1_000_000
MOST_CELLS = 200_000
MOST_HTML = 2_000_000
DEEPEST = 300
MOST_REPEATED = 5_000_000
"""Characters of formatting elements left open, which a parser opens anew in every block."""
MOST_GROWTH, GROWTH_FREE = 5, 200_000
_MOST_SHAPES = 5_000

_IN_SEPARATORS = " \t\r\f\v>|:=*+-"
_TOKEN = re.compile(r"<(?:(!--)|(/?)([A-Za-z][^\t\n\f\r /><]*))")
_ATTRIBUTE = re.compile(
    r"""[\t\n\f\r /]*[^\t\n\f\r />=][^\t\n\f\r />=]*(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"[^"]*"|'[^']*'|[^\t\n\f\r >]*))?"""
)
_COMMENT_END = re.compile(r"--!?>")
_NEVER_DEEP = words(
    "area base br col embed hr img input link meta param source track wbr "  # void
    "p li dt dd tr td th tbody thead tfoot colgroup option"  # the next one ends them
)
_FORMATTING = words("a b big code em font i nobr s small strike strong tt u")
_RAW = words("script style textarea title xmp iframe noembed noframes plaintext")
_SHAPES = words("path g circle ellipse line polygon polyline rect")


class TooMuchError(ValueError):
    """A page is too large, too deep or grows too much."""

    def __init__(self, message: str, limit: int) -> None:
        super().__init__(message)
        fix = N_("Divide the page, or make it simpler.")
        self.complaint = Complaint("BUILD", message, fix, {"limit": f"{limit:,}".replace(",", " ")})


def bound_markdown(body: str) -> None:
    """Refuse Markdown that is too long or whose tables would have too many cells."""
    if len(body) > MOST_TEXT:
        raise TooMuchError(N_("The page is longer than {limit} characters, and is not shown"), MOST_TEXT)
    if "|" in body and _cells(body) > MOST_CELLS:
        raise TooMuchError(N_("The page's tables have more than {limit} cells, and it is not shown"), MOST_CELLS)


def _cells(body: str) -> int:
    """At most so many: every line of a block has as many as its widest separator."""
    total = columns = lines = 0
    for line in (*body.split("\n"), ""):
        if line.strip():
            lines += 1
            if "-" in line and not line.strip(_IN_SEPARATORS):
                columns = max(columns, line.count("|") + 1)
        else:
            total += columns * lines
            columns = lines = 0
    return total


def bound_html(html: str) -> None:
    """Refuse HTML that is too long or too deep for nh3, or that a browser's parser would multiply."""
    if len(html) > MOST_HTML:
        raise TooMuchError(N_("The built page is longer than {limit} characters, and is not shown"), MOST_HTML)
    if html.count("<") > DEEPEST:
        _bound_depth(html)


def bound_growth(before: str, after: str) -> None:
    """Refuse what has grown out of proportion while it was cleaned."""
    if len(after) > MOST_GROWTH * len(before) + GROWTH_FREE:
        raise TooMuchError(
            N_("The built page grows to more than {limit} characters, and is not shown"),
            MOST_GROWTH * len(before) + GROWTH_FREE,
        )


def _bound_depth(html: str) -> None:
    """Count open elements: rather too many than too few, whatever hides an end tag."""
    elements = _Elements(trusts_ends="<![cdata[" not in html.lower())  # within it a comment may be none
    at = 0
    while token := _TOKEN.search(html, at):
        at = token.end()
        if token[1]:
            if elements.trusts_ends:
                end = _COMMENT_END.search(html, token.start() + 2)
                at = end.end() if end else len(html)
            continue
        while attribute := _ATTRIBUTE.match(html, at):
            at = attribute.end()
        if token[2]:
            elements.end(token[3].lower())
        else:
            closed = html[at : at + 4].lstrip().startswith("/>")
            elements.start(token[3].lower(), at - token.start(), closed=closed)


class _Elements:
    """What may be open at a place of the HTML, as lengths of start tags by name."""

    def __init__(self, *, trusts_ends: bool) -> None:
        self.trusts_ends = trusts_ends
        self.open: defaultdict[str, list[int]] = defaultdict(list)
        self.depth = self.shapes = self.formatting = self.repeated = 0
        self.raw = ""  # the element whose content is text, with no end tags but its own

    def start(self, name: str, length: int, *, closed: bool) -> None:
        self._pass()
        if name in _NEVER_DEEP:
            return
        if name in _SHAPES and closed:
            self.shapes += 1
        else:
            self.open[name].append(length)
            self.depth += 1
        if name in _FORMATTING:
            self.formatting += length
        self.raw = self.raw or (name if name in _RAW else "")
        if self.depth > DEEPEST or self.shapes > _MOST_SHAPES:
            raise TooMuchError(N_("The page's elements lie more than {limit} deep, and it is not shown"), DEEPEST)

    def end(self, name: str) -> None:
        self._pass()
        if self.open[name] and self.raw in {"", name} and self.trusts_ends:
            length = self.open[name].pop()
            self.depth -= 1
            if name in _FORMATTING:
                self.formatting -= length
        if self.raw == name:
            self.raw = ""

    def _pass(self) -> None:
        """Every tag may be where the parser opens anew what is open of formatting."""
        self.repeated += self.formatting
        if self.repeated > MOST_REPEATED:
            raise TooMuchError(
                N_("Elements that the page leaves open would be repeated in more than {limit} characters"),
                MOST_REPEATED,
            )
