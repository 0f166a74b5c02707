"""Coverage as pictures made of tables: how much of each area a role or unit can rely on, in signs, words and colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from stafett.messages import N_
from stafett.model import Page
from stafett.questions.coverage import Count, Coverage, total
from stafett.reports.coverage_words import LACK_WORDS
from stafett.site.views.html import Html, a, element, esc, join, tag
from stafett.site.views.labels import area_title, collation, page_link
from stafett.site.views.markdown import slug
from stafett.site.views.view import View

MOST_AREAS = 14
"""So many areas have a column of their own; those with the fewest processes stand together."""
_MOST = 2 / 3
_SIGNS = {"all": "✓", "most": "◐", "few": "◔", "none": "○"}
_KEY = {
    "all": N_("all covered"),
    "most": N_("two thirds or more"),
    "few": N_("less"),
    "none": N_("nothing covered"),
}


class Line(NamedTuple):
    """A line of a matrix: what it is about, and how much is covered, by area."""

    head: Html
    counts: Mapping[str, Count]


def key(view: View) -> Html:
    """What the signs mean."""
    parts = (
        tag("li", _sign(state), view.words(words), class_=f"stafett-cover--{state}") for state, words in _KEY.items()
    )
    return tag("ul", *parts, class_="stafett-cover-key")


def areas_shown(view: View, found: Coverage) -> tuple[str, ...]:
    """The areas that have a column of their own, in the order of their names."""
    largest = sorted(found.areas, key=lambda area: (-found.areas[area], area))[:MOST_AREAS]
    return tuple(sorted(largest, key=lambda area: (not area, collation(area_title(view, area)))))


def area_anchor(area: str) -> str:
    """Where on the page the processes of an area stand."""
    return f"area-{slug(area)}"


def matrix(
    view: View, caption: str, first: str, areas: Sequence[str], lines: Iterable[Line], *, linked: bool = False
) -> Html:
    """A table of lines by areas, the whole before them. ``caption`` and ``first``, the head of the lines, are ready.

    With ``linked``, the areas' heads lead to where their processes stand.
    """
    listed = list(lines)
    other = any(area not in areas for line in listed for area in line.counts)
    titles = ((area, area_title(view, area)) for area in areas)
    heads = [esc(first), esc(view.words(N_("Whole")))]
    heads += [a(f"#{area_anchor(area)}", title) if linked else esc(title) for area, title in titles]
    if other:
        heads.append(esc(view.words(N_("Other areas"))))
    head = tag("tr", *(tag("th", tag("span", name), scope="col") for name in heads))
    body = join((_line(view, line, areas, other=other) for line in listed), "\n")
    table = tag(
        "table",
        tag("caption", tag("span", caption)),
        tag("thead", head),
        "\n",
        tag("tbody", body),
        class_="stafett-cover",
    )
    return scrolling(caption, table)


def scrolling(name: str, table: Html) -> Html:
    """A wide table in a place that scrolls by itself, also by the keyboard."""
    attributes = {"class": "stafett-cover-scroll", "tabindex": "0", "role": "region", "aria-label": name}
    return element("div", attributes, table)


def _line(view: View, line: Line, areas: Sequence[str], *, other: bool) -> Html:
    cells = [_cell(view, total(line.counts.values())), *(_cell(view, line.counts.get(area)) for area in areas)]
    if other:
        cells.append(_cell(view, total(count for area, count in line.counts.items() if area not in areas)))
    return tag("tr", tag("th", line.head, scope="row"), *cells)


def _cell(view: View, count: Count | None) -> Html:
    """How much is covered, as a sign and in numbers; a dash where nothing is needed."""
    if count is None or not count.needed:
        return tag("td", tag("span", "–", aria_hidden="true"), unseen(view.words(N_("nothing needed"))))
    text = view.words(N_("{covered} of {needed}"), covered=count.covered, needed=count.needed)
    state = _state(count)
    return tag("td", _sign(state), text, class_=f"stafett-cover--{state}")


def _state(count: Count) -> str:
    if count.covered == count.needed:
        return "all"
    if not count.covered:
        return "none"
    return "most" if count.covered >= count.needed * _MOST else "few"


def _sign(state: str) -> Html:
    return join((tag("span", _SIGNS[state], aria_hidden="true", class_="stafett-cover__sign"), " "))


def unseen(text: str) -> Html:
    """Words for whoever cannot see the sign beside them."""
    return tag("span", text, class_="stafett-unseen")


def processes_by_role(view: View, found: Coverage, area: str, roles: Sequence[Page]) -> Html:
    """The processes of one area by the roles that need them: whether each is covered for the role, or what it lacks."""
    caption = view.words(N_("{area}: who needs which process"), area=area_title(view, area))
    rows = [known for known in found.known.values() if known.area == area]
    columns = [role for role in roles if area in found.by_role[role.path].areas]
    everyone = any(known.page.path in found.everyone for known in rows)
    heads = [view.words(N_("Process")), *([view.words(N_("Everyone"))] if everyone else [])]
    names = [*(tag("th", tag("span", name), scope="col") for name in heads)]
    names += [tag("th", tag("span", page_link(view, role)), scope="col") for role in columns]
    needs = {role.path: {need.page.path: need for need in found.by_role[role.path].needs} for role in columns}
    lines = []
    for known in rows:
        path = known.page.path
        cells = [_mark(view, known.lacks if path in found.everyone else None)] if everyone else []
        for role in columns:
            need = needs[role.path].get(path)
            cells.append(_mark(view, known.lacks_for(need) if need else None))
        lines.append(tag("tr", tag("th", page_link(view, known.page), scope="row"), *cells))
    table = tag(
        "table",
        tag("caption", tag("span", caption)),
        tag("thead", tag("tr", *names)),
        "\n",
        tag("tbody", join(lines, "\n")),
        class_="stafett-cover stafett-cover--roles",
    )
    return tag("div", scrolling(caption, table), id=area_anchor(area))


def _mark(view: View, lacks: Sequence[str] | None) -> Html:
    """Whether one process is covered for one role; an empty cell where it is not needed."""
    if lacks is None:
        return tag("td")
    if not lacks:
        return tag(
            "td", tag("span", "✓", aria_hidden="true"), unseen(view.words(N_("covered"))), class_="stafett-cover--all"
        )
    told = ", ".join(view.words(words) for lack, words in LACK_WORDS.items() if lack in lacks)
    sign = tag("span", "○", aria_hidden="true")
    return element("td", {"class": "stafett-cover--none", "title": told}, sign, unseen(told))
