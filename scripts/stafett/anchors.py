"""The anchors that Python-Markdown's ``toc`` makes of headings, for those who link to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

_NOT_IN_SLUG = re.compile(r"[^\w\s-]")
_SEPARATORS = re.compile(r"[-\s]+")
_COUNTED = re.compile(r"(.*)_([0-9]+)", re.DOTALL)


def anchors_of(headings: Iterable[str], given: Iterable[str]) -> frozenset[str]:
    """The anchors of headings by their texts, in the order of the page, none of them among those ``given``."""
    used, counters = set(given), dict[str, int]()
    return frozenset(unique(slugify(text), used, counters) for text in headings)


def slugify(text: str) -> str:
    """The anchor that Python-Markdown's toc makes of a heading's text: `Köp in` becomes `kop-in`."""
    if text.replace(" ", "").isalnum() and text.isascii() and "  " not in text:
        return text.strip().lower().replace(" ", "-")
    if not text.isascii():
        text = normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return _SEPARATORS.sub("-", _NOT_IN_SLUG.sub("", text).strip().lower())


def unique(anchor: str, used: set[str], counters: dict[str, int]) -> str:
    """`anchor`, with `_1`, `_2`, ... if it is empty or in `used`; adds it to `used`.

    `counters` remembers how far each anchor has been counted, so that a thousand equal headings stay cheap.
    """
    if anchor in used or not anchor:
        m = _COUNTED.fullmatch(anchor)
        base, count = (m[1], int(m[2])) if m else (anchor, 0)
        known = counters.get(base, 0)  # `base_1` to `base_known` are all taken
        skip = count <= known or anchor == f"{base}_{known + 1}"
        count = (max(count, known) if skip else count) + 1
        while f"{base}_{count}" in used:
            count += 1
        if skip:
            counters[base] = count
        anchor = f"{base}_{count}"
    used.add(anchor)
    return anchor
