"""Finds what a macro's arguments mean, or says to the page's author what they could have meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stafett.guesses import nearest
from stafett.messages import N_
from stafett.model import Page
from stafett.site.safety.sandbox import MacroError
from stafett.site.views.view import View


def page_of(view: View, reference: object, *kinds: str) -> Page:
    """The page that ``reference`` means among the kinds (any where none is named). Raises MacroError."""
    found = view.base.resolve(str(reference), kinds or ("page",)).page
    if found:
        return found
    known = (name for page in view.base.pages if not kinds or page.kind in kinds for name in (page.id, page.name))
    raise _unknown(view, N_("there is no page `{value}`"), reference, known)


def filters_of(view: View, given: Mapping[str, object], known: Iterable[str]) -> dict[str, str]:
    """The filters that a macro was given, without empty ones. Raises MacroError for one that does not exist."""
    names = tuple(known)
    for name in given:
        if name not in names:
            raise _unknown(view, N_("there is no filter `{value}`"), name, names)
    return {name: str(value) for name, value in given.items() if value not in (None, "")}


def one_of(view: View, value: str, known: Iterable[str]) -> str:
    """``value``, which must be one of the known words. Raises MacroError."""
    names = tuple(known)
    if value in names:
        return value
    raise _unknown(view, N_("`{value}` is none of the words that can stand here"), value, names)


def _unknown(view: View, message: str, value: object, known: Iterable[str]) -> MacroError:
    words = view.words
    guess = nearest(str(value), known)
    hint = words(N_("did you mean `{guess}`?"), guess=guess) if guess else words(N_("check how it is spelled"))
    return MacroError(f"{words(message, value=str(value)[:80])}; {hint}")
