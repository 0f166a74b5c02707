"""What the pages of onboarding paths are made of: a step with its tick box, and a meter of what is read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from stafett.messages import N_
from stafett.model import Page
from stafett.questions.onboarding import UNSURE, Step
from stafett.questions.whom_to_ask import Ask, Who, whom_to_ask
from stafett.reports.path_words import ASKS, DOUBTS, READ_INSTEAD, RETIRED, duration
from stafett.site.views.ageing import dates_of, later_words, page_badge
from stafett.site.views.feedback import feedback_link
from stafett.site.views.html import Html, a, day, element, esc, join, tag
from stafett.site.views.labels import MOST_REFERENCES, page_link, sentence, shown_title
from stafett.site.views.view import View

PATHS = "paths"
"""The key of the list of onboarding paths."""


def path_key(role: Page) -> str:
    """The key of the list page that is the path of a role guide."""
    return f"path:{role.path}"


def meter(view: View, steps: Iterable[Step], label: str) -> Html:
    """How many of the steps this device has ticked: hidden until a script sees that one is.

    ``label`` (in the reader's words) says what is counted.
    """
    pages = [[step.page.id, view.digests.get(step.page.path, "")] for step in steps]
    listed = json.dumps(pages, ensure_ascii=False, separators=(",", ":"))
    return _meter(view, len(pages), label, {"data-stafett-progress": listed, "data-begun": True})


def meter_here(view: View, start: int, stop: int, label: str, *, live: bool = False) -> Html:
    """As ``meter``, of the steps that the page itself shows, from the one after ``start`` to ``stop``; shown always.

    ``live`` has each change told to screen readers.
    """
    return _meter(view, stop - start, label, {"data-stafett-steps": f"{start} {stop}"}, live=live)


def _meter(view: View, number: int, label: str, what: Mapping[str, object], *, live: bool = False) -> Html:
    attributes = {
        "class": "stafett-progress",
        "hidden": True,
        **what,
        "data-some": view.words(N_("{done} of {all} read")),
        "data-whole": view.words(N_("All {all} read")),
        "data-changed": view.words(N_("{changed} changed since you read it")),
    }
    bar = element("progress", {"max": number, "value": 0, "aria-label": label})
    said = tag("span", class_="stafett-progress__words", role="status" if live else None)
    return element("div", attributes, bar, said)


def step_item(view: View, step: Step, number: int, place: str) -> Html:
    """One step of a path as an item of a list; ``number`` is its place in the path, from 1.

    ``place`` says in words where in which path that is, for whoever tells that something in it is not right.
    """
    box = element(
        "input",
        {
            "type": "checkbox",
            "class": "stafett-step__box",
            "id": f"read-{number}",
            "hidden": True,
            "aria-label": view.words(N_("I have read {title}"), title=shown_title(step.page)),
        },
    )
    changed = element(
        "p",
        {"class": "stafett-step__changed", "id": f"changed-{number}", "hidden": True},
        sentence(view, N_("Changed since you read it on {day}. Read it again, and tick it anew."), day=tag("time")),
    )
    about = (
        tag("p", page_link(view, step.page), class_="stafett-step__title"),
        tag("p", step.why, class_="stafett-step__why") if step.why else esc(""),
        changed,
        _facts(view, step, place),
        _doubt(view, step),
    )
    attributes = {
        "class": "stafett-step",
        "data-stafett-id": step.page.id,
        "data-stafett-digest": view.digests.get(step.page.path, ""),
        **({} if step.retired else dates_of(view, step.page)),
    }
    return element("li", attributes, box, tag("div", *about, class_="stafett-step__about"))


def _facts(view: View, step: Step, place: str) -> Html:
    facts = [tag("span", duration(view.words, step.minutes))]
    if step.systems:
        systems = ", ".join(step.systems[:MOST_REFERENCES])
        facts.append(tag("span", view.words(N_("Needs {systems}"), systems=systems)))
    if step.retired:
        facts.append(tag("span", view.words(N_("No longer holds")), class_="stafett-badge stafett-badge--superseded"))
    else:
        facts.append(page_badge(view, step.page))
    facts.append(feedback_link(view, step.page, f"{place}: {shown_title(step.page)}"))
    return tag("p", join(facts, " "), class_="stafett-step__facts")


def _doubt(view: View, step: Step) -> Html:
    """That the page is not to be relied on alone, and where to turn instead; empty where it can be."""
    parts = []
    if step.retired:
        parts.append(sentence(view, RETIRED))
        if step.successors:
            links = join((page_link(view, page) for page in step.successors), ", ")
            parts.append(sentence(view, READ_INSTEAD, pages=links))
        return tag("p", join(parts, " "), class_="stafett-step__doubt")
    said = _unsure(view, step, step.condition)
    later = later_words(view, step.page, lambda state: _unsure(view, step, state))
    if not said and not later:
        return esc("")
    return join((element("p", {"class": "stafett-step__doubt", "data-stafett-says": True}, said), later))


def _unsure(view: View, step: Step, state: str) -> Html:
    """What is known of a page in this state, and whom to ask; empty where the page can be relied on."""
    if state not in UNSURE:
        return esc("")
    ask = step.ask or whom_to_ask(view.base, step.page, view.as_of)
    known = sentence(view, DOUBTS[state], due=day(view.base.due(step.page)))
    return join((known, sentence(view, ASKS[ask.who], who=_who(view, ask), unit=ask.unit)), " ")


def _who(view: View, ask: Ask) -> Html:
    """Whom to ask: the role with a link to its guide, and with its functional address."""
    address = a(f"mailto:{ask.contact}", breakable(ask.contact)) if ask.contact else esc("")
    if ask.who is Who.CONTACT:
        return address
    name = page_link(view, ask.role) if ask.role else esc(ask.text)
    return join((name, " (", address, ")")) if ask.contact else name


def breakable(address: str) -> Html:
    """A mail address that a narrow column may break before its host and its dots, not within a word."""
    return join(re.split(r"(?<=@)|(?=\.)", address), Html("<wbr>"))
