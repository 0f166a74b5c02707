"""What stands around every page: the words that scripts say, and the links of the footer."""

from __future__ import annotations

import json

from stafett.messages import N_, Words
from stafett.site.views.html import Html, a, esc, tag
from stafett.site.views.view import View

SAID_BY_SCRIPTS = {
    "menu": N_("Menu"),
    "table": N_("Table that scrolls sideways"),
    "diagram": N_("Diagram that scrolls sideways"),
}
"""The words that the scripts in ``assets/js`` show or have read out, by the name under which they ask for them."""

SAID_OFFLINE = {
    "copy": N_("You have no network and read a copy that was saved {day}."),
    "again": N_("The network is back: show the page as it is now"),
    "keep": N_("Save for reading without network"),
    "keeping": N_("Saving …"),
    "kept": N_("Saved: {n} pages can be read without network on this device."),
    "kept_some": N_("Only {n} of {of} pages could be saved. Try again later."),
}
"""The words of ``assets/js/80-offline.js``; where it gets none, it does nothing."""


def script_words(words: Words, *, offline: bool = False) -> Html:
    """The words of scripts as a block of data, which no browser runs; see ``assets/js/06-words.js``."""
    names = {**SAID_BY_SCRIPTS, **(SAID_OFFLINE if offline else {})}
    said = json.dumps({name: words(text) for name, text in names.items()}, ensure_ascii=False)
    harmless = said.replace("<", "\\u003c")  # no word ends the block
    return Html(f'<script id="stafett-words" type="application/json">{harmless}</script>')


def you_are_here(words: Words) -> str:
    """What the path to a page is called, among the other menus."""
    return words(N_("Where you are"))


def footer_links(view: View, statement: str) -> Html:
    """The links that stand below every page: to the accessibility statement, the page with that id, if there is one."""
    page = view.base.by_id.get(statement)
    address = view.link(page) if page else ""
    if not address:
        return esc("")
    return tag("p", a(address, view.words(N_("Accessibility"))), class_="stafett-footer")
