"""What git remembers of the files: which were changed on which day. Says nothing, and never fails, where it cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from stafett.reading.git import run_git

_MARK = "\x01"
_PLAIN_FILE = "100"  # how the mode of a file begins that is neither a link nor another repository
_NO_BLOB = re.compile("0+")
_LOG = (
    "log",
    "--no-color",
    "--no-show-signature",
    # What came by a merge counts on the day of the merge: then it was there for readers.
    "--first-parent",
    "--diff-merges=first-parent",
    "--raw",
    "-z",
    "--no-abbrev",
    "--no-ext-diff",
    "--no-textconv",
    "--ignore-submodules=all",
    "--relative",
    f"--format=tformat:{_MARK}%cs %P",
)
# Telling a renamed file by likeness reads contents, which a partial clone may lack; then by the very same content.
_WAYS = (("--find-renames=60%", "-l2000"), ("--find-renames=100%",))


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a file: ``path`` is where it lies today; ``before`` and ``after`` are git's ids of its contents.

    ``before`` is None where the file was added.
    """

    path: str
    day: date
    before: str | None
    after: str


@dataclass(frozen=True)
class History:
    """Changes of files from ``since`` on, the newest first. What is older than ``since`` is not known."""

    since: date
    changes: tuple[Change, ...] = ()

    @cached_property
    def by_path(self) -> Mapping[str, tuple[Change, ...]]:
        """The changes of each file, the newest first."""
        found: dict[str, list[Change]] = {}
        for change in self.changes:
            found.setdefault(change.path, []).append(change)
        return {path: tuple(changes) for path, changes in found.items()}


def read_history(root: Path, since: date, as_of: date) -> History | None:
    """What changed in the folder ``root`` from ``since`` to ``as_of``, by the calendar of those who committed.

    None where there is no git, no repository, or none that can be read. A first commit, real or the last one that a
    shallow clone has, brings all files and changes none: the history then begins with what came after it. One process
    of git, however many files and commits there are.
    """
    # A day's room for commits from other time zones; what is before `since` on their calendar is left out below.
    first = (since - timedelta(days=1)).isoformat() if since > date.min else since.isoformat()
    for way in _WAYS:
        output = run_git(root, (*_LOG, *way, f"--since={first}T00:00:00Z", "--", "."))
        if output is not None:
            text, whole = output
            return _history(text.decode("utf-8", "surrogateescape"), since, as_of, whole=whole)
    return None


def _history(text: str, since: date, as_of: date, *, whole: bool) -> History:
    names: dict[str, str | None] = {}
    changes: list[Change] = []
    begin = since
    for day, first, entries in _commits(text):
        if first:
            begin = max(begin, day)
            continue
        changes += [change for change in _changes(entries, day, names) if since <= day <= as_of]
    if not whole and changes:
        begin = max(begin, changes[-1].day)
    return History(begin, tuple(changes))


def _commits(text: str) -> Iterator[tuple[date, bool, list[tuple[str, list[str]]]]]:
    """Of each commit its day, whether it has no parent, and its entries: git's line on a file, and the file's names."""
    tokens = iter(text.split("\0"))
    found: tuple[date, bool, list[tuple[str, list[str]]]] | None = None
    for token in tokens:
        line = token.removeprefix("\n")
        if line.startswith(_MARK):
            if found:
                yield found
            written, _, parents = line.removeprefix(_MARK).partition(" ")
            day = _day(written)
            found = (day, not parents, []) if day else None
        elif line.startswith(":"):
            several = line.rpartition(" ")[2][:1] in {"R", "C"}
            paths = [path for _, path in zip(range(2 if several else 1), tokens, strict=False)]
            if found:
                found[2].append((line, paths))
    if found:
        yield found


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _changes(entries: list[tuple[str, list[str]]], day: date, names: dict[str, str | None]) -> Iterator[Change]:
    """The changes of one commit; ``names`` leads from a name of older days to today's, and learns of renames."""
    earlier: dict[str, str | None] = {}
    for line, paths in entries:
        parts = line.lstrip(":").split(" ")
        if len(parts) != len(("mode", "mode", "blob", "blob", "status")) or not paths:
            continue
        _, mode, before, after, status = parts
        path = names.get(paths[-1], paths[-1])
        if status.startswith("R") and len(paths) > 1:
            earlier.setdefault(paths[-1], None)  # an older file of that name was another one
            earlier[paths[0]] = path
        if path is not None and status != "D" and mode.startswith(_PLAIN_FILE):
            yield Change(path, day, None if _NO_BLOB.fullmatch(before) else before, after)
    names.update(earlier)
