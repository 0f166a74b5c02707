"""What a page needs on a day, since when, and whether that may wait: what reminders are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from stafett.dates import soon_from
from stafett.knowledge_base import DECISION, KnowledgeBase
from stafett.model import Page, Status
from stafett.questions.condition import VACANT, condition, retired
from stafett.questions.ownership import Answer, answer
from stafett.questions.snooze import delayed_until
from stafett.questions.variants import behind, variant


class Need(StrEnum):
    """What a page needs: an owner, its first review, one that is overdue, one by a new owner, or one that is near.

    A local variant may need another last day, or an end, and a look at what its national page says now.
    """

    OWNER = "owner"
    ANOTHER_END = "another-end"
    FIRST_REVIEW = "first-review"
    REVIEW = "review"
    NEW_OWNERS_WORD = "new-owners-word"
    COMPARISON = "comparison"
    SOON = "soon"


@dataclass(frozen=True, slots=True)
class Needed:
    """What ``page`` needs.

    ``since`` is the day on which that came to be so (for a review that is near, the day from which it is), and None
    where nobody can tell. ``waits_until`` is the day on which a delay ends, the first on which people are reminded
    again; None where there is no delay that counts.
    """

    page: Page
    need: Need
    owner: Answer
    since: date | None = None
    due: date | None = None
    waits_until: date | None = None

    @property
    def climbs_from(self) -> date | None:
        """The day from which it counts how long nobody has acted: that of the need, or where a delay ended, its end."""
        return max(self.since, self.waits_until) if self.since and self.waits_until else self.since or self.waits_until

    def waits(self, as_of: date) -> bool:
        """Whether somebody has said, with a reason, that it has to wait, and that day is still to come."""
        return self.waits_until is not None and as_of < self.waits_until


_NEEDS = {
    Status.OVERDUE: Need.REVIEW,
    Status.NEVER_REVIEWED: Need.FIRST_REVIEW,
    Status.UNVOUCHED: Need.NEW_OWNERS_WORD,
    Status.DUE_SOON: Need.SOON,
}
_GRAVER = frozenset((Status.OVERDUE, Status.NEVER_REVIEWED, Status.UNVOUCHED))
_NOTHING: Mapping[str, date] = {}


def needs(base: KnowledgeBase, as_of: date, known_since: Mapping[str, date] = _NOTHING) -> Iterator[Needed]:
    """Every page that needs something on ``as_of``, in the order of paths.

    Pages that no longer hold need nothing, and of what cannot be read ``check`` tells; one without front matter can be
    read, and has no owner. ``known_since`` says of pages,
    by path, since when they are known to exist: what was never reviewed has no other date to count from.
    """
    for page in base.pages:
        found = None if retired(page) else need_of(base, page, as_of, known_since)
        if found:
            yield found


def need_of(base: KnowledgeBase, page: Page, as_of: date, known_since: Mapping[str, date] = _NOTHING) -> Needed | None:
    """What the page needs on ``as_of``, the gravest first: an owner before a review; None where it needs nothing."""
    owner = answer(base, page.owner, as_of)
    if condition(base, page, owner, as_of) == VACANT or _bare(page):
        return Needed(page, Need.OWNER, owner, owner.since, base.due(page))
    status, departs = base.status(page, as_of), variant(base, page)
    if departs and departs.until and departs.expired(as_of):
        return Needed(page, Need.ANOTHER_END, owner, departs.until + timedelta(days=1), departs.until)
    late = behind(base, departs) if departs and status not in _GRAVER else None
    if late and late.rewritten and late.original <= as_of:
        return Needed(page, Need.COMPARISON, owner, late.original, base.due(page))
    if status is None or status not in _NEEDS:
        return None
    since = _since(base, page, as_of, status, known_since)
    return Needed(page, _NEEDS[status], owner, since, base.due(page), delayed_until(base, page, as_of))


def _bare(page: Page) -> bool:
    """Whether the page has no front matter at all, and so no owner, though nothing in it is wrong."""
    return page.head is None and any(complaint.code == "FMT002" for complaint in page.complaints)


def _since(
    base: KnowledgeBase, page: Page, as_of: date, status: Status, known_since: Mapping[str, date]
) -> date | None:
    """The day from which the page has needed what it needs: of two needs that it has had in turn, the earlier."""
    due = base.due(page)
    if status is Status.DUE_SOON:
        return soon_from(due, base.settings.due_soon) if due else None
    if status is Status.NEVER_REVIEWED:
        decided = page.values.get("date") if page.kind == DECISION else None
        return known_since.get(page.path) or (decided if isinstance(decided, date) and decided <= as_of else None)
    days = [due] if due and due < as_of else []
    inherited = base.unvouched_since(page, as_of)
    return min([*days, inherited] if inherited else days)
