"""Joins small styles or scripts into the one file that a page asks for."""

from __future__ import annotations

from pathlib import Path


def bundle(folder: Path) -> str:
    """The text of every file in ``folder``, in the order of their names; each script stands by itself."""
    parts = (path.read_text(encoding="utf-8").strip("\n") for path in sorted(folder.iterdir()) if path.is_file())
    return "\n\n".join(parts) + "\n"
