"""An HTML document that is complete in itself, to print on A4 or to send: no script, and nothing fetched."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from stafett.messages import Words
from stafett.reports.printable import printable

_STYLE = """\
:root { color-scheme: light; }
body { background: #fff; color: #1c2529; font: 11pt/1.45 "Segoe UI", system-ui, "Noto Sans", sans-serif;
  margin: 2rem auto; max-width: 44rem; padding: 0 1rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { border-bottom: 2px solid #123f4b; break-after: avoid; font-size: 1.15rem; margin: 1.6rem 0 0;
  padding-bottom: .2rem; }
h2 span { float: right; font-size: .95rem; font-weight: 400; }
p { margin: .3rem 0; }
a { color: #0b5f73; }
ol { list-style: none; margin: 0; padding: 0; }
li { border-bottom: 1px solid #d5dde0; break-inside: avoid; padding: .55rem 0 .55rem 1.9rem; position: relative; }
li::before { border: 1.5px solid #1c2529; border-radius: 2px; content: ""; height: .95rem; left: 0; position: absolute;
  top: .7rem; width: .95rem; }
li p { font-size: .92rem; margin: .1rem 0 0; }
.title { font-size: 1rem; font-weight: 600; }
.facts { color: #4c5c63; }
.doubt { border-left: 3px solid #8a3200; padding-left: .5rem; }
.who { display: flex; flex-wrap: wrap; gap: .6rem 2rem; margin: 1rem 0; }
.who span { border-bottom: 1px solid #4c5c63; flex: 1 1 12rem; padding-bottom: 1.2rem; }
@media print { body { margin: 0; max-width: none; padding: 0; } a { color: inherit; text-decoration: none; } }
@page { margin: 18mm; }"""


def paper(words: Words, title: str, body: Iterable[str], style: str = "") -> str:
    """The document called ``title`` (plain text) of the lines ``body`` (HTML); ``style`` is added to what all share."""
    lines = [
        "<!doctype html>",
        f'<html lang="{words.language}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{text(title)}</title>",
        f"<style>\n{_STYLE}{style}\n</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{text(title)}</h1>",
        *body,
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def text(value: str) -> str:
    """A value as text of an element or in quotes: no mark in it means anything."""
    return escape(printable(value), quote=True)


def linked(value: str, address: str) -> str:
    """A value as text, which leads to ``address`` where there is one."""
    return f'<a href="{escape(address, quote=True)}">{text(value)}</a>' if address else text(value)
