"""Calendar entries as iCalendar, RFC 5545: what lasts all day and leaves the day free.

An entry keeps its UID as long as what it is about is the same, so that a calendar that reads the file anew moves
entries instead of adding more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

_LONGEST = 75  # octets on a line, its end not counted (RFC 5545, 3.1)
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``about`` is what it is known by, ``categories`` a word to sort by; ``address`` may be empty."""

    about: str
    day: date
    summary: str
    description: str
    categories: str = ""
    address: str = ""


def calendar(name: str, product: str, as_of: date, entries: Iterable[Entry], *more: str) -> str:
    """A calendar called ``name``, as known on ``as_of``; ``product`` says what made it, ``more`` are further lines."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Stafett//{product}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *more,
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for entry in entries:
        lines += _entry(entry, as_of)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _entry(entry: Entry, as_of: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uid(entry.about)}"
    yield f"DTSTAMP:{_day(as_of)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(entry.day)}"
    yield f"SUMMARY:{_text(entry.summary)}"
    yield f"DESCRIPTION:{_text(entry.description)}"
    if entry.categories:
        yield f"CATEGORIES:{_text(entry.categories)}"
    yield "TRANSP:TRANSPARENT"
    if entry.address:
        yield f"URL:{_CONTROLS.sub('', entry.address)}"
    yield "END:VEVENT"


def uid(about: str) -> str:
    """What an entry is known by: always the same for the same ``about``."""
    return f"{sha256(about.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}@stafett"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(value: str) -> str:
    """A value of the type TEXT (RFC 5545, 3.3.11)."""
    value = _CONTROLS.sub(" ", value.replace("\r\n", "\n"))
    return re.sub(r"([\\;,])", r"\\\1", value).replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line as lines of at most 75 octets, those after the first with a space before; no letter is cut in two."""
    parts: list[str] = []
    part, length = "", 0
    for letter in line:
        size = len(letter.encode())
        if length + size > _LONGEST:
            parts.append(part)
            part, length = " ", 1
        part, length = part + letter, length + size
    return "\r\n".join([*parts, part])
