"""The front page: who am I here, what do I need, what is new, what do managers see; around what its author wrote."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser

from stafett.messages import N_
from stafett.model import Page
from stafett.questions.most_used import most_used
from stafett.questions.recent import Recent
from stafett.site.views.front_managers import managers
from stafett.site.views.front_news import news
from stafett.site.views.front_role import roles
from stafett.site.views.front_section import lead, section
from stafett.site.views.html import Html, a, esc, join, tag
from stafett.site.views.labels import foreign_language, shown_title
from stafett.site.views.view import View

MOST_NEEDED = 8
_NEVER_CLOSED = frozenset("area base br col embed hr img input link meta param source track wbr".split())


def front(view: View, html: str, title: str, begin_here: Sequence[Page], recent: Recent) -> Html:
    """The front page around ``html``, which is what its author wrote, already harmless, and its ``title``.

    What the author wrote before the first section becomes the head of the page; the author's sections follow after the
    page's own, and those for managers come last. ``begin_here`` are pages that are offered beside the roles.
    """
    at = first_section(html)
    head, rest = Html(html[:at]), Html(html[at:])
    if "<h1" not in head:
        head = join((tag("h1", title), head))
    return join(
        (
            tag("div", head, _search(view), class_="stafett-hero"),
            roles(view, begin_here),
            _needed(view),
            news(view, recent),
            tag("div", rest, class_="stafett-front__more") if rest.strip() else esc(""),
            managers(view),
        ),
        "\n",
    )


def _search(view: View) -> Html:
    """What opens the search; a script shows it, since without one there is none."""
    ask = tag("span", view.words(N_("What are you looking for?")), class_="stafett-ask__words")
    key = tag("kbd", "/", aria_hidden="true")
    button = tag("button", _LENS, ask, key, type="button", class_="stafett-ask", aria_haspopup="dialog")
    return tag("div", button, class_="stafett-hero__search", hidden=True)


_LENS = Html(
    '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9.5 3A6.500 6.500 0 0 1 16 9.500c0 1.610-.590 3.090-1.560 '
    "4.230l.270.270H15.500l5 5-1.500 1.500-5-5v-.790l-.270-.270A6.516 6.516 0 0 1 9.500 16a6.500 6.500 0 0 1 0-13m0 "
    '2C7 5 5 7 5 9.500S7 14 9.500 14 14 12 14 9.500 12 5 9.500 5"/></svg>'
)


def _needed(view: View) -> Html:
    """The pages that most people need, each with what it is about."""
    pages = [page for page in most_used(view.base, MOST_NEEDED) if view.link(page)]
    told = N_("These are the pages that the most roles need.")
    other = N_("These are the pages that most other pages lead to.")
    if not pages:
        return esc("")
    cards = (
        tag(
            "li",
            a(view.link(page), shown_title(page), class_="stafett-tile__link"),
            tag("p", page.text("why") or view.summary(page)),
            class_="stafett-tile",
            lang=foreign_language(view, page),
        )
        for page in pages
    )
    return section(
        "needed",
        view.words(N_("What do you need right now?")),
        lead(view.words(told if view.paths else other)),
        tag("ul", *cards, class_="stafett-tiles"),
    )


def first_section(html: str) -> int:
    """Where in well-formed HTML the first ``h2`` stands that no other element encloses; its end where there is none."""
    finder = _Finder(html)
    finder.feed(html)
    return len(html) if finder.found is None else finder.found


class _Finder(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = 0
        self.found: int | None = None
        self.starts = [0]
        for line in html.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "h2" and self.depth == 0 and self.found is None:
            line, column = self.getpos()
            self.found = self.starts[line - 1] + column
        if tag not in _NEVER_CLOSED:
            self.depth += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that closes itself, as shapes of a picture do, encloses nothing."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in _NEVER_CLOSED:
            self.depth = max(self.depth - 1, 0)
