"""Mends both ends of a chain of decisions whose status stands in their text, in the notation of their log.

Only a line that says nothing but the status is changed; every other byte of the file stays as it is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from stafett.messages import N_
from stafett.model import Complaint
from stafett.reading.decisions.body import value_in
from stafett.reading.decisions.statuses import SWEDISH_ACCEPTED, bare_status
from stafett.writing.refused import CannotSplice

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_KEY = re.compile(r"(status|läge|beslutsstatus)", re.IGNORECASE)


class Words(NamedTuple):
    """What a log says for these, in the language and the case of its own statuses."""

    accepted: str
    proposed: str
    superseded_by: str
    supersedes: str


_ENGLISH = Words("Accepted", "Proposed", "Superseded by", "Supersedes")
_SWEDISH = Words("Antaget", "Föreslaget", "Ersatt av", "Ersätter")


def words_like(status: str | None) -> Words:
    """The words of a log that writes ``status``: Swedish where it does, in small letters where it does."""
    chosen = _SWEDISH if status and status.lower() in SWEDISH_ACCEPTED else _ENGLISH
    small = bool(status) and str(status).islower()
    return Words(*(word.lower() for word in chosen)) if small else chosen


def status_word(data: bytes, line: int) -> str | None:
    """The word for the status that ``line`` (1-based) of the file holds; None where it holds more than that."""
    text = _lines(data)[line - 1].rstrip("\r\n")
    place = value_in(text)
    return bare_status(text[place.start : place.end])


def superseded_in_text(data: bytes, line: int, link: str) -> bytes:
    """The decision ``data`` with a status, on ``line``, that names its successor by ``link``. Raises CannotSplice."""
    word = status_word(data, line)
    new = f"{words_like(word).superseded_by} {link}"
    if word is None:
        raise _refusal(line, new)
    return _with_value(data, line, new)


def superseding_in_text(data: bytes, line: int, link: str) -> bytes:
    """The decision ``data``, accepted by its status on ``line``, with what it replaces below. Raises CannotSplice."""
    word = status_word(data, line)
    words = words_like(word)
    if word is None:
        raise _refusal(line, f"{words.accepted}\n\n{words.supersedes} {link}")
    data = _with_value(data, line, words.accepted) if word.lower() not in _ACCEPTED_WORDS else data
    lines = _lines(data)
    text = lines[line - 1].rstrip("\r\n")
    ending = lines[line - 1][len(text) :] or "\n"
    before = value_in(text).before
    if before:
        added = f"{_KEY.sub(words.supersedes.capitalize(), before, count=1)}{link}{ending}"
    else:
        added = f"{ending}{words.supersedes} {link}{ending}"
    lines[line - 1] = text + ending
    return "".join((*lines[:line], added, *lines[line:])).encode()


_ACCEPTED_WORDS = frozenset(("accepted", "approved", "adopted", "agreed", "decided", *SWEDISH_ACCEPTED))


def _with_value(data: bytes, line: int, new: str) -> bytes:
    lines = _lines(data)
    place = value_in(lines[line - 1].rstrip("\r\n"))
    lines[line - 1] = lines[line - 1][: place.start] + new + lines[line - 1][place.end :]
    return "".join(lines).encode()


def _lines(data: bytes) -> list[str]:
    return _LINE.findall(data.decode())


def _refusal(line: int, paste: str) -> CannotSplice:
    complaint = Complaint(
        "FMT010",
        N_("The line of the status says more than the status, and would lose it"),
        N_("Change the line by hand."),
        line=line,
    )
    return CannotSplice(complaint, paste)
