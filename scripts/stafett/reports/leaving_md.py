"""A handover package as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from stafett.reports.check_list_md import text
from stafett.reports.leaving_document import Document
from stafett.reports.leaving_sections import Point
from stafett.reports.printable import printable


def render(found: Document) -> str:
    """The package, with a box for each point that has one."""
    blocks = [f"# {text(found.title)}", text(" ".join(found.lead))]
    if found.numbers:
        blocks.append("\n".join(f"- {text(number)}" for number in found.numbers))
    for section in found.sections:
        blocks.append(f"## {text(section.title)}")
        if section.intro:
            blocks.append(text(section.intro))
        blocks.append("\n".join(line for point in section.points for line in _point(point)))
    return "\n\n".join(blocks) + "\n"


def _point(point: Point) -> Iterator[str]:
    title = f"[{text(point.title)}](<{point.address}>)" if point.address else f"**{text(point.title)}**"
    yield f"- [ ] {title}" if point.box else f"- {title}"
    # A line of its own for each: two blanks at the end break the line.
    lines = [f"**{text(point.doubt)}**"] if point.doubt else []
    lines += [text(line) for line in point.lines]
    lines += [f"`{printable(point.command).replace('`', '')}`"] if point.command else []
    for line in lines:
        yield f"    - {line}"
