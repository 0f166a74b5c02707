"""Which forms are one word: stems after Snowball (https://snowballstem.org), for folded words.

The Swedish stem is taken further where Snowball leaves forms of one word apart: an ``e`` that comes and goes (*regel,
regler*; *fönster, fönstret*), a doubled ``m`` (*medlem, medlemmar*), and what Snowball takes for no ending: the
*-et* of *projektet* and the *-n* of *fakturan*. ``site/assets/search/20-stems.js`` and ``25-english.js`` do the same.
"""

from __future__ import annotations

import re
from functools import lru_cache

from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.swedish_stemmer import SwedishStemmer

_swedish = SwedishStemmer()
_english = EnglishStemmer()
_LOST_E = re.compile(r"(?<=[^aeiouy][^aeiouy])r$|(?<=m)r$|(?<=..[^aeiouy])e(?=l$)")
# Snowball leaves -et after two consonants (projektet, programmet); -het it knows, and internet is no intern.
_ET = re.compile(r"(?<=..[^aeiouy][^aeiouyh])ets?$")
# Nor has it the -n of fakturan and regeln; that of planen and ombudsman belongs to the word.
_N = re.compile(r"(?<=....a)ns?$|(?<=...el)ns?$")
_WHOLE = re.compile(
    r"(?:internet|ethernet|(?:pl|[dks]m|orm|anm|kr|gr|sv|sp|rom|org|veter|ork|tit)an)s?$|^(?:utan|innan|sedan|nastan)$"
)
SHORTEST = 3


@lru_cache(maxsize=200_000)
def swedish(form: str) -> str:
    """The Swedish stem of a folded word; words of the same stem are forms of one word."""
    bare = form if _WHOLE.search(form) else _N.sub("", _ET.sub("", form))
    stem = str(_swedish.stemWord(bare))
    if len(stem) <= SHORTEST:
        return stem
    stem = _LOST_E.sub("", stem)
    return stem[:-1] if stem.endswith("mm") else stem


@lru_cache(maxsize=200_000)
def english(form: str) -> str:
    """The English stem of a folded word."""
    return str(_english.stemWord(form))
