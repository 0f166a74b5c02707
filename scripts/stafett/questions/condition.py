"""How far a page can be trusted on a day: its review status, or that nobody answers for it, or that it is replaced."""

from __future__ import annotations

from datetime import date

from stafett.knowledge_base import ANY_PAGE, DECISION, KnowledgeBase
from stafett.model import Page, Status
from stafett.questions.chains import Chains
from stafett.questions.ownership import Answer

VACANT = "vacant"
UNKNOWN = "unknown"
_NO_LONGER = frozenset(("superseded", "deprecated", "rejected"))


def condition(base: KnowledgeBase, page: Page, owner: Answer, as_of: date) -> str:
    """How the page stands: its review status, ``vacant`` where ``owner`` (its owner) cannot be reached, or unknown."""
    watched = page.head is not None and "owner" not in page.invalid and not base.kept_as_found(page)
    if watched and not owner.reachable:
        return VACANT
    status: Status | None = base.status(page, as_of)
    return str(status) if status else UNKNOWN


def retired(page: Page) -> bool:
    """Whether the page itself says that it no longer holds: it is replaced, or a decision that came to nothing."""
    if page.kind == DECISION and (page.text("status") in _NO_LONGER or page.text("superseded-by")):
        return True
    return bool(page.text("replaced_by"))


def successors(base: KnowledgeBase, page: Page, decided: Chains) -> tuple[Page, ...]:
    """What to read instead of a page that no longer holds, at the end of its chain; empty where nobody has said."""
    if page.kind == DECISION:
        newer = decided.holds_now(page)
        if newer:
            return newer
    seen = {page.path}
    found: Page | None = page
    while found is not None and found.text("replaced_by"):
        found = base.resolve(str(found.text("replaced_by")), (ANY_PAGE,)).page
        if found is None or found.path in seen:
            return ()
        seen.add(found.path)
    return (found,) if found is not None and found is not page else ()
