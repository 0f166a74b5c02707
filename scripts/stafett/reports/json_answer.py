"""What answers in JSON begin with, for programs to rely on; `scripts/manual/json.md` tells of all their fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from stafett.reports.printable import visible_json

VERSION = 1
"""Grows where a field is renamed, removed or comes to mean something else; a field more is no new version."""


def json_answer(as_of: date, content: Mapping[str, object]) -> str:
    """The answer for the day ``as_of``, as an object that names its version and that day first."""
    value = {"version": VERSION, "as_of": as_of.isoformat(), **content}
    return visible_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"
