"""How decisions replaced each other: a time line from the first to the one that holds now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from stafett.knowledge_base import DECISION
from stafett.messages import N_
from stafett.model import Page
from stafett.site.views.html import Html, day, element, esc, join, tag
from stafett.site.views.labels import MOST_REFERENCES, decision_badge, page_link, sentence
from stafett.site.views.view import View


def chain(view: View, page: Page) -> Html:
    """The decisions that led to this one and those that came of it; empty where it replaced none and none it."""
    if page.kind != DECISION:
        return esc("")
    line = view.chains.lineage(page)
    if len(line) == 1:
        return esc("")
    title = view.words(N_("The history of this decision"))
    head = tag("p", title, class_="stafett-chain__title")
    content = join((head, time_line(view, line, page)))
    return tag("nav", content, class_="stafett-chain", aria_label=title, data_search_exclude="true")


def all_chains(view: View) -> list[Html]:
    """Each chain of decisions, the one that changed last first."""
    return [
        tag("div", time_line(view, view.chains.lineage(end)), class_="stafett-chain")
        for end in view.chains.ends()[:MOST_REFERENCES]
    ]


def time_line(view: View, pages: Sequence[Page], here: Page | None = None) -> Html:
    """Decisions in the order in which they were taken; which holds now, and which is the page ``here``."""
    straight = view.chains.straight(pages)
    shape = "stafett-chain__line stafett-chain__line--straight" if straight else "stafett-chain__line"
    items = (_item(view, page, page is here, straight=straight) for page in pages[:MOST_REFERENCES])
    return tag("ol", *items, class_=shape)


def _item(view: View, page: Page, here: object, *, straight: bool) -> Html:
    decided = page.values.get("date")
    older = view.chains.older(page)
    holds = page.text("status") == "accepted" and not view.chains.newer(page)
    state = tag("strong", view.words(N_("Holds now")), class_="stafett-badge stafett-badge--current")
    facts = [day(decided) if isinstance(decided, date) else esc(""), state if holds else decision_badge(view, page)]
    if older and not straight:
        facts.append(
            sentence(view, N_("Replaces {decisions}"), decisions=join((page_link(view, o) for o in older), ", "))
        )
    attributes = {"class": "stafett-chain__now" if holds else None, "aria-current": "page" if here else None}
    return element("li", attributes, page_link(view, page), tag("span", join(facts, " ")))
