"""What a change did to files; ``stafett.reading.changes`` asks git for it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file that changed: ``path`` is where it lies now (where it is ``gone``: lay), POSIX, relative to the root.

    ``earlier`` is its path before, None where there was no such file. ``lines`` are the ranges of lines (1-based) in
    today's file that are new or written anew; where only lines were taken out, the line that follows them. None
    where that is not known, and any line may be.
    """

    path: str
    earlier: str | None
    gone: bool = False
    lines: tuple[range, ...] | None = None

    @property
    def renamed(self) -> bool:
        """Whether the file lay elsewhere before."""
        return self.earlier is not None and not self.gone and self.earlier != self.path

    def touches(self, line: int) -> bool:
        """Whether the line of today's file is one that changed."""
        return self.lines is None or any(line in lines for lines in self.lines)

    def nearest(self, line: int) -> int:
        """The changed line that is nearest to ``line``; ``line`` itself where no changed line is known."""
        if not self.lines or self.touches(line):
            return line
        ends = sorted(end for lines in self.lines for end in (lines[0], lines[-1]))
        at = bisect_left(ends, line)
        return min(ends[max(at - 1, 0) : at + 1], key=lambda end: (abs(end - line), end))


@dataclass(frozen=True)
class Changes:
    """What differs between the folder as it is and ``base``, a commit (its full name).

    ``untracked`` are the files that git does not know yet. ``before`` and ``after`` are the bytes of the files that
    were asked for: ``before`` by earlier path, ``after`` by today's. A file that is not among them was too large, or
    no plain file.
    """

    base: str
    files: tuple[FileChange, ...] = ()
    before: Mapping[str, bytes] = field(default_factory=dict)
    after: Mapping[str, bytes] = field(default_factory=dict)
    untracked: frozenset[str] = frozenset()

    @cached_property
    def by_path(self) -> Mapping[str, FileChange]:
        """The changed files that are there, by today's path."""
        return {change.path: change for change in self.files if not change.gone}

    @cached_property
    def moved(self) -> Mapping[str, str]:
        """Where files that were renamed lie today, by their earlier path."""
        return {change.earlier: change.path for change in self.files if change.renamed and change.earlier}

    @cached_property
    def earlier_paths(self) -> frozenset[str]:
        """The earlier paths of all changed files that were there before."""
        return frozenset(change.earlier for change in self.files if change.earlier is not None)
