"""The calendars of reviews: one a role that owns pages, and one of all. Programs subscribe to them by their address."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from stafett.messages import N_
from stafett.model import Page
from stafett.questions.review_calendar import DueReview, by_role, due_reviews
from stafett.reports.review_ics import render
from stafett.site.safety.assets import folded
from stafett.site.views.calendar_link import CALENDAR, calendar_key
from stafett.site.views.markdown import slug
from stafett.site.views.view import View

_FOLDERS = {"sv": "kalender", "en": "calendar"}


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar: its place in the site, its name, and what it shows."""

    place: str
    name: str
    reviews: tuple[DueReview, ...]


def calendars(view: View, taken: Collection[str]) -> dict[str, Calendar]:
    """The calendars by key. Where an author has put a file of the same place (``taken``), theirs counts."""
    words, folder = view.words, _FOLDERS.get(view.words.language, _FOLDERS["en"])
    reviews = due_reviews(view.base, view.as_of)
    if not reviews:
        return {}
    made = {CALENDAR: Calendar(f"{folder}.ics", words(N_("All reviews")), reviews)}
    for path, owned in by_role(reviews).items():
        role = view.base.by_path[path]
        name = words(N_("Reviews: {role}"), role=role.title)
        made[calendar_key(role)] = Calendar(f"{folder}/{slug(role.name)}.ics", name, owned)
    found: dict[str, Calendar] = {}
    places = set(taken)
    for key, one in made.items():
        if folded(one.place) not in places:
            places.add(folded(one.place))
            found[key] = one
    return found


def write(site: Path, view: View, made: Mapping[str, Calendar], urls: Mapping[str, str], root: str) -> None:
    """Write the calendars into the folder of the site; ``root`` is its address, ``urls`` those of its pages by path."""

    def address(page: Page) -> str:
        return f"{root.rstrip('/')}/{urls[page.path]}" if root and page.path in urls else ""

    for one in made.values():
        target = site / one.place
        target.parent.mkdir(parents=True, exist_ok=True)
        text = render(one.name, one.reviews, view.as_of, view.words, address)
        target.write_bytes(text.encode("utf-8", "replace"))
