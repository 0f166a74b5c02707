"""Writes a value as YAML on one line: plain where it means the same to every reader, in quotes where it does not."""

from __future__ import annotations

import re

from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from stafett.model import Raw
from stafett.reading.yaml_text import parse_events

# What begins a plain value without a doubt; a minus sign is legal, and looks like the item of a list.
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@` ")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# What YAML 1.2 takes for a number or YAML 1.1 for a truth, beside what PyYAML does.
_NUMBER = re.compile(r"[-+]?(?:\d[\d_]*)?\.?\d*(?:[eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+")
_TRUTHS = frozenset("yYnN")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def inline(value: Raw, *, flow: bool = False, like: str | None = None) -> str:
    """``value`` as YAML on one line, lists and groups in brackets; ``flow`` where it stands within brackets itself.

    ``like`` is the quotation mark of the text that it replaces, kept where it can be. A date is left plain, as
    everybody writes it; a text that some reader would take for a number, a truth or nothing gets quotes.
    """
    if value is None:
        return "null"
    if isinstance(value, list):
        return f"[{', '.join(inline(item, flow=True) for item in value)}]"
    if isinstance(value, dict):
        pairs = (f"{inline(key, flow=True)}: {inline(item, flow=True)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    if like not in {'"', "'"} and _is_plain(value, flow=flow):
        return value
    return _quoted(value, like)


def _is_plain(text: str, *, flow: bool) -> bool:
    """Whether ``text`` without quotes is read as the same text."""
    if not text or text[0] in _INDICATORS or text[-1] in " :" or not text.isprintable():
        return False
    if text in _TRUTHS or _NUMBER.fullmatch(text):
        return False
    tag = Resolver().resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    if tag != "tag:yaml.org,2002:str" and not _DATE.fullmatch(text):
        return False
    # As a value, as a field's name, and within brackets: what is plain in all of them is plain for everybody.
    read = parse_events(f"a: [{text}]\n" if flow else f"a: {text}\n").value
    return read == {"a": [text] if flow else text}


def _quoted(text: str, like: str | None) -> str:
    simple = text.isprintable()
    if simple and "'" not in text and (like == "'" or '"' in text or "\\" in text):
        return f"'{text}'"
    if simple and like != '"' and ('"' in text or "\\" in text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_escaped(sign) for sign in text) + '"'


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if sign.isprintable():
        return sign
    code = ord(sign)
    return f"\\x{code:02x}" if code < 1 << 8 else f"\\u{code:04x}" if code < 1 << 16 else f"\\U{code:08x}"
