"""Days as people say them."""

from __future__ import annotations

from datetime import date

from stafett.messages import N_
from stafett.site.views.html import Html, tag
from stafett.site.views.view import View

MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


def said_day(view: View, day: date) -> Html:
    """A day with its month in words; with its year where that is not the year of the view."""
    month = view.words(MONTHS[day.month - 1])
    message = N_("{day} {month}") if day.year == view.as_of.year else N_("{day} {month} {year}")
    return tag("time", view.words(message, day=day.day, month=month, year=day.year), datetime=day.isoformat())
