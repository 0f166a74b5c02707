"""Makes text safe to print on one line: what comes from a file may not steer a terminal or forge a line."""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def visible_json(text: str) -> str:
    """JSON whose every character can be shown: control characters that JSON itself lets be are written as escapes."""
    return _CONTROLS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def printable(text: str) -> str:
    """``text`` with every character that cannot be shown written as an escape (a line break as a backslash and n)."""
    if text.isprintable():
        return text
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape", "surrogatepass").decode("ascii") for sign in text
    )
