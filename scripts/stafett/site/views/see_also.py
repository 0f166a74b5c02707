"""The pages for managers, each of which leads to the others."""

from __future__ import annotations

from stafett.messages import N_
from stafett.reports.list_addresses import CONTINUITY, COVERAGE, FORECAST, HEALTH, OWNERSHIP, VARIANTS
from stafett.site.views.html import Html, a, esc, join, tag
from stafett.site.views.labels import sentence
from stafett.site.views.view import View

_PAGES = {
    CONTINUITY: N_("who comes, what is vacant and what leaves"),
    OWNERSHIP: N_("who answers for what"),
    FORECAST: N_("a forecast of what a year of turnover does"),
    COVERAGE: N_("which knowledge is covered"),
    VARIANTS: N_("where units work differently"),
    HEALTH: N_("the health of the knowledge base"),
}


def see_also(view: View, own: str) -> Html:
    """Where there is more to know than on the page of the key ``own``; only pages that the site has."""
    links = [
        a(view.list_link(key), view.words(text)) for key, text in _PAGES.items() if key != own and view.list_link(key)
    ]
    return tag("p", sentence(view, N_("See also: {links}."), links=join(links, ", "))) if links else esc("")
