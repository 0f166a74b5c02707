"""What happened to a page, from its versions: reviews with their evidence, new owners, and changes of what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING

from stafett.questions.review_evidence import Review, bare_bump, review_of, reviewed_anew

if TYPE_CHECKING:
    from stafett.reading.page_history import PageHistory, Version


class Evidence(StrEnum):
    """What shows that a review was more than a date.

    ``NOTE``: a new note; ``CHANGE``: the page says something else; ``WRITTEN``: it came with the page itself, whose
    author had just thought of all of it; ``BEFORE``: it was there when git's memory begins, and is taken at its word;
    ``NONE``: the date moved alone.
    """

    NOTE = "note"
    CHANGE = "change"
    WRITTEN = "written"
    BEFORE = "before"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review: ``day`` is the one that the page tells, ``seen`` the one on which git first knew of it."""

    day: date
    seen: date
    by: str | None
    note: str
    evidence: Evidence
    author: str = ""


class Happened(StrEnum):
    """What else can happen to a page."""

    BEGUN = "begun"
    CREATED = "created"
    OWNER = "owner"
    CHANGED = "changed"
    TIDIED = "tidied"
    MOVED = "moved"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a page on a day: ``before`` and ``after`` are its owner or path then, where it counts.

    ``BEGUN`` is where git's memory begins, ``CHANGED`` that the page came to say something else, ``TIDIED`` that only
    its formatting or fields changed that say nothing of owner or review.
    """

    day: date
    what: Happened
    before: str = ""
    after: str = ""
    author: str = ""


def day_ends(versions: Iterable[Version], until: date | None = None) -> list[Version]:
    """The version at the end of each day on which there was one, up to ``until``: what is done on a day is one step.

    So a review counts whether its date, its note and the mended text were committed at once or one after the other.
    """
    known = [version for version in versions if until is None or version.day <= until]
    return [version for version, later in zip_longest(known, known[1:]) if later is None or later.day != version.day]


def reviews(history: PageHistory, until: date | None = None) -> tuple[Reviewed, ...]:
    """The reviews of a page up to the day ``until``, the oldest first.

    A note that is written later for the same review counts as its evidence. Versions that cannot be read are passed
    by: a date made unreadable and then readable again has not been put right, but moved. A date that moves back
    corrects the last review.
    """
    found: list[Reviewed] = []
    before: tuple[Review, Version] | None = None
    note_before = ""
    for version in day_ends(history.versions, until):
        review = review_of(version.page)
        if version.gone or review.unreadable:
            continue
        if before is None:
            first = Evidence.WRITTEN if history.from_the_start else Evidence.BEFORE
            found += [_reviewed(version, review, first)] if review.day else []
        elif reviewed_anew(before[0], review):
            note_before = before[0].note
            found.append(_reviewed(version, review, _evidence(before, version, review)))
        elif found and review.day:
            last = replace(found[-1], day=review.day)
            if last.evidence is Evidence.NONE and review.note not in {"", note_before}:
                last = replace(last, note=review.note, by=version.page.text("reviewed_by"), evidence=Evidence.NOTE)
            found[-1] = last
        before = (review, version)
    return tuple(found)


def _evidence(before: tuple[Review, Version], version: Version, review: Review) -> Evidence:
    earlier, old = before
    if bare_bump(earlier, review, lambda: old.says_as(version)):
        return Evidence.NONE
    return Evidence.CHANGE if review.note in {"", earlier.note} else Evidence.NOTE


def _reviewed(version: Version, review: Review, evidence: Evidence) -> Reviewed:
    note = review.note if evidence in {Evidence.NOTE, Evidence.WRITTEN, Evidence.BEFORE} else ""
    by = version.page.text("reviewed_by")
    return Reviewed(review.day or version.day, version.day, by, note, evidence, version.author)


def events(history: PageHistory, until: date | None = None) -> tuple[Event, ...]:
    """Whatever else happened to a page up to the day ``until``, the oldest first."""
    found: list[Event] = []
    before: Version | None = None
    for version in day_ends(history.versions, until):
        found += _between(before, version, history)
        before = version
    return tuple(found)


def _between(before: Version | None, version: Version, history: PageHistory) -> Iterator[Event]:
    day, author = version.day, version.author
    if before is None:
        what = Happened.CREATED if history.from_the_start else Happened.BEGUN
        yield Event(day, what, after=version.page.owner or "", author=author)
        return
    if version.gone:
        yield Event(day, Happened.REMOVED, author=author)
        return
    if before.page.path != version.page.path:
        yield Event(day, Happened.MOVED, before.page.path, version.page.path, author)
    if (before.page.owner or "") != (version.page.owner or ""):
        yield Event(day, Happened.OWNER, before.page.owner or "", version.page.owner or "", author)
    if not before.says_as(version):
        yield Event(day, Happened.CHANGED, author=author)
    elif before.page.path == version.page.path and not _tells_more(before, version):
        yield Event(day, Happened.TIDIED, author=author)


def _tells_more(before: Version, version: Version) -> bool:
    """Whether the two differ in owner or review, which are told of by themselves."""
    names = ("owner", "last_reviewed", "review_note", "reviewed_by")
    return any(before.page.values.get(name) != version.page.values.get(name) for name in names)


def changes_of_substance(history: PageHistory, until: date | None = None) -> Sequence[date]:
    """The days on which the page came to say something else than before, the oldest first."""
    return [event.day for event in events(history, until) if event.what is Happened.CHANGED]
