"""Every file of a knowledge base's folder, pages or not, and each as text as far as it is one."""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from stafett.model import Complaint
from stafett.reading.files import read_file
from stafett.reading.front_matter import MAX_BYTES
from stafett.reading.git import run_git
from stafett.reading.tree import SKIPPED_FOLDERS

_LIST = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")
# No text has these, which pictures, archives and the like do.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NOT_OURS = SKIPPED_FOLDERS | {".git", ".venv", "venv"}


def all_files(root: Path) -> tuple[str, ...]:
    """The POSIX path of each file below ``root``, in order: what git keeps or would, and what lies beside the settings.

    Where git does not know the folder, it is everything but git's own files and installed packages. Links to folders
    are among them, and not entered.
    """
    listed = run_git(root, _LIST)
    found = set(os.fsdecode(listed[0]).split("\0")) if listed and listed[1] else set(_walked(root))
    found |= {path.name for path in root.iterdir() if path.is_file() or path.is_symlink()}
    return tuple(sorted(path for path in found if path and os.path.lexists(root / path)))


def _walked(root: Path) -> list[str]:
    found = []
    for folder, inner, names in os.walk(root):
        links = [name for name in inner if os.path.islink(os.path.join(folder, name))]  # noqa: PTH114, PTH118 (fast)
        inner[:] = [name for name in inner if name not in _NOT_OURS]
        found += [Path(folder, name).relative_to(root).as_posix() for name in (*names, *links)]
    return found


def text_of(root: Path, path: str) -> str | None:
    """What the file says; None where it is no text, too large, cannot be read, or is a link that leads out of ``root``.

    What is not UTF-8 or UTF-16 is read as Windows writes western letters.
    """
    real = os.path.realpath(root / path)
    if not Path(real).is_relative_to(os.path.realpath(root)):
        return None
    data = read_file(real)
    return None if isinstance(data, Complaint) or len(data) > MAX_BYTES else as_text(data)


def as_text(data: bytes) -> str | None:
    """The text that the bytes are; None where they are none."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
        return None if "\0" in text else text
    if data.startswith(b"%PDF") or _CONTROL.search(data):
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
