"""What managers look at, for the front page: the pages on how people coming and going touches what is known."""

from __future__ import annotations

from stafett.messages import N_
from stafett.reports.list_addresses import CONTINUITY, COVERAGE, FORECAST, HEALTH, VARIANTS
from stafett.site.views.front_section import lead, section
from stafett.site.views.html import Html, a, esc, tag
from stafett.site.views.view import View

_PAGES = {
    CONTINUITY: (
        N_("Continuity"),
        N_("Who begins, which roles are vacant or soon will be, and what to do this week."),
    ),
    COVERAGE: (N_("Coverage"), N_("Which processes each role and unit can rely on, and where knowledge is thin.")),
    FORECAST: (N_("Forecast"), N_("What is likely to happen to the pages in the coming year, and what helps most.")),
    HEALTH: (N_("Health"), N_("How large a part of the pages somebody vouches for, and how long people stay.")),
    VARIANTS: (N_("Local variants"), N_("Where units have agreed to work differently, why, and until when.")),
}


def managers(view: View) -> Html:
    """A link to each of these pages that the site has, with what it answers; nothing where it has none."""
    items = [
        tag(
            "li",
            a(view.list_link(key), view.words(name), class_="stafett-tile__link"),
            tag("p", view.words(text)),
            class_="stafett-tile",
        )
        for key, (name, text) in _PAGES.items()
        if view.list_link(key)
    ]
    if not items:
        return esc("")
    return section(
        "managers",
        view.words(N_("Do you lead a unit?")),
        lead(
            view.words(
                N_("See in time what follows when people come and go. These pages tell of roles and name nobody.")
            )
        ),
        tag("ul", *items, class_="stafett-tiles"),
    )
