"""What is new: the pages that say something else than before, and the decisions taken, since a day."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from stafett.knowledge_base import DECISION, KnowledgeBase
from stafett.model import Page
from stafett.reading.history import History


@dataclass(frozen=True, slots=True)
class Changed:
    """A page that was changed: last on ``day``; ``new`` where it came into being in the period."""

    page: Page
    day: date
    new: bool


@dataclass(frozen=True, slots=True)
class Recent:
    """What is new from ``since`` to ``as_of``, the newest first; of pages it may be known only from a later day on.

    ``pages_since`` is that day, and None where it is not known at all which pages were changed.
    """

    since: date
    as_of: date
    decisions: tuple[Page, ...]
    pages: tuple[Changed, ...]
    pages_since: date | None


def recent(
    base: KnowledgeBase, history: History | None, since: date, as_of: date, tidied: Container[str] = ()
) -> Recent:
    """What is new in the knowledge base by its ``history``, where there is one, and by the dates of its decisions.

    ``tidied`` are the paths of pages that were only written in another way, and say what they said.
    """
    decisions = [page for page in base.of_kind(DECISION) if since <= _decided(page) <= as_of]
    listed = {page.path for page in decisions}
    changed = []
    for path, changes in history.by_path.items() if history else ():
        page = base.by_path.get(path)
        new = changes[-1].before is None
        # A decision is news on the day that it was taken, not on the day on which somebody wrote it down.
        if page and path not in listed and path not in tidied and not (new and page.kind == DECISION):
            changed.append(Changed(page, changes[0].day, new))
    known = history.since if history and history.since <= as_of else None
    return Recent(
        since,
        as_of,
        tuple(sorted(decisions, key=lambda page: (-_decided(page).toordinal(), page.path))),
        tuple(sorted(changed, key=lambda found: (-found.day.toordinal(), found.page.title))),
        known,
    )


def _decided(page: Page) -> date:
    decided = page.values.get("date")
    return decided if isinstance(decided, date) else date.min
