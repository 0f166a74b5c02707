"""What a page shows of onboarding paths: a role guide the way to its own, any page that it stands in the reader's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from stafett.messages import N_
from stafett.model import Page
from stafett.questions.onboarding import RolePath
from stafett.reports.path_words import STAGE_TITLES, duration, steps_in_words
from stafett.site.views.html import Html, a, element, esc, join, tag
from stafett.site.views.labels import MOST_REFERENCES, page_link, sentence, shown_title
from stafett.site.views.path_page import path_title
from stafett.site.views.path_parts import meter, path_key
from stafett.site.views.view import View


def path_link(view: View, page: Page) -> Html:
    """On a role guide: its path in brief, with the way there; empty where it has none."""
    path = view.paths.get(page.path)
    if path is None:
        return esc("")
    title = view.words(N_("Onboarding"))
    address = view.list_link(path_key(page))
    total = f"{steps_in_words(view.words, len(path.steps))}, {duration(view.words, path.minutes)}"
    stages = (
        tag("li", tag("span", view.words(STAGE_TITLES[stage.name])), " ", steps_in_words(view.words, len(stage.steps)))
        for stage in path.stages
    )
    words = view.words(N_("Go to the onboarding path"))
    content = (
        tag("p", a(address, words) if address else words, " ", tag("span", total), class_="stafett-path__title"),
        tag("ul", *stages),
        meter(view, path.steps, title),
    )
    return tag("nav", *content, class_="stafett-path", aria_label=title, data_search_exclude="true")


def read_control(view: View, page: Page) -> Html:
    """At the end of a page that stands in some path: a tick, the way back, and the next step, for each such path.

    All of it is hidden until a script shows what belongs to the role that this reader has picked.
    """
    if page.path not in view.digests:
        return esc("")
    ways = [_way(view, path, page) for path in islice(_paths_of(view, page), MOST_REFERENCES)]
    if not ways:
        return esc("")
    box = element("input", {"type": "checkbox", "class": "stafett-step__box"})
    label = tag("label", box, " ", tag("span", view.words(N_("I have read this page"))))
    changed = element(
        "p",
        {"class": "stafett-step__changed", "hidden": True},
        sentence(view, N_("Changed since you read it on {day}. Read it again, and tick it anew."), day=tag("time")),
    )
    attributes = {
        "class": "stafett-read",
        "hidden": True,
        "data-stafett-id": page.id,
        "data-stafett-digest": view.digests.get(page.path, ""),
        "data-search-exclude": "true",
        "aria-label": view.words(N_("Your onboarding")),
    }
    return element("section", attributes, tag("p", label), changed, *ways)


def _paths_of(view: View, page: Page) -> Iterator[RolePath]:
    return (path for path in view.paths.values() if any(step.page is page for step in path.steps))


def _way(view: View, path: RolePath, page: Page) -> Html:
    """Where in a path the page stands, and the way on."""
    steps = path.steps
    number = next(index for index, step in enumerate(steps) if step.page is page)
    address = view.list_link(path_key(path.role))
    title = a(address, path_title(view, path)) if address else shown_title(path.role)
    place = sentence(view, N_("Step {n} of {all} in {path}."), n=number + 1, all=len(steps), path=title)
    after = steps[number + 1].page if number + 1 < len(steps) else None
    parts = [place, sentence(view, N_("Next: {page}"), page=page_link(view, after))] if after else [place]
    return element("p", {"hidden": True, "data-stafett-role": path.role.id}, join(parts, " "))
