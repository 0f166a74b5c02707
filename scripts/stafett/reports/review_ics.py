"""Reviews that are due as calendar entries, for calendars that subscribe to them. Roles are named, never people."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from itertools import islice

from stafett.messages import N_, Words
from stafett.model import Page
from stafett.questions.review_calendar import MOST, DueReview
from stafett.reports.icalendar import Entry, calendar

# How often a program that subscribes should look again (RFC 7986, and what Outlook reads).
_DAILY = ("REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D")


def render(name: str, reviews: Iterable[DueReview], as_of: date, words: Words, address: Callable[[Page], str]) -> str:
    """An entry for each review on the day by which it is due; ``address`` gives where its page is, or nothing."""
    entries = (_entry(review, as_of, words, address(review.page)) for review in islice(reviews, MOST))
    return calendar(name, f"Reviews//{words.language.upper()}", as_of, entries, *_DAILY)


def _entry(review: DueReview, as_of: date, words: Words, address: str) -> Entry:
    late = review.due < as_of
    summary = N_("Overdue review: {title}") if late else N_("Review: {title}")
    owner = words(N_("Owner: {owner}"), owner=review.owner.role.title) if review.owner.role else ""
    what = words(N_("Read the page, mend what is wrong, and vouch for it."))
    return Entry(
        f"review\n{review.page.id}",
        review.due,
        words(summary, title=review.page.title),
        "\n".join(part for part in (what, owner, address) if part),
        address=address,
    )
