"""Finds a knowledge base's files: which of them is a page, and of which kind."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from stafett.knowledge_base import DECISION
from stafett.reading.decisions.names import is_aside
from stafett.settings import Settings

SKIPPED_FOLDERS = frozenset(("node_modules", "__pycache__"))
_IN_BRACKETS = re.compile(r"[\\\[^&|~]")
_SUFFIX = re.compile(r"(\.(?:md|markdown|mkd|html|erb))+\Z", re.IGNORECASE)


class Entry(NamedTuple):
    """A file under the knowledge base: its POSIX path, relative to it, and whether it is a link or no plain file.

    ``closed`` says, of a folder that cannot be entered, why.
    """

    path: str
    link: bool
    folder_link: bool
    plain: bool
    closed: str = ""


@lru_cache(maxsize=256)
def glob(pattern: str) -> re.Pattern[str]:
    """A glob as a regular expression over POSIX paths: ``**/`` is any folders or none, ``*`` and ``?`` stay in one.

    Raises re.error where the pattern's brackets mean nothing.
    """
    out, i = "", 0
    while i < len(pattern):
        if pattern.startswith("**/", i):
            out, i = out + "(?:[^/]+/)*", i + 3
        elif pattern.startswith("**", i):
            out, i = out + ".*", i + 2
        elif pattern[i] == "*":
            out, i = out + "[^/]*", i + 1
        elif pattern[i] == "?":
            out, i = out + "[^/]", i + 1
        elif pattern[i] == "[" and "]" in pattern[i + 2 :]:
            end = pattern.index("]", i + 2)
            inner = _IN_BRACKETS.sub(r"\\\g<0>", pattern[i + 1 : end])
            out, i = out + "[" + ("^" + inner[1:] if inner[0] == "!" else inner) + "]", end + 1
        else:
            out, i = out + re.escape(pattern[i]), i + 1
    return re.compile(out, re.DOTALL)


def matches(path: str, patterns: Iterable[str]) -> bool:
    """Whether the POSIX path fits one of the globs."""
    return any(glob(pattern).fullmatch(path) for pattern in patterns)


def _fixed_folder(pattern: str) -> str:
    """The folders that a pattern begins with before anything in it is a wildcard: "docs/roles" of "docs/roles/**"."""
    fixed = []
    for part in pattern.split("/")[:-1]:
        if any(sign in part for sign in "*?["):
            break
        fixed.append(part)
    return "/".join(fixed)


def starting_folders(patterns: Iterable[str]) -> list[str]:
    """The folders to walk so that every pattern is covered, none inside another; "" is the knowledge base itself."""
    folders = sorted({_fixed_folder(pattern) for pattern in patterns})
    kept: list[str] = []
    for folder in folders:
        if not any(f"{folder}/".startswith(above and f"{above}/") for above in kept):
            kept.append(folder)
    return kept


def walk(root: Path, folder: str = "") -> Iterator[Entry]:
    """Every file under ``folder``, in order; hidden folders, and links to folders, are not entered.

    Not recursive: folders may be nested deeper than Python's calls.
    """
    left = list(reversed(_inside(root, folder, missing_is_closed=False)))
    while left:
        entry, name = left.pop()
        if name is None:
            yield entry
        elif not name.startswith(".") and name not in SKIPPED_FOLDERS:
            left += reversed(_inside(root, entry.path))


def _inside(root: Path, folder: str, *, missing_is_closed: bool = True) -> list[tuple[Entry, str | None]]:
    """What the folder holds, in order; with each folder's name, and None for everything that is no folder."""
    try:
        with os.scandir(root / folder if folder else root) as scan:
            found = sorted(scan, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError) as error:
        return [_closed(folder, error)] if missing_is_closed else []
    except OSError as error:
        return [_closed(folder, error)]
    return [_entry(f"{folder}/{entry.name}" if folder else entry.name, entry) for entry in found]


def _closed(folder: str, error: OSError) -> tuple[Entry, None]:
    why = error.strerror or type(error).__name__
    return Entry(folder, link=False, folder_link=False, plain=False, closed=why), None


def _entry(path: str, entry: os.DirEntry[str]) -> tuple[Entry, str | None]:
    if entry.is_dir(follow_symlinks=False):
        return Entry(path, link=False, folder_link=False, plain=False), entry.name
    if entry.is_symlink():
        return Entry(path, link=True, folder_link=_is_folder(entry), plain=False), None
    return Entry(path, link=False, folder_link=False, plain=entry.is_file(follow_symlinks=False)), None


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def files(root: Path, settings: Settings) -> list[Entry]:
    """Every file in the folders that the settings' page patterns begin with."""
    found: list[Entry] = []
    for folder in starting_folders(pattern for pattern, _ in settings.pages):
        link = _link_on_the_way(root, folder)
        found += [Entry(link, link=True, folder_link=True, plain=False)] if link else walk(root, folder)
    return found


def _link_on_the_way(root: Path, folder: str) -> str | None:
    """The first part of the path to ``folder`` that is a link, if any is."""
    parts = folder.split("/")
    ways = ("/".join(parts[:length]) for length in range(1, len(parts) + 1))
    return next((way for way in ways if way and os.path.islink(root / way)), None)  # noqa: PTH114 (never raises)


def kind_of(path: str, settings: Settings) -> str | None:
    """The kind of page that the settings call the file ``path``; None where it is no page.

    The index, README and template of a decision log are none of its decisions.
    """
    if (settings.exclude and matches(path, settings.exclude)) or is_template(path, settings):
        return None
    for pattern, kind in settings.pages:
        if glob(pattern).fullmatch(path) and not (kind == DECISION and is_aside(path)):
            return kind
    return None


def is_template(path: str, settings: Settings) -> bool:
    """Whether the file is the knowledge base's own template of one of its kinds, and so no page."""
    folder, _, name = path.rpartition("/")
    return folder == settings.templates.rstrip("/") and name.removesuffix(".md") in settings.kinds


def page_id(path: str) -> str:
    """The id that a page has by its path: without suffix, and without ``docs/``."""
    return _SUFFIX.sub("", path.removeprefix("docs/"))


def site_uri(path: str) -> str:
    """The source path that the page has in the site: ``docs/`` is its root, every other folder lies beside it."""
    return path.removeprefix("docs/")


def site_url(path: str) -> str:
    """The address of a page in the site, relative to its root, as MkDocs makes directory addresses."""
    name = _SUFFIX.sub("", site_uri(path))
    folder, _, last = name.rpartition("/")
    if last.lower() in {"index", "readme"}:
        return f"{folder}/" if folder else ""
    return name + "/"
