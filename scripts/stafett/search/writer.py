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

from stafett.search.index import Posting, Record, invert

SHARD = 24_000
"""About how many characters a file of forms or texts holds: three or four times as many as pass over the wire."""

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_BASE = 32


def write(records: Sequence[Record], words: Mapping[str, object]) -> dict[str, str]:
    """The files of the index of ``records``, by name without suffix.

    ``words`` is what the search says to a reader, as JSON values. A record's facts may hold ``kind``, ``owner`` and
    ``label`` (words for a reader), ``status``, ``due`` (ISO 8601), ``soon`` (days) and ``lang``.
    """
    forms = invert(records)
    order = sorted(forms)
    terms = _terms(order, forms)
    texts = _texts(records)
    places = {record.url: number for number, record in enumerate(records)}
    retired = {
        str(number): [places[url] for url in record.replaced_by if url in places]
        for number, record in enumerate(records)
        if record.replaced_by
    }
    root = {
        "pages": len(records),
        "terms": [shard[0][0] for shard in terms],
        "texts": [first for first, _ in texts],
        "retired": retired,
        "words": words,
    }
    files: dict[str, object] = {"root": root, "words": order}
    files |= {f"t{n}": [[form for form, _ in shard], [code for _, code in shard]] for n, shard in enumerate(terms)}
    files |= {f"d{n}": pages for n, (_, pages) in enumerate(texts)}
    return {name: _script(name, value) for name, value in files.items()}


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


def _terms(order: Sequence[str], forms: Mapping[str, list[Posting]]) -> list[list[tuple[str, str]]]:
    shards: list[list[tuple[str, str]]] = []
    size = SHARD
    for form in order:
        code = encode(forms[form])
        if size >= SHARD:
            shards.append([])
            size = 0
        shards[-1].append((form, code))
        size += len(form) + len(code) + 6
    return shards


def _texts(records: Sequence[Record]) -> list[tuple[int, list[object]]]:
    """The pages' texts, in files, each with the number of its first page."""
    files: list[tuple[int, list[object]]] = []
    size = SHARD
    for number, record in enumerate(records):
        page = [record.url, record.title, dict(record.facts), list(record.keywords), [list(s) for s in record.sections]]
        if size >= SHARD:
            files.append((number, []))
            size = 0
        files[-1][1].append(page)
        size += sum(len(s.heading) + len(s.text) for s in record.sections) + 100
    return files


def _script(name: str, value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f'stafettShard("{name}",{text.replace("<", chr(92) + "u003c")});\n'
