"""Text made alike for searching: lower case, no diacritics, and split into words.

``site/assets/search/10-fold.js`` does the same in the reader's browser; a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

LONGEST = 40
"""Letters beyond these in one word are not looked at: such words are keys or addresses."""

_ALIKE = str.maketrans(
    {"å": "a", "ä": "a", "ö": "o", "é": "e", "è": "e", "ü": "u", "æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "đ": "d"}
    | {"ł": "l", "\u00ad": ""}  # a soft hyphen may stand in the middle of a word
)
_WORD = re.compile(r"[^\W_]+")
# Begun at a word's beginning alone: else a long word without a hyphen would be gone through from each of its letters.
_JOINED = re.compile(r"(?<![^\W_])\d*([^\W\d_][^\W_]*(?:[-\u2010\u2011][^\W_]+)+)")
_HYPHEN = re.compile(r"[-\u2010\u2011]")


class Tokens(NamedTuple):
    """The words of a text in order, and besides, as one word each, those that hyphens join (``githubkonto``)."""

    words: list[str]
    joined: list[str]


def fold(text: str) -> str:
    """The text in lower case without diacritics: ``Behörighet`` and ``behorighet`` become the same."""
    # what nearly every page here holds, one by one: far faster than by a table
    plain = text.lower().replace("å", "a").replace("ä", "a").replace("ö", "o").replace("é", "e")
    if plain.isascii():
        return plain
    plain = plain.translate(_ALIKE)
    parts = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in parts if not unicodedata.category(c).startswith("M")).lower().translate(_ALIKE)


def tokens(folded: str) -> Tokens:
    """The words of a folded text."""
    words = [word[:LONGEST] for word in _WORD.findall(folded)]
    joined = (
        [_HYPHEN.sub("", word)[:LONGEST] for word in _JOINED.findall(folded)]
        if not words or _HYPHEN.search(folded)
        else []
    )
    return Tokens(words, joined)
