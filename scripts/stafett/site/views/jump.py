"""The parts of a long list, before it begins: each with how much there is in it, and a link to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from stafett.messages import N_
from stafett.site.views.html import Html, a, esc, tag
from stafett.site.views.view import View


class Part(NamedTuple):
    """A part of a list: its title, its anchor on the page, and how many there are in it."""

    title: str
    anchor: str
    number: int


def jump(view: View, parts: Iterable[Part]) -> Html:
    """Links to the parts; empty where there is only one."""
    links = [tag("li", a(f"#{part.anchor}", part.title, " ", tag("span", part.number))) for part in parts]
    if len(links) < 2:  # noqa: PLR2004 (nowhere to jump)
        return esc("")
    label = view.words(N_("On this page"))
    return tag("nav", tag("ul", *links), class_="stafett-jump", aria_label=label, data_search_exclude="true")
