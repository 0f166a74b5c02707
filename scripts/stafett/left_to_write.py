"""Places that an author has marked as still to be written: ``[[skriv: vad processen börjar med]]``.

The mark is neither Markdown nor the usual link of a wiki, which has no ``skriv:`` or ``write:`` in it; where nothing
knows it, it is shown as it stands. It is written on one line, in the text or (within quotes) in the front matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stafett.model import Left

MARKS = {"sv": "skriv", "en": "write"}
"""The word that a mark begins with, by language; every one of them is understood whatever the page's language."""
PATTERN = re.compile(rf"\[\[[ \t]*(?:{'|'.join(MARKS.values())})[ \t]*(?::([^\[\]\n]*))?\]\]", re.IGNORECASE)


def mark(what: str, language: str) -> str:
    """The mark that says, in ``language``, that ``what`` is still to be written."""
    return f"[[{MARKS.get(language, MARKS['en'])}: {what}]]"


def may_have(text: str) -> bool:
    """Whether ``text`` can hold a mark at all; most texts can not, and this is quick."""
    return "[[" in text


def find(text: str, first_line: int) -> Iterator[Left]:
    """The marks in ``text``, whose first line is that of number ``first_line`` in the file."""
    for found in PATTERN.finditer(text):
        start = text.rfind("\n", 0, found.start()) + 1
        line = first_line + text.count("\n", 0, found.start())
        yield Left(line, found.start() - start + 1, (found[1] or "").strip())
