"""Reads the YAML that nearly all front matter is, one plain line a field, without a YAML parser: five times as fast.

It takes only lines whose meaning is beyond doubt: ``name: text``, quoted text without escapes, and lists and groups in
brackets on one line. At the first line that is anything else it gives up, and libyaml reads the whole. That both mean
the same by what this module takes is held by a property-based test.
"""

from __future__ import annotations

import re

from stafett.model import Raw

# What is not printable in YAML 1.1, or is one of its line breaks, the byte order mark or an astral character.
_ODD = re.compile(r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]")
_START = r"[0-9A-Za-zÀ-ÖØ-öø-ÿ/_(]"
_KEY = r"[A-Za-z_][A-Za-z0-9_.\-]{0,99}"
_PLAIN = rf"{_START}[^\n:#]*+(?:(?::(?=[0-9A-Za-z/])|(?<! )\#)[^\n:#]*+)*+"
_ITEM = rf"{_START}[^\n:#,\[\]{{}}\"'?|>*&!%@`]*+"
_DOUBLE = r'"[^\n"\\]*+"'
_SINGLE = r"'[^\n']*+'"
_VALUE = rf"(?:{_ITEM}|(?:{_DOUBLE}|{_SINGLE})[ ]*+)"
_LIST = rf"\[[ ]*+(?:{_VALUE}(?:,[ ]*+{_VALUE})*+)?\][ ]*+"
_PAIR = rf"{_KEY}:[ ]++(?:{_LIST}|{_VALUE})"
_GROUP = rf"\{{[ ]*+(?:{_PAIR}(?:,[ ]*+{_PAIR})*+)?\}}[ ]*+"
_FIELD = rf"({_KEY}):(?:[ ]++(?:({_PLAIN})|(?:({_DOUBLE}|{_SINGLE})[ ]*+)|({_LIST})|({_GROUP})))?[ ]*+"
_LINE = re.compile(rf"(?:{_FIELD}|\#[^\n]*+|)\n")
_VALUES = re.compile(rf"{_ITEM}|{_DOUBLE}|{_SINGLE}")
_PAIRS = re.compile(rf"({_KEY}):[ ]++(?:({_LIST})|({_VALUE}))")
_PLAIN_TEXT, _QUOTED, _IN_BRACKETS, _IN_BRACES = 2, 3, 4, 5  # the last group of each kind of line
_DOUBTFUL: dict[str, Raw] = {}  # in the place of a group that names something twice
_NULLS = frozenset(("null", "Null", "NULL"))


def parse_lines(text: str) -> dict[str, Raw] | None:
    """The fields of ``text`` where each stands on a line of its own and nothing is in doubt; None where anything is."""
    if _ODD.search(text):
        return None
    fields: dict[str, Raw] = {}
    position, end, match_line = 0, len(text), _LINE.match
    while position < end:
        match = match_line(text, position)
        if match is None:
            return None
        position = match.end()
        key = match[1]
        if key is not None:
            if key in fields:
                return None
            fields[key] = value = _meaning(match)
            if value is _DOUBTFUL:
                return None
    return fields or None


def _meaning(match: re.Match[str]) -> Raw:
    """The value on a line: nothing, plain or quoted text, a list or a group."""
    kind = match.lastindex
    if kind == _PLAIN_TEXT:
        return _value(match[2])
    if kind == _QUOTED:
        return match[3][1:-1]
    if kind == _IN_BRACKETS:
        return _items(match[4])
    return _pairs(match[5]) if kind == _IN_BRACES else None


def _items(text: str) -> list[Raw]:
    return [_value(item) for item in _VALUES.findall(text)]


def _pairs(text: str) -> dict[str, Raw]:
    pairs: dict[str, Raw] = {}
    for key, items, value in _PAIRS.findall(text):
        if key in pairs:
            return _DOUBTFUL
        pairs[key] = _items(items) if items else _value(value.rstrip(" "))
    return pairs


def _value(text: str) -> Raw:
    if text[0] in "\"'":
        return text[1:-1]
    text = text.rstrip(" ")
    return None if text in _NULLS else text
