"""Every version of a page that git remembers, renames followed: what its front matter said, and what it said at all.

Four processes of git, however many pages and commits there are: the log, whether it is whole, and two for contents.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Complaint, Page
from stafett.reading.files import read_file
from stafett.reading.front_matter import MAX_BYTES, split
from stafett.reading.git import MOST_BYTES, read_blobs, run_git
from stafett.reading.git_log import Commit, Entry, read_log
from stafett.reading.page import read_fields, read_page, unreadable_page
from stafett.reading.tree import kind_of

_OF_A_REVIEW = frozenset(("last_reviewed", "reviewed_by", "review_note"))

Digest = Callable[[Page, str], str]
"""Gives the digest of what a page with such a body says."""

MOST_VERSIONS = 40_000
"""So many versions of pages are read, the newest; what is older is not known."""


@dataclass(frozen=True)
class Version:
    """A page as it was from ``day`` on: ``page`` has the values of its front matter then, and nothing of its body.

    ``author`` is who made the commit, empty for the working copy, which nobody has committed yet. ``gone`` tells that
    the page was taken away, or could not be read as one any more; ``page`` is then the last that was known.
    """

    day: date
    author: str
    page: Page
    gone: bool = False
    body: Callable[[], str] = field(default=str, repr=False, compare=False)
    digest: Callable[[], str] = field(default=str, repr=False, compare=False)

    @cached_property
    def substance(self) -> str:
        """The digest of what the page said; formatting leaves it alone."""
        return self.digest()

    def says_as(self, other: Version) -> bool:
        """Whether both have the same substance; a digest takes time, and is made only where the texts differ."""
        if _but_review(self.page) == _but_review(other.page) and self.body() == other.body():
            return True
        return self.substance == other.substance


def _but_review(page: Page) -> dict[str, object]:
    return {name: value for name, value in page.values.items() if name not in _OF_A_REVIEW}


@dataclass(frozen=True)
class PageHistory:
    """The versions of one page, the oldest first; ``path`` is where it lies today, None where it is no more.

    ``from_the_start`` tells that git knows how the page came into being. It does not where the page came with the
    repository's first commit, or with the last one that a shallow clone has. ``partial`` tells that contents of earlier
    versions are not there to be read (as in a clone without them), or too large.
    """

    path: str | None
    versions: tuple[Version, ...]
    from_the_start: bool = True
    partial: bool = False

    def first(self, number: int) -> PageHistory:
        """The history up to and with its version of that number, from 1."""
        return replace(self, versions=self.versions[:number])


@dataclass(frozen=True)
class Histories:
    """The histories of pages: ``since`` is the day on which git's memory begins.

    ``cut`` tells that it begins there because a clone is shallow, or because there is more than can be read: what
    came before is not known, though it may be known elsewhere.
    """

    since: date
    cut: bool
    pages: tuple[PageHistory, ...] = ()

    @cached_property
    def by_path(self) -> Mapping[str, PageHistory]:
        """The histories of the pages that there are today, by path."""
        return {history.path: history for history in self.pages if history.path is not None}


@dataclass
class _Line:
    """A file through its renames, while the log is replayed: what it was from which day on; blob None is gone."""

    versions: list[tuple[date, str, str, str | None]] = field(default_factory=list)
    path: str | None = None
    from_the_start: bool = True

    def forget(self, before: date) -> None:
        """Keep what the file was on the day ``before``, and what it became since."""
        old = sum(day < before for day, *_ in self.versions)
        if old > 1:
            self.versions, self.from_the_start = self.versions[old - 1 :], False


def read_histories(
    root: Path,
    base: KnowledgeBase,
    as_of: date,
    digest: Digest,
    paths: Collection[str] | None = None,
    begin: date = date.min,
) -> Histories | None:
    """The history of every page of ``base``, and of those that were pages once; None where git tells nothing.

    ``digest`` is ``questions.onboarding.substance_of``. With ``paths``, only of the pages that lie there today; with
    ``begin``, only what they were on that day and became since. What is written but not committed yet is a last
    version, on ``as_of``.
    """
    log = read_log(root)
    if log is None or not log.commits:
        return None
    lines = [line for line in _replayed(log.commits) if _wanted(line, base, paths)]
    for line in lines:
        line.forget(begin)
    told = sorted(
        ((day, path, blob) for line in lines for day, _, path, blob in line.versions if blob),
        key=lambda version: version[0],
        reverse=True,
    )
    blobs = read_blobs(root, [blob for _, _, blob in told[:MOST_VERSIONS]], MAX_BYTES)
    too_many = len(told) > MOST_VERSIONS or sum(map(len, blobs.values())) > MOST_BYTES - 2 * MAX_BYTES
    known = [day for day, _, blob in told if blob in blobs] if too_many else []
    contents = _Contents(base, blobs, digest)
    histories = (_history(line, contents) for line in lines)
    newest = max(as_of, log.commits[0].day)
    found = [_with_working_copy(root, contents, history, newest) for history in histories if history.versions]
    since = max(log.commits[-1].day, min(known, default=date.min))
    return Histories(since, too_many or not log.whole or _shallow(root), tuple(found))


def _shallow(root: Path) -> bool:
    told = run_git(root, ("rev-parse", "--is-shallow-repository"))
    return told is not None and told[0].strip() == b"true"


def _wanted(line: _Line, base: KnowledgeBase, paths: Collection[str] | None) -> bool:
    if line.path in base.by_path:
        return paths is None or line.path in paths
    if paths is not None or line.path is not None:
        return False
    return any(kind_of(path, base.settings) for _, _, path, _ in line.versions)


class _Replay:
    """Plays commits, the oldest first, and so learns which file is which."""

    def __init__(self) -> None:
        self.lines: list[_Line] = []
        self.present: dict[str, _Line] = {}

    def play(self, commit: Commit) -> None:
        """What the commit did. All its renames happen at once."""
        moved = {entry.path: self._at(entry.old) for entry in commit.entries if entry.old is not None}
        for entry in commit.entries:
            if entry.old is not None:
                self.present.pop(entry.old, None)
            elif entry.before is None:
                self.present.pop(entry.path, None)  # a new file is not what once lay there
        for entry in commit.entries:
            self._write(commit, entry, moved.get(entry.path) or self._at(entry.path))

    def _at(self, path: str) -> _Line:
        if path not in self.present:
            self.present[path] = _Line()
            self.lines.append(self.present[path])
        return self.present[path]

    def _write(self, commit: Commit, entry: Entry, line: _Line) -> None:
        self.present[entry.path] = line
        if not line.versions:
            line.from_the_start = not commit.first and entry.before is None
        line.versions.append((commit.day, commit.author, entry.path, entry.after))
        if entry.after is None:
            self.present.pop(entry.path, None)


def _replayed(commits: tuple[Commit, ...]) -> list[_Line]:
    """Each file that ever was, with its versions, the oldest first."""
    replay = _Replay()
    for commit in reversed(commits):
        replay.play(commit)
    for path, line in replay.present.items():
        line.path = path
    return replay.lines


class _Contents:
    """What is read of the versions, each content once."""

    def __init__(self, base: KnowledgeBase, blobs: Mapping[str, bytes], digest: Digest) -> None:
        self.base, self.blobs, self.digest = base, blobs, digest
        self.heads: dict[tuple[str, str | None], Page] = {}
        self.digests: dict[tuple[str, str], str] = {}

    def kind(self, path: str, today: str | None) -> str | None:
        """The kind that a page was of; where no pattern took it then, the one it is of now."""
        found = kind_of(path, self.base.settings)
        page = self.base.by_path.get(today) if today else None
        return found or (page.kind if page else None)

    def page(self, path: str, kind: str, blob: str) -> Page:
        """The page with its fields alone."""
        source = split(self.blobs[blob])
        if source.complaint:
            return unreadable_page(path, self.base.settings.kinds[kind], source.complaint)
        key = (kind, source.head)
        if key not in self.heads:
            self.heads[key] = read_fields(path, self.base.settings.kinds[kind], source.head, self.base.settings)
        page = self.heads[key]
        return page if page.path == path else replace(page, path=path)

    def substance(self, path: str, kind: str, blob: str) -> str:
        """The digest of what the page said."""
        key = (kind, blob)
        if key not in self.digests:
            data, settings, page = self.blobs[blob], self.base.settings, self.page(path, kind, blob)
            if "title" not in page.values:  # then a heading is its title, which takes longer to find
                page = read_page(path, settings.kinds[kind], data, settings)
            self.digests[key] = self.digest(page, split(data).body)
        return self.digests[key]


def _history(line: _Line, contents: _Contents) -> PageHistory:
    versions: list[Version] = []
    whole, partial = line.from_the_start, False
    for day, author, path, blob in line.versions:
        kind = contents.kind(path, line.path)
        if blob and blob not in contents.blobs:
            versions, whole, partial = [], False, True  # what is known begins after it
        elif blob and kind:
            said = _Said(contents, path, kind, blob)
            page = contents.page(path, kind, blob)
            versions.append(Version(day, author, page, body=said.body, digest=said.digest))
        elif versions:
            versions.append(replace(versions[-1], day=day, author=author, gone=True))
    return PageHistory(line.path, tuple(versions), whole, partial)


@dataclass(frozen=True, slots=True)
class _Said:
    contents: _Contents
    path: str
    kind: str
    blob: str

    def body(self) -> str:
        return split(self.contents.blobs[self.blob]).body

    def digest(self) -> str:
        return self.contents.substance(self.path, self.kind, self.blob)


def _with_working_copy(root: Path, contents: _Contents, history: PageHistory, newest: date) -> PageHistory:
    """The history with what lies in the folder as its last version, where that tells of its review otherwise."""
    page = contents.base.by_path.get(history.path or "")
    if page is None or page.values == history.versions[-1].page.values:
        return history
    data = read_file(f"{root}/{page.path}")
    if isinstance(data, Complaint):
        return history
    body = split(data).body
    last = Version(newest, "", page, body=lambda: body, digest=lambda: contents.digest(page, body))
    return replace(history, versions=(*history.versions, last))
