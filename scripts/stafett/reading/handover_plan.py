"""Reads a plan for a handover, a YAML file; what is wrong with it is told with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from stafett.fields import Field, Notation, read_field
from stafett.guesses import nearest
from stafett.handover_plan import HeadTo, Merge, Move, PageTo, Plan, RoleTo, UnitPlan
from stafett.messages import N_, Words
from stafett.model import Complaint, Raw, Where
from stafett.reading.yaml_text import nearest_place, parse, places

PLACES = ("owner", "deputy", "raci", "decision-makers")
"""The fields of a page in which somebody else may take the leaver's place."""


def _fields(types: Mapping[str, str], required: tuple[str, ...] = ()) -> dict[str, Field]:
    return {name: Field(name, type_, required=name in required) for name, type_ in types.items()}


_PLAN = _fields(
    {
        "leaver": "text", "on": "date", "to": "text", "from": "date", "leaves": "truth",
        "roles": "records", "pages": "records", "units": "records",
    }
)  # fmt: skip
_PLAN["roles"] = Field("roles", "records", example="role: name-of-a-role, to: id-of-a-person")
_PLAN["pages"] = Field("pages", "records", example="page: id-of-a-page, owner: name-of-a-role")
_PLAN["units"] = Field("units", "records", example="unit: id-of-a-unit, head: id-of-a-person")
_ROLE = _fields({"role": "text", "to": "text", "from": "date"}, ("role", "to"))
_PAGE = _fields({"page": "text", **dict.fromkeys(PLACES, "text")}, ("page",))
# Each way in which a unit changes, by the word that begins it.
_UNITS = {
    "unit": _fields({"unit": "text", "head": "text"}, ("unit", "head")),
    "merge": _fields({"merge": "text", "into": "text", "from": "date"}, ("merge", "into")),
    "move": _fields({"move": "text", "under": "text", "from": "date"}, ("move", "under")),
}


@dataclass
class PlanFile:
    """A plan as it was read from ``text``, with what is wrong with it."""

    text: str
    plan: Plan = field(default_factory=Plan)
    complaints: list[Complaint] = field(default_factory=list)

    def line(self, where: Where) -> int:
        """The line on which something in the plan stands, or the nearest above it that there is."""
        place = nearest_place(places(self.text), where)
        return place.line if place else 1

    def sentences(self, words: Words) -> list[str]:
        """What is wrong with the file, each with its line before it, in the order of the lines."""
        lines = [(one.line or self.line(one.where), one) for one in self.complaints]
        return [
            f"{line}: {words(one.message, **one.values)}. {words(one.fix, **one.values)}"
            for line, one in sorted(lines, key=lambda item: item[0])
        ]


def read_plan(text: str) -> PlanFile:
    """The plan that ``text`` is. Never raises: where it has complaints, its plan is not to be followed."""
    found = PlanFile(text)
    parsed = parse(text)
    found.complaints += parsed.complaints
    if parsed.complaints:
        return found
    if not isinstance(parsed.value, dict):
        message = N_("The plan should be lines of `name: value`")
        fix = N_("Begin with `leaver: id-of-a-person`, and `to: id-of-a-person` for whoever takes over.")
        found.complaints.append(Complaint("FMT001", message, fix, line=1))
        return found
    reader = _Reader(found.complaints)
    found.plan = reader.plan(parsed.value)
    return found


@dataclass
class _Reader:
    complaints: list[Complaint]

    def plan(self, content: Mapping[str, Raw]) -> Plan:
        values = self._values(content, _PLAN, ())
        return Plan(
            _text(values, "leaver"),
            _day(values, "on"),
            _text(values, "to"),
            _day(values, "from"),
            values.get("leaves") is True,
            tuple(
                RoleTo(_text(role, "role") or "", _text(role, "to") or "", _day(role, "from"))
                for role in self._each(values, "roles", _ROLE)
            ),
            tuple(self._pages(values)),
            tuple(self._units(values)),
        )

    def _pages(self, values: Mapping[str, object]) -> Iterator[PageTo]:
        for index, page in enumerate(self._each(values, "pages", _PAGE)):
            to = {name: str(page[name]) for name in PLACES if page.get(name)}
            if not to:
                message = N_("Nothing is said to change on the page")
                self._add(message, N_("Add `owner: name-of-a-role`, or `deputy:`."), ("pages", index))
            yield PageTo(_text(page, "page") or "", to)

    def _units(self, values: Mapping[str, object]) -> Iterator[UnitPlan]:
        for index, record in enumerate(_records(values, "units")):
            way = next((way for way in _UNITS if way in record), None)
            if way is None:
                message = N_("It is not said what becomes of the unit")
                fix = N_("Write `unit: ..., head: ...`, `merge: ..., into: ...` or `move: ..., under: ...`.")
                self._add(message, fix, ("units", index))
                continue
            found = self._values(record, _UNITS[way], ("units", index))
            first, second = (_text(found, name) or "" for name in list(_UNITS[way])[:2])
            if way == "unit":
                yield HeadTo(first, second)
            else:
                yield (Merge if way == "merge" else Move)(first, second, _day(found, "from"))

    def _each(
        self, values: Mapping[str, object], name: str, fields: Mapping[str, Field]
    ) -> Iterator[Mapping[str, object]]:
        for index, record in enumerate(_records(values, name)):
            yield self._values(record, fields, (name, index))

    def _values(self, record: Mapping[str, Raw], fields: Mapping[str, Field], where: Where) -> dict[str, object]:
        values: dict[str, object] = {}
        for key, raw in record.items():
            if key not in fields:
                guess = nearest(key, fields)
                fix = N_("Did you mean `{guess}`?") if guess else N_("Remove it or correct its name.")
                values_ = {"field": key, "guess": guess or ""}
                self.complaints.append(
                    Complaint("FMT012", N_("`{field}` is not a field here"), fix, values_, (*where, key))
                )
                continue
            outcome = read_field(raw, fields[key], Notation())
            values[key] = outcome.value
            self.complaints += (
                Complaint(one.code, one.message, one.fix, one.values, (*where, *one.where))
                for one in outcome.complaints
            )
        for key, declared in fields.items():
            if declared.required and not record.get(key):
                self._add(N_("`{field}` is missing"), N_("Add a line `{field}: ...`."), where, field=key)
        return values

    def _add(self, message: str, fix: str, where: Where, **values: str) -> None:
        self.complaints.append(Complaint("FMT011", message, fix, values, where))


def _records(values: Mapping[str, object], name: str) -> tuple[Mapping[str, Raw], ...]:
    found = values.get(name)
    return found if isinstance(found, tuple) else ()


def _text(values: Mapping[str, object], name: str) -> str | None:
    value = values.get(name)
    return value if isinstance(value, str) and value else None


def _day(values: Mapping[str, object], name: str) -> date | None:
    value = values.get(name)
    return value if isinstance(value, date) else None
