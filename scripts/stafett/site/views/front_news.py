"""What is new, for the front page in short and for its own page whole: decisions taken, and pages that were changed."""

from __future__ import annotations

from datetime import date

from stafett.knowledge_base import DECISION
from stafett.messages import N_
from stafett.model import Page
from stafett.questions.recent import Changed, Recent
from stafett.site.views.days import said_day
from stafett.site.views.front_section import lead, section
from stafett.site.views.html import Html, esc, tag
from stafett.site.views.labels import decision_badge, page_link, sentence
from stafett.site.views.view import View

MOST_PAGES = 6
MOST_DECISIONS = 4
MOST = 60
"""So many of each are told at all."""


def news(view: View, recent: Recent) -> Html:
    """The latest of both, each with its day, and since when it is told; nothing where neither can be known."""
    if not recent.pages_since and not view.base.of_kind(DECISION):
        return esc("")
    since = lead(sentence(view, N_("Since {day}"), day=said_day(view, recent.since)))
    columns = [column for column in (_decisions(view, recent), _pages(view, recent)) if column]
    if columns:
        body = tag("div", *columns, class_="stafett-news")
    elif recent.pages_since:
        body = tag("p", view.words(N_("Nothing has been decided, and no page has been changed.")))
    else:
        body = tag("p", view.words(N_("Nothing has been decided.")))
    return section("new", view.words(N_("What is new?")), since, body)


def _decisions(view: View, recent: Recent) -> Html:
    return _column(view, N_("Decisions"), [_decision(view, page) for page in recent.decisions[:MOST]], MOST_DECISIONS)


def _decision(view: View, page: Page) -> Html:
    decided = page.values.get("date")
    when = said_day(view, decided) if isinstance(decided, date) else esc("")
    return tag("li", when, " ", page_link(view, page), " ", decision_badge(view, page))


def _pages(view: View, recent: Recent) -> Html:
    changed = [item for item in recent.pages[:MOST] if view.link(item.page)] if recent.pages_since else []
    return _column(view, N_("Pages"), [_page(view, item) for item in changed], MOST_PAGES)


def _page(view: View, item: Changed) -> Html:
    words = view.words(N_("New")) if item.new else view.words(N_("Changed"))
    chip = tag("span", words, class_=f"stafett-chip stafett-chip--{'new' if item.new else 'changed'}")
    return tag("li", said_day(view, item.day), " ", page_link(view, item.page), " ", chip)


def _column(view: View, title: str, items: list[Html], shown: int) -> Html:
    """The first items, and the others for whoever asks for them; empty where there are none."""
    if not items:
        return esc("")
    rest = items[shown:]
    more = view.words.plural("and {n} more", "and {n} more", len(rest))
    others = tag("details", tag("summary", more), tag("ul", *rest)) if rest else esc("")
    return tag("div", tag("h3", view.words(title)), tag("ul", *items[:shown]), others)
