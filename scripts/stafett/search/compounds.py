"""Takes compounds apart with nothing but the words of the knowledge base itself.

After Koehn and Knight, *Empirical Methods for Compound Splitting* (EACL 2003): of the ways to divide a word into words
that are known, the one counts whose parts have the highest geometric mean of frequencies. Swedish linking letters may
stand between the parts (*semester-ansökan*, *arbet-s-plats*, *kyrk-o-gård*), and the first part may be unknown. Unlike
theirs a word that is frequent as a whole is divided too: it is found as a whole all the same. Tails that are no words
of the knowledge base by themselves are left to the search, which looks for them when nothing else is found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import log
from typing import NamedTuple

from stafett.search.stems import swedish

SHORTEST_PART, SHORTEST_UNKNOWN = 3, 5
SHORTEST_COMPOUND, LONGEST_COMPOUND = 6, 36
_LINKS = {"": 0.0, "s": 0.0, "o": 0.3, "e": 0.3, "u": 0.3, "a": 0.3}  # the rarer a linking letter, the dearer
_BELIEVED = 2  # a part of three letters must be seen more than once
_UNKNOWN_COST, _SHORT_COST = 2.0, 0.8
# Endings that are no words, as the tail of a split; what Snowball takes for inflection among them.
_ENDINGS = tuple(
    "ning ing het barhet er else ande ende are isk lig bar sam skap tion ation itet ism ist eri iv ell era ad at en et "
    "ar or na ans ens ment iell orn inn".split()
)
_INFLECTIONS = tuple("e en es ens et ets ar arna arnas er erna ernas na nas a s t ts or n ns".split())
# Prepositions and the like begin, and some end, many words that are no compounds of them for a searcher.
_NO_PART = frozenset(
    "and att bli den det dem din dig des ett for fra gen han har hon hur inn kan man med men mig min mot nar oss per "
    "sig sin som var vem vid alla over till efter under utan genom mellan upp ned ner fran igen sam inter kon pro pre "
    "sub the are all int mer dem".split()
)


class _Split(NamedTuple):
    score: float
    parts: tuple[str, ...]


_NONE = _Split(0.0, ())


class Splitter:
    """Divides compounds; learns from ``counts``, how often each folded form is seen in the knowledge base."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = counts
        self.stems: Counter[str] = Counter()
        for form, count in counts.items():
            if form.isalpha():
                self.stems[swedish(form)] += count

    def parts(self, form: str) -> tuple[str, ...]:
        """The words that a compound is made of, without linking letters; empty where it is none."""
        if not SHORTEST_COMPOUND <= len(form) <= LONGEST_COMPOUND or not form.isalpha():
            return ()
        return self._parts(form, guess=True)

    def _parts(self, form: str, *, guess: bool) -> tuple[str, ...]:
        best = _NONE
        for cut in range(SHORTEST_PART, len(form) - SHORTEST_PART + 1):
            found = self._divide(form[:cut], form[cut:], guess=guess)
            if found.score > best.score:
                best = found
        # a part is divided further where all of it is known, not by guesses upon guesses
        return tuple(part for whole in best.parts for part in self._parts(whole, guess=False) or (whole,))

    def _divide(self, head: str, tail: str, *, guess: bool) -> _Split:
        after = self._tail(tail)
        if not after:
            return _NONE
        before = self._head(head)
        if before:
            return _Split((after + before[0]) / 2, (before[1], tail))
        enough = guess and len(head) >= SHORTEST_UNKNOWN and len(tail) >= SHORTEST_UNKNOWN and self._stands_alone(tail)
        return _Split(after / (2 * _UNKNOWN_COST), (head.removesuffix("s"), tail)) if enough else _NONE

    def _stands_alone(self, tail: str) -> bool:
        return tail in self.counts or len(swedish(tail)) >= SHORTEST_UNKNOWN

    def _tail(self, tail: str) -> float:
        """How well known the last part is: about the logarithm of its frequency; 0 for not at all."""
        return 0.0 if tail in _NO_PART or is_ending(tail) else self._known(tail)

    def _head(self, head: str) -> tuple[float, str] | None:
        """How well known the first part is, and what it is without its linking letter."""
        best: tuple[float, str] | None = None
        for link, cost in _LINKS.items():
            word = head.removesuffix(link)
            if not head.endswith(link) or len(word) < SHORTEST_PART or word in _NO_PART:
                continue
            score = self._known(word) - cost
            if score > 0 and (best is None or score > best[0]):
                best = score, word
        return best

    def _known(self, part: str) -> float:
        short = len(part) <= SHORTEST_PART
        count = self.counts.get(part, 0)
        if short and count < _BELIEVED:
            return 0.0
        if not count and len(stem := swedish(part)) > SHORTEST_PART:
            count = self.stems.get(stem, 0)
        return log(1 + count) * (_SHORT_COST if short else 1.0) + len(part) / 10 if count else 0.0


def is_ending(tail: str) -> bool:
    """Whether a tail is an ending and nothing else, perhaps inflected, and several times so (*-ning-ar-na-s*).

    Inflections can be told apart in many ways (*ens* is *en* and *s*, too), so the places that they reach are gone
    through once each: the time grows with the tail's length and no faster.
    """
    if not tail.startswith(_ENDINGS):
        return False
    reached = {len(ending) for ending in _ENDINGS if tail.startswith(ending)}
    for place in range(len(tail)):
        if place in reached:
            reached |= {place + len(more) for more in _INFLECTIONS if tail.startswith(more, place)}
    return len(tail) in reached
