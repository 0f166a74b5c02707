"""Makes text safe to print on one line: what comes from a file may not steer a terminal or forge a line.

Nor may it steer the CI that reads what is printed: Azure Pipelines takes ``##vso[`` anywhere in a line for a command,
and GitHub Actions ``##[``; both then set variables or hide text.
"""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|#(?=#(?:vso)?\\[)", re.IGNORECASE)
_COMMAND = re.compile(r"#(?=#(?:vso)?\[)", re.IGNORECASE)


def visible_json(text: str) -> str:
    """JSON whose every character can be shown, and that is no command to CI.

    Control characters that JSON itself lets be are written as escapes, and so is the sign that begins a command.
    """
    return _CONTROLS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def printable(text: str) -> str:
    """``text`` with every character that cannot be shown written as an escape (a line break as a backslash and n)."""
    if "##" in text:
        text = _COMMAND.sub(r"\\x23", text)
    if text.isprintable():
        return text
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape", "surrogatepass").decode("ascii") for sign in text
    )


def printable_line(text: str) -> str:
    """A whole line: GitHub Actions takes two colons for a command at its beginning, also behind blanks."""
    shown = printable(text)
    bare = shown.lstrip()
    return f"{shown[: len(shown) - len(bare)]}\\{bare}" if bare.startswith("::") else shown


def printable_path(path: str) -> str:
    """A path that stands at the beginning of a line: there GitHub Actions takes two colons for a command."""
    return printable(f"./{path}" if path.lstrip().startswith("::") else path)
