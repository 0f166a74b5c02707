"""A handover package for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from stafett.reports.leaving_document import Document
from stafett.reports.leaving_sections import Point
from stafett.reports.printable import printable, printable_line

_WIDTH = 100


def render(found: Document) -> str:
    """The package, with a box in brackets for each point that has one."""
    return "\n".join(printable_line(line) for line in _lines(found)) + "\n"


def _lines(found: Document) -> Iterator[str]:
    yield found.title
    yield ""
    yield from _wrapped(" ".join(found.lead), "")
    if found.numbers:
        yield from ["", *_wrapped(", ".join(found.numbers) + ".", "")]
    for section in found.sections:
        yield from ["", section.title.upper()]
        yield from [*_wrapped(section.intro, ""), ""] if section.intro else []
        for point in section.points:
            yield from _point(point)


def _point(point: Point) -> Iterator[str]:
    yield f"{'[ ]' if point.box else '   '} {printable(point.title)}"
    if point.doubt:
        yield from _wrapped(f"! {point.doubt}", "    ")
    for line in point.lines:
        yield from _wrapped(line, "    ")
    if point.command:
        yield f"    {printable(point.command)}"


def _wrapped(line: str, indent: str) -> list[str]:
    return textwrap.wrap(
        printable(line), _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )
