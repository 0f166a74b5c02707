"""A handover package as one HTML document, complete in itself, to print or to send."""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_, Words
from stafett.reports.leaving_document import Document
from stafett.reports.leaving_sections import Point, Section
from stafett.reports.paper import linked, paper, text

_STYLE = """
body { overflow-wrap: anywhere; }
ul { list-style: none; margin: 0; padding: 0; }
li.plain { padding-left: 0; }
li.plain::before { content: none; }
.intro { break-after: avoid; color: #4c5c63; font-size: .92rem; margin: .4rem 0 .3rem; }
.numbers { display: flex; flex-wrap: wrap; gap: .5rem; margin: .8rem 0; }
.numbers li { border: 1px solid #b6c3c8; border-radius: 4px; flex: 1 1 7rem; font-size: .92rem; padding: .4rem .6rem; }
.numbers li::before { content: none; }
.numbers b { display: block; font-size: 1.5rem; line-height: 1.1; }
code { background: #eef2f3; font-size: .85rem; padding: .1rem .3rem; }"""


def render(found: Document, words: Words) -> str:
    """The package, with a box for each point that has one."""
    return paper(words, found.title, _body(found, words), _STYLE)


def _body(found: Document, words: Words) -> Iterator[str]:
    yield from (f"<p>{text(line)}</p>" for line in found.lead)
    if found.numbers:
        yield '<ul class="numbers">' + "".join(f"<li>{_number(number)}</li>" for number in found.numbers) + "</ul>"
    if found.sections:
        names = (words(N_("Leaves")), words(N_("Manager")), words(N_("Date")))
        yield '<p class="who">' + "".join(f"<span>{text(name)}</span>" for name in names) + "</p>"
    for section in found.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield f"<section>\n<h2>{text(section.title)}</h2>"
    if section.intro:
        yield f'<p class="intro">{text(section.intro)}</p>'
    yield "<ul>"
    yield from (_point(point) for point in section.points)
    yield "</ul>\n</section>"


def _point(point: Point) -> str:
    lines = [f'<p class="title">{linked(point.title, point.address)}</p>']
    lines += [f'<p class="doubt">{text(point.doubt)}</p>'] if point.doubt else []
    lines += [f"<p>{text(line)}</p>" for line in point.lines]
    lines += [f"<p><code>{text(point.command)}</code></p>"] if point.command else []
    return ("<li>" if point.box else '<li class="plain">') + "".join(lines) + "</li>"


def _number(counted: str) -> str:
    """The number that a phrase begins with, large."""
    number, _, what = counted.partition(" ")
    return f"<b>{text(number)}</b> {text(what)}"
