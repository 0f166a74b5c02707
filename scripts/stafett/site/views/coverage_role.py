"""On a role's page: the processes that its people need, why, and what is missing of each. Closed until it is opened."""

from __future__ import annotations

from stafett.messages import N_
from stafett.model import Page
from stafett.questions.covered import Lack
from stafett.questions.role_needs import Need
from stafett.reports.coverage_words import LACK_WORDS, reason
from stafett.reports.list_addresses import COVERAGE
from stafett.site.views.html import Html, a, element, esc, join, tag
from stafett.site.views.labels import page_link
from stafett.site.views.table import Row, table
from stafett.site.views.view import View

ANCHOR = "stafett-coverage"
MOST_ROWS = 200
"""So many processes of one role are listed, those that lack most first."""


def role_coverage(view: View, page: Page) -> Html:
    """The part of a role guide that tells how well what the role needs is covered; empty where it needs nothing."""
    row = view.coverage.by_role.get(page.path) if page.kind == "role" else None
    if row is None or not row.needs:
        return esc("")
    count = row.whole
    message = N_("How well the processes that the role needs are covered: {covered} of {needed}")
    summary = view.words(message, covered=count.covered, needed=count.needed)
    known = view.coverage.known
    rows = sorted(row.needs, key=lambda need: -len(known[need.page.path].lacks_for(need)))[:MOST_ROWS]
    lines = (Row(page_link(view, need.page), (_lacks(view, need), _why(view, need)), "need") for need in rows)
    body = [table(view, (N_("Process"), N_("What is missing"), N_("Why the role needs it")), lines, "needs")]
    rest = len(row.needs) - MOST_ROWS
    if rest > 0:
        body.append(tag("p", view.words.plural("and {n} more", "and {n} more", rest)))
    address = view.list_link(COVERAGE)
    if address:
        body.append(tag("p", a(address, view.words(N_("All roles and units")))))
    inner = element("div", {"id": ANCHOR}, *body)
    attributes = {"class": "stafett-cover-role", "data-search-exclude": "true"}
    return element("details", attributes, tag("summary", summary), inner)


def _lacks(view: View, need: Need) -> Html:
    lacks = view.coverage.known[need.page.path].lacks_for(need)
    if not lacks:
        return tag("span", view.words(N_("covered")), class_="stafett-badge stafett-badge--current")
    return join((lack_badge(view, lack) for lack in lacks), " ")


_SHAPES = {
    Lack.NO_PAGE: "vacant",
    Lack.NO_GUIDE: "vacant",
    Lack.NOT_WRITTEN: "vacant",
    Lack.NOBODY_VOUCHES: "vacant",
    Lack.NOT_CURRENT: "overdue",
    Lack.NOT_CONFIRMED: "unvouched",
    Lack.REPORTED: "due-soon",
    Lack.NOT_FOUND: "due-soon",
}
"""Badges of review statuses, whose shapes and colours say how grave it is."""


def lack_badge(view: View, lack: Lack) -> Html:
    """Something that is missing, in words and colour."""
    shape = _SHAPES.get(lack, "never-reviewed")
    return tag("span", view.words(LACK_WORDS[lack]), class_=f"stafett-badge stafett-badge--{shape}")


def _why(view: View, need: Need) -> Html:
    return esc(", ".join(reason(each, view.words) for each in need.reasons))
