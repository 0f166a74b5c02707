"""What git remembers of the files: which were changed on which day. Says nothing, and never fails, where it cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from stafett.reading.git_log import Commit, Log, read_log


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
    log = read_log(root, since)
    return _history(log, since, as_of) if log else None


def _history(log: Log, since: date, as_of: date) -> History:
    names: dict[str, str | None] = {}
    changes: list[Change] = []
    begin = since
    for commit in log.commits:
        if commit.first:
            begin = max(begin, commit.day)
            continue
        changes += [change for change in _changes(commit, names) if since <= change.day <= as_of]
    if not log.whole and changes:
        begin = max(begin, changes[-1].day)
    return History(begin, tuple(changes))


def _changes(commit: Commit, names: dict[str, str | None]) -> Iterator[Change]:
    """The changes of one commit; ``names`` leads from a name of older days to today's, and learns of renames."""
    earlier: dict[str, str | None] = {}
    for entry in commit.entries:
        path = names.get(entry.path, entry.path)
        if entry.old is not None:
            earlier.setdefault(entry.path, None)  # an older file of that name was another one
            earlier[entry.old] = path
        if path is not None and entry.after:
            yield Change(path, commit.day, entry.before, entry.after)
    names.update(earlier)
