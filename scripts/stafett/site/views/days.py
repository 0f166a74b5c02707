"""Days as people say them."""

from __future__ import annotations

from datetime import date

from stafett.reports.day_words import day_in_words
from stafett.site.views.html import Html, tag
from stafett.site.views.view import View


def said_day(view: View, day: date) -> Html:
    """A day with its month in words; with its year where that is not the year of the view."""
    return tag("time", day_in_words(view.words, day, view.as_of), datetime=day.isoformat())
