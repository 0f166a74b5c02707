"""Finds a knowledge base's files: which of them is a page, and of which kind."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from stafett.settings import Settings

SKIPPED_FOLDERS = frozenset(("node_modules", "__pycache__"))
_SUFFIX = re.compile(r"(\.(?:md|markdown|mkd|html|erb))+\Z", re.IGNORECASE)


class Entry(NamedTuple):
    """A file under the knowledge base: its POSIX path, relative to it, and whether it is a link or no plain file."""

    path: str
    link: bool
    folder_link: bool
    plain: bool


class Candidate(NamedTuple):
    """A file that the settings call a page of ``kind``."""

    entry: Entry
    kind: str


@lru_cache(maxsize=256)
def glob(pattern: str) -> re.Pattern[str]:
    """A glob as a regular expression over POSIX paths: ``**/`` is any folders or none, ``*`` and ``?`` stay in one."""
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
            inner = pattern[i + 1 : end].replace("\\", "\\\\")
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
    """Every file under ``folder``, in order; hidden folders, and links to folders, are not entered."""
    try:
        with os.scandir(root / folder if folder else root) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith(".") and entry.name not in SKIPPED_FOLDERS:
                yield from walk(root, path)
        elif entry.is_symlink():
            yield Entry(path, link=True, folder_link=_is_folder(entry), plain=False)
        else:
            yield Entry(path, link=False, folder_link=False, plain=entry.is_file(follow_symlinks=False))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def files(root: Path, settings: Settings) -> list[Entry]:
    """Every file in the folders that the settings' page patterns begin with."""
    patterns = [pattern for pattern, _ in settings.pages]
    return [entry for folder in starting_folders(patterns) for entry in walk(root, folder)]


def kind_of(path: str, settings: Settings) -> str | None:
    """The kind of page that the settings call the file ``path``; None where it is no page."""
    if settings.exclude and matches(path, settings.exclude):
        return None
    for pattern, kind in settings.pages:
        if glob(pattern).fullmatch(path):
            return kind
    return None


def page_id(path: str) -> str:
    """The id that a page has by its path: without suffix, and without ``docs/``."""
    return _SUFFIX.sub("", path.removeprefix("docs/"))


def site_uri(path: str) -> str:
    """The source path that the page has in the site: ``docs/`` is its root, every other folder lies beside it."""
    return path.removeprefix("docs/")


def site_url(path: str) -> str:
    """The address of a page in the site, relative to its root, as MkDocs makes directory addresses."""
    name = page_id(site_uri(path))
    folder, _, last = name.rpartition("/")
    if last.lower() in {"index", "readme"}:
        return f"{folder}/" if folder else ""
    return name + "/"
