"""What the page for managers says of each thing to do, and of each role that comes or goes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from stafett.messages import N_
from stafett.model import Page
from stafett.questions.continuity import Empty, Join
from stafett.questions.continuity_actions import Action
from stafett.reports.continuity_words import action_pages, action_sentence
from stafett.site.views.html import Html, a, day, esc, join, tag
from stafett.site.views.labels import HIGH_CRITICALITY, page_link, sentence
from stafett.site.views.path_parts import path_key
from stafett.site.views.view import View


def action_item(view: View, action: Action) -> Html:
    """A thing to do, with the link to where it is done."""
    said = sentence(
        view,
        action_sentence(action),
        about=page_link(view, action.about),
        day=day(action.day),
        begins=day(action.begins),
        pages=action_pages(action, view.words),
        unit=action.unit,
    )
    return tag("li", said)


def role_cell(view: View, role: Page | None, unit: str = "", *, person: bool = False) -> Html:
    """A role with the link to its guide; without one, what is known of it."""
    if role is None:
        return esc(view.words(N_("Pages that a person owns") if person else N_("No role yet")))
    where = tag("small", sentence(view, N_("in {unit}; elsewhere it is held"), unit=unit)) if unit else esc("")
    return join((page_link(view, role), where), " ")


def join_cells(view: View, found: Join) -> tuple[object, ...]:
    """When somebody begins, how many do, and where their path is."""
    address = view.list_link(path_key(found.role)) if found.role else ""
    path = a(address, view.words(N_("Onboarding path"))) if address else esc(view.words(N_("none")))
    how = view.words(N_("new here")) if found.new else view.words(N_("from another role"))
    return (day(found.day), found.people, how, path)


def vacant_cells(view: View, found: Empty) -> tuple[object, ...]:
    """Since when, until when, and how many pages have nobody."""
    since = esc(view.words(N_("always"))) if found.gap.first == date.min else day(found.gap.first)
    return (since, _next(view, found), pages_cell(view, found.pages))


def leaving_cells(view: View, found: Empty) -> tuple[object, ...]:
    """From when, until when, and how many pages will have nobody."""
    return (day(found.gap.first), _next(view, found), pages_cell(view, found.pages))


def _next(view: View, found: Empty) -> Html:
    return day(found.gap.begins) if found.gap.begins else esc(view.words(N_("nobody known")))


def pages_cell(view: View, pages: Collection[Page]) -> Html:
    """How many pages there are, and how many of them are critical."""
    critical = sum(page.text("criticality") == "high" for page in pages)
    if not pages:
        return esc("–")
    if not critical:
        return esc(len(pages))
    said = view.words.plural("{n} critical", "{n} critical", critical)
    return join((len(pages), tag("small", f"({said})", title=view.words(HIGH_CRITICALITY))), " ")
