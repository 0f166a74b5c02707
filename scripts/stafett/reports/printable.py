"""Makes text safe to print on one line: what comes from a file may not steer a terminal or forge a line."""

from __future__ import annotations


def printable(text: str) -> str:
    """``text`` with every character that cannot be shown written as an escape (a line break as a backslash and n)."""
    if text.isprintable():
        return text
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape", "surrogatepass").decode("ascii") for sign in text
    )
