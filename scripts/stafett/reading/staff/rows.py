"""Gives the rows of a file of people their meaning: ids, days, leave, whether they are active."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from stafett.dates import LONGEST_YEARS
from stafett.fields import ISO_DATE, parse_date
from stafett.messages import LANGUAGES, N_
from stafett.model import Spell
from stafett.reading.staff.export import Export, NotAnExport, RowProblem, SourceRow, in_order
from stafett.reading.staff.headings import Mapped, folded
from stafett.reading.staff.placing import LEVELS, ends_with_unit, separator, steps

_ID = re.compile(r"[^\W_][\w.@+-]{0,99}")
YES = frozenset("true yes ja 1 aktiv active enabled x j y".split())
NO = frozenset("false no nej 0 inaktiv inactive disabled avslutad n".split())
_DISABLED = 2  # the bit of Active Directory's userAccountControl
_COMPACT, _DIGITS = re.compile(r"(\d{8})(?:\d{2,6}(?:[.,]\d+)?(?:Z|[+-]\d{4})?)?"), re.compile(r"\d{1,19}")
_FILE_TIME = datetime(1601, 1, 1)  # noqa: DTZ001 (Active Directory counts from here; the day is all that is wanted)
_NEVER_EXPIRES = frozenset((0, 2**63 - 1))
_NO_END = date.max.year  # as HR systems write that an employment has no end: 9999-12-31
_IDENTITY = re.compile(r"(?:\d{2})?(\d{2})(\d{2})(\d{2})[-+]?(\d{4})")
# What tells one person from another, beside the headings of these fields.
_CALLED_BY = ("id", "name", "email", "account")
_CALLED_UNDER = frozenset(
    "dn distinguishedname id objectid externalid uid userid username samaccountname userprincipalname mail email "
    "emails emailaddress employeeid employeenumber displayname cn name namn epost anvandarid signatur".split()
)
_COORDINATION = 60  # added to the day in a Swedish coordination number


@dataclass(frozen=True)
class StaffRow:
    """Somebody as a row says; None or nothing where it does not. ``active`` is False for an account that is off.

    ``code`` is that of ``unit``, and ``above`` are the units above it, from the top down. ``least`` tells that the row
    names no unit of its own, only one further up. ``manager`` is who leads them, as the row says it: one of the names
    that somebody is ``called``, or yes or no where it tells who leads others.
    """

    line: int
    id: str
    unit: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    titles: tuple[str, ...] = ()
    leave: Spell | None = None
    active: bool | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    code: str | None = None
    above: tuple[str, ...] = ()
    least: bool = False
    manager: str | None = None
    called: frozenset[str] = frozenset()


def staff_rows(
    export: Export, mapped: Mapped, formats: Sequence[str] = (), prefix: str = ""
) -> tuple[list[StaffRow], list[RowProblem]]:
    """What the rows mean, and those that mean nothing to us, each with the reason.

    ``formats`` are how dates may be written besides 2024-03-01 and 20240301, ``prefix`` what stands before an id in
    the directory. Raises NotAnExport where the ids are Swedish personal identity numbers.
    """
    headings = mapped.headings
    units = _Units.of(export, mapped)
    ids = [value for row in export.rows for value in row.values.get(headings["id"], ())[:1]]
    if sum(map(is_identity_number, ids)) > len(ids) / 2:
        message = N_(
            "'{heading}' holds personal identity numbers, which must not lie in a git repository; take the number "
            "of the employment instead, with --map"
        )
        raise NotAnExport(message, heading=headings["id"])
    rows: list[StaffRow] = []
    problems = list(export.problems)
    for source in export.rows:
        try:
            rows.append(_Row(source, headings, formats, units).read(prefix))
        except _BadRow as bad:
            given = source.values.get(headings["id"], ("",))[0]
            known = f"{prefix}{given}" if _ID.fullmatch(given) else ""
            problems.append(RowProblem(source.line, bad.message, bad.values, known))
    return rows, in_order(problems)


def is_identity_number(text: str) -> bool:
    """Whether the text is a Swedish personal identity or coordination number: a day of birth, and the right last digit.

    The check digit is by the Luhn algorithm over the last ten digits (SKV 704, Skatteverket).
    """
    match = _IDENTITY.fullmatch(text.strip())
    if match is None:
        return False
    day = int(match[3]) - (_COORDINATION if int(match[3]) > _COORDINATION else 0)
    try:
        date(2000 + int(match[1]) % 4, int(match[2]), day)  # 2000 is a leap year, as every fourth is
    except ValueError:
        return False
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate("".join(match.groups())))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


class _BadRow(Exception):  # noqa: N818 (told as a RowProblem)
    def __init__(self, message: str, **values: str) -> None:
        super().__init__(message)
        self.message, self.values = message, values


class _Units(NamedTuple):
    """How a way to a unit is written, if there is one: its ``sign``, and whether it ends with the ``whole``."""

    sign: str = ""
    whole: bool = False

    @classmethod
    def of(cls, export: Export, mapped: Mapped) -> _Units:
        if "unit_path" not in mapped.headings:
            return cls()
        sign = separator(export, mapped.headings["unit_path"])
        return cls(sign, ends_with_unit(export, mapped, sign))


class _Place(NamedTuple):
    """The unit that a row names, those above it, and whether it names only one further up."""

    unit: str | None
    above: tuple[str, ...]
    least: bool


@dataclass(frozen=True)
class _Row:
    source: SourceRow
    headings: Mapping[str, str]
    formats: Sequence[str]
    units: _Units

    def read(self, prefix: str) -> StaffRow:
        id_ = self.text("id")
        if id_ is None:
            raise _BadRow(N_("The row has no id under '{heading}'"), heading=self.headings["id"])
        if not _ID.fullmatch(id_):
            raise _BadRow(N_("'{value}' cannot be an id: letters, digits and .-_@+ alone"), value=id_[:40])
        first, last = self.day("first_day"), self.day("last_day")
        if first and last and last < first:
            message = N_("The last day, {last}, is before the first, {first}")
            raise _BadRow(message, first=first.isoformat(), last=last.isoformat())
        if is_identity_number(id_):
            raise _BadRow(
                N_("The id is a personal identity number, which must not lie in a git repository; it is not shown")
            )
        place = self.place()
        return StaffRow(
            self.source.line,
            prefix + id_,
            place.unit,
            first,
            last,
            self.source.values.get(self.headings.get("role", ""), ()),
            self.leave(),
            self.active(),
            dict(self.texts()),
            self.text("unit_code"),
            place.above,
            place.least,
            self.text("manager"),
            frozenset(self.called()),
        )

    def place(self) -> _Place:
        """The unit and what is above it: by a way to it, else by the units above that have headings of their own."""
        unit = self.text("unit")
        levels = [text for level in LEVELS if (text := self.text(level))]
        way = steps(self.text("unit_path") or "", self.units.sign) if self.units.sign else []
        if way and self.units.whole:
            own = {(unit or way[-1]).casefold(), (self.text("unit_code") or way[-1]).casefold()}
            above = way[:-1] if way[-1].casefold() in own else []
            unit = unit or way[-1]
        else:
            above = way or ([parent] if (parent := self.text("parent_unit")) else levels)
        least = unit is None and bool(above)
        if least:
            *above, unit = above
        chain = [*above, unit or ""]
        lower = [name for name, next_ in pairwise(chain) if name.casefold() != next_.casefold()]
        return _Place(unit, tuple(lower), least)

    def called(self) -> Iterator[str]:
        """Everything that another row could say to mean this person as somebody's manager."""
        known = {self.headings[field] for field in _CALLED_BY if field in self.headings}
        for heading, values in self.source.values.items():
            if heading in known or folded(heading) in _CALLED_UNDER:
                yield from (as_called(value) for value in values)
        parts = [text for part in ("given_name", "family_name") if (text := self.text(part))]
        if parts:
            yield as_called(" ".join(parts))

    def text(self, name: str) -> str | None:
        """What stands under the heading of a field, made one line."""
        values = self.source.values.get(self.headings.get(name, ""), ())
        text = " ".join(values[0].split()) if values else ""
        if not text.isprintable():
            raise _BadRow(N_("There is a sign under '{heading}' that cannot be shown"), heading=self.headings[name])
        return text or None

    def day(self, name: str) -> date | None:
        text = self.text(name)
        if text is None:
            return None
        heading = self.headings[name]
        found = _file_time(text) if heading.lower() == "accountexpires" else _day(text, self.formats)
        if found is None:
            message = N_("'{value}' under '{heading}' cannot be read as a date such as 2024-03-01")
            raise _BadRow(message, value=text[:40], heading=heading)
        return None if name in {"last_day", "leave_until"} and found.year >= _NO_END else found

    def leave(self) -> Spell | None:
        start, end = self.day("leave_from"), self.day("leave_until")
        if start is None and end is None:
            return None
        if start is None or (end and end < start):
            raise _BadRow(N_("The leave has no first day, or ends before it begins"))
        return Spell(start, end)

    def active(self) -> bool | None:
        text = self.text("active")
        if text is None:
            return None
        if self.headings["active"].lower() == "useraccountcontrol":
            return not int(text) & _DISABLED if _DIGITS.fullmatch(text) and text.isascii() else None
        if text.casefold() in YES | NO:
            return text.casefold() in YES
        message = N_("'{value}' under '{heading}' says neither yes nor no")
        raise _BadRow(message, value=text[:40], heading=self.headings["active"])

    def texts(self) -> list[tuple[str, str]]:
        """Name, email, account and language."""
        parts = [text for part in ("given_name", "family_name") if (text := self.text(part))]
        found = {name: self.text(name) for name in ("name", "email", "account")}
        found["name"] = found["name"] or " ".join(parts) or None
        language = (self.text("language") or "")[:2].lower()
        return [
            *((name, text) for name, text in found.items() if text),
            *([("language", language)] if language in LANGUAGES else []),
        ]


def as_called(text: str) -> str:
    """A name, an address or a distinguished name without what is written in several ways: case and blanks."""
    return ",".join(" ".join(part.split()) for part in text.casefold().split(","))


def _day(text: str, formats: Sequence[str]) -> date | None:
    """A date as one of ``formats``, as ISO 8601 with or without hyphens, or LDAP's generalized time (RFC 4517)."""
    compact = _COMPACT.fullmatch(text)
    return parse_date(text, (*formats, ISO_DATE)) or (
        parse_date(f"{compact[1][:4]}-{compact[1][4:6]}-{compact[1][6:]}", (ISO_DATE,)) if compact else None
    )


def _file_time(text: str) -> date | None:
    """The last whole day before an Active Directory account expires: hundreds of nanoseconds since 1601, in UTC.

    A day past all others where it never does. A date as people write it counts as one.
    """
    if not (_DIGITS.fullmatch(text) and text.isascii()) or len(text) == len("20240301"):
        return _day(text, ())
    ticks = int(text)
    if ticks in _NEVER_EXPIRES:
        return date.max
    days = (ticks - 1) // (24 * 3600 * 10**7)
    return (_FILE_TIME + timedelta(days=days)).date() if days < LONGEST_YEARS * 366 * 20 else None
