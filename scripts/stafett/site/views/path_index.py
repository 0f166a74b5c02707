"""All onboarding paths: who they are for, how long they are, and how far this reader has come in each."""

from __future__ import annotations

from collections.abc import Iterable

from stafett.messages import N_
from stafett.model import Page
from stafett.questions.onboarding import ROLE, RolePath
from stafett.reports.path_words import duration, steps_in_words
from stafett.site.views.html import Html, a, element, esc, join, tag
from stafett.site.views.kind_lists import lead
from stafett.site.views.labels import collation, page_link, sentence, shown_title
from stafett.site.views.markdown import document, heading
from stafett.site.views.path_parts import meter, path_key
from stafett.site.views.view import View


def path_index(view: View) -> str:
    """The page over all paths: those that others build on, and that build on none, first."""
    paths = sorted(view.paths.values(), key=lambda path: collation(path.role.title))
    built_on = {role.path for path in paths for role in path.begins_with}
    first = [path for path in paths if path.role.path in built_on and not path.begins_with]
    rest = [path for path in paths if path not in first]
    intro = N_("New here? Pick your role, and read what it needs to know: the first day, week, month and three months.")
    facts = view.words.plural("{n} role has a path.", "{n} roles have a path.", len(paths))
    blocks = [heading(1, view.words(N_("Onboarding")), "top"), lead(view, intro, facts)]
    if first and rest:
        blocks += [heading(2, view.words(N_("Begin here")), "begin"), _cards(view, first)]
        blocks += [heading(2, view.words(N_("Then your role")), "roles"), _cards(view, rest)]
    else:
        blocks.append(_cards(view, paths))
    return document([*blocks, _without(view)])


def _cards(view: View, paths: Iterable[RolePath]) -> Html:
    return element("ul", {"class": "stafett-paths"}, "\n", join((_card(view, path) for path in paths), "\n"), "\n")


def _card(view: View, path: RolePath) -> Html:
    """A path in brief, with a mark where it is that of the reader's role, and a meter where they have begun."""
    name = shown_title(path.role)
    facts = [steps_in_words(view.words, len(path.steps)), duration(view.words, path.minutes)]
    if path.systems:
        facts.append(view.words.plural("{n} system", "{n} systems", len(path.systems)))
    mine = element("span", {"class": "stafett-paths__mine", "hidden": True}, view.words(N_("Your role")))
    about = view.summary(path.role)
    content = (
        tag("p", a(view.list_link(path_key(path.role)), name), " ", mine, class_="stafett-paths__title"),
        tag("p", about, class_="stafett-paths__about") if about else esc(""),
        _builds_on(view, path.begins_with),
        tag("p", " · ".join(facts), class_="stafett-paths__facts"),
        meter(view, path.steps, name),
    )
    return element("li", {"data-stafett-mine": path.role.id}, *content)


def _builds_on(view: View, roles: Iterable[Page]) -> Html:
    names = ", ".join(shown_title(role) for role in roles)
    return (
        tag("p", sentence(view, N_("Builds on {roles}"), roles=names), class_="stafett-paths__facts")
        if names
        else esc("")
    )


def _without(view: View) -> Html:
    """The roles whose path nobody has made yet, with what a newcomer in one of them can do."""
    lacking = [role for role in view.base.of_kind(ROLE) if role.path not in view.paths]
    if not lacking:
        return esc("")
    links = join((page_link(view, role) for role in lacking), ", ")
    return tag(
        "p",
        sentence(view, N_("These roles have no path yet: {roles}. Take the one that is nearest."), roles=links),
        class_="stafett-paths__lacking",
    )
