"""The glossary: the definition lists of one page, which macros look up and lead to."""

from __future__ import annotations

import re
from typing import NamedTuple

from stafett.site.summary import plain
from stafett.site.views.html import Html
from stafett.site.views.markdown import slug

_ENTRY = re.compile(r"^(?P<terms>(?:[^\s:#>|].*\n)+)\n?:[ ]{1,3}(?P<text>.+(?:\n(?:[ ]{2,}|\t).+)*)", re.MULTILINE)
_DT = re.compile(r"<dt>(.*?)</dt>", re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")


class Term(NamedTuple):
    """A word and what it means, with the place where the glossary says so."""

    word: str
    meaning: str
    anchor: str


def terms(body: str) -> dict[str, Term]:
    """The terms in a glossary's Markdown, by their word in lower case; the first of two alike counts."""
    found: dict[str, Term] = {}
    for entry in _ENTRY.finditer(body):
        meaning = plain(entry["text"])
        for line in entry["terms"].strip().split("\n"):
            word = plain(line)
            found.setdefault(word.casefold(), Term(word, meaning, anchor(word)))
    return found


def anchor(word: str) -> str:
    """Where in the glossary a word stands."""
    return f"term-{slug(word)}"


def with_anchors(html: str) -> Html:
    """A glossary's HTML with an anchor at each term."""
    return Html(_DT.sub(lambda found: f'<dt id="{anchor(_TAGS.sub("", found[1]))}">{found[1]}</dt>', html))
