"""Who could own a page, for a person to decide on: whom CODEOWNERS names, and who has changed it most of late."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from stafett.adoption.survey import Survey, Touched
from stafett.code_owners import CodeOwners
from stafett.dates import Interval, before

RECENT = Interval(2, "year")
"""What "of late" means: who has not touched a page since then has probably other work."""


class Candidate(NamedTuple):
    """What is known of a page's owner: what the page says, what CODEOWNERS says, and who changed it most of late.

    ``changes`` of the page's ``all_changes`` since then are that person's, the last of all on ``last``.
    """

    path: str
    says: str
    codeowners: tuple[str, ...]
    author: str
    changes: int
    all_changes: int
    last: date | None


def candidates(survey: Survey, paths: Iterable[str], says: Mapping[str, str], as_of: date) -> list[Candidate]:
    """A candidate for each of the pages ``paths``; ``says`` is the owner that a page names itself."""
    since = before(as_of, RECENT)
    touched: defaultdict[str, list[Touched]] = defaultdict(list)
    for change in survey.touched:
        touched[change.path].append(change)
    return [
        _candidate(path, says.get(path, ""), _asked(path, survey.codeowners), touched[path], since) for path in paths
    ]


def _asked(path: str, codeowners: CodeOwners | None) -> tuple[str, ...]:
    return tuple(name for line in codeowners.asked(path) for name in line.owners) if codeowners else ()


def _candidate(path: str, says: str, owners: tuple[str, ...], touched: list[Touched], since: date) -> Candidate:
    recent = Counter(change.author for change in touched if change.day >= since)
    author, changes = recent.most_common(1)[0] if recent else ("", 0)
    last = max((change.day for change in touched), default=None)
    return Candidate(path, says, owners, author, changes, recent.total(), last)


def by_folder(found: Iterable[Candidate]) -> dict[str, tuple[int, list[tuple[str, int]]]]:
    """For each folder: how many pages it has, and who would be proposed for most of them, with how many."""
    folders: defaultdict[str, list[Candidate]] = defaultdict(list)
    for candidate in found:
        folders[candidate.path.rpartition("/")[0]].append(candidate)
    return {
        folder: (len(inside), Counter(name for c in inside if (name := proposed(c))).most_common(3))
        for folder, inside in sorted(folders.items())
    }


def proposed(candidate: Candidate) -> str:
    """Who is proposed: what the page says, else CODEOWNERS, else who changed it most."""
    return candidate.says or " ".join(candidate.codeowners) or candidate.author
