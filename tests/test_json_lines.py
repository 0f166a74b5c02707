"""Large answers as JSON, with a line for each entry of a list."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from stafett.reports.json_lines import by_lines

LEAF = st.none() | st.booleans() | st.integers() | st.text()
VALUES = st.recursive(LEAF, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)


@settings(max_examples=50)
@given(st.dictionaries(st.text(), VALUES))
def test_it_reads_as_it_was_also_where_lists_are_asked_for_one_by_one(value):
    """Whatever the text in it."""
    asked = {name: iter(member) if isinstance(member, list) else member for name, member in value.items()}
    assert json.loads(by_lines(asked)) == value


def test_each_entry_stands_on_a_line():
    """So that two answers can be compared line by line, and one of them found with a search."""
    assert by_lines({"day": "2026-11-24", "none": [], "two": iter([{"a": 1}, {"b": "ö"}])}) == (
        '{\n  "day": "2026-11-24",\n  "none": [],\n  "two": [\n    {"a": 1},\n    {"b": "ö"}\n  ]\n}\n'
    )


def test_what_cannot_be_shown_and_what_begins_a_command_are_escapes():
    """As in every answer."""
    assert by_lines({"a": ["\x9b", "##[error]"]}) == '{\n  "a": [\n    "\\u009b",\n    "\\u0023#[error]"\n  ]\n}\n'
