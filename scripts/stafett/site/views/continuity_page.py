"""The page for managers, by unit: who comes, what is vacant, what is at risk, and what to do this week."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from stafett.messages import N_
from stafett.questions.bus_factor import by_area
from stafett.questions.continuity import Continuity, Part
from stafett.questions.continuity_actions import actions
from stafett.questions.unit_groups import TOP
from stafett.reports.continuity_words import bus_words
from stafett.reports.list_addresses import CONTINUITY
from stafett.site.views.continuity_pages import Place
from stafett.site.views.continuity_words import (
    action_item,
    join_cells,
    leaving_cells,
    pages_cell,
    role_cell,
    vacant_cells,
)
from stafett.site.views.html import Html, a, day, esc, join, tag
from stafett.site.views.labels import area_title, sentence
from stafett.site.views.markdown import document, heading, slug
from stafett.site.views.see_also import see_also
from stafett.site.views.view import View

CONTINUITY_TITLE = N_("Continuity: who comes, what is vacant, what leaves")
MOST_ACTIONS = 10
DEEPEST = 4
"""So far units are set in below one another; see ``56-health.css``."""
_HOW = (
    N_(
        "A role is vacant where nobody who holds it is here today, and at risk where that will be so within 60 days: "
        "whoever holds it leaves, leaves the role or is on leave, and nobody is known to follow on the next working "
        "day. Leave of at most two weeks does not count. A role that other units hold is told of in a unit that lacks "
        "it where a process needs the role and the vacancy is not older than a year."
    ),
    N_(
        "The bus factor is the smallest number of people whose leaving would leave more than half of the unit's pages "
        "with nobody, neither owner nor deputy. Where so many people are concerned that not every combination can be "
        "tried, it is an upper bound. The page counts in the unit of whoever holds its owner's role."
    ),
    N_(
        "The numbers of a unit are those of all units below it too. Where fewer than three people work, a unit is "
        "counted together with the one above it. The page tells of roles and numbers, and names nobody."
    ),
)


def continuity_title(view: View, place: Place, found: Continuity) -> str:
    """What the page of a place is called."""
    title = view.words(CONTINUITY_TITLE)
    return (
        title if place.key == CONTINUITY else view.words(N_("Continuity: {unit}"), unit=_name(view, found, place.group))
    )


def continuity_page(found: Continuity, place: Place, keys: Mapping[str, str]) -> Callable[[View], str]:
    """What makes the page of ``place``; ``keys`` tells by group the key of the list page that has its section."""
    return lambda view: _page(view, found, place, keys)


def _page(view: View, found: Continuity, place: Place, keys: Mapping[str, str]) -> str:
    own = place.group
    blocks: list[str] = [
        heading(1, continuity_title(view, place, found), "top"),
        _lead(view, found),
        _above(view, found, place, keys),
        heading(2, view.words(N_("To do this week")), "do"),
        _actions(view, found, own, whole=True),
        *_units(view, found, place, keys),
    ]
    for group in place.sections:
        blocks += _section(view, found, group, own=group == own)
    if place.key == CONTINUITY:
        blocks += _areas(view, found)
        blocks += [see_also(view, CONTINUITY)]
    blocks += [heading(2, view.words(N_("How it is counted")), "how"), *(tag("p", view.words(text)) for text in _HOW)]
    return document(blocks)


def _lead(view: View, found: Continuity) -> Html:
    message = N_("As of {day}, with what is known of the time until {until}. Everything here is of roles and pages.")
    return tag("p", sentence(view, message, day=day(found.as_of), until=day(found.until)), class_="stafett-lead")


def _above(view: View, found: Continuity, place: Place, keys: Mapping[str, str]) -> Html:
    """The way back to the unit above, from a page of one unit."""
    above = found.groups.groups[place.group].above
    if place.key == CONTINUITY or above is None:
        return esc("")
    link = a(view.list_link(keys[above]), _name(view, found, above))
    return tag("p", sentence(view, N_("A part of {unit}."), unit=link))


def _name(view: View, found: Continuity, group: str) -> str:
    return found.groups.groups[group].name or view.words(N_("The whole organisation"))


def _anchor(group: str) -> str:
    return f"unit-{slug(group)}"


def _actions(view: View, found: Continuity, group: str, *, whole: bool) -> Html:
    """What to do, the most urgent first; of a unit alone, unless of the ``whole`` below it too."""
    listed = actions(found, group) if whole else actions(found, group, below=False)
    if not listed:
        return tag(
            "p",
            view.words(N_("Nothing that cannot wait.")),
            class_="stafett-good",
        )
    items = tag(
        "ol",
        "\n",
        join((action_item(view, action) for action in listed[:MOST_ACTIONS]), "\n"),
        "\n",
        class_="stafett-todo",
    )
    rest = listed[MOST_ACTIONS:]
    if not rest:
        return items
    more = tag("summary", view.words.plural("and {n} more", "and {n} more", len(rest)))
    others = tag("ol", join((action_item(view, action) for action in rest), "\n"), start=MOST_ACTIONS + 1)
    return join((items, tag("details", more, others, class_="stafett-more")), "\n")


def _units(view: View, found: Continuity, place: Place, keys: Mapping[str, str]) -> Iterator[str]:
    """The units below, each with its numbers and a link to what is told of it."""
    below = [
        *place.sections[1:],
        *(name for name in found.groups.groups[place.group].below if name not in place.sections),
    ]
    if not below:
        return
    yield heading(2, view.words(N_("By unit")), "units")
    columns = (N_("Unit"), N_("People"), N_("Joining"), N_("Vacant"), N_("Risk"), N_("Bus factor"))
    caption = N_(
        "The units, with all that is below each: people, and roles that come, are vacant or at risk within 60 days"
    )
    groups = [place.group, *(name for name in found.groups.within(place.group) if name in below)]
    rows = ((_unit_link(view, found, name, place, keys), _numbers(view, found, name)) for name in groups)
    yield _table(view, caption, columns, rows)


def _unit_link(view: View, found: Continuity, group: str, place: Place, keys: Mapping[str, str]) -> Html:
    """A unit's name, leading to where it is told of, and set in as deep as it lies below that of the page."""
    name, depth, above = _name(view, found, group), 0, group
    while above != place.group:
        above, depth = found.groups.groups[above].above or place.group, depth + 1
    shown = esc(name)
    if keys[group] != place.key:
        shown = a(view.list_link(keys[group]), name)
    elif _tells(found.parts[group]):
        shown = a(f"#{_anchor(group)}", name)
    return tag("span", shown, class_=f"stafett-below stafett-below--{min(depth, DEEPEST)}")


def _numbers(view: View, found: Continuity, group: str) -> tuple[object, ...]:
    numbers = found.numbers(group)
    return (numbers.people, numbers.joining, numbers.vacant, numbers.leaving, bus_words(numbers.bus, view.words))


def _tells(part: Part) -> bool:
    return bool(part.joins or part.vacant or part.leaving or part.alone or part.single or part.reviews)


def _section(view: View, found: Continuity, group: str, *, own: bool) -> Iterator[str]:
    """What is told of one unit itself; nothing where there is nothing to tell."""
    part = found.parts[group]
    if not _tells(part):
        return
    name = _name(view, found, group)
    yield heading(2, name, _anchor(group))
    together = found.groups.groups[group].own
    if together and group != TOP:
        yield tag("p", sentence(view, N_("Together with {units}."), units=", ".join(together)))
    if not own:
        yield _actions(view, found, group, whole=False)
    yield from _lists(view, name, part)


def _lists(view: View, name: str, part: Part) -> Iterator[str]:
    """Tables of who comes, what is vacant, at risk and on one person; those that would be empty are left out."""
    if part.joins:
        columns = (N_("Role"), N_("Begins"), N_("Number"), N_("How"), N_("What to read"))
        rows = [(role_cell(view, found.role), join_cells(view, found)) for found in part.joins]
        yield _table(view, N_("{unit}: who comes"), columns, rows, unit=name)
    for caption, since, gaps, cells in (
        (N_("{unit}: vacant"), N_("Since"), part.vacant, vacant_cells),
        (N_("{unit}: at risk"), N_("From"), part.leaving, leaving_cells),
    ):
        heads = (N_("Role"), since, N_("Next from"), N_("Pages"))
        told = [(role_cell(view, empty.role, empty.unit, person=True), cells(view, empty)) for empty in gaps]
        if told:
            yield _table(view, caption, heads, told, unit=name)
    yield from _single(view, name, part)


def _single(view: View, name: str, part: Part) -> Iterator[str]:
    """Roles that one person holds, with how many pages have nobody else; many are folded away."""
    if not part.single:
        return
    caption, columns = N_("{unit}: on one person"), (N_("Role"), N_("Pages without deputy"), N_("Pages in all"))
    rows = [(role_cell(view, found.role), (pages_cell(view, found.alone), found.owned)) for found in part.single]
    yield _table(view, caption, columns, rows[:MOST_ACTIONS], unit=name)
    if len(rows) > MOST_ACTIONS:
        more = tag("summary", view.words.plural("and {n} more", "and {n} more", len(rows) - MOST_ACTIONS))
        yield tag(
            "details", more, _table(view, caption, columns, rows[MOST_ACTIONS:], unit=name), class_="stafett-more"
        )


def _areas(view: View, found: Continuity) -> Iterator[str]:
    """The bus factor of each area of the processes."""
    areas = by_area(found.base, found.as_of)
    if len(areas) < 2:  # noqa: PLR2004 (nothing to compare)
        return
    yield heading(2, view.words(N_("By area")), "areas")
    columns = (N_("Processes"), N_("Pages"), N_("Bus factor"), N_("On one person"), N_("With nobody"))
    rows = [
        (esc(area_title(view, area)), (bus.pages, bus_words(bus, view.words), bus.alone, bus.orphans))
        for area, bus in areas.items()
    ]
    yield _table(view, N_("How many people the processes of each area hang on"), columns, rows)


def _table(
    view: View, caption: str, columns: Sequence[str], rows: Iterable[tuple[Html, Sequence[object]]], **values: object
) -> Html:
    """A small table under a caption (a message id), which stays a table on a phone."""
    head = tag("tr", *(tag("th", view.words(name), scope="col") for name in columns))
    lines = (tag("tr", tag("th", name, scope="row"), *(tag("td", cell) for cell in cells)) for name, cells in rows)
    body = tag("tbody", join(lines, "\n"))
    said = tag("caption", sentence(view, caption, **values))
    return tag("table", said, "\n", tag("thead", head), "\n", body, class_="stafett-numbers stafett-numbers--told")
