"""Text of a page as it may stand in an issue or comment: shown as written, nobody called, nothing linked.

A forge looks for names and references in the text that people see, so that a backslash does not keep it from calling
``@everyone``. A sign without width, put behind the one that calls, does.
"""

from __future__ import annotations

import re

from stafett.reports.printable import printable

LONGEST = 200
"""Characters of a title that are kept."""

_BREAK = "\u200b"  # zero width space
_CALLS = re.compile(
    r"[@#!$%&~^](?=\S)|(?<=GH-)(?=\d)|(?<=\b[Hh][Tt][Tt][Pp]:)|(?<=\b[Hh][Tt][Tt][Pp][Ss]:)|(?<=\b[Ww]{3})(?=\.)"
)
_REVISION = re.compile(r"\b(?=[a-f]*[0-9])[0-9a-f](?=[0-9a-f]{6,63}\b)")
_MARKS = re.compile(r"([\\`*_{}\[\]<>|#~$!]|&(?=#|\w+;)|^[-+](?= ))")
_ACCOUNT = re.compile(r"@?([A-Za-z0-9](?:[A-Za-z0-9_.-]|/(?=[A-Za-z0-9]))*)")


def plain(text: str) -> str:
    """``text`` on one line, shortened, in which nothing has a meaning to Markdown or to the forge."""
    line = printable(" ".join(text.split()))
    line = line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
    line = _CALLS.sub(rf"\g<0>{_BREAK}", line)
    return _MARKS.sub(r"\\\1", _REVISION.sub(rf"\g<0>{_BREAK}", line))


def title(text: str) -> str:
    """``text`` as the title of an issue: on one line, shortened; forges show it as it is, and link nothing in it."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def account(text: str | None) -> str | None:
    """The account or team that ``text`` names, without the @; None where it is no name that a forge can have."""
    found = _ACCOUNT.fullmatch((text or "").strip())
    return found[1] if found else None
