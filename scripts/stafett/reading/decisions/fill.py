"""Gives a decision what its text says where its front matter says nothing; the front matter wins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from stafett.fields import ISO_DATE, parse_date
from stafett.guesses import guess_date
from stafett.kinds import Kind
from stafett.messages import N_
from stafett.model import Complaint, Mention, Raw, Said
from stafett.reading.decisions.body import LINKS, Line, told
from stafett.reading.decisions.mentions import MOST, mentions
from stafett.reading.decisions.references import Reference, definitions, references_at
from stafett.reading.decisions.statuses import Stated, read_status
from stafett.reading.front_matter import Source
from stafett.refusals import shown
from stafett.settings import Settings

STATUSES = ("proposed", "accepted", "rejected", "deprecated", "superseded")
_NAMES = frozenset(("decision-makers", "consulted", "informed"))
_LONGEST_PARAGRAPH = 20_000
_MOST_NAMES = 50
_NO_NAMES = re.compile(r"[\[{<].*[\]}>]")  # what a template left to be filled in
_DAY_IN_STATUS = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


class Reading(NamedTuple):
    """A page on its way: what its front matter gave, to be filled up."""

    values: dict[str, object]
    invalid: set[str]
    complaints: list[Complaint]


@dataclass
class _Text:
    """What the text was found to say, by field; of two that say the same thing, the first counts."""

    path: str
    labels: Mapping[str, str]
    settings: Settings
    status: str | None = None
    unread: Line | None = None
    values: dict[str, object] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    complaints: dict[str, Complaint] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)

    def take(self, line: Line) -> None:
        if line.field == "status":
            self._status(line)
        elif line.field == "date":
            self._date(line)
        elif line.field in _NAMES:
            self._names(line)
        elif line.field in {"supersedes", "superseded-by"}:
            found, _ = references_at(_after_day(line.text), 0, self.path, self.labels)
            self._chain(line.field, found, line.line)
        elif line.field == LINKS:
            stated = read_status(line.text, self.path, self.labels)
            self._chain("superseded-by", stated.by, line.line)
            self._chain("supersedes", stated.over, line.line)

    def _status(self, line: Line) -> None:
        if not line.text:
            return
        stated = read_status(line.text, self.path, self.labels)
        self._chain("superseded-by", stated.by, line.line)
        self._chain("supersedes", stated.over, line.line)
        if stated.status and (self.status is None or stated.status == "superseded"):
            # A section may list what a decision has been: that it is superseded is the last of it.
            self.status = stated.status
            self.values["status"], self.lines["status"] = stated.status, line.line
            day = _DAY_IN_STATUS.search(line.text)
            decided = parse_date(day[0], (ISO_DATE,)) if day else None
            if decided and "date" not in self.values:
                self.values["date"], self.lines["date"] = decided, line.line
        elif not stated.status and not (stated.by or stated.over) and self.unread is None:
            self.unread = line

    def _date(self, line: Line) -> None:
        if self.lines.get("date", line.line) != line.line and self.lines["date"] != self.lines.get("status"):
            return
        if not any(sign.isdigit() for sign in line.text):
            return
        decided = _day(line.text, self.settings.notation.date_formats)
        self.lines["date"] = line.line
        self.complaints.pop("date", None)
        if decided:
            self.values["date"] = decided
        else:
            self.values.pop("date", None)
            self.complaints["date"] = _unread_date(line, self.settings.notation.date_formats[0])

    def _names(self, line: Line) -> None:
        bare = re.sub(r"^[*+-]\s+", "", line.text)
        names = [] if _NO_NAMES.fullmatch(bare) else [name.strip(" *_.") for name in bare.split(",")]
        before = self.values.get(line.field, ())
        known = before if isinstance(before, tuple) else ()
        self.values[line.field] = tuple(dict.fromkeys((*known, *(name for name in names if name))))[:_MOST_NAMES]
        self.lines.setdefault(line.field, line.line)

    def _chain(self, name: str, references: Iterable[Reference], line: int) -> None:
        for reference in references:
            if reference.linked:
                self.linked.add(reference.text)
            if name == "superseded-by":
                self.values.setdefault(name, reference.text)
            else:
                before = self.values.get(name, ())
                known = before if isinstance(before, tuple) else ()
                self.values[name] = tuple(dict.fromkeys((*known[:MOST], reference.text)))
            self.lines.setdefault(name, line)


def fill(path: str, source: Source, raw: Mapping[str, Raw], kind: Kind, settings: Settings, reading: Reading) -> Said:
    """Fill up ``reading``, a decision's front matter, with what its text says; return where the text says so.

    ``raw`` is the front matter as text. What the front matter says in words of its own (``superseded by ADR-0005``,
    ``Accepted.``) is read too. A status in the text that is another than the front matter's is told.
    """
    values, invalid, complaints = reading
    labels = definitions(source.body)
    _mend_status(path, raw, labels, settings, reading)
    text = _Text(path, labels, settings)
    said: list[Mention] = []
    permits = iter(range(MOST))
    for item in told(source.body, source.body_line):
        if isinstance(item, Line):
            text.take(item)
        else:
            said += mentions(item.text[:_LONGEST_PARAGRAPH], item.lines, path, labels, permits)
    if text.status is None and text.unread and "status" not in values and "status" not in invalid:
        invalid.add("status")
        complaints.append(_unread_status(text.unread))
    if text.status and text.status != values.get("status", text.status):
        complaints.append(_contradiction(str(values["status"]), text, settings))
    lines: dict[str, int] = {}
    for name, line in text.lines.items():
        if name not in kind.fields or name in values or name in invalid:
            continue
        lines[name] = line
        if name in text.values:
            values[name] = text.values[name]
        elif name in text.complaints:
            invalid.add(name)
            complaints.append(text.complaints[name])
    if values.get("superseded-by") and "status" not in values and "status" in kind.fields:
        values["status"] = "superseded"
    return Said(lines, tuple(said), frozenset(text.linked))


def _mend_status(
    path: str, raw: Mapping[str, Raw], labels: Mapping[str, str], settings: Settings, reading: Reading
) -> None:
    """Read a status that is none of the five words, but can be understood."""
    key = settings.fields.get("status", "status")
    written = raw.get(key)
    if "status" not in reading.invalid or not isinstance(written, str):
        return
    stated: Stated = read_status(written, path, labels)
    if stated.status is None:
        return
    reading.invalid.discard("status")
    reading.complaints[:] = [found for found in reading.complaints if found.where != (key,)]
    reading.values["status"] = stated.status
    if stated.by:
        reading.values.setdefault("superseded-by", stated.by[0].text)
    if stated.over:
        reading.values.setdefault("supersedes", tuple(found.text for found in stated.over))


def _day(text: str, formats: tuple[str, ...]) -> date | None:
    bare = text.strip(" *_`.")
    return parse_date(bare, formats) or guess_date(bare, formats[0])


def _after_day(text: str) -> str:
    """What a line such as ``2019-12-19 by [ADR 14](...)`` says after the day and the small word."""
    return re.sub(r"^[\s*+-]*(?:\d{4}-\d{2}-\d{2})?[,:]?\s*(?:by|av)?\s*:?\s*", "", text)


def _unread_date(line: Line, wanted: str) -> Complaint:
    example = date(2026, 5, 4)
    return Complaint(
        "FMT010",
        N_("The date `{value}` in the decision's text can mean two days, or none"),
        N_("Write it as in {example}, or say how the log writes dates under `date_formats` in stafett.yml."),
        {"value": shown(line.text), "example": example.isoformat() if wanted == ISO_DATE else example.strftime(wanted)},
        line=line.line,
    )


def _unread_status(line: Line) -> Complaint:
    return Complaint(
        "FMT010",
        N_("The status `{value}` in the decision's text cannot be understood"),
        N_("Write one of: {choices}."),
        {"value": shown(line.text), "choices": ", ".join(STATUSES)},
        line=line.line,
    )


def _contradiction(given: str, text: _Text, settings: Settings) -> Complaint:
    return Complaint(
        "FMT010",
        N_("The front matter says that the decision is {given}, and its text that it is {said}"),
        N_("Change one of them; until then the front matter counts."),
        {"given": given, "said": str(text.status), "field": settings.fields.get("status", "status")},
        line=text.lines["status"],
    )
