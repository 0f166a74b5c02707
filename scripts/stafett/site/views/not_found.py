"""What stands where no page is: that the link was wrong, and the ways on."""

from __future__ import annotations

from collections.abc import Iterable

from stafett.messages import N_
from stafett.site.views.ageing import reader_words
from stafett.site.views.feedback import feedback_on_missing
from stafett.site.views.html import Html, a, join, tag
from stafett.site.views.labels import page_link
from stafett.site.views.view import View

CONTACTS = ("kontakt", "contact")
"""The ids of a page that says whom to ask; the first one there is counts."""


def not_found(view: View, front: str, lists: Iterable[tuple[str, str]]) -> Html:
    """A page for an address without one: search, the front page, the list pages by title and address, and contact."""
    words = view.words
    contact = next((view.base.by_id[name] for name in CONTACTS if name in view.base.by_id), None)
    ways = [a(front, words(N_("The front page"))), *(a(address, title) for title, address in lists)]
    if contact and view.link(contact):
        ways.append(page_link(view, contact))
    return join(
        (
            tag("h1", words(N_("There is no page here"))),
            tag(
                "p",
                words(N_("The page may have moved or been taken away, or the link is wrong.")),
                class_="stafett-lead",
            ),
            tag("p", words(N_("Search for what you want at the top of the page, or go on from here:"))),
            tag("ul", *(tag("li", way) for way in ways)),
            feedback_on_missing(view),
            reader_words(view),
        ),
        "\n",
    )
