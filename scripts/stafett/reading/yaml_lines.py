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
        key, plain, quoted, items, group = match.groups()
        if key is None:
            continue
        if key in fields:
            return None
        if plain is not None:
            plain = plain.rstrip(" ")
            fields[key] = None if plain in _NULLS else plain
        elif quoted is not None:
            fields[key] = quoted[1:-1]
        elif items is not None:
            fields[key] = _items(items)
        elif group is not None:
            pairs = _pairs(group)
            if pairs is None:
                return None
            fields[key] = pairs
        else:
            fields[key] = None
    return fields or None


def _items(text: str) -> list[Raw]:
    return [_value(item) for item in _VALUES.findall(text)]


def _pairs(text: str) -> dict[str, Raw] | None:
    pairs: dict[str, Raw] = {}
    for key, items, value in _PAIRS.findall(text):
        if key in pairs:
            return None
        pairs[key] = _items(items) if items else _value(value.rstrip(" "))
    return pairs


def _value(text: str) -> Raw:
    if text[0] in "\"'":
        return text[1:-1]
    text = text.rstrip(" ")
    return None if text in _NULLS else text
