"""What macros put into an author's page: cards of owners and roles, a word with its meaning, filtered tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from stafett.messages import N_
from stafett.model import Page
from stafett.questions.areas import areas
from stafett.questions.due import URGENT, due
from stafett.site.glossary import Term
from stafett.site.views.ageing import arrivals, page_badge
from stafett.site.views.html import Html, a, day, esc, join, tag
from stafett.site.views.labels import (
    VACANT,
    answer_label,
    badge,
    condition,
    page_link,
    sentence,
)
from stafett.site.views.table import due_table, page_table
from stafett.site.views.view import View


def owner_card(view: View, page: Page) -> Html:
    """Who answers for a page, and how far it can be trusted today."""
    owner = view.answer(page.owner)
    lines = [
        tag("p", page_link(view, page), class_="stafett-card__title"),
        tag("p", sentence(view, N_("Owner: {owner}"), owner=answer_label(view, owner))),
    ]
    if page.deputy:
        deputy = answer_label(view, view.answer(page.deputy))
        lines.append(tag("p", sentence(view, N_("Deputy: {deputy}"), deputy=deputy)))
    due = view.base.due(page)
    state = page_badge(view, page)
    if due:
        state = join((state, sentence(view, N_("Review by {due}"), due=day(due))), " ")
    return _card((*lines, tag("p", state)))


def role_card(view: View, role: Page) -> Html:
    """What a role is about, what it owns, and whether somebody holds it."""
    key = view.answer(role.id).key
    owned = [page for page in view.base.pages if view.answer(page.owner).key == key]
    lines = [tag("p", page_link(view, role), class_="stafett-card__title")]
    if view.summary(role):
        lines.append(tag("p", view.summary(role)))
    if owned:
        lines.append(tag("p", view.words.plural("Owns {n} page", "Owns {n} pages", len(owned))))
    if not view.answer(role.id).reachable:
        lines.append(tag("p", badge(view, VACANT)))
    return _card(lines)


def _card(lines: Iterable[Html]) -> Html:
    return Html(f"\n\n{tag('div', *lines, class_='stafett-card')}\n\n")


def term_link(view: View, term: Term, words: str) -> Html:
    """A word that shows what it means, and leads to where the glossary says so; ``words`` are how the page puts it."""
    address = f"{view.link(view.glossary)}#{term.anchor}" if view.glossary else f"#{term.anchor}"
    shown = tag("span", words, lang=term.language) if term.language and words.startswith(term.word) else words
    return a(address, shown, title=f"{term.word}: {term.meaning}", class_="stafett-term")


def block(view: View, table: Callable[[View, Sequence[Page]], Html], pages: Sequence[Page]) -> Html:
    """A table for the middle of a page; a line instead of it where no page fits."""
    inner = table(view, pages) if pages else tag("p", view.words(N_("No page fits this.")))
    return Html(f"\n\n{inner}\n\n")


def fits(view: View, page: Page, filters: Mapping[str, str], area_of: Mapping[str, str]) -> bool:
    """Whether a page has every quality asked for: ``area``, ``owner``, ``status``, ``audience``, ``criticality``."""
    qualities: Mapping[str, Callable[[str], bool]] = {
        "area": lambda value: area_of.get(page.path) == value,
        "owner": lambda value: view.answer(value).key == view.answer(page.owner).key,
        "status": lambda value: condition(view, page) == value,
        "audience": lambda value: _for(view, page, value),
        "criticality": lambda value: page.text("criticality") == value,
    }
    return all(qualities[name](value) for name, value in filters.items())


FILTERS = ("area", "owner", "status", "audience", "criticality")


def _for(view: View, page: Page, audience: str) -> bool:
    wanted = view.base.resolve(audience, ("role",)).page
    named = page.texts("audience")
    return audience in named or any(wanted and view.base.resolve(name, ("role",)).page == wanted for name in named)


def area_of(pages: Sequence[Page]) -> dict[str, str]:
    """The area of each page, by path."""
    return {page.path: area for area, group in areas(pages).items() for page in group}


def due_block(view: View, wanted: Callable[[Page], bool]) -> Html:
    """A table of the pages that somebody should look at and that are wanted, the most urgent first."""
    states = (VACANT, *map(str, URGENT))
    lost = [page for page in view.base.pages if condition(view, page) == VACANT]
    waiting = [row.page for rows in due(view.rows.values()).values() for row in rows]
    waiting = [page for page in waiting if condition(view, page) != VACANT]
    now = [page for page in (*lost, *waiting) if wanted(page)]
    return _ageing_block(view, due_table, now, filter(wanted, view.base.pages), states)


def state_block(view: View, state: str, pages: Sequence[Page]) -> Html:
    """A table of those of the pages that are in ``state``; the others come into it when time brings them there."""
    return _ageing_block(view, page_table, [page for page in pages if condition(view, page) == state], pages, (state,))


_Table = Callable[[View, Sequence[Page], Sequence[str]], Html]


def _ageing_block(view: View, table: _Table, now: Sequence[Page], pages: Iterable[Page], states: Sequence[str]) -> Html:
    later = arrivals(view, states, pages)
    words = view.words(N_("No page fits this."))
    nothing = tag("p", words, data_stafett_nothing="true" if later else None) if not now else esc("")
    shown = table(view, [*now, *later], states) if now or later else esc("")
    return Html(f"\n\n{nothing}\n\n{shown}\n\n")
