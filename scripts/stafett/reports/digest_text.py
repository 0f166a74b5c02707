"""A digest as plain text: for a mail, a file, and chat programs that receive a webhook."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import TextWrapper

from stafett.messages import N_, Words
from stafett.reports.digest_letter import Item, Letter

_WIDTH = 76


def render(written: Letter) -> str:
    """The letter, in lines of at most 76 characters, links on lines of their own; Markdown reads it as it is meant."""
    return "\n".join(_lines(written)) + "\n"


def _lines(written: Letter) -> Iterator[str]:
    words = Words(written.language)
    yield words(N_("Hello!"))
    yield ""
    yield from _wrapped(written.opening)
    for number, item in enumerate(written.items, 1):
        yield ""
        yield from _item(words, number, item)
    if written.more:
        yield ""
        yield from _wrapped(written.more)
        yield from (line for line in (written.more_at,) if line)
    if written.near:
        yield ""
        yield f"{written.near_title}:"
        for near in written.near:
            yield from _wrapped(f"{near.title}, {near.by}", "- ", "  ")
            yield from (f"  {line}" for line in (near.read,) if line)
    for note in written.notes:
        yield ""
        yield from _wrapped(note)


def _item(words: Words, number: int, item: Item) -> Iterator[str]:
    head = f"{number}. "
    indent = " " * len(head)
    yield from _wrapped(item.title, head, indent)
    for line in (item.stands, item.do, item.why):
        yield from _wrapped(line, indent, indent)
    for name, address in ((N_("Review it:"), item.edit), (N_("Read it:"), item.read)):
        if address:
            yield f"{indent}{words(name)} {address}"


def inert(text: str) -> str:
    """Text in which nothing calls anybody or leads anywhere, in chat programs that read Markdown or marks of their own.

    ``@here`` and ``<!channel>`` call everybody, brackets make links: those signs are put into like ones that do not.
    """
    return text.replace("@", "@\u200b").translate(_LIKE)


_LIKE = str.maketrans({"<": "\u2039", ">": "\u203a", "[": "(", "]": ")"})


def _wrapped(text: str, first: str = "", then: str = "") -> list[str]:
    return TextWrapper(_WIDTH, initial_indent=first, subsequent_indent=then, break_on_hyphens=False).wrap(text)
