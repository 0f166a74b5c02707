"""Which findings are new: not there before a change, and not among those that a baseline lets be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from stafett.changes import Changes, FileChange
from stafett.model import Finding
from stafett.reading.baseline import Baseline


@dataclass(frozen=True)
class News:
    """Findings with whether each is new; ``changed`` are the paths of the files that a change touched, if one is known.

    ``gone`` are what a baseline lets be and is there no more, by place and mark. Where nothing was ``compared``, all
    are new.
    """

    findings: tuple[Finding, ...]
    is_new: tuple[bool, ...]
    changed: frozenset[str] = frozenset()
    gone: tuple[tuple[str, str], ...] = ()
    compared: bool = True

    @property
    def new(self) -> tuple[Finding, ...]:
        """The findings that count."""
        return tuple(finding for finding, new in zip(self.findings, self.is_new, strict=True) if new)

    @property
    def old(self) -> tuple[Finding, ...]:
        """The findings that were there before or that the baseline lets be."""
        return tuple(finding for finding, new in zip(self.findings, self.is_new, strict=True) if not new)

    @property
    def touched(self) -> tuple[Finding, ...]:
        """The old ones on files that the change touched."""
        return tuple(finding for finding in self.old if finding.path in self.changed)

    @property
    def elsewhere(self) -> tuple[Finding, ...]:
        """The old ones on any other."""
        return tuple(finding for finding in self.old if finding.path not in self.changed)


def mark_of(finding: Finding) -> str:
    """What a finding is in a word: its rule and what it is about, wherever it moves and however it is worded."""
    return f"{finding.code} {finding.about}".rstrip()


def place_of(finding: Finding) -> str:
    """Where a finding is, so that a moved file leaves it the same: the page's id, else the file's path."""
    return finding.page or finding.path


def baseline_of(findings: Iterable[Finding]) -> dict[str, list[str]]:
    """The baseline that lets all ``findings`` be, and nothing else: sorted, what is there twice named twice."""
    found: dict[str, list[str]] = {}
    for finding in findings:
        found.setdefault(place_of(finding), []).append(mark_of(finding))
    return {place: sorted(found[place]) for place in sorted(found)}


def against_earlier(findings: Sequence[Finding], earlier: Iterable[Finding], changes: Changes) -> News:
    """The findings beside the ``earlier`` ones, which the same rules had on the same day before ``changes``.

    One is old where the same rule said the same of the same file, wherever it lies now; of several alike, those on
    lines that changed are new first.

    That the earlier state is really checked is the exact way: a page that others link to may be deleted, a role be
    left vacant in the directory, and then it is pages that nobody touched which have become worse. Remembering
    findings by lines would not tell them from those that were always there. It costs reading the changed files and
    running the rules twice. Since the day is the same for both, what only time has made worse is never new.
    """
    left = Counter((changes.moved.get(f.path, f.path), mark_of(f)) for f in earlier)
    new = _unmatched(findings, lambda f: (f.path, mark_of(f)), left, changes.by_path)
    return News(tuple(findings), new, frozenset(changes.by_path))


def against_baseline(news: News, baseline: Baseline) -> News:
    """``news`` where what ``baseline`` lets be is not new either; what it lets be and is not there is ``gone``."""
    left = Counter((place, mark) for place, marks in baseline.items() for mark in marks)
    beyond = _unmatched(news.findings, lambda f: (place_of(f), mark_of(f)), left, {})
    gone = sorted(key for key, number in left.items() for _ in range(number))
    return replace(
        news, is_new=tuple(a and b for a, b in zip(news.is_new, beyond, strict=True)), gone=tuple(gone), compared=True
    )


def all_new(findings: Sequence[Finding]) -> News:
    """The findings of a check that compares them with nothing."""
    return News(tuple(findings), (True,) * len(findings), compared=False)


def _unmatched(
    findings: Sequence[Finding],
    key: Callable[[Finding], tuple[str, str]],
    left: Counter[tuple[str, str]],
    changed: Mapping[str, FileChange],
) -> tuple[bool, ...]:
    """Of each finding whether ``left`` has none for it, which is taken out where it has: for unchanged lines first."""

    def on_changed_line(index: int) -> bool:
        file = changed.get(findings[index].path)
        return file is not None and file.touches(findings[index].line)

    new = [True] * len(findings)
    for index in sorted(range(len(findings)), key=on_changed_line):
        wanted = key(findings[index])
        if left[wanted] > 0:
            left[wanted] -= 1
            new[index] = False
    return tuple(new)
