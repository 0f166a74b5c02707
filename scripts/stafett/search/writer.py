"""The index as small files, of which a reader's browser fetches the few that a question needs.

Each file is a script of one call, ``stafettShard(NAME, JSON)``: a worker fetches it and reads the JSON, and a page
opened from the file system, which may fetch nothing, runs it. ``root`` says where everything is; ``t0``, ``t1`` ...
hold the forms in alphabetical order with their pages; ``words`` lists all forms, for questions with a typing error;
``d0``, ``d1`` ... hold the pages' texts and facts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import accumulate
from typing import TypeVar

from stafett.search.index import Posting, Record, invert

TERMS, TEXTS = 24_000, 8_000
"""About how many characters a file of forms or of texts holds; a third or a quarter of that passes over the wire."""

WHOLE = 500_000
"""An index that is smaller is not divided: it is fetched at once, and every question is answered from memory."""

FEW_WORDS = 150_000
"""Where a list of all forms holds fewer characters, every question looks through it; a quarter passes over the wire."""

T = TypeVar("T")
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_BASE = 32


def write(records: Sequence[Record], words: Mapping[str, object]) -> dict[str, str]:
    """The files of the index of ``records``, by name without suffix.

    ``words`` is what the search says to a reader, as JSON values. A record's facts may hold ``kind``, ``owner`` and
    ``label`` (words for a reader), ``status``, ``due`` (ISO 8601), ``soon`` (days) and ``lang``.
    """
    forms = invert(records)
    order = sorted(forms, key=lambda form: form.encode("utf-16-be"))  # as scripts compare text
    coded = [(form, encode(forms[form])) for form in order]
    pages = [_page(record) for record in records]
    sizes = [len(json.dumps(page, ensure_ascii=False)) for page in pages]
    whole = sum(sizes) + sum(len(form) + len(code) for form, code in coded) < WHOLE
    terms = _divide(coded, [len(form) + len(code) + 6 for form, code in coded], WHOLE if whole else TERMS)
    texts = _divide(pages, sizes, WHOLE if whole else TEXTS)
    starts = [0, *accumulate(len(part) for part in texts)][: len(texts)]
    places = {record.url: number for number, record in enumerate(records)}
    root = {
        "pages": len(records),
        "terms": [shard[0][0] for shard in terms],
        "texts": starts,
        "whole": whole,
        "few": sum(map(len, order)) < FEW_WORDS,
        "retired": _numbers(places, (record.replaced_by for record in records)),
        "variants": _numbers(places, (record.departs_from for record in records)),
        "words": words,
    }
    files: dict[str, object] = {"root": root, "words": order}
    files |= {f"t{n}": [[form for form, _ in shard], [code for _, code in shard]] for n, shard in enumerate(terms)}
    files |= {f"d{n}": part for n, part in enumerate(texts)}
    return {name: _script(name, value) for name, value in files.items()}


def _numbers(places: Mapping[str, int], lists: Iterable[Sequence[str]]) -> dict[str, list[int]]:
    """By the number of a page, those of the pages that it names; only of pages that name some."""
    return {str(n): [places[url] for url in urls if url in places] for n, urls in enumerate(lists) if urls}


def digest(files: Mapping[str, str]) -> str:
    """A short name for exactly these files."""
    return sha256("\0".join(f"{name}\0{files[name]}" for name in sorted(files)).encode()).hexdigest()[:12]


def encode(postings: Iterable[Posting]) -> str:
    """Postings as text: for each the distance to the page before, in base 32 (its last digit below 32), and a level."""
    parts: list[str] = []
    before = -1
    for page, level in postings:
        distance = page - before
        before = page
        while distance >= _BASE:
            parts.append(_DIGITS[_BASE + distance % _BASE])
            distance //= _BASE
        parts.append(_DIGITS[distance])
        parts.append(_DIGITS[level])
    return "".join(parts)


def _page(record: Record) -> list[object]:
    sections = [list(section) for section in record.sections]
    return [record.url, record.title, dict(record.facts), list(record.keywords), sections]


def _divide(items: Sequence[T], sizes: Sequence[int], most: int) -> list[list[T]]:
    """The items in order, in parts that are about as large as ``most``."""
    parts: list[list[T]] = []
    size = most
    for item, weight in zip(items, sizes, strict=True):
        if size >= most:
            parts.append([])
            size = 0
        parts[-1].append(item)
        size += weight
    return parts


def _script(name: str, value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f'stafettShard("{name}",{text.replace("<", chr(92) + "u003c")});\n'
