"""Searches that found nothing: the way on from the search dialogue, and the page where a reader can tell of them.

They are kept on the reader's own device, by ``assets/js/50-search.js``, and sent nowhere. The page shows them, copies
them as a message and, where the settings name a way for feedback, puts them into a note that the reader may send.
"""

from __future__ import annotations

from stafett.messages import N_
from stafett.site.views.feedback import not_found_link
from stafett.site.views.html import Html, element, esc, tag
from stafett.site.views.markdown import document, heading
from stafett.site.views.view import View

MISSED_TITLE = N_("What you did not find")
_ABOUT = N_(
    "Searches that found nothing show what is missing here. They are kept on this device alone, at most fifty, until "
    "you forget them."
)
_NOTHING = N_("Without JavaScript nothing is remembered, so there is nothing to show.")
MISSED = "missed"
"""The key of the page among the list pages."""


def missed_hint(view: View) -> Html:
    """What the dialogue shows where nothing was found, ready for a script; empty where the site has no such page.

    Material takes the link for a hit when the reader presses Enter, and reads its score.
    """
    address = view.list_link(MISSED)
    if not address:
        return esc("")
    tell = element("span", {"data-md-score": "0"}, view.words(N_("Tell what you miss")))
    link = element("a", {"href": address}, tell)
    question = tag("span", view.words(N_("Did you not find what you looked for?")))
    best = view.words(N_("The {n} best of {all} pages"))
    attributes = {"id": "stafett-missed", "data-best": best}
    return element("template", attributes, tag("p", question, esc(" "), link, class_="stafett-missed-hint"))


def missed_page(view: View) -> str:
    """The page, as Markdown; a script fills it, and without one it says why it is empty."""
    words = view.words
    list_ = element("ul", {"class": "stafett-missed__list"}, "")
    copy, forget = _button("copy", words(N_("Copy as a message"))), _button("forget", words(N_("Forget these")))
    write = not_found_link(view, words(N_("Write to those who look after the pages")))
    attributes = {
        "class": "stafett-missed",
        "hidden": True,
        "data-message": words(N_("I could not find")),
        "data-copied": words(N_("The message is copied")),
        "data-none": words(N_("Every search on this device has found something.")),
        "data-search-exclude": "true",
    }
    said = element("p", {"class": "stafett-missed__said", "role": "status"}, "")
    actions = tag("p", *(part for part in (copy, write, forget) if part), class_="stafett-missed__do")
    block = element("div", attributes, list_, actions, said)
    return document(
        (
            heading(1, words(MISSED_TITLE), "top"),
            words(_ABOUT),
            block,
            tag("p", words(_NOTHING), class_="stafett-missed-without"),
        )
    )


def _button(does: str, words: str) -> Html:
    return element("button", {"type": "button", "class": "md-button", "data-stafett-do": does}, words)
