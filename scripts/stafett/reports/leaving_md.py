"""A handover package as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from stafett.reports.comment_text import code
from stafett.reports.forge_text import beginning, whole
from stafett.reports.leaving_document import Document
from stafett.reports.leaving_sections import Point


def render(found: Document) -> str:
    """The package, with a box for each point that has one."""
    blocks = [f"# {whole(found.title)}", whole(" ".join(found.lead))]
    if found.numbers:
        blocks.append("\n".join(f"- {whole(number)}" for number in found.numbers))
    for section in found.sections:
        blocks.append(f"## {whole(section.title)}")
        if section.intro:
            blocks.append(whole(section.intro))
        blocks.append("\n".join(line for point in section.points for line in _point(point)))
    return "\n\n".join(blocks) + "\n"


def _point(point: Point) -> Iterator[str]:
    title = f"[{whole(point.title)}](<{point.address}>)" if point.address else f"**{whole(point.title)}**"
    yield f"- [ ] {title}" if point.box else f"- {title}"
    # A line of its own for each: two blanks at the end break the line.
    lines = [f"**{whole(point.doubt)}**"] if point.doubt else []
    lines += [beginning(line) for line in point.lines]
    lines += [code(point.command)] if point.command else []
    for line in lines:
        yield f"    - {line}"
