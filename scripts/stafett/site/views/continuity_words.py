"""What the page for managers says of each thing to do, each role that comes or goes, and each number."""

from __future__ import annotations

from datetime import date

from stafett.messages import N_
from stafett.model import Page
from stafett.questions.bus_factor import LEAST_PAGES, BusFactor
from stafett.questions.continuity import Empty, Join
from stafett.questions.continuity_actions import Act, Action
from stafett.site.views.html import Html, a, day, esc, join, tag
from stafett.site.views.labels import HIGH_CRITICALITY, count, page_link, sentence
from stafett.site.views.path_parts import path_key
from stafett.site.views.view import View

_SENTENCES = {
    Act.FILL: N_("Name somebody for the role {about}. It has been vacant since {day}, and {pages} have no owner."),
    Act.BRIDGE: N_(
        "Let somebody hold the role {about} from {day} until {begins}, when the next holder begins: it has {pages}."
    ),
    Act.SUCCEED: N_("Name a successor for the role {about}, who is there after {day}. Else {pages} lose their owner."),
    Act.REOWN: N_("Give {about} an owner who is there after {day}. Its owner is a person who goes, and has {pages}."),
    Act.REVIEW: N_("Have {about} reviewed by {day}, while whoever knows it is here."),
    Act.DEPUTY: N_("Give {about} a deputy who is somebody else. The page is critical, and one person answers for it."),
    Act.FILL_HERE: N_("Name somebody for the role {about} in {unit}. Nobody there has held it since {day}."),
    Act.SUCCEED_HERE: N_("Name a successor for the role {about} in {unit}, who is there after {day}."),
    Act.PATH: N_("Make an onboarding path for the role {about}. Somebody takes it on {day}, and there is none."),
}
_NEVER = N_("Name somebody for the role {about}. Nobody has held it, and {pages} have no owner.")


def action_item(view: View, action: Action) -> Html:
    """A thing to do, with the link to where it is done."""
    never = action.act is Act.FILL and action.day == date.min
    pages = count(view, action.pages)
    if action.critical and action.about.kind == "role":
        many = view.words.plural("{n} of them critical", "{n} of them critical", action.critical)
        pages = f"{pages} ({many})"
    said = sentence(
        view,
        _NEVER if never else _SENTENCES[action.act],
        about=page_link(view, action.about),
        day=day(action.day),
        pages=pages,
        unit=action.unit,
        begins=day(action.begins),
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
    return (since, _next(view, found), _pages(view, found))


def leaving_cells(view: View, found: Empty) -> tuple[object, ...]:
    """From when, until when, and how many pages will have nobody."""
    return (day(found.gap.first), _next(view, found), _pages(view, found))


def _next(view: View, found: Empty) -> Html:
    return day(found.gap.begins) if found.gap.begins else esc(view.words(N_("nobody known")))


def _pages(view: View, found: Empty) -> Html:
    critical = sum(page.text("criticality") == "high" for page in found.pages)
    if not found.pages:
        return esc("–")
    if not critical:
        return esc(len(found.pages))
    said = view.words.plural("{n} critical", "{n} critical", critical)
    return join((len(found.pages), tag("small", f"({said})", title=view.words(HIGH_CRITICALITY))), " ")


def bus_words(view: View, found: BusFactor) -> Html:
    """The bus factor as a number; that fewer may be enough stands before it. Of fewer pages it says nothing."""
    if found.people is None or found.pages < LEAST_PAGES:
        return esc("–")
    return esc(found.people if found.exact else view.words(N_("at most {n}"), n=found.people))
