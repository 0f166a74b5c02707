"""What goes into a process and comes out of it (SIPOC), as a strip from left to right."""

from __future__ import annotations

from stafett.messages import N_
from stafett.model import Page
from stafett.site.views.html import Html, element, esc, tag
from stafett.site.views.labels import field_label, kind_label, page_link, shown_title
from stafett.site.views.raci import section
from stafett.site.views.view import View

_BEFORE, _AFTER = ("suppliers", "inputs"), ("outputs", "customers")


def sipoc(view: View, page: Page) -> Html:
    """Suppliers, inputs, the process, outputs and customers, each as far as the page names them; empty without any."""
    before, after = (_columns(view, page, names) for names in (_BEFORE, _AFTER))
    if not before and not after:
        return esc("")
    middle = _column(kind_label(view, page.kind), [_process(view, page)], "process")
    strip = element("ol", {"class": "stafett-sipoc__strip"}, *before, middle, *after)
    title = view.words(N_("From supplier to recipient"))
    return section("stafett-sipoc", title, tag("div", strip, class_="stafett-scroll"))


def _columns(view: View, page: Page, names: tuple[str, ...]) -> list[Html]:
    return [
        _column(field_label(view, page.kind, name), [_named(view, text) for text in page.texts(name)], "column")
        for name in names
        if page.texts(name)
    ]


def _column(label: str, items: list[Html], key: str) -> Html:
    title = tag("p", label, class_="stafett-sipoc__label")
    return tag("li", title, tag("ul", *(tag("li", item) for item in items)), class_=f"stafett-sipoc__{key}")


def _process(view: View, page: Page) -> Html:
    numbers = [len(steps) for steps in page.flows.values()]
    steps = tag("small", view.words.plural("{n} step", "{n} steps", sum(numbers))) if numbers else esc("")
    return tag("span", tag("strong", shown_title(page)), " ", steps)


def _named(view: View, text: str) -> Html:
    """A text, as a link where it is the title of a role or process."""
    page = view.by_title.get(text.casefold())
    return page_link(view, page) if page else esc(text)
