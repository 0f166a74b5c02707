"""Macros that show one thing: who owns a page, what a role is, what a word means."""

from __future__ import annotations

from stafett.site.macro_arguments import one_of, page_of
from stafett.site.macro_host import macro
from stafett.site.views import cards
from stafett.site.views.view import View


@macro
def owner_card(view: View, page_id: str) -> str:
    """A card with who answers for the page, and how far it can be trusted today."""
    return cards.owner_card(view, page_of(view, page_id))


@macro
def role_card(view: View, role: str) -> str:
    """A card with what the role is about and how much it owns."""
    return cards.role_card(view, page_of(view, role, "role"))


@macro
def term(view: View, word: str, words: str = "") -> str:
    """The word, with what it means and a link to the glossary; ``words`` are how the page puts it, if otherwise."""
    key = one_of(view, str(word).casefold(), view.terms)
    return cards.term_link(view, view.terms[key], str(words or word))
