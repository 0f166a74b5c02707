"""In which notation dates are written, decided by the dates that only one notation can have meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from stafett.fields import ISO_DATE, parse_date
from stafett.model import Raw

_NUMBERS = ("/", ".", "-", " ")
_FORMATS = (
    ISO_DATE,
    *(f"%d{sign}%m{sign}%Y" for sign in _NUMBERS),
    *(f"%m{sign}%d{sign}%Y" for sign in _NUMBERS),
    *(f"%Y{sign}%m{sign}%d" for sign in "/."),
    "%Y%m%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y",
)  # fmt: skip
_RARE = 0.05
_DATE = re.compile(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}(?:[T ].*)?|\d{8}|\d{1,2}\.? \w+ \d{4}|\w+ \d{1,2}, \d{4}")


class Format(NamedTuple):
    """A notation in Python's terms, how many dates are written in it, and one that shows it.

    ``proof`` is a date that no other order of day and month could have written; ``rival`` the notation that would
    read as many of the dates, where nothing decides between the two.
    """

    notation: str
    times: int
    example: str
    proof: str | None = None
    rival: str | None = None


def looks_like_date(value: Raw) -> bool:
    """Whether a value is written as a date is, in whatever order."""
    return isinstance(value, str) and bool(_DATE.fullmatch(value.strip()))


def propose_formats(values: Iterable[str], *, month_first: bool = False) -> list[Format]:
    """The notations that the dates ``values`` are written in, the commonest first; none where all is ISO 8601.

    ``month_first`` decides where day and month cannot be told apart in any of them.
    """
    texts = [value.strip() for value in values]
    reads = {notation: [text for text in texts if parse_date(text, (notation,))] for notation in _FORMATS}
    found = []
    for notation, read in reads.items():
        twin = _twin(notation)
        if not read or len(read) < _RARE * len(texts) or (twin and _yields(notation, reads, month_first=month_first)):
            continue
        proof = next((text for text in read if text not in reads[twin]), None) if twin else None
        rival = twin if twin and proof is None and reads[twin] else None
        found.append(Format(notation, len(read), Counter(read).most_common(1)[0][0], proof, rival))
    found.sort(key=lambda item: -item.times)
    return [] if [item.notation for item in found] == [ISO_DATE] else found


def _twin(notation: str) -> str | None:
    """The same notation with day and month the other way round, where both are numbers."""
    if notation.startswith("%d") and "%m" in notation:
        return f"%m{notation[2]}%d{notation[2]}%Y"
    return f"%d{notation[2]}%m{notation[2]}%Y" if notation.startswith("%m") else None


def _yields(notation: str, reads: dict[str, list[str]], *, month_first: bool) -> bool:
    """Whether the twin of a notation reads more of the dates, or as many and is the usual one here."""
    twin = _twin(notation)
    mine, other = len(reads[notation]), len(_of(reads, twin))
    return other > mine or (other == mine and notation.startswith("%m") is not month_first)


def _of(reads: dict[str, list[str]], notation: str | None) -> Sequence[str]:
    return reads.get(notation or "", [])
