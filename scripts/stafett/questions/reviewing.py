"""What a review writes into a page: the day, who vouched, and what they did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from stafett.dates import Interval, add
from stafett.fields import parse_date
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_
from stafett.model import Page, Raw
from stafett.questions.own_names import SHARED, SharedName, own_names
from stafett.questions.vouching import NotEntitled, vouches_as
from stafett.reading.yaml_text import parse
from stafett.refusals import one_line
from stafett.substance import words

FEWEST_WORDS = 3
ABOVE = ("deputy", "owner", "title")
"""The fields below the first of which the day goes, where the page was never reviewed."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review: the ``fields`` to write, by the names that the page has for them (None removes one).

    ``by`` is what ``reviewed_by`` says, ``due`` the day by which the next review is; ``interval`` is how long this one
    is good for, None where neither the page nor the settings say.
    """

    fields: Mapping[str, Raw]
    by: str
    due: date | None
    interval: Interval | None


def review(base: KnowledgeBase, page: Page, who: str, note: str, day: date) -> Reviewed:
    """What is to be written where ``who`` vouches for the page on ``day``, having done what ``note`` tells.

    What the page says of a delay is removed: it has had its review. Raises NotEntitled where ``who`` may not vouch,
    where the note says nothing, and where the page was reviewed on a later day.
    """
    by = vouches_as(base, page, one_line(who), day)
    text = one_line(note)
    _refuse_empty(text, page)
    last = base.last_reviewed(page)
    if last and last > day:
        message = N_("the page was reviewed on {last}, after {day}; a review cannot be earlier than the last one")
        raise NotEntitled(message, last=last.isoformat(), day=day.isoformat())
    try:
        named = own_names(base, page, _WRITTEN)
    except SharedName as shared:
        raise NotEntitled(SHARED, **shared.values) from shared
    fields: dict[str, Raw] = {
        named["last_reviewed"]: written_day(base, page, named["last_reviewed"], day),
        named["reviewed_by"]: by,
        named["review_note"]: text,
        named["snoozed_until"]: None,
        named["snooze_reason"]: None,
    }
    interval = base.review_in(page)
    return Reviewed(fields, by, add(day, interval) if interval else None, interval)


_WRITTEN = ("last_reviewed", "reviewed_by", "review_note", "snoozed_until", "snooze_reason")


def _refuse_empty(note: str, page: Page) -> None:
    """Raise NotEntitled where the note tells nobody what was done."""
    said = words(note)
    if not note.isprintable():
        raise NotEntitled(N_("the note holds characters that cannot be shown"))
    if said and said == words(page.text("review_note") or ""):
        raise NotEntitled(N_("the note is the same as that of the last review; say what you did this time"))
    if len({word for word in said if any(sign.isalpha() for sign in word)}) < FEWEST_WORDS:
        message = N_(
            "the note should tell in a few words what you did, "
            "as in “Went through the flow with two clerks; step 4 changed”"
        )
        raise NotEntitled(message)


def written_day(base: KnowledgeBase, page: Page, name: str, day: date) -> str:
    """The day as the page writes days, else as the knowledge base does."""
    formats = base.settings.notation.date_formats
    head = parse(page.head or "").value
    present = head.get(name) if isinstance(head, dict) else None
    fitting = (notation for notation in formats if isinstance(present, str) and parse_date(present, (notation,)))
    return day.strftime(next(fitting, formats[0]))
