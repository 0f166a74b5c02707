"""The field types: text as YAML gives it -> a typed value, or a complaint that says how to mend it.

A type is a function ``(raw, field, rules) -> Outcome``; ``TYPES`` names them for the kinds' declarations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from stafett.dates import LONGEST_YEARS, Interval, parse_interval
from stafett.guesses import guess_date, guess_interval, nearest
from stafett.messages import N_
from stafett.model import Complaint, Raw, Step
from stafett.refusals import InvalidValue, one_line, shown
from stafett.step_notation import read_steps

ISO_DATE = "%Y-%m-%d"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind, as declared: its type, and what the type needs to know.

    ``to`` names the kinds (and ``person``, ``unit``) that a reference may point to, ``also`` the words that it may
    be instead; ``choices`` the values of a choice; ``help`` its help text by language.
    """

    name: str
    type: str
    required: bool = False
    to: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    example: str = "key: value"
    label: Mapping[str, str] = field(default_factory=dict)
    help: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notation:
    """How a knowledge base writes values: its date formats, in ``strptime`` notation."""

    date_formats: tuple[str, ...] = (ISO_DATE,)


class Outcome(NamedTuple):
    """A typed value, and complaints about what could not be given a meaning."""

    value: object
    complaints: tuple[Complaint, ...] = ()


FieldType = Callable[[Raw, Field, Notation], object]


def read_field(raw: Raw, declared: Field, notation: Notation) -> Outcome:
    """Give ``raw`` the meaning that the field's type has for it; None stays None (an empty field is absent)."""
    if raw is None:
        return Outcome(None)
    try:
        return Outcome(meaning(raw, declared, notation))
    except InvalidValue as invalid:
        return Outcome(None, (invalid.complaint(declared.name),))


def meaning(raw: Raw, declared: Field, notation: Notation) -> object:
    """What ``raw`` means by the field's type. Raises InvalidValue."""
    return TYPES[declared.type](raw, declared, notation)


def _one_text(raw: Raw) -> str:
    if isinstance(raw, str):
        return raw.strip()
    raise InvalidValue(
        N_("`{field}` should be one value, but it is a list or a group: {value}"),
        N_("Write one value after `{field}:`."),
        value=shown(raw),
    )


def _text(raw: Raw, _field: Field, _notation: Notation) -> str:
    return one_line(raw) if isinstance(raw, str) else _one_text(raw)


def _texts(raw: Raw, _field: Field, _notation: Notation) -> tuple[str, ...]:
    found = []
    for item in raw if isinstance(raw, list) else [raw]:
        if isinstance(item, str):
            found.append(one_line(item))
        elif item is not None:
            raise InvalidValue(
                N_("`{field}` should be a list of plain values, but something in it is a list or a group: {value}"),
                N_("Write `{field}: [first, second]`."),
                value=shown(raw),
            )
    return tuple(found)


def _words(raw: Raw, declared: Field, notation: Notation) -> tuple[str, ...]:
    """A list of words, which may also be written as one text with commas."""
    if isinstance(raw, str):
        raw = [part.strip() for part in raw.split(",") if part.strip()]
    return _texts(raw, declared, notation)


def _choice(raw: Raw, declared: Field, _notation: Notation) -> str:
    text = _one_text(raw)
    if text in declared.choices:
        return text
    choices = ", ".join(declared.choices)
    guess = nearest(text, declared.choices)
    raise InvalidValue(
        N_("`{field}: {value}` is not one of {choices}"),
        N_("Write `{field}: {guess}`.") if guess else N_("Write one of: {choices}."),
        value=shown(text),
        choices=choices,
        guess=guess or "",
    )


_TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def _truth(raw: Raw, _field: Field, _notation: Notation) -> bool:
    text = _one_text(raw).lower()
    if text not in _TRUTHS:
        raise InvalidValue(
            N_("`{field}: {value}` should be true or false"),
            N_("Write `{field}: true` or `{field}: false`."),
            value=shown(text),
        )
    return _TRUTHS[text]


_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[Tt ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[Zz]|[+-]\d{2}:?\d{2})?)?"
)


def parse_date(text: str, formats: tuple[str, ...]) -> date | None:
    """The date that ``text`` writes in one of ``formats``; None if it is none.

    ISO 8601 wants two-digit months and days, and a date-time counts as its date. Another format is taken only
    where writing the date in it gives ``text`` back, so that "7/16/2024" is none where "07/16/2024" is meant.
    """
    for notation in formats:
        if notation == ISO_DATE:
            match = _ISO.fullmatch(text)
            if match and match[0].isascii():
                try:
                    return date(int(match[1]), int(match[2]), int(match[3]))
                except ValueError:
                    continue
        else:
            try:
                day = datetime.strptime(text, notation)  # noqa: DTZ007 (a calendar date has no time zone)
            except (ValueError, OverflowError):
                continue
            if day.strftime(notation).lower() == text.lower():
                return day.date()
    return None


def _date(raw: Raw, _field: Field, notation: Notation) -> date:
    text = _one_text(raw)
    day = parse_date(text, notation.date_formats)
    if day is not None:
        return day
    wanted = notation.date_formats[0]
    guess = guess_date(text, wanted)
    example = guess or date(2026, 5, 4)
    raise InvalidValue(
        N_("`{field}: {value}` cannot be read as a date"),
        N_("Write year, month and day of the calendar as in this example: `{field}: {example}`.")
        if guess is None
        else N_("Write `{field}: {example}` if that is the day you mean."),
        value=shown(text),
        example=example.isoformat() if wanted == ISO_DATE else example.strftime(wanted),
    )


def _interval(raw: Raw, _field: Field, _notation: Notation) -> Interval:
    text = " ".join(_one_text(raw).split())
    interval = parse_interval(text)
    if interval is not None:
        return interval
    guess = guess_interval(text)
    raise InvalidValue(
        N_("`{field}: {value}` cannot be read as a length of time between 1 day and {longest} years"),
        N_("Write `{field}: {guess}`.")
        if guess
        else N_("Write for example `{field}: 6 months`, `90 days`, `1 year` or `never`."),
        value=shown(text),
        guess=str(guess or ""),
        longest=str(LONGEST_YEARS),
    )


def _groups(raw: Raw, declared: Field, notation: Notation) -> dict[str, tuple[str, ...]]:
    """A list of values in each of the groups that the field's choices name, as in ``raci`` and ``must_know``."""
    if not isinstance(raw, dict):
        raise InvalidValue(
            N_("`{field}` should name its groups ({choices}), but it is: {value}"),
            N_("Write `{field}: {{{first}: [...]}}`."),
            value=shown(raw),
            choices=", ".join(declared.choices),
            first=declared.choices[0],
        )
    for name in raw:
        if name not in declared.choices:
            guess = nearest(name, declared.choices)
            raise InvalidValue(
                N_("`{field}` has no group `{value}`; its groups are {choices}"),
                N_("Write `{guess}` instead of `{value}`.") if guess else N_("Use one of: {choices}."),
                value=shown(name),
                choices=", ".join(declared.choices),
                guess=guess or "",
            )
    return {name: _texts(items, declared, notation) for name, items in raw.items()}


def _records(raw: Raw, declared: Field, _notation: Notation) -> tuple[dict[str, Raw], ...]:
    """A list of small groups of values, which their reader takes apart."""
    if isinstance(raw, list) and all(isinstance(item, dict) for item in raw):
        return tuple(item for item in raw if isinstance(item, dict))
    raise InvalidValue(
        N_("`{field}` should be a list of groups of values, but it is: {value}"),
        N_("Write one line for each, as `- {{{example}}}`."),
        value=shown(raw),
        example=declared.example,
    )


def _steps(raw: Raw, _field: Field, _notation: Notation) -> tuple[Step, ...]:
    """The steps of a process, in order (see ``step_notation``)."""
    return read_steps(raw)


TYPES: Mapping[str, FieldType] = {
    "text": _text,
    "texts": _texts,
    "words": _words,
    "choice": _choice,
    "truth": _truth,
    "date": _date,
    "interval": _interval,
    "reference": _text,
    "references": _texts,
    "groups": _groups,
    "records": _records,
    "steps": _steps,
}
