"""Finds the template of a kind: the knowledge base's own, else the one that comes with Stafett."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from stafett.kinds import Kind
from stafett.model import Complaint
from stafett.reading.files import not_a_file, read_text
from stafett.settings import Settings


def template_path(settings: Settings, kind: str) -> str:
    """Where a knowledge base keeps its own template of a kind: a POSIX path relative to it."""
    return f"{settings.templates.rstrip('/')}/{kind}.md".removeprefix("/")


def own_template(root: Path, settings: Settings, kind: str) -> str | Complaint | None:
    """The knowledge base's own template; None where it has none, a complaint where it cannot be read."""
    path = root / template_path(settings, kind)
    if path.is_symlink():
        return not_a_file()
    return read_text(path) if path.exists() else None


def usual_template(kind: Kind, language: str) -> str | None:
    """The template that comes with Stafett; None for a kind that an organisation has declared itself."""
    file = resources.files("stafett.kinds").joinpath("templates", f"{kind.name}.{language}.md")
    return file.read_text(encoding="utf-8") if file.is_file() else None
