"""What each field type looks like to other programs: its JSON Schema, and the input of the form in the browser.

One registry beside ``stafett.fields.TYPES``: whoever adds a type there says here what an editor may offer for it. A
schema speaks of values as YAML 1.2 gives them, so that ``2026``, ``true`` and ``0010`` may be numbers or truths where
Stafett reads text. An input is described as the editor of the form takes it (see ``stafett.reports.form_config``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from stafett.dates import UNITS
from stafett.fields import ISO_DATE, Field
from stafett.messages import N_, Words
from stafett.value_words import choice_label, interval_label

Json = dict[str, Any]
SCALAR = ["string", "number", "boolean", "null"]
MOST_OPTIONS = 400
"""How many choices a form's list offers; where there are more, the field is written by hand."""


class Option(NamedTuple):
    """A value that may be chosen, and what it is called."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to choose from, and in which words.

    ``pages`` gives the pages that a reference to a kind may mean, in the order in which they are offered;
    ``spellings`` every way to write such a reference; ``date_formats`` are as in ``stafett.fields.Notation``;
    ``intervals`` the lengths of time that are offered; ``closed`` says that an owner must be one of the roles.
    """

    words: Words
    pages: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    spellings: Mapping[str, tuple[str | int, ...]] = field(default_factory=dict)
    date_formats: tuple[str, ...] = (ISO_DATE,)
    intervals: tuple[str, ...] = ()


class Shape(NamedTuple):
    """A type's JSON Schema and its input; no input where the form leaves such a field as it is in the file."""

    schema: Callable[[Field, Offer], Json]
    widget: Callable[[Field, Offer], Json | None]


def _scalar(_field: Field, _offer: Offer) -> Json:
    return {"type": SCALAR}


def _several(item: Json) -> Json:
    """A list of values, which may also be written as one value, or be empty."""
    return {"anyOf": [{"type": "array", "items": item}, item]}


def _texts(declared: Field, offer: Offer) -> Json:
    return _several(_scalar(declared, offer))


def _choice(declared: Field, _offer: Offer) -> Json:
    return {"enum": [*declared.choices, None]}


def _truth(_field: Field, _offer: Offer) -> Json:
    return {"enum": [True, False, "true", "false", "yes", "no", "on", "off", None]}


_DATE_PARTS = {
    "%Y": r"\d{4}",
    "%m": r"(0[1-9]|1[0-2])",
    "%d": r"(0[1-9]|[12]\d|3[01])",
    "%y": r"\d{2}",
    "%H": r"\d{2}",
    "%M": r"\d{2}",
    "%S": r"\d{2}",
}
_TIME = r"([Tt ].*)?"
_SPECIAL = frozenset(r"\.+*?()[]{}|^$/")


def date_pattern(notation: str) -> str:
    """A regular expression (ECMA 262) for dates in a ``strptime`` notation; it does not count the days of a month."""
    out, i = "", 0
    while i < len(notation):
        part = notation[i : i + 2]
        if part.startswith("%"):
            out, i = out + _DATE_PARTS.get(part, ".+"), i + 2
        else:
            out, i = out + (f"\\{notation[i]}" if notation[i] in _SPECIAL else notation[i]), i + 1
    return out + _TIME if notation == ISO_DATE else out


def _date(_field: Field, offer: Offer) -> Json:
    pattern = "|".join(date_pattern(notation) for notation in offer.date_formats)
    return {"type": ["string", "null"], "pattern": f"^\\s*({pattern})\\s*$"}


def _any_case(word: str) -> str:
    return "".join(f"[{sign.upper()}{sign}]" for sign in word)


_INTERVAL = rf"^\s*(never|0*[1-9]\d{{0,4}}\s+({'|'.join(map(_any_case, UNITS))})[Ss]?)\s*$"


def _interval(_field: Field, _offer: Offer) -> Json:
    return {"type": ["string", "null"], "pattern": _INTERVAL}


def _reference(declared: Field, offer: Offer) -> Json:
    """A reference is one of the pages there are, unless it may also mean what is never listed, as a person."""
    if not declared.to or not all(kind in offer.spellings for kind in declared.to if kind not in _UNLISTED):
        return {"type": SCALAR}
    known: list[Json] = [{"$ref": f"#/definitions/{kind}"} for kind in declared.to if kind in offer.spellings]
    free: list[Json] = [{"type": SCALAR}] if any(kind in _UNLISTED for kind in declared.to) else [{"type": "null"}]
    also: list[Json] = [{"enum": list(declared.also)}] if declared.also else []
    return {"anyOf": [*known, *also, *free]}


_UNLISTED = frozenset(("person", "unit"))


def _references(declared: Field, offer: Offer) -> Json:
    return _several(_reference(declared, offer))


def _groups(declared: Field, offer: Offer) -> Json:
    item = _references(declared, offer)
    groups = {name: {"title": choice_label(offer.words, name), **item} for name in declared.choices}
    return {"type": ["object", "null"], "additionalProperties": False, "properties": groups}


def _records(_field: Field, _offer: Offer) -> Json:
    return {"type": ["array", "null"], "items": {"type": "object"}}


def _steps(declared: Field, offer: Offer) -> Json:
    target: Json = {"type": ["string", "number", "boolean"]}
    parts = {
        "step": {"type": ["string", "number"], "minLength": 1},
        "by": _reference(declared, offer),
        "then": {
            "anyOf": [target, {"type": "object", "minProperties": 1, "additionalProperties": target}, {"type": "null"}]
        },
    }
    step: Json = {"type": "object", "required": ["step"], "additionalProperties": False, "properties": parts}
    return {"type": ["array", "null"], "items": {"anyOf": [{"type": ["string", "number"], "minLength": 1}, step]}}


def _line(_field: Field, _offer: Offer) -> Json:
    return {"widget": "string"}


def _lines(_field: Field, _offer: Offer) -> Json:
    return {"widget": "list"}


def _choosing(declared: Field, offer: Offer) -> Json:
    options = [{"label": choice_label(offer.words, value), "value": value} for value in declared.choices]
    return {"widget": "select", "options": options}


def _switch(_field: Field, _offer: Offer) -> Json:
    return {"widget": "boolean"}


_DAYJS = {"%Y": "YYYY", "%m": "MM", "%d": "DD", "%y": "YY", "%B": "MMMM", "%b": "MMM"}


def _picker(_field: Field, offer: Offer) -> Json:
    """A date picker; where the dates are written as the editor cannot write them, a line of text."""
    written = offer.date_formats[0]
    for ours, theirs in _DAYJS.items():
        written = written.replace(ours, theirs)
    if "%" in written:
        return {"widget": "string"}
    return {"widget": "datetime", "type": "date", "format": written}


def _length_of_time(_field: Field, offer: Offer) -> Json:
    options = [{"label": interval_label(offer.words, text), "value": text} for text in offer.intervals]
    return {"widget": "select", "options": options}


def _options(declared: Field, offer: Offer) -> list[str] | None:
    """The names of the lists that a reference is chosen from; None where it is written by hand."""
    lists = [kind for kind in declared.to if offer.pages.get(kind)]
    number = sum(len(offer.pages[kind]) for kind in lists)
    return [*lists, *(f"={word}" for word in declared.also)] if 0 < number <= MOST_OPTIONS else None


def _picking(declared: Field, offer: Offer) -> Json:
    lists = _options(declared, offer)
    return {"widget": "select", "options_of": lists} if lists else {"widget": "string"}


def _picking_several(declared: Field, offer: Offer) -> Json:
    """Roles are ticked; pages and decisions stand in an order."""
    lists = _options(declared, offer)
    if not lists:
        return _lines(declared, offer)
    if declared.to == ("role",) or "person" in declared.to:
        return {"widget": "select", "multiple": True, "options_of": lists}
    page = {"name": "value", "label": offer.words(N_("Page")), "widget": "select", "options_of": lists}
    return {"widget": "list", "field": page}


def _grouping(declared: Field, offer: Offer) -> Json:
    inner = _picking_several(declared, offer)
    groups = [
        {"name": name, "label": choice_label(offer.words, name), "required": False, **inner}
        for name in declared.choices
    ]
    return {"widget": "object", "fields": groups, "collapsed": "auto"}


def _left(_field: Field, _offer: Offer) -> None:
    return None


def _stepping(declared: Field, offer: Offer) -> Json:
    """A step: what is done, by whom, and for a question which answer leads where."""
    words = offer.words
    answers = [
        {"name": "answer", "label": words(N_("Answer")), "widget": "string", "required": False},
        {
            "name": "to",
            "label": words(N_("Leads to")),
            "widget": "string",
            "hint": words(N_("The number of a step, or a text that ends the process.")),
        },
    ]
    fields = [
        {"name": "step", "label": words(N_("What is done")), "widget": "string"},
        {"name": "by", "label": words(N_("By whom")), "required": False, **_picking(declared, offer)},
        {
            "name": "then",
            "label": words(N_("Answers")),
            "label_singular": words(N_("Answer")),
            "widget": "list",
            "required": False,
            "collapsed": "auto",
            "summary": "{{answer}} → {{to}}",
            "hint": words(N_("Only where the step is a question, or where it leads to another than the next one.")),
            "fields": answers,
        },
    ]
    step = words(N_("Step"))
    return {"widget": "list", "label_singular": step, "summary": "{{step}}", "collapsed": True, "fields": fields}


SHAPES: Mapping[str, Shape] = {
    "text": Shape(_scalar, _line),
    "texts": Shape(_texts, _lines),
    "words": Shape(_texts, _lines),
    "choice": Shape(_choice, _choosing),
    "truth": Shape(_truth, _switch),
    "date": Shape(_date, _picker),
    "interval": Shape(_interval, _length_of_time),
    "reference": Shape(_reference, _picking),
    "references": Shape(_references, _picking_several),
    "groups": Shape(_groups, _grouping),
    "records": Shape(_records, _left),
    "steps": Shape(_steps, _stepping),
}
