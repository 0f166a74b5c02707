"""Delays that a page asks for: ``snoozed_until`` and ``snooze_reason``, and whether they count.

A delay holds reminders back and nothing else: the review status stays what it is. It lasts until the day that it
names, on which people are reminded again; it needs a reason, and is no longer than the settings allow.
"""

from __future__ import annotations

from datetime import date

from stafett.dates import add
from stafett.knowledge_base import DECISION, KnowledgeBase
from stafett.model import Page, Status

UNTIL = "snoozed_until"
REASON = "snooze_reason"
WAITING = frozenset((Status.OVERDUE, Status.UNVOUCHED, Status.NEVER_REVIEWED, Status.DUE_SOON))
"""The review statuses of a page that somebody may ask to wait for."""


def counted_from(base: KnowledgeBase, page: Page, as_of: date) -> date | None:
    """The day that a delay of the page's review is counted from; None where there is none, and so no delay counts.

    The due date, where it has passed or is near; else the day on which the new owner took over; of a decision that
    was never reviewed, the day on which it was taken.
    """
    status = base.status(page, as_of)
    if status in {Status.OVERDUE, Status.DUE_SOON}:
        return base.due(page)
    if status is Status.UNVOUCHED:
        return base.unvouched_since(page, as_of)
    decided = page.values.get("date") if status is Status.NEVER_REVIEWED and page.kind == DECISION else None
    return decided if isinstance(decided, date) and decided <= as_of else None


def latest_delay(base: KnowledgeBase, page: Page, as_of: date) -> date | None:
    """The last day that a delay may name (``reminders: longest_snooze``); None where the review cannot be delayed."""
    start = counted_from(base, page, as_of)
    return add(start, base.settings.reminders.longest_snooze) if start else None


def delayed_until(base: KnowledgeBase, page: Page, as_of: date) -> date | None:
    """The day on which the page's delay ends, or has ended; None where it has none that counts.

    A longer one than is allowed counts as long as one that is.
    """
    until = page.values.get(UNTIL)
    if not isinstance(until, date) or not page.text(REASON):
        return None
    latest = latest_delay(base, page, as_of)
    return min(until, latest) if latest else None
