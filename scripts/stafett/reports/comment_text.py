"""Sentences and paths as they may stand in a comment on a pull request: what they quote is code, all else is text."""

from __future__ import annotations

import re

from stafett.reports.forge_text import plain
from stafett.reports.printable import printable

LONGEST = 300
"""Characters of a sentence that are kept."""
_TICKS = re.compile("`+")


def code(text: str) -> str:
    """The text on one line as code, in which no forge looks for anything; shortened, and empty where it is blank."""
    text = _cut(printable(text))
    if not text.strip():
        return ""
    fence = "`" * (1 + max((len(ticks) for ticks in _TICKS.findall(text)), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def sentence(text: str) -> str:
    """A sentence of ours, shortened, with what it quotes between backticks as code, and all else as text."""
    parts = _cut(printable(text)).split("`")
    quoted = range(1, len(parts) - 1, 2)
    return "".join(code(part) if index in quoted else _spaced(part) for index, part in enumerate(parts))


def _spaced(part: str) -> str:
    """Plain text with the spaces that part it from the code beside it."""
    inner = plain(part)
    before, after = part[: len(part) - len(part.lstrip())], part[len(part.rstrip()) :]
    return f"{before and ' '}{inner}{after and ' '}" if inner else before and " "


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
