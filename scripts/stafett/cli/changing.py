"""For sub-commands that write into pages: what a killed process left is completed first, and changes are shown."""

from __future__ import annotations

import difflib
from pathlib import Path

from stafett.cli.main import Failure
from stafett.messages import Words
from stafett.reports.printable import printable
from stafett.writing import CannotWrite, recover


def complete(root: Path) -> None:
    """Complete what a killed process left before anything is read. Raises Failure."""
    if root.is_dir():
        try:
            recover(root)
        except CannotWrite as refused:
            raise Failure(refused.told(Words("en"))) from refused


def difference(before: bytes, after: bytes) -> str:
    """The lines that change, indented, with a minus or a plus before each."""
    old, new = (data.decode("utf-8-sig").splitlines() for data in (before, after))
    lines = list(difflib.unified_diff(old, new, lineterm="", n=0))[2:]
    return "".join(f"    {printable(line)}\n" for line in lines if not line.startswith("@@"))
