"""What there is to say of each page on a day: the rows of ``stafett pages``, ``api/pages.json`` and the lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stafett.dates import Interval
from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page, Status
from stafett.reading.tree import site_url


@dataclass(frozen=True, slots=True)
class Row:
    """A page as of a day. ``holders`` are the ids of the people who hold its owner's role on that day."""

    page: Page
    holders: tuple[str, ...]
    last_reviewed: date | None
    review_in: Interval | None
    due: date | None
    status: Status | None
    url: str

    def as_json(self, *, people: bool = True) -> dict[str, object]:
        """The row as JSON values: dates in ISO 8601 or None; without ``holders`` where people are not to be told."""
        row: dict[str, object] = {
            "id": self.page.id,
            "path": self.page.path,
            "kind": self.page.kind,
            "title": self.page.title,
            "owner": self.page.owner,
            "holders": list(self.holders),
            "deputy": self.page.deputy,
            "last_reviewed": self.last_reviewed.isoformat() if self.last_reviewed else None,
            "review_in": str(self.review_in) if self.review_in else None,
            "due": self.due.isoformat() if self.due else None,
            "status": str(self.status) if self.status else None,
            "url": self.url,
        }
        if not people:
            del row["holders"]
        return row


def row(base: KnowledgeBase, page: Page, as_of: date) -> Row:
    """What there is to say of ``page`` on ``as_of``."""
    holders = base.holders(page.owner, as_of) if page.owner else ()
    return Row(
        page,
        tuple(person.id for person in holders),
        base.last_reviewed(page),
        base.review_in(page),
        base.due(page),
        base.status(page, as_of),
        site_url(page.path),
    )


def rows(
    base: KnowledgeBase,
    as_of: date,
    status: str | None = None,
    owner: str | None = None,
    kind: str | None = None,
) -> list[Row]:
    """A row for each page, in the order of their paths, or for those with the status, owner and kind asked for.

    ``owner`` is a role guide's id or its last part, or a person's id; a person also gets what their roles own.
    """
    found = (row(base, page, as_of) for page in base.pages if kind is None or page.kind == kind)
    return [r for r in found if (status is None or r.status == status) and (owner is None or owned_by(base, r, owner))]


def owned_by(base: KnowledgeBase, found: Row, owner: str) -> bool:
    """Whether ``owner`` answers for the page: it is named so, means the same role guide, or holds the role."""
    if not found.page.owner:
        return False
    if owner == found.page.owner or owner in found.holders:
        return True
    wanted = base.answerable(owner).page
    return wanted is not None and wanted == base.answerable(found.page.owner).page
