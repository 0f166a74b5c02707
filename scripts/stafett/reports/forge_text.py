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
_MARKS = re.compile(r"([\\`*_{}\[\]<>|#~$!]|&(?=#|\w+;)|^[-+=])")
_NUMBERED = re.compile(r"^(\d+)(?=[.)](?:\s|$))")
_MAIL = re.compile(r"(?<![^\s(,;:<])[\w.+-]*[A-Za-z0-9_]@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?![\w@-]|\.\w)")
_ACCOUNT = re.compile(r"@?([A-Za-z0-9](?:[A-Za-z0-9_.-]|/(?=[A-Za-z0-9]))*)")


def plain(text: str) -> str:
    """``text`` on one line, shortened, in which nothing has a meaning to Markdown or to the forge."""
    line = printable(" ".join(text.split()))
    return _marked(_silent(line if len(line) <= LONGEST else f"{line[:LONGEST]}…"))


def whole(text: str) -> str:
    """As ``plain``, however long, and with e-mail addresses that can be copied.

    No forge takes an @ that follows a letter for the beginning of a name.
    """
    made, end, line = "", 0, printable(" ".join(text.split()))
    for found in _MAIL.finditer(line):
        if _silent(found[0]) == found[0].replace("@", f"@{_BREAK}"):  # nothing in it calls but the sign itself
            made += _silent(line[end : found.start()]) + found[0]
            end = found.end()
    return _marked(made + _silent(line[end:]))


def beginning(text: str) -> str:
    """As ``whole``, where it begins a line: a number and a dot there are no list."""
    return _NUMBERED.sub(r"\1\\", whole(text))


def _silent(line: str) -> str:
    return _REVISION.sub(rf"\g<0>{_BREAK}", _CALLS.sub(rf"\g<0>{_BREAK}", line))


def _marked(line: str) -> str:
    return _MARKS.sub(r"\\\1", line)


def title(text: str) -> str:
    """``text`` as the title of an issue: on one line, shortened; forges show it as it is, and link nothing in it."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def account(text: str | None) -> str | None:
    """The account or team that ``text`` names, without the @; None where it is no name that a forge can have."""
    found = _ACCOUNT.fullmatch((text or "").strip())
    return found[1] if found else None
