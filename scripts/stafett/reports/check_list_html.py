"""An onboarding check list as one HTML document, complete in itself, to print or to send."""

from __future__ import annotations

from collections.abc import Callable

from stafett.messages import N_, Words
from stafett.questions.check_list import CheckList, Due
from stafett.questions.onboarding import Step
from stafett.reports import path_words as said
from stafett.reports.paper import linked, paper, text


def render(checked: CheckList, words: Words, address: Callable[[Step], str]) -> str:
    """The check list with a box for each step; ``address`` gives where its page lies on the web, or nothing."""
    name, manager = words(N_("Name")), words(N_("Manager"))
    systems = said.systems_of(words, checked)
    body = [
        f"<p>{text(said.lead_of(words, checked))}</p>",
        *([f"<p>{text(systems)}</p>"] if systems else []),
        f'<p class="who"><span>{name}</span><span>{manager}</span></p>',
        *(_stage(checked, words, due, address) for due in checked.stages),
    ]
    return paper(words, said.title_of(words, checked), body)


def _stage(checked: CheckList, words: Words, due: Due, address: Callable[[Step], str]) -> str:
    head = f"<h2>{words(said.STAGE_TITLES[due.stage.name])} <span>{said.due_of(words, due)}</span></h2>"
    items = (_item(checked, words, step, address(step)) for step in due.stage.steps)
    return "\n".join([head, "<ol>", *items, "</ol>"])


def _item(checked: CheckList, words: Words, step: Step, address: str) -> str:
    facts = " · ".join(part for part in (said.duration(words, step.minutes), said.needs_of(words, step)) if part)
    lines = (
        ("title", linked(step.page.title, address)),
        ("why", text(step.why)),
        ("facts", text(facts)),
        ("doubt", text(said.doubt_of(words, checked, step))),
    )
    return "<li>" + "".join(f'<p class="{name}">{line}</p>' for name, line in lines if line) + "</li>"
