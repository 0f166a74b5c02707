"""The page of a role's onboarding path: stage by stage what to read, with ticks that this device remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from stafett.messages import N_
from stafett.questions.onboarding import RolePath, Stage, Step
from stafett.reports.path_words import STAGE_TITLES, duration, steps_in_words
from stafett.site.views.html import Html, a, element, esc, join, tag
from stafett.site.views.labels import MOST_REFERENCES, page_link, sentence, shown_title
from stafett.site.views.markdown import document, heading, slug
from stafett.site.views.path_parts import PATHS, meter_here, path_key, step_item
from stafett.site.views.view import View

_DEADLINES = {
    "day_1": N_("Read this on your first day."),
    "week_1": N_("Read this before the first week is over."),
    "month_1": N_("Read this within your first month."),
    "month_3": N_("Read this within your first three months."),
}


def path_title(view: View, path: RolePath) -> str:
    """What the page is called."""
    return view.words(N_("Onboarding: {role}"), role=shown_title(path.role))


def path_page(path: RolePath) -> Callable[[View], str]:
    """What makes the page of a path."""

    def render(view: View) -> str:
        blocks = [heading(1, path_title(view, path), "top"), _top(view, path), *_needs(view, path)]
        start = 0
        for stage in path.stages:
            blocks += [
                heading(2, view.words(STAGE_TITLES[stage.name]), slug(stage.name)),
                _stage_facts(view, stage, start),
                *_lists(view, path, stage),
            ]
            start += len(stage.steps)
        return document([*blocks, _tools(view, path), _back(view)])

    return render


def _top(view: View, path: RolePath) -> Html:
    """What the path is, how long it is, whose it builds on, and how far this reader has come."""
    parts = [
        sentence(
            view,
            N_("What you need to know when you are new as {role}, in the order in which you need it:"),
            role=page_link(view, path.role),
        ),
        sentence(
            view,
            N_("{steps}, about {time} of reading."),
            steps=tag("strong", steps_in_words(view.words, len(path.steps))),
            time=tag("strong", duration(view.words, path.minutes)),
        ),
    ]
    if path.begins_with:
        links = join((_path_link(view, role.path) or page_link(view, role) for role in path.begins_with), ", ")
        parts.append(sentence(view, N_("What everybody needs comes first, from {roles}."), roles=links))
    lead = tag("p", join(parts, " "), class_="stafett-lead")
    note = element(
        "p",
        {"class": "stafett-path-note", "hidden": True, "data-stafett-scripted": True},
        view.words(N_("Tick what you have read. Your ticks are kept on this device only and are sent nowhere.")),
    )
    return join((lead, meter_here(view, 0, len(path.steps), view.words(N_("The whole path")), live=True), note), "\n")


def _path_link(view: View, role_path: str) -> Html | None:
    """A link to the path of another role, if it has one that the site shows."""
    found = view.paths.get(role_path)
    address = view.list_link(path_key(found.role)) if found else ""
    return a(address, shown_title(found.role)) if found and address else None


def _needs(view: View, path: RolePath) -> Iterator[str]:
    """The systems that somebody has to give the newcomer access to, before the path can be walked."""
    if path.systems:
        words = view.words(N_("You need access to these systems. Ask your manager if one of them is missing:"))
        systems = ", ".join(path.systems[:MOST_REFERENCES])
        yield tag("p", tag("strong", words), f" {systems}.", class_="stafett-needs")


def _stage_facts(view: View, stage: Stage, start: int) -> Html:
    """What a stage asks of the reader; ``start`` is how many steps of the path come before it."""
    title = view.words(STAGE_TITLES[stage.name])
    facts = f"{steps_in_words(view.words, len(stage.steps))}, {duration(view.words, stage.minutes)}."
    words = tag("p", view.words(_DEADLINES[stage.name]), " ", tag("span", facts))
    return tag("div", words, meter_here(view, start, start + len(stage.steps), title), class_="stafett-stage")


def _lists(view: View, path: RolePath, stage: Stage) -> Iterator[str]:
    """The steps of a stage; where the path builds on others, by the role that they come from."""
    start = 1
    place = f"{path_title(view, path)}, {view.words(STAGE_TITLES[stage.name])}"
    numbers = {step.page.path: number for number, step in enumerate(path.steps, 1)}
    for guide, group in groupby(stage.steps, key=lambda step: step.by):
        steps: list[Step] = list(group)
        if path.begins_with:
            own = guide is path.role
            words = N_("For you as {role}") if own else N_("From {role}")
            yield tag("p", sentence(view, words, role=shown_title(guide)), class_="stafett-steps__by")
        items = join((step_item(view, step, numbers[step.page.path], place) for step in steps), "\n")
        yield element("ol", {"class": "stafett-steps", "start": start if start > 1 else None}, "\n", items, "\n")
        start += len(steps)


def _tools(view: View, path: RolePath) -> Html:
    """Print, save, fetch and forget the ticks: hidden until a script can do it."""
    words = view.words
    buttons = (
        _button(words(N_("Print")), "print"),
        _button(words(N_("Save as a check list")), "save-text"),
        _button(words(N_("Save for another device")), "save-json"),
        _button(words(N_("Fetch from another device")), "fetch"),
        _button(words(N_("Remove all ticks of this path")), "reset"),
    )
    attributes = {
        "class": "stafett-path-tools",
        "hidden": True,
        "data-stafett-scripted": True,
        "data-stafett-role": path.role.id,
        "data-title": path_title(view, path),
        "data-file": slug(path_title(view, path)),
        "data-fetched": words(N_("Fetched {n} ticks.")),
        "data-refused": words(N_("That file holds no ticks that this site has saved.")),
        "data-sure": words(N_("Remove all ticks of this path from this device?")),
        "data-changed": words(N_("changed since you read it")),
    }
    file = element(
        "input",
        {
            "type": "file",
            "accept": ".json,application/json",
            "hidden": True,
            "aria-label": words(N_("A file of ticks")),
        },
    )
    said = tag("p", class_="stafett-path-tools__said", role="status")
    return element("div", attributes, tag("p", *buttons, class_="stafett-path-tools__row"), file, said)


def _button(words: str, action: str) -> Html:
    return element("button", {"type": "button", "class": "stafett-button", "data-action": action}, words)


def _back(view: View) -> Html:
    address = view.list_link(PATHS)
    if not address:
        return esc("")
    return tag("p", a(address, view.words(N_("All onboarding paths"))), class_="stafett-path-back")
