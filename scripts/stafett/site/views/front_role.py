"""Who am I here: the roles to pick from, and for the script what it needs to show how far the reader has come."""

from __future__ import annotations

import json
from collections.abc import Sequence

from stafett.messages import N_
from stafett.model import Page
from stafett.questions.condition import retired
from stafett.questions.onboarding import ROLE, STAGES
from stafett.questions.translations import originals
from stafett.reports.path_words import STAGE_TITLES
from stafett.site.views.front_section import lead, section
from stafett.site.views.html import Html, a, esc, tag
from stafett.site.views.labels import collation, page_link, shown_title
from stafett.site.views.path_parts import path_key
from stafett.site.views.view import View


def roles(view: View, begin_here: Sequence[Page]) -> Html:
    """A link to the path of each role; a script remembers the one that is followed, and then shows it instead.

    A role without a path leads to its guide.
    """
    guides = sorted(originals(view.base, view.base.of_kind(ROLE)), key=lambda page: collation(page.title))
    links = [
        tag("li", a(address, shown_title(role), data_stafett_role=role.id))
        for role in guides
        if not retired(role) and (address := view.list_link(path_key(role)) or view.link(role))
    ]
    if not links:
        return esc("")
    title = view.words(N_("Who are you here?"))
    return section("who", title, _mine(view), _pick(view, links), _begin_here(view, begin_here), _data(view))


def _pick(view: View, links: Sequence[Html]) -> Html:
    kept = view.words(N_("Your choice is kept on this device only, and sent nowhere."))
    return tag(
        "div",
        lead(view.words(N_("Pick your role, and you get what it needs to know, in order."))),
        tag("ul", *links, class_="stafett-roles"),
        tag("p", kept, class_="stafett-front__note", hidden=True),
        class_="stafett-pick",
    )


def _begin_here(view: View, pages: Sequence[Page]) -> Html:
    links = [tag("li", page_link(view, page)) for page in pages if view.link(page)]
    return tag("ul", *links, class_="stafett-begin") if links else esc("")


def _mine(view: View) -> Html:
    """What a script fills in once a role is picked."""
    words = view.words
    ways = (
        a("#", words(N_("Your whole path")), class_="md-button md-button--primary stafett-mine__path"),
        _button(words(N_("Change role")), "change", expanded="false"),
        _button(words(N_("Forget my role")), "forget"),
    )
    return tag(
        "div",
        tag("p", tag("span", words(N_("Your role"))), " ", tag("strong", class_="stafett-mine__role")),
        tag("p", class_="stafett-mine__count", id="stafett-count"),
        tag("progress", class_="stafett-mine__bar", aria_labelledby="stafett-count"),
        tag("p", class_="stafett-mine__next"),
        tag("p", *ways, class_="stafett-mine__ways"),
        class_="stafett-mine",
        hidden=True,
        data_count=words(N_("{done} of {all} read")),
        data_next=words(N_("Next:")),
        data_begin=words(N_("Begin with:")),
        data_changed=words(N_("Changed since you read it:")),
        data_all=words(N_("You have read all of it. Well done!")),
        data_path=words(N_("Your whole path")),
        data_guide=words(N_("To the role guide")),
    )


def _button(words: str, name: str, expanded: str | None = None) -> Html:
    return tag("button", words, type="button", class_=f"stafett-mine__{name}", aria_expanded=expanded)


def _data(view: View) -> Html:
    """The paths for the script: each page once, and for each role its steps as place of the page and of the stage."""
    places: dict[str, int] = {}
    pages: list[tuple[str, str, str, str]] = []
    paths: dict[str, list[tuple[int, int]]] = {}
    for path in view.paths.values():
        for step in path.steps:
            if step.page.path not in places:
                places[step.page.path] = len(pages)
                digest = view.digests.get(step.page.path, "")
                pages.append((step.page.id, shown_title(step.page), view.link(step.page), digest))
        paths[path.role.id] = [
            (places[step.page.path], STAGES.index(stage.name)) for stage in path.stages for step in stage.steps
        ]
    stages = [view.words(STAGE_TITLES[name]) for name in STAGES]
    data = json.dumps({"pages": pages, "stages": stages, "paths": paths}, ensure_ascii=False, separators=(",", ":"))
    # Nothing in it may end the element that it stands in.
    safe = data.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return tag("script", Html(safe), type="application/json", id="stafett-paths")
