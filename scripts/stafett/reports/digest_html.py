"""A digest as HTML for a mail: headings, lists and links, readable without style and without pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from stafett.messages import N_, Words
from stafett.reports.digest_letter import Item, Letter, Near

# Mail programs read little of CSS, and only beside its element; nothing here is needed to understand the letter.
_BODY = "font-family:sans-serif;font-size:16px;line-height:1.5;max-width:40em"
_ITEM = "margin-bottom:1.2em"
_CODE = re.compile("`([^`]*)`")


def render(written: Letter) -> str:
    """The letter as a whole document."""
    return "\n".join(_lines(written)) + "\n"


def _lines(written: Letter) -> Iterator[str]:
    words = Words(written.language)
    yield f'<!doctype html>\n<html lang="{written.language}">'
    yield f'<head><meta charset="utf-8"><title>{escape(written.subject)}</title></head>'
    yield f'<body style="{_BODY}">'
    hello = words(N_("Hello!"))
    yield f"<p>{escape(hello)}</p>"
    yield f"<p>{escape(written.opening)}</p>"
    if written.items:
        yield "<ol>"
        yield from (_item(words, item, written.language) for item in written.items)
        yield "</ol>"
    if written.more:
        more = escape(written.more)
        yield f"<p>{_link(written.more_at, more)}</p>"
    if written.near:
        yield f'<h2 style="font-size:1.1em">{escape(written.near_title)}</h2>\n<ul>'
        yield from (_near(near, written.language) for near in written.near)
        yield "</ul>"
    yield "<hr>"
    yield from (_CODE.sub(r"<code>\1</code>", f"<p>{escape(note)}</p>") for note in written.notes)
    yield "</body>\n</html>"


def _item(words: Words, item: Item, language: str) -> str:
    said = " ".join(escape(line) for line in (item.stands, item.do) if line)
    lines = [f"<strong>{_title(item, language)}</strong>", said, escape(item.why)]
    if item.edit:
        lines.append(_link(item.edit, escape(words(N_("Review {title}"), title=item.title))))
    return f'<li style="{_ITEM}">{"<br>".join(line for line in lines if line)}</li>'


def _near(near: Near, language: str) -> str:
    return f"<li>{_title(near, language)}, {escape(near.by)}</li>"


def _title(item: Item | Near, language: str) -> str:
    """The title as a link to its page, marked with its language where that is another."""
    lang = f' lang="{item.language}"' if item.language != language else ""
    title = f"<span{lang}>{escape(item.title)}</span>" if lang else escape(item.title)
    return _link(item.read, title)


def _link(address: str, shown: str) -> str:
    return f'<a href="{escape(address)}">{shown}</a>' if address else shown
