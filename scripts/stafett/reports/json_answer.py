"""What answers in JSON begin with, for programs to rely on; `scripts/manual/json.md` tells of all their fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from stafett.reports.json_lines import by_lines
from stafett.reports.printable import visible_json

VERSION = 1
"""Grows where a field is renamed, removed or comes to mean something else; a field more is no new version."""


def json_answer(as_of: date, content: Mapping[str, object]) -> str:
    """The answer for the day ``as_of``, as an object that names its version and that day first."""
    return visible_json(json.dumps(_answer(as_of, content), ensure_ascii=False, indent=2)) + "\n"


def long_answer(as_of: date, content: Mapping[str, object]) -> str:
    """As ``json_answer``, of which the lists may be long: they may be iterators, and have a line for each entry."""
    return by_lines(_answer(as_of, content))


def _answer(as_of: date, content: Mapping[str, object]) -> dict[str, object]:
    return {"version": VERSION, "as_of": as_of.isoformat(), **content}
