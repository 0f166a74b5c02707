"""The glossary: the definition lists of one page, which macros look up and lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from stafett.site.views.html import Html
from stafett.site.views.markdown import slug
from stafett.summary import plain

_LONGEST = 2000  # characters of a term or a meaning that are looked at
_TERM = re.compile(r"[^\s:#>|]")
_MEANING = re.compile(r":[ ]{1,3}(.+)")
_GOES_ON = re.compile(r"(?:[ ]{2}|\t).")
_DT = re.compile(r"<dt((?: lang=\"[^\"]*\")?)>(.*?)</dt>", re.DOTALL)
_LANGUAGE = re.compile(r"[ ]+\{:?[ ]*lang=[\"']?([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)[\"']?[ ]*\}[ ]*$")
_TAGS = re.compile(r"<[^>]*>")


class Term(NamedTuple):
    """A word and what it means, with the place where the glossary says so.

    ``language`` is that of the word, where the glossary says one, as in ``Purchase order {lang=en}``.
    """

    word: str
    meaning: str
    anchor: str
    language: str = ""


def terms(body: str) -> dict[str, Term]:
    """The terms in a glossary's Markdown, by their word in lower case; the first of two alike counts."""
    found: dict[str, Term] = {}
    for words, text in _entries(body):
        meaning = plain(text[:_LONGEST])
        for line in words:
            language = _LANGUAGE.search(line[:_LONGEST])
            word = plain(line[: language.start() if language else _LONGEST])
            found.setdefault(word.casefold(), Term(word, meaning, anchor(word), language[1] if language else ""))
    return found


def _entries(body: str) -> Iterator[tuple[list[str], str]]:
    """Lines with terms, and the first text that explains them: ``: text`` below, perhaps after an empty line."""
    words: list[str] = []
    text: list[str] = []
    empty = 0
    for line in (*body.split("\n"), ""):
        if text and _GOES_ON.match(line):
            text.append(line)
            continue
        if text:
            yield words, "\n".join(text)
            words, text, empty = [], [], 0
        meaning = _MEANING.match(line)
        if meaning and words:
            text = [meaning[1]]
        elif not line and words and not empty:
            empty = 1
        elif _TERM.match(line):
            if empty:
                words, empty = [], 0
            words.append(line)
        else:
            words, empty = [], 0


def anchor(word: str) -> str:
    """Where in the glossary a word stands."""
    return f"term-{slug(word)}"


def with_anchors(html: str) -> Html:
    """A glossary's HTML with an anchor at each term."""
    return Html(_DT.sub(lambda found: f'<dt id="{anchor(_TAGS.sub("", found[2]))}"{found[1]}>{found[2]}</dt>', html))
