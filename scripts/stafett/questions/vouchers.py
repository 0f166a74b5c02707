"""Who has vouched for a page and is still there to be asked about it."""

from __future__ import annotations

from datetime import date

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page
from stafett.questions.vouching import answering


def vouchers(base: KnowledgeBase, page: Page, as_of: date) -> frozenset[str] | None:
    """The ids of the people who vouched for the page and are here on ``as_of``.

    They hold the role of its owner or deputy (or are the person named), have held it without a break since the day of
    the last review, and are not on leave. Empty where nobody ever reviewed the page, or the review lies in the future.
    None where nobody can tell: without a directory, and where the settings let any text stand for an owner.
    """
    own = answering(page)
    known = [base.answerable(reference).found for reference in own]
    if not base.directory.present or (base.settings.free_owners and not all(known)):
        return None
    reviewed = base.last_reviewed(page)
    if reviewed is None or reviewed > as_of:
        return frozenset()
    return frozenset(
        person.id
        for reference in own
        for person, start, end in base.tenures(reference)
        if (start is None or start <= reviewed) and (end is None or as_of <= end) and person.present(as_of)
    )
