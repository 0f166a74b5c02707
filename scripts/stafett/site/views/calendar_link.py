"""The way from a role guide, and from the list of reviews, to the calendar of what is due."""

from __future__ import annotations

from stafett.messages import N_
from stafett.model import Page
from stafett.site.views.html import Html, a, esc, tag
from stafett.site.views.view import View

CALENDAR = "calendar"
"""The key of the calendar of all reviews."""


def calendar_key(role: Page) -> str:
    """The key of the calendar of what a role owns."""
    return f"{CALENDAR}:{role.path}"


def calendar_link(view: View, page: Page) -> Html:
    """On a role guide: where the calendar of its reviews is; empty where the role owns nothing that is due."""
    return _link(view, calendar_key(page), N_("Calendar of the reviews that this role owns"))


def all_calendar_link(view: View) -> Html:
    """Where the calendar of all reviews is; empty where the site has none."""
    return _link(view, CALENDAR, N_("Calendar of all reviews"))


def _link(view: View, key: str, words: str) -> Html:
    address = view.list_link(key)
    if not address:
        return esc("")
    how = view.words(N_("Add its address to your calendar program, and it follows along."))
    link = a(address, view.words(words), type="text/calendar")
    return tag("p", link, " (.ics). ", how, class_="stafett-calendar", data_search_exclude="true")
