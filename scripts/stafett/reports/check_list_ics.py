"""An onboarding check list as calendar entries: iCalendar, RFC 5545.

Entries last all day and leave the day free. An entry keeps its UID as long as its page and the newcomer's first day are
the same, so that a calendar that reads the file anew moves entries instead of adding more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256

from stafett.messages import N_, Words
from stafett.questions.check_list import CheckList, Due
from stafett.questions.onboarding import Step
from stafett.reports import path_words as said

_LONGEST = 75  # octets on a line, its end not counted (RFC 5545, 3.1)
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def render(checked: CheckList, words: Words, address: Callable[[Step], str]) -> str:
    """An entry for each step on the day by which it should be read; ``address`` gives where its page is, or nothing."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Stafett//Onboarding//{words.language.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(said.title_of(words, checked))}",
    ]
    for due in checked.stages:
        for step in due.stage.steps:
            lines += _entry(checked, words, due, step, address(step))
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _entry(checked: CheckList, words: Words, due: Due, step: Step, address: str) -> Iterator[str]:
    takes = said.duration(words, step.minutes)
    summary = words(N_("Read: {title} ({time})"), title=step.page.title, time=takes)
    about = (step.why, said.needs_of(words, step), said.doubt_of(words, checked, step), address)
    yield "BEGIN:VEVENT"
    yield f"UID:{uid(step.page.id, checked.start)}"
    yield f"DTSTAMP:{_day(checked.as_of)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(due.day)}"
    yield f"SUMMARY:{_text(summary)}"
    yield f"DESCRIPTION:{_text(chr(10).join(part for part in about if part))}"
    yield f"CATEGORIES:{_text(words(said.STAGE_TITLES[due.stage.name]))}"
    yield "TRANSP:TRANSPARENT"
    if address:
        yield f"URL:{_CONTROLS.sub('', address)}"
    yield "END:VEVENT"


def uid(page: str, start: date) -> str:
    """What an entry is known by: always the same for one page (by its id) and one first day."""
    key = f"{page}\n{start.isoformat()}"
    return f"{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}@stafett"


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
