"""Which reviews are due when, of a role or of all: what a calendar of them shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page
from stafett.questions.condition import retired
from stafett.questions.ownership import Answer, answer

MOST = 1000
"""Reviews that one calendar shows: the first of them, overdue ones among these."""


@dataclass(frozen=True, slots=True)
class DueReview:
    """A page that is to be reviewed by the day ``due``, and who owns it."""

    page: Page
    due: date
    owner: Answer


def due_reviews(base: KnowledgeBase, as_of: date) -> tuple[DueReview, ...]:
    """Every page with a due date, the first first. Pages that no longer hold are not reviewed."""
    answers: dict[str | None, Answer] = {}
    found = []
    for page in base.pages:
        due = base.due(page)
        if due and not retired(page):
            if page.owner not in answers:
                answers[page.owner] = answer(base, page.owner, as_of)
            found.append(DueReview(page, due, answers[page.owner]))
    return tuple(sorted(found, key=_first))


def by_role(found: Iterable[DueReview]) -> Mapping[str, tuple[DueReview, ...]]:
    """The reviews of the pages that each role owns, by the path of its guide's file."""
    roles: dict[str, list[DueReview]] = {}
    for review in found:
        if review.owner.role:
            roles.setdefault(review.owner.role.path, []).append(review)
    return {path: tuple(reviews) for path, reviews in roles.items()}


def _first(review: DueReview) -> tuple[date, str]:
    return review.due, review.page.path
