"""How local variants are told of: how each stands, the units, and what a reader is to go by."""

from __future__ import annotations

from collections.abc import Iterable

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_
from stafett.questions.variants import State, Variant, behind, state
from stafett.reports.variants import STATE_WORDS
from stafett.site.views.html import Html, day, element, esc, join, tag
from stafett.site.views.labels import page_link, sentence
from stafett.site.views.view import View

# Each state by the colours of a page's status that means as much.
_COLOURS = {
    State.EXPIRED: "overdue",
    State.UNAPPROVED: "vacant",
    State.INCOMPLETE: "unvouched",
    State.ENDING: "due-soon",
    State.HOLDS: "current",
}
_SAYS = {
    State.EXPIRED: N_("This variant held until {until}. The national process holds again: {original}."),
    State.UNAPPROVED: N_("Nobody but its owner has agreed to this variant. Until somebody has, {original} holds."),
    State.INCOMPLETE: N_(
        "It is not clear where, why or until when this variant holds. Ask its owner before you go by it; else "
        "{original} holds."
    ),
    State.ENDING: N_("It holds until {until}, which is near. After that, and everywhere else, {original} holds."),
    State.HOLDS: N_("Everywhere else, {original} holds."),
}


def state_badge(view: View, key: State) -> Html:
    """How a variant stands, in words and colour."""
    return tag("span", view.words(STATE_WORDS[key]), class_=f"stafett-badge stafett-badge--{_COLOURS[key]}")


def run_out_since(view: View, one: Variant) -> Html:
    """That it has run out, hidden: for a script to show in the place of what it follows, once the day has passed."""
    if one.until is None or one.expired(view.as_of):
        return esc("")
    attributes = {
        "class": f"stafett-badge stafett-badge--{_COLOURS[State.EXPIRED]}",
        "hidden": True,
        "data-stafett-until": one.until.isoformat(),
    }
    return element("span", attributes, view.words(STATE_WORDS[State.EXPIRED]))


def what_holds(view: View, one: Variant) -> Html:
    """What a reader of the variant is to go by."""
    key = state(view.base, one, view.as_of)
    return sentence(view, _SAYS[key], until=day(one.until), original=page_link(view, one.original))


def moved_on(view: View, one: Variant) -> Html:
    """That the national page has moved on since the variant was looked at; empty where it has not."""
    late = None if one.expired(view.as_of) else behind(view.base, one)
    if late is None or late.original > view.as_of:
        return esc("")
    message = (
        N_(
            "The national page was changed on {later}, after this variant was last reviewed on {day}: they may differ "
            "in more than what is meant."
        )
        if late.rewritten
        else N_("The national page was reviewed on {later}, after this variant on {day}, and may have changed.")
    )
    return sentence(view, message, later=day(late.original), day=day(late.reviewed))


def unit_names(base: KnowledgeBase, units: Iterable[str]) -> Html:
    """Units by their names, with commas between."""
    return join((base.directory.units[unit].name for unit in units), ", ")
