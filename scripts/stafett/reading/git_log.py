"""The log of a repository: of each commit its day, its author, and what became of which file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from stafett.reading.git import run_git

_MARK, _BEFORE_AUTHOR = "\x01", "\x02"
_PLAIN_FILE = "100"  # how the mode of a file begins that is neither a link nor another repository
_NO_BLOB = re.compile("0+")
_LOG = (
    "-c",
    "log.showRoot=true",
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
    f"--format=tformat:{_MARK}%cs %P{_BEFORE_AUTHOR}%aN",
)
# Telling a renamed file by likeness reads contents, which a partial clone may lack; then by the very same content.
_WAYS = (("--find-renames=60%", "-l2000"), ("--find-renames=100%",))


class Entry(NamedTuple):
    """What a commit did to a file: ``before`` and ``after`` are git's ids of its contents, None where it was not there.

    ``old`` is where the file lay before, where it was renamed. A link or another repository in a file's place counts
    as no file.
    """

    path: str
    old: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit on the day that its committer's calendar showed; ``first`` where git knows of none before it."""

    day: date
    first: bool
    author: str
    entries: tuple[Entry, ...]


class Log(NamedTuple):
    """Commits, the newest first; ``whole`` tells whether git said no more than can be read."""

    commits: tuple[Commit, ...]
    whole: bool


def read_log(root: Path, since: date | None = None) -> Log | None:
    """What was committed in the folder ``root``, from about a day before ``since`` on, or ever.

    None where there is no git, no repository, or none that can be read. One process of git, however many files and
    commits there are; paths are relative to ``root``.
    """
    # A day's room for commits from other time zones.
    first = since - timedelta(days=1) if since and since > date.min else since
    limit = (f"--since={first.isoformat()}T00:00:00Z",) if first else ()
    for way in _WAYS:
        output = run_git(root, (*_LOG, *way, *limit, "--", "."))
        if output is not None:
            text, whole = output
            return Log(tuple(_commits(text.decode("utf-8", "surrogateescape"))), whole)
    return None


def _commits(text: str) -> Iterator[Commit]:
    tokens = iter(text.split("\0"))
    found: tuple[str, list[Entry]] | None = None
    for token in tokens:
        line = token.removeprefix("\n")
        if line.startswith(_MARK):
            if found:
                yield from _commit(*found)
            found = (line.removeprefix(_MARK), [])
        elif line.startswith(":"):
            several = line.rpartition(" ")[2][:1] in {"R", "C"}
            paths = [path for _, path in zip(range(2 if several else 1), tokens, strict=False)]
            entry = _entry(line, paths)
            if found and entry:
                found[1].append(entry)
    if found:
        yield from _commit(*found)


def _commit(written: str, entries: list[Entry]) -> Iterator[Commit]:
    head, _, author = written.partition(_BEFORE_AUTHOR)
    day, _, parents = head.partition(" ")
    try:
        yield Commit(date.fromisoformat(day), not parents, author, tuple(entries))
    except ValueError:
        return


def _entry(line: str, paths: list[str]) -> Entry | None:
    parts = line.lstrip(":").split(" ")
    if len(parts) != len(("mode", "mode", "blob", "blob", "status")) or not paths:
        return None
    _, mode, before, after, status = parts
    there = status != "D" and mode.startswith(_PLAIN_FILE)
    return Entry(
        paths[-1],
        paths[0] if status.startswith("R") and len(paths) > 1 else None,
        None if _NO_BLOB.fullmatch(before) else before,
        after if there else None,
    )
