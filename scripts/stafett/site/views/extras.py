"""What a page's front matter knows and its text need not repeat: a process in brief, keywords."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stafett.knowledge_base import PERSON
from stafett.messages import N_
from stafett.model import Page
from stafett.site.views.html import Html, esc, join, tag
from stafett.site.views.labels import MOST_REFERENCES, answer_label, sentence
from stafett.site.views.view import View

_PARTS = {
    "responsible": N_("Does the work"),
    "accountable": N_("Answers for it"),
    "consulted": N_("Is asked"),
    "informed": N_("Is told"),
}
_LISTS = ("suppliers", "inputs", "outputs", "customers", "systems")


def _some(references: Iterable[str]) -> list[str]:
    """Each reference once, and no more than a reader could follow."""
    return list(dict.fromkeys(references))[:MOST_REFERENCES]


def brief(view: View, page: Page) -> Html:
    """A process in brief: who does what (RACI), and what goes in and comes out (SIPOC); empty where nothing is said."""
    facts = [*_responsibilities(view, page), *_boundaries(view, page)]
    if not facts:
        return esc("")
    title = tag("p", view.words(N_("In brief")), class_="stafett-brief__title")
    rows = (tag("div", tag("dt", name), tag("dd", value)) for name, value in facts)
    return tag("section", title, tag("dl", *rows), class_="stafett-brief", data_search_exclude="true")


def _responsibilities(view: View, page: Page) -> list[tuple[str, Html]]:
    groups = page.values.get("raci")
    if not isinstance(groups, Mapping):
        return []
    return [
        (view.words(words), join((_who(view, reference) for reference in _some(groups[name])), ", "))
        for name, words in _PARTS.items()
        if groups.get(name)
    ]


def _who(view: View, reference: str) -> Html:
    found = view.base.resolve(reference, ("role", PERSON)).found
    return answer_label(view, view.answer(reference)) if found else esc(reference)


def _boundaries(view: View, page: Page) -> list[tuple[str, Html]]:
    fields = view.base.settings.kinds[page.kind].fields if page.kind in view.base.settings.kinds else {}
    return [
        (fields[name].label.get(view.words.language) or name, join(page.texts(name), Html("<br>")))
        for name in _LISTS
        if name in fields and page.texts(name)
    ]


def keywords(view: View, page: Page) -> Html:
    """The other words that people search for, where the search finds them; empty where the page has none."""
    words = ", ".join(page.texts("keywords"))
    return (
        tag("p", sentence(view, N_("Keywords: {words}"), words=words), class_="stafett-keywords") if words else esc("")
    )
