"""How well the knowledge base is: the share vouched for, over time and by unit, and what the share does not show."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from stafett.messages import N_
from stafett.questions.health import Measure, Standing
from stafett.questions.health_over_time import Health
from stafett.reports.health import (
    COUNTED_OTHERWISE,
    CUT_MEMORY,
    MOST_OVERDUE,
    NO_MEMORY,
    STANDING_WORDS,
    criticality_words,
    headline,
    percent,
    unit_name,
    watched,
)
from stafett.reports.health_chart import chart
from stafett.reports.list_addresses import OWNERSHIP, REVIEWS
from stafett.site.views.html import Html, a, day, esc, join, tag
from stafett.site.views.labels import sentence
from stafett.site.views.markdown import document, heading
from stafett.site.views.number_table import number_table
from stafett.site.views.owner_list import continuity_link
from stafett.site.views.staff_part import staff_part
from stafett.site.views.table import due_table
from stafett.site.views.view import View

HEALTH_TITLE = N_("The health of the knowledge base")
_HOW = (
    N_(
        "A page is vouched for where its review is inside its interval, somebody who is here today answers for it and "
        "has not merely inherited it, and the review left more than a moved date: a new note, or a change of what the "
        "page says."
    ),
    N_(
        "Pages count by what it costs when they are wrong: low 1, medium 2, high 4, and 2 where nothing is said. The "
        "weights are the same for everybody and cannot be set."
    ),
    COUNTED_OTHERWISE,
    N_(
        "Past months are judged by the pages as they were then, also those that are gone, by who held which role then, "
        "and by today's rules."
    ),
    N_("What no number shows is a note that is not true. It stands in the page, where everybody can read it."),
)


def health_page(ask: Callable[[], Health]) -> Callable[[View], str]:
    """What makes the page; ``ask`` is asked when it is made."""
    return lambda view: _page(view, ask())


def _page(view: View, health: Health) -> str:
    blocks: list[str] = [
        heading(1, view.words(HEALTH_TITLE), "top"),
        tag("p", headline(health, view.words), class_="stafett-lead"),
        tag("p", _beside(view, health)),
        continuity_link(view),
        *_memory(view, health),
        _standings(view, health),
        *_over_time(view, health),
        *_overdue(view, health),
        *_units(view, health),
        *staff_part(view, health.staff),
        heading(2, view.words(N_("What to see beside the number")), "watch"),
        _watch(view, health),
        heading(2, view.words(N_("How it is counted")), "how"),
        *(tag("p", view.words(text)) for text in _HOW),
    ]
    return document(blocks)


def _beside(view: View, health: Health) -> Html:
    plain = percent(health.measure.plain_share)
    counted = health.measure.counted
    message = N_("As of {day}, of {n} pages that are to be reviewed. With every page counted as one: {share}.")
    return sentence(view, message, day=day(health.as_of), n=counted, share=tag("span", plain, class_="stafett-whole"))


def _memory(view: View, health: Health) -> Iterator[Html]:
    """What git does not remember, said before any number is believed."""
    if health.memory is None or health.cut:
        yield tag("p", view.words(NO_MEMORY if health.memory is None else CUT_MEMORY), class_="stafett-note")


def _standings(view: View, health: Health) -> Html:
    """Every way in which pages stand, with their number; the words lead to where the pages are listed."""
    keys = {
        Standing.VACANT: OWNERSHIP,
        **dict.fromkeys((Standing.OVERDUE, Standing.UNVOUCHED, Standing.NEVER), REVIEWS),
    }
    rows = []
    for standing, words in STANDING_WORDS.items():
        number = health.measure.pages.get(standing, 0)
        if number:
            text = view.words(words)
            address = view.list_link(keys.get(standing, ""))
            rows.append((a(address, text) if address else esc(text), (number,)))
    return number_table(view, (N_("The pages are"), N_("Number")), rows)


def _over_time(view: View, health: Health) -> Iterator[str]:
    yield heading(2, view.words(N_("Over time")), "time")
    if health.memory is None:
        return
    since = N_("The knowledge base has been in git since {day}.")
    drawn = chart(health.points, view.words)
    if not drawn:
        later = N_("The picture begins when there is the end of a month to compare with.")
        yield tag("p", sentence(view, since, day=day(health.memory)), " ", view.words(later))
        return
    yield tag("p", sentence(view, since, day=day(health.memory)))
    keys = (
        tag("span", view.words(N_("counted by how critical they are")), class_="stafett-chart-key--share"),
        tag("span", view.words(N_("every page counted as one")), class_="stafett-chart-key--plain"),
    )
    caption = tag("figcaption", view.words(N_("Share of pages vouched for in time:")), " ", *keys)
    figure = tag("figure", Html(drawn), caption, class_="stafett-chart-figure")
    yield tag("div", figure, _months(view, health), class_="stafett-chart-beside")


def _months(view: View, health: Health) -> Html:
    columns = (N_("Day"), N_("Vouched for"), N_("Each as one"), N_("Pages"), N_("Only a moved date"))
    rows = ((day(point.day), _numbers(point.measure)) for point in reversed(health.points))
    return number_table(view, columns, rows)


def _numbers(measure: Measure) -> tuple[object, ...]:
    bare = measure.pages.get(Standing.BARE, 0)
    return (percent(measure.share), percent(measure.plain_share), measure.counted, bare)


def _overdue(view: View, health: Health) -> Iterator[str]:
    if not health.overdue:
        return
    yield heading(2, view.words(N_("Longest overdue")), "overdue")
    yield due_table(view, [late.page for late in health.overdue[:MOST_OVERDUE]])
    rest = len(health.overdue) - MOST_OVERDUE
    if rest > 0 and view.list_link(REVIEWS):
        more = view.words.plural("and {n} more", "and {n} more", rest)
        yield tag("p", a(view.list_link(REVIEWS), more))


def _units(view: View, health: Health) -> Iterator[str]:
    if len(health.units) < 2:  # noqa: PLR2004 (nothing to compare)
        return
    yield heading(2, view.words(N_("By unit")), "units")
    intro = N_(
        "A page counts in the unit of whoever holds its owner's role. Where fewer than three people work, units are "
        "counted together, so that no number is somebody's."
    )
    yield tag("p", view.words(intro))
    columns = (N_("Unit"), N_("Vouched for"), N_("Pages"))
    told = ((esc(unit_name(unit, view.words)), unit.measure) for unit in health.units)
    yield number_table(view, columns, ((name, (percent(found.share), found.counted)) for name, found in told))


def _watch(view: View, health: Health) -> Html:
    rows = [(esc(text), (number,)) for text, number in watched(health.watch, view.words)]
    parts = [number_table(view, (N_("Could make it look better than it is"), N_("Number")), rows)]
    if health.watch.since:
        message = N_("Reviews and changes are counted since {day}.")
        parts.append(tag("p", sentence(view, message, day=day(health.watch.since))))
    parts.append(tag("p", criticality_words(health.watch, view.words)))
    return join(parts, "\n\n")
