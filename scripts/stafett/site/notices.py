"""What stands in the place of a page, or of a part of one, that cannot be shown."""

from __future__ import annotations

from stafett.messages import N_, Words
from stafett.model import Page
from stafett.site.views.html import Html, tag

REMOVED = N_("Something stood here that could act in the reader's browser. It has been taken out.")


def unreadable(page: Page, words: Words) -> Html:
    """Instead of a page whose file cannot be read: what is wrong with it, and how it can be mended."""
    complaints = [item for item in page.complaints if item.code == "FMT001"]
    lines = [tag("p", f"{words(item.message, **item.values)}. {words(item.fix, **item.values)}") for item in complaints]
    return _box(words(N_("This page cannot be shown")), *lines, tag("p", tag("code", page.path)))


def failed(path: str, words: Words) -> Html:
    """Instead of a page that could not be built."""
    text = words(N_("The page could not be built. The log of the build says why."))
    return _box(words(N_("This page cannot be shown")), tag("p", text), tag("p", tag("code", path)))


def _box(title: str, *content: Html) -> Html:
    return tag("div", tag("p", title, class_="admonition-title"), *content, class_="admonition failure stafett-notice")
