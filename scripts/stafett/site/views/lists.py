"""The pages that list others: which there are, where they lie, and what makes each."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from stafett.messages import N_
from stafett.site.views.kind_lists import kind_list
from stafett.site.views.labels import kind_label
from stafett.site.views.markdown import slug
from stafett.site.views.owner_list import owner_list
from stafett.site.views.review_list import review_list
from stafett.site.views.view import View

OWNERSHIP = "ownership"
REVIEWS = "reviews"
# Parts of addresses, which people keep: they do not follow the words of the catalogs.
_SLUGS = {"sv": {OWNERSHIP: "ansvar", REVIEWS: "granskning"}}


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page that lists others: its key, its title, its place among the sources, and what makes its Markdown."""

    key: str
    title: str
    uri: str
    render: Callable[[View], str]


def list_pages(view: View, taken: Collection[str]) -> dict[str, ListPage]:
    """The list pages of a knowledge base by key: one for each kind that has pages, one of owners, one of what is due.

    A page whose place in the site an author has ``taken`` (as ``roller/index.html``) is left out: theirs counts.
    """
    pages = [
        _made(view, kind, kind_label(view, kind, plural=True), kind_list(kind))
        for kind in view.base.settings.kinds
        if view.base.of_kind(kind)
    ]
    if view.base.pages:
        pages += [
            _made(view, OWNERSHIP, view.words(N_("Ownership")), owner_list),
            _made(view, REVIEWS, view.words(N_("Reviews")), review_list),
        ]
    found: dict[str, ListPage] = {}
    places = set(taken)
    for page in pages:
        place = f"{page.uri.removesuffix('.md')}.html"
        if place not in places:
            places.add(place)
            found[page.key] = page
    return found


def _made(view: View, key: str, title: str, render: Callable[[View], str]) -> ListPage:
    name = key if key in {OWNERSHIP, REVIEWS} else slug(title)
    return ListPage(key, title, f"{_SLUGS.get(view.words.language, {}).get(key, name)}/index.md", render)
