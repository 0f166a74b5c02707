"""Whether a review left any trace but its date: the one definition that rules, history and numbers share.

GOV.UK gave up its review dates because people moved them to be left alone. A date that moves by itself says nothing;
a new note says what somebody did, and a page that says something else shows that somebody was there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from stafett.model import Page


class Review(NamedTuple):
    """What a version of a page says of its last review; ``unreadable`` where its date has no meaning."""

    day: date | None
    note: str
    unreadable: bool = False


def review_of(page: Page) -> Review:
    """The review that a page tells of. Spaces do not make another note."""
    day = page.values.get("last_reviewed")
    note = " ".join((page.text("review_note") or "").split())
    unreadable = "last_reviewed" in page.invalid or page.has_complaint("FMT001")
    return Review(day if isinstance(day, date) else None, note, unreadable)


def reviewed_anew(before: Review, after: Review) -> bool:
    """Whether the date moved forward, or stands there for the first time.

    A date that moves back is put right, and so is one that could not be read: neither is a review.
    """
    if after.day is None or before.unreadable:
        return False
    return before.day is None or after.day > before.day


def bare_bump(before: Review, after: Review, says_the_same: Callable[[], bool]) -> bool:
    """Whether a page was reviewed anew, without a new note and without saying anything else than before.

    ``says_the_same`` tells whether the two versions have the same substance digest (``substance_of``), so that a page
    that was only tidied does not count as looked at; it is asked only where nothing else decides. A note counts as new
    where it is not empty and not the one that stood there before. Who is named in ``reviewed_by`` decides nothing: a
    name can be bumped as a date can.
    """
    return reviewed_anew(before, after) and after.note in {"", before.note} and says_the_same()
