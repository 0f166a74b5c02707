"""What putting a review off writes into a page: until which day, and why. Once, and not for long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Refusal
from stafett.model import Page, Raw
from stafett.questions.condition import VACANT, condition
from stafett.questions.own_names import SHARED, SharedName, own_names
from stafett.questions.ownership import answer
from stafett.questions.reviewing import written_day
from stafett.questions.snooze import REASON, UNTIL, WAITING, counted_from, latest_delay
from stafett.refusals import one_line


class NotDelayed(Refusal):
    """A review may not be put off."""


def snooze(base: KnowledgeBase, page: Page, until: date, reason: str, as_of: date) -> Mapping[str, Raw]:
    """The fields to write where the page's review is put off on ``as_of``, by the names that the page has for them.

    Raises NotDelayed where there is nothing to put off, where it has been put off once already, where the day is not
    ahead or too far, and where no reason is given.
    """
    _refuse_undue(base, page, as_of)
    latest, start, before = latest_delay(base, page, as_of), counted_from(base, page, as_of), page.values.get(UNTIL)
    if latest is None or start is None:
        raise NotDelayed(N_("nobody has vouched for the page yet, so there is no due date to put off; review it"))
    if isinstance(before, date) and before > start:
        message = N_("the review was put off once already, until {until}; it can be again after a review")
        raise NotDelayed(message, until=before)
    if latest <= as_of:
        raise NotDelayed(N_("the review could be put off until {latest} at the latest; review it now"), latest=latest)
    if until > latest:
        raise NotDelayed(N_("the review can be put off until {latest} at the latest"), latest=latest)
    if until <= max(as_of, start):
        message = N_("the review can be put off to a day after {day}, and until {latest} at the latest")
        raise NotDelayed(message, day=max(as_of, start), latest=latest)
    text = one_line(reason)
    if not any(sign.isalpha() for sign in text) or not text.isprintable():
        raise NotDelayed(N_("say why it has to wait, in words that readers understand"))
    try:
        named = own_names(base, page, (UNTIL, REASON))
    except SharedName as shared:
        raise NotDelayed(SHARED, **shared.values) from shared
    return {named[UNTIL]: written_day(base, page, named[UNTIL], until), named[REASON]: text}


def _refuse_undue(base: KnowledgeBase, page: Page, as_of: date) -> None:
    """Raise NotDelayed where the page needs no review now, or needs an owner before it."""
    if condition(base, page, answer(base, page.owner, as_of), as_of) == VACANT:
        raise NotDelayed(N_("nobody answers for the page today; it needs an owner, and that cannot wait"))
    status, due = base.status(page, as_of), base.due(page)
    if status in WAITING:
        return
    if due:
        raise NotDelayed(N_("the review is not due until {due}, so there is nothing to put off"), due=due)
    raise NotDelayed(N_("the page needs no review, so there is nothing to put off"))
