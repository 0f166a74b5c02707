"""Reads ``import`` in ``stafett.yml``: how people are imported from an organisation's other systems."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from stafett.messages import N_
from stafett.model import Raw
from stafett.reading.settings_block import Problem
from stafett.reading.staff.export import FORMATS
from stafett.reading.staff.headings import FIELDS, NONE
from stafett.refusals import shown
from stafett.settings import Import

CARRIED = ("name", "email", "account", "language")
_VALUES = ("format", "to", "prefix")
_GROUPS = ("columns", "units", "roles")
_LISTS = ("dates", "with")
_KNOWN = (*_VALUES, *_GROUPS, *_LISTS)


def read_import(raw: Mapping[str, Raw], tell: Callable[[Problem], None]) -> Import:
    """What ``raw``, the value of ``import``, means; what is wrong with it is told, and as usual then."""
    problems = list(_problems(raw))
    for problem in problems:
        tell(problem)
    if problems:
        return Import()
    format_, to, prefix = (str(raw.get(name) or "") for name in _VALUES)
    columns, units, roles = (_group(raw.get(name)) for name in _GROUPS)
    dates, carry = (_texts(raw.get(name)) for name in _LISTS)
    return Import(format_, to, prefix, columns, units, roles, dates, carry)


def _problems(raw: Mapping[str, Raw]) -> Iterator[Problem]:
    for name, value in raw.items():
        where = ("import", name)
        if name not in _KNOWN:
            names = ", ".join(f"`{each}`" for each in _KNOWN)
            values = {"block": "import", "key": name, "known": names}
            yield Problem(where, N_("`{block}` knows {known}, not `{key}`"), values)
        elif name in _VALUES and not isinstance(value, str | None):
            yield Problem(where, N_("`{block}: {key}` should be one value"), {"block": "import", "key": name})
        elif name in _LISTS and not (value is None or isinstance(value, str) or _is_texts(value)):
            yield Problem(where, N_("`{name}` should be a list of plain values"), {"name": f"import: {name}"})
        elif name in _GROUPS and not (value is None or (isinstance(value, dict) and _is_texts([*value.values()]))):
            yield Problem(where, N_("`{path}` should be lines of `name: value`"), {"path": f"import: {name}"})
        else:
            yield from _wrong_choice(name, value)


def _wrong_choice(name: str, value: Raw) -> Iterator[Problem]:
    choices: Mapping[str, tuple[str, ...]] = {"format": FORMATS, "with": CARRIED, "columns": (*FIELDS, NONE)}
    given = (*_group(value).values(), *_texts(value)) if name in choices else ()
    for one in given:
        if one not in choices[name]:
            message = N_("`{value}` is not one of {choices}")
            yield Problem(("import", name), message, {"value": shown(one), "choices": ", ".join(choices[name])})


def _is_texts(value: Raw) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _texts(value: Raw) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(item for item in items if isinstance(item, str))


def _group(value: Raw) -> dict[str, str]:
    return {name: str(text) for name, text in value.items()} if isinstance(value, dict) else {}
