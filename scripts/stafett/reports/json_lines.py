"""Large answers as JSON: an object of which each list stands with a line for each of its entries."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from stafett.reports.printable import visible_json


def by_lines(value: Mapping[str, object]) -> str:
    """The object ``value`` as JSON; a member that is no string or mapping but can be gone through is a list.

    Its entries are asked for one by one and stand on a line each, so that a long list is never there as a whole but
    written; Python writes indented JSON several times as slowly, and it would be twice as long.
    """
    members = (f"  {_json(name)}: {''.join(_lines(member))}" for name, member in value.items())
    return "{\n" + ",\n".join(members) + "\n}\n"


def _lines(member: object) -> Iterator[str]:
    if isinstance(member, str | Mapping) or not isinstance(member, Iterable):
        yield _json(member)
        return
    before = "[\n    "
    for entry in member:
        yield before + _json(entry)
        before = ",\n    "
    yield "[]" if before.startswith("[") else "\n  ]"


def _json(value: object) -> str:
    return visible_json(json.dumps(value, ensure_ascii=False))
