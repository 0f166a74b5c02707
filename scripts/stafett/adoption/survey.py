"""What is found in a folder of Markdown before anybody has said what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from stafett.code_owners import CodeOwners
from stafett.model import Raw

# What is taken for Markdown, the longest first; ".md.erb" is what Middleman makes pages of.
SUFFIXES = (".md.erb", ".markdown", ".mdown", ".mkdn", ".mkd", ".md")


class Seen(NamedTuple):
    """A Markdown file: its path, its suffix as a pattern needs it, and its front matter (None where it has none)."""

    path: str
    suffix: str
    fields: Mapping[str, Raw] | None

    @property
    def folder(self) -> str:
        """The folder in which the file lies, "" for the top."""
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        """The file's name without suffix."""
        return self.path.rpartition("/")[2].removesuffix(self.suffix)


class Touched(NamedTuple):
    """Somebody committed a change of a file on a day."""

    path: str
    author: str
    day: date


@dataclass(frozen=True)
class Survey:
    """Everything that proposals are made of. ``swedish`` says whether most of the text is.

    ``docs_dir`` and ``nav`` are what an mkdocs.yml says, if there is one; ``codeowners`` is the CODEOWNERS file, if
    there is one, and ``touched`` what git knows, the newest first.
    """

    files: tuple[Seen, ...]
    swedish: bool = False
    docs_dir: str | None = None
    nav: frozenset[str] = frozenset()
    codeowners: CodeOwners | None = None
    touched: tuple[Touched, ...] = ()


def suffix_of(path: str) -> str | None:
    """The suffix of a Markdown file as a pattern needs it; None for any other file."""
    lower = path.lower()
    return next((path[-len(suffix) :] for suffix in SUFFIXES if lower.endswith(suffix)), None)
