"""Where a new page goes, what its file is called, which number a decision has by it, and who can own the page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from stafett.knowledge_base import DECISION, KnowledgeBase
from stafett.model import Page

ROLE = "role"
LONGEST_NAME = 60
FIRST = "0001"
"""The number of the first decision of a log."""
_NUMBER = re.compile(r"\d{1,6}(?!\d)")
_DAY = re.compile(r"\d{4}-?\d\d-?\d\d(?!\d)")
_WILD = re.compile(r"[*?\[]")
_SUFFIX = re.compile(r"(\.[A-Za-z][\w.]*)\**\Z")
# Names that mean something else to MkDocs, or nothing at all on Windows.
_TAKEN = frozenset(
    ("index", "readme", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
# Letters that are no plain letter with a sign to it.
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "ß": "ss", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "œ": "oe"})


class Folder(NamedTuple):
    """Where pages of a kind lie: below ``path``, in folders of their own where ``deep``; files end in ``suffix``."""

    path: str
    deep: bool
    suffix: str


def folder_of(kind: str, patterns: Iterable[tuple[str, str]]) -> Folder | None:
    """Where the first pattern of the kind has its pages; None where none has."""
    for pattern, name in patterns:
        if name == kind:
            parts = pattern.split("/")
            fixed = next((n for n, part in enumerate(parts[:-1]) if _WILD.search(part)), len(parts) - 1)
            suffix = _SUFFIX.search(parts[-1])
            return Folder("/".join(parts[:fixed]), "**" in parts, suffix[1] if suffix else ".md")
    return None


def areas(base: KnowledgeBase, kind: str, folder: Folder) -> list[str]:
    """The folders below the kind's own that have pages of it, as a new page could go into one of them."""
    above = f"{folder.path}/" if folder.path else ""
    inside = (page.path.removeprefix(above).rpartition("/")[0] for page in base.of_kind(kind))
    return sorted({path for path in inside if path}) if folder.deep else []


def slug(title: str) -> str:
    """The title as a file's name: ASCII letters, digits and hyphens, cut between two words; empty if none is left."""
    plain = unicodedata.normalize("NFKD", title.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(name) > LONGEST_NAME:
        name = name[: LONGEST_NAME + 1].rpartition("-")[0] or name[:LONGEST_NAME]
    return name


def free_name(base: KnowledgeBase, kind: str, name: str) -> str:
    """``name``, counted up where a page of the kind is called so already: others may refer to it by that name."""
    taken = {page.name.lower() for page in base.of_kind(kind)} | _TAKEN
    number, free = 2, name
    while free in taken:
        number, free = number + 1, f"{name}-{number}"
    return free


def last_decision(base: KnowledgeBase) -> Page | None:
    """The decision that a new one is named after: that of the highest number, else the last by name; None in no log."""
    numbers = base.decisions
    if numbers:
        return numbers[max(numbers)][-1]
    return max(base.of_kind(DECISION), key=lambda page: page.path, default=None)


def number_in(path: str) -> str:
    """The number in the name of a decision's file, as it is written; empty where a day stands there, or nothing."""
    name = path.rpartition("/")[2]
    found = None if _DAY.match(name) else _NUMBER.search(name)
    return found[0] if found else ""


def role_guides(base: KnowledgeBase, day: date) -> list[tuple[Page, bool]]:
    """The role guides by title, each with whether somebody holds the role on ``day`` (or nobody can know)."""
    roles = sorted(base.of_kind(ROLE), key=lambda page: page.title.casefold())
    return [(role, not base.directory.present or bool(base.holders(role.id, day))) for role in roles]
