"""Reads the directory, ``people/*.yml``: who works here, when, in which unit, and which roles they hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from stafett.fields import Field, Notation, read_field
from stafett.guesses import nearest
from stafett.messages import LANGUAGES, N_
from stafett.model import Complaint, Directory, PathsDone, Person, Raw, Spell, Tenure, Unit, Where
from stafett.reading.files import read_text
from stafett.reading.yaml_text import DIRECTORY_LIMIT, Place, parse, places
from stafett.refusals import shown

_PERSON = {
    name: Field(name, type_, required=required)
    for name, type_, required in (
        ("id", "text", True),
        ("unit", "text", True),
        ("first_day", "date", True),
        ("last_day", "date", False),
        ("name", "text", False),
        ("email", "text", False),
        ("account", "text", False),
        ("language", "choice", False),
        ("roles", "records", False),
        ("leave", "records", False),
        ("earlier", "records", False),
        ("earlier_units", "records", False),
    )
}
_PERSON["language"] = Field("language", "choice", choices=LANGUAGES)
_PERSON["roles"] = Field("roles", "records", example="role: name-of-a-role, from: 2026-01-01")
_PERSON["leave"] = Field("leave", "records", example="from: 2026-01-01, until: 2026-08-31")
_PERSON["earlier"] = Field("earlier", "records", example="first_day: 2019-01-01, last_day: 2021-08-31")
_PERSON["earlier_units"] = Field("earlier_units", "records", example="unit: name-of-a-unit, until: 2025-12-31")
_LEAVE = {name: Field(name, "date", required=name == "from") for name in ("from", "until")}
_EARLIER = {name: Field(name, "date", required=True) for name in ("first_day", "last_day")}
_EARLIER_UNIT = {name: Field(name, type_, required=True) for name, type_ in (("unit", "text"), ("until", "date"))}
_TENURE = {
    name: Field(name, type_, required=name == "role")
    for name, type_ in (("role", "text"), ("from", "date"), ("until", "date"))
}
_UNIT = {name: Field(name, "text", required=name in {"id", "name"}) for name in ("id", "name", "parent", "head")}
_UNIT["paths_done"] = Field("paths_done", "records", example="until: 2026-06-30, newcomers: 14, days: 92")
_PATHS_DONE = {
    name: Field(name, type_, required=True)
    for name, type_ in (("until", "date"), ("newcomers", "text"), ("days", "text"))
}
_MOST_DIGITS = 5
_UNIT["until"] = Field("until", "date")


def read_directory(root: Path, folder: str) -> tuple[Directory, tuple[tuple[str, Complaint], ...]]:
    """The directory in ``folder`` of the knowledge base, and what is wrong with it by path.

    A file or record that cannot be read is left out and told; the others count. Without the folder, without a file
    in it, or where something in them cannot be read, ``present`` is false: nobody can say which role is vacant.
    """
    reader = _Reader()
    paths = sorted(path for path in (root / folder).glob("*.y*ml") if path.suffix in {".yml", ".yaml"})
    for path in paths:
        reader.read(path, f"{folder.rstrip('/')}/{path.name}")
    reader.part_units_from_people()
    whole = not any(complaint.code in {"FMT001", "FMT010", "SEC002"} for _, complaint in reader.complaints)
    present = bool(paths) and whole
    return Directory(reader.people, reader.units, present, reader.texts, reader.records), tuple(reader.complaints)


@dataclass
class _Reader:
    people: dict[str, Person] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    complaints: list[tuple[str, Complaint]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    records: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    path: str = ""
    text: str = ""
    places: dict[Where, Place] | None = None

    def read(self, path: Path, name: str) -> None:
        self.path, self.places = name, None
        text = _link() if path.is_symlink() else read_text(path)
        if isinstance(text, Complaint):
            self._add(text)
            return
        self.text = self.texts[name] = text
        parsed = parse(text, DIRECTORY_LIMIT)
        for complaint in parsed.complaints:
            self._add(complaint)
        if parsed.value is None:
            return
        if not isinstance(parsed.value, dict):
            message = N_("The file should have two lists, `people:` and `units:`, but it is: {value}")
            fix = N_("Write `people:` on a line of its own, and each person below it as `- id: ...`.")
            self._add(Complaint("FMT001", message, fix, {"value": shown(parsed.value)}, line=1))
            return
        self._take(parsed.value)

    def _take(self, content: Mapping[str, Raw]) -> None:
        for key in content:
            if key not in {"people", "units"}:
                message = N_("`{field}` is not a list of the directory; its lists are `people` and `units`")
                self._add(Complaint("FMT012", message, N_("Remove it or correct its name."), {"field": key}, (key,)))
        for index, record in self._records(content, "people"):
            self._person(record, index)
        for index, record in self._records(content, "units"):
            self._unit(record, index)

    def _records(self, content: Mapping[str, Raw], name: str) -> Iterator[tuple[int, Mapping[str, Raw]]]:
        items = content.get(name)
        for index, item in enumerate(items if isinstance(items, list) else [] if items is None else [items]):
            if isinstance(item, dict):
                yield index, item
            else:
                message = N_("Something in `{field}` is not a group of `name: value` lines: {value}")
                fix = N_("Write each as `- id: ...` with its other fields below.")
                self._add(Complaint("FMT010", message, fix, {"field": name, "value": shown(item)}, (name, index)))

    def _person(self, record: Mapping[str, Raw], index: int) -> None:
        values = self._values(record, _PERSON, ("people", index))
        id_ = values.get("id")
        if not isinstance(id_, str) or self._taken(id_, self.people, ("people", index)):
            return
        texts = {key: value for key, value in values.items() if isinstance(value, str)}
        self.records["people", id_] = self.path, index
        self.people[id_] = Person(
            id_,
            texts.get("unit"),
            _day(values.get("first_day")),
            _day(values.get("last_day")),
            texts.get("name"),
            texts.get("email"),
            tuple(self._tenures(values.get("roles"), index)),
            texts.get("account"),
            texts.get("language"),
            tuple(self._spells(values.get("leave"), index, "leave", _LEAVE)),
            tuple(self._spells(values.get("earlier"), index, "earlier", _EARLIER)),
            self._earlier_units(values.get("earlier_units"), index),
        )

    def _spells(self, records: object, index: int, name: str, fields: Mapping[str, Field]) -> Iterator[Spell]:
        begin, end = fields
        for number, record in enumerate(records if isinstance(records, tuple) else ()):
            values = self._values(record, fields, ("people", index, name, number))
            # One whose days cannot be read is left out: an unread end would make it last for ever.
            if all(isinstance(values.get(key), date) for key in fields if record.get(key) or fields[key].required):
                yield Spell(_day(values.get(begin)), _day(values.get(end)))

    def _earlier_units(self, records: object, index: int) -> tuple[tuple[str, date], ...]:
        found = []
        for number, record in enumerate(records if isinstance(records, tuple) else ()):
            values = self._values(record, _EARLIER_UNIT, ("people", index, "earlier_units", number))
            unit, until = values.get("unit"), values.get("until")
            if isinstance(unit, str) and isinstance(until, date):
                found.append((unit, until))
        return tuple(sorted(found, key=lambda item: item[1]))

    def _tenures(self, records: object, index: int) -> Iterator[Tenure]:
        for number, record in enumerate(records if isinstance(records, tuple) else ()):
            values = self._values(record, _TENURE, ("people", index, "roles", number))
            role = values.get("role")
            # A tenure whose dates cannot be read is left out: an unread end would make it last for ever.
            readable = all(not record.get(key) or isinstance(values.get(key), date) for key in ("from", "until"))
            if isinstance(role, str) and readable:
                yield Tenure(role, _day(values.get("from")), _day(values.get("until")))

    def _unit(self, record: Mapping[str, Raw], index: int) -> None:
        values = self._values(record, _UNIT, ("units", index))
        id_ = values.get("id")
        if isinstance(id_, str) and not self._taken(id_, self.units, ("units", index)):
            self.records["units", id_] = self.path, index
            parent, head = values.get("parent"), values.get("head")
            self.units[id_] = Unit(
                id_,
                str(values.get("name") or id_),
                parent if isinstance(parent, str) else None,
                head if isinstance(head, str) else None,
                tuple(self._paths_done(values.get("paths_done"), index)),
                _day(values.get("until")),
            )

    def _paths_done(self, records: object, index: int) -> Iterator[PathsDone]:
        for number, record in enumerate(records if isinstance(records, tuple) else ()):
            where = ("units", index, "paths_done", number)
            values = self._values(record, _PATHS_DONE, where)
            until = values.get("until")
            numbers = [self._number(values, name, where) for name in ("newcomers", "days")]
            if isinstance(until, date) and None not in numbers:
                yield PathsDone(until, *(number or 0 for number in numbers))

    def _number(self, values: Mapping[str, object], name: str, where: tuple[str | int, ...]) -> int | None:
        value = values.get(name)
        if not isinstance(value, str):
            return None
        if value.isascii() and value.isdecimal() and len(value) <= _MOST_DIGITS:
            return int(value)
        message = N_("`{field}` should be a whole number, but it is: {value}")
        self._add(
            Complaint(
                "FMT010", message, N_("Write it in digits."), {"field": name, "value": shown(value)}, (*where, name)
            )
        )
        return None

    def _values(
        self, record: Mapping[str, Raw], fields: Mapping[str, Field], where: tuple[str | int, ...]
    ) -> dict[str, object]:
        values: dict[str, object] = {}
        for key, raw in record.items():
            if key in fields:
                outcome = read_field(raw, fields[key], Notation())
                values[key] = outcome.value
                for complaint in outcome.complaints:
                    self._add(
                        Complaint(complaint.code, complaint.message, complaint.fix, complaint.values, (*where, key))
                    )
            else:
                guess = nearest(key, fields)
                fix = N_("Did you mean `{guess}`?") if guess else N_("Remove it or correct its name.")
                message = N_("`{field}` is not a field here")
                self._add(Complaint("FMT012", message, fix, {"field": key, "guess": guess or ""}, (*where, key)))
        for key, declared in fields.items():
            if declared.required and not record.get(key):
                message, fix = N_("`{field}` is missing"), N_("Add a line `{field}: ...`.")
                self._add(Complaint("FMT011", message, fix, {"field": key}, where))
        return values

    def part_units_from_people(self) -> None:
        """Leave out each unit that has the id of a person, and tell: the site publishes the ids of units."""
        people = set(map(_folded, self.people))
        for id_ in [id_ for id_ in self.units if _folded(id_) in people]:
            del self.units[id_]
            self.path, index = self.records["units", id_]
            self.text, self.places = self.texts[self.path], None
            message = N_("The unit's id `{id}` is also a person's (upper and lower case count as one)")
            fix = N_("Give the unit another id, also where people and pages name it. Until then it does not count.")
            self._add(Complaint("FMT013", message, fix, {"id": id_}, ("units", index, "id")))

    def _taken(self, id_: str, others: Mapping[str, object], where: tuple[str | int, ...]) -> bool:
        if id_ not in others:
            return False
        message = N_("The id `{id}` is already taken in the directory")
        self._add(Complaint("FMT013", message, N_("Give one of the two another id."), {"id": id_}, where))
        return True

    def _add(self, complaint: Complaint) -> None:
        if not complaint.line:
            if self.places is None:
                self.places = places(self.text, DIRECTORY_LIMIT)
            where, found = complaint.where, self.places
            while where and where not in found:
                where = where[:-1]
            place = found.get(where)
            line, column = place or (1, 1)
            complaint = Complaint(
                complaint.code, complaint.message, complaint.fix, complaint.values, complaint.where, line, column
            )
        self.complaints.append((self.path, complaint))


def _link() -> Complaint:
    """A link could lead to any file of the machine, whose words a message would then repeat."""
    return Complaint(
        "SEC002",
        N_("This is a link to another place, and is not read"),
        N_("Remove the link, and put the file itself in its place."),
        line=1,
    )


def _folded(id_: str) -> str:
    """What two ids have in common that look alike, in whatever case and however ``å`` is encoded."""
    return unicodedata.normalize("NFC", id_.casefold())


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
