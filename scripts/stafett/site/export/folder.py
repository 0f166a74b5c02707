"""The folder of an export: written beside its place and put there whole, and never in place of anything else."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MARKER = ".stafett-export"
"""Stands in every export, so that the next one knows what it may replace."""
_MARKED = "This folder was written by `stafett export`, which replaces it with all that is in it.\n"


class NotAnExportError(Exception):
    """The folder holds something that no export has written."""


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """An empty folder to write into, which takes the place of ``folder`` if nothing goes wrong meanwhile.

    Raises NotAnExportError where ``folder`` is something else than an earlier export or empty.
    """
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 (a link at its end is looked at, not followed)
    if not _replaceable(folder):
        raise NotAnExportError
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        new = beside / "new"
        new.mkdir()
        yield new
        (new / MARKER).write_text(_MARKED, encoding="utf-8", newline="\n")
        _swap(new, folder, beside / "old")
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _replaceable(folder: Path) -> bool:
    if folder.is_symlink():
        return False
    if not folder.exists():
        return True
    return folder.is_dir() and ((folder / MARKER).is_file() or not any(folder.iterdir()))


def _swap(new: Path, folder: Path, old: Path) -> None:
    """Put ``new`` at ``folder``; what was there is back if that fails."""
    if folder.exists():
        folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
