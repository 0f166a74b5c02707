"""Which word stands on which page, and how much it says of it: the inverted index, as plain data.

A word's weight on a page is that of BM25F (Robertson, Zaragoza and Taylor, *Simple BM25 extension to multiple weighted
fields*, CIKM 2004): its occurrences are summed over the fields, each with the field's weight, and saturate. How rare
the word is the search works out, since it asks for several words at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from stafett.search.compounds import Splitter
from stafett.search.folding import fold, tokens
from stafett.search.sections import Section

TITLE, HEADING, KEYWORD, BODY = 10.0, 4.0, 5.0, 1.0
PART = 0.5
"""How much a word counts as part of a compound, beside one that stands by itself."""
SATURATION = 4.0
LENGTH = 0.5
"""How far a long page's words count less, from 0 (not at all) to 1 (in proportion)."""
LEVELS = 31
MOST_NEW = 20_000
"""How many letters of words that no page before it has are looked at for compounds in a page; a usual word has ten.

Of an ordinary page that is all, however long; a page of made-up words would take the build minutes.
"""


@dataclass(frozen=True, slots=True)
class Record:
    """A page as the search knows it.

    ``facts`` are what a hit says of its page, as JSON values (see ``writer``). ``replaced_by`` are the addresses of the
    pages that took its place, ``departs_from`` those of the pages that hold for all where it holds only for some.
    """

    url: str
    title: str
    sections: Sequence[Section]
    keywords: Sequence[str] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    replaced_by: Sequence[str] = ()
    departs_from: Sequence[str] = ()


class Posting(NamedTuple):
    """A page, by its number, and a word's weight on it from 1 to ``LEVELS``."""

    page: int
    level: int


class _Counted(NamedTuple):
    heavy: Counter[str]  # weighted occurrences in title, headings and keywords
    body: Counter[str]
    length: int


def invert(records: Sequence[Record]) -> dict[str, list[Posting]]:
    """For each folded form, also such as only occur in compounds, the pages it stands on."""
    counted = [_count(record) for record in records]
    seen: Counter[str] = Counter()
    for page in counted:
        seen.update(page.body)
        seen.update(page.heavy.keys())
    parts = _parts(Splitter(seen), counted)
    usual = sum(page.length for page in counted) / max(1, len(counted)) or 1
    found: defaultdict[str, list[Posting]] = defaultdict(list)
    for number, page in enumerate(counted):
        for form, weight in _weights(page, parts, usual).items():
            found[form].append(Posting(number, max(1, round(LEVELS * weight / (SATURATION + weight)))))
    return dict(found)


def _parts(splitter: Splitter, counted: Iterable[_Counted]) -> dict[str, tuple[str, ...]]:
    """What the compounds on all pages consist of."""
    tried: set[str] = set()
    found: dict[str, tuple[str, ...]] = {}
    for page in counted:
        left = MOST_NEW
        for form in (form for forms in (page.heavy, page.body) for form in forms if form not in tried):
            left -= len(form)
            if left < 0:
                break
            tried.add(form)
            if words := splitter.parts(form):
                found[form] = words
    return found


def _count(record: Record) -> _Counted:
    heavy: Counter[str] = Counter()
    for text, weight in _heavy(record):
        for form in _forms(text):
            heavy[form] += weight  # type: ignore[assignment]
    body = Counter(_forms(" ".join(section.text for section in record.sections)))
    return _Counted(heavy, body, body.total())


def _heavy(record: Record) -> Iterable[tuple[str, float]]:
    yield record.title, TITLE
    for section in record.sections:
        if section.heading:
            yield section.heading, HEADING
    for keyword in record.keywords:
        yield keyword, KEYWORD


def _forms(text: str) -> list[str]:
    found = tokens(fold(text))
    return found.words + found.joined


def _weights(page: _Counted, parts: Mapping[str, tuple[str, ...]], usual: float) -> dict[str, float]:
    """What each form, and each part of a compound, weighs on the page before it saturates."""
    norm = 1 - LENGTH + LENGTH * page.length / usual
    weights: defaultdict[str, float] = defaultdict(float)
    for counts, factor in ((page.heavy, 1.0), (page.body, BODY / norm)):
        for form, count in counts.items():
            weights[form] += count * factor
            for part in parts.get(form, ()):
                weights[part] += count * factor * PART
    return weights
