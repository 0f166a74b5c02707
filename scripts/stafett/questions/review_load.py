"""How many reviews a year somebody has to do for what they own, beside how many they can do.

A page asks for one review in each interval, so that a page of 6 months asks for two a year; where several people hold
the owner's role they share it. How many they can do follows from the hours that the settings' ``forecast`` gives them,
so that a handover and a forecast call the same load too much.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from stafett.dates import MONTHS_A_YEAR, NEVER, add
from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page
from stafett.questions.condition import retired
from stafett.settings import Forecast

_DAYS_A_YEAR = 365.2425
_ANCHOR = date(2001, 1, 1)  # a year that is no leap year, so that a length of time has always the same days


def most_reviews_a_year(assumed: Forecast) -> float:
    """How many reviews a year somebody has time for."""
    return MONTHS_A_YEAR * assumed.hours_a_month / assumed.hours_a_review


def reviews_a_year(base: KnowledgeBase, pages: Iterable[Page], day: date) -> float:
    """How many reviews a year each holder of the pages' owners has to do on ``day``; of a page without end, none."""
    return sum(_one(base, page, day) for page in pages)


def _one(base: KnowledgeBase, page: Page, day: date) -> float:
    interval = base.review_in(page)
    if interval is None or interval == NEVER or not page.owner or retired(page):
        return 0.0
    days = ((add(_ANCHOR, interval) or _ANCHOR) - _ANCHOR).days
    return _DAYS_A_YEAR / days / max(len(base.holders(page.owner, day)), 1) if days else 0.0
