"""What the parts of the front page have in common."""

from __future__ import annotations

from stafett.site.views.html import Html, tag


def section(name: str, title: str, *content: Html) -> Html:
    """A part of the front page, under a question as its heading, to which a script may lead the reader."""
    anchor = f"stafett-{name}"
    heading = tag("h2", title, id=anchor, tabindex="-1")
    return tag("section", heading, *content, class_=f"stafett-front stafett-front--{name}", aria_labelledby=anchor)


def lead(text: object) -> Html:
    """A line below the heading."""
    return tag("p", text, class_="stafett-front__lead")
