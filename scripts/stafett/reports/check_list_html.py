"""An onboarding check list as one HTML document, complete in itself, to print or to send."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from stafett.messages import N_, Words
from stafett.questions.check_list import CheckList, Due
from stafett.questions.onboarding import Step
from stafett.reports import path_words as said
from stafett.reports.printable import printable

_STYLE = """\
:root { color-scheme: light; }
body { background: #fff; color: #1c2529; font: 11pt/1.45 "Segoe UI", system-ui, "Noto Sans", sans-serif;
  margin: 2rem auto; max-width: 44rem; padding: 0 1rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { border-bottom: 2px solid #123f4b; break-after: avoid; font-size: 1.15rem; margin: 1.6rem 0 0;
  padding-bottom: .2rem; }
h2 span { float: right; font-size: .95rem; font-weight: 400; }
p { margin: .3rem 0; }
a { color: #0b5f73; }
ol { list-style: none; margin: 0; padding: 0; }
li { border-bottom: 1px solid #d5dde0; break-inside: avoid; padding: .55rem 0 .55rem 1.9rem; position: relative; }
li::before { border: 1.5px solid #1c2529; border-radius: 2px; content: ""; height: .95rem; left: 0; position: absolute;
  top: .7rem; width: .95rem; }
li p { font-size: .92rem; margin: .1rem 0 0; }
.title { font-size: 1rem; font-weight: 600; }
.facts { color: #4c5c63; }
.doubt { border-left: 3px solid #8a3200; padding-left: .5rem; }
.who { display: flex; flex-wrap: wrap; gap: .6rem 2rem; margin: 1rem 0; }
.who span { border-bottom: 1px solid #4c5c63; flex: 1 1 12rem; padding-bottom: 1.2rem; }
@media print { body { margin: 0; max-width: none; padding: 0; } a { color: inherit; text-decoration: none; } }
@page { margin: 18mm; }"""


def render(checked: CheckList, words: Words, address: Callable[[Step], str]) -> str:
    """The check list with a box for each step; ``address`` gives where its page lies on the web, or nothing."""
    title = _text(said.title_of(words, checked))
    name, manager = words(N_("Name")), words(N_("Manager"))
    systems = said.systems_of(words, checked)
    lines = [
        "<!doctype html>",
        f'<html lang="{words.language}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{_STYLE}\n</style>",
        "</head>",
        "<body>",
        f"<h1>{title}</h1>",
        f"<p>{_text(said.lead_of(words, checked))}</p>",
        *([f"<p>{_text(systems)}</p>"] if systems else []),
        f'<p class="who"><span>{name}</span><span>{manager}</span></p>',
        *(_stage(checked, words, due, address) for due in checked.stages),
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _stage(checked: CheckList, words: Words, due: Due, address: Callable[[Step], str]) -> str:
    head = f"<h2>{words(said.STAGE_TITLES[due.stage.name])} <span>{said.due_of(words, due)}</span></h2>"
    items = (_item(checked, words, step, address(step)) for step in due.stage.steps)
    return "\n".join([head, "<ol>", *items, "</ol>"])


def _item(checked: CheckList, words: Words, step: Step, address: str) -> str:
    title = _text(step.page.title)
    linked = f'<a href="{escape(address, quote=True)}">{title}</a>' if address else title
    facts = " · ".join(part for part in (said.duration(words, step.minutes), said.needs_of(words, step)) if part)
    lines = (
        ("title", linked),
        ("why", _text(step.why)),
        ("facts", _text(facts)),
        ("doubt", _text(said.doubt_of(words, checked, step))),
    )
    return "<li>" + "".join(f'<p class="{name}">{line}</p>' for name, line in lines if line) + "</li>"


def _text(value: str) -> str:
    return escape(printable(value), quote=True)
