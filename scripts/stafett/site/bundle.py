"""Joins small styles or scripts into the one file that a page asks for, without what only their authors read."""

from __future__ import annotations

import re
from pathlib import Path

_BLOCK = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_EMPTY = re.compile(r"\n{2,}")


def bundle(folder: Path) -> str:
    """The text of every file in ``folder``, in the order of their names; each script stands by itself."""
    parts = (bare(path.read_text(encoding="utf-8")) for path in sorted(folder.iterdir()) if path.is_file())
    return "\n".join(parts)


def bare(text: str) -> str:
    """A style or script without comments that have their lines to themselves, and without empty lines.

    Nothing else is touched, so that no text and no address in it can be taken for a comment. Within a text of several
    lines none may look like one.
    """
    return _EMPTY.sub("\n", _LINE.sub("", _BLOCK.sub("", f"{text}\n"))).strip("\n") + "\n"
