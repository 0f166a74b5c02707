"""What is likely to happen to the pages when people leave, and what would help: for managers, without any names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from stafett.forecast.result import Forecast, Help, Look, Measure, Row, Spread
from stafett.messages import N_
from stafett.model import Page
from stafett.questions.ownership import Answer
from stafett.reports.forecast import worst
from stafett.reports.forecast_chart import chart
from stafett.reports.forecast_words import (
    CRITICALITY_WORDS,
    MEASURE_WORDS,
    NO_DIRECTORY,
    NO_RANGE,
    PROMISE,
    assumed,
    between,
    help_words,
    left_out,
    look_words,
    number,
    played,
    row_name,
    together_words,
)
from stafett.reports.list_addresses import FORECAST
from stafett.site.views.html import Html, day, esc, filled, join, tag
from stafett.site.views.labels import answer_label, page_link, sentence
from stafett.site.views.markdown import document, heading
from stafett.site.views.number_table import number_table
from stafett.site.views.see_also import see_also
from stafett.site.views.view import View

FORECAST_TITLE = N_("What is likely to happen to the pages")
RANGES = N_(
    "In at least eight cases of ten, a number is within its range, and in at most one of ten it is higher: that "
    "is how far luck reaches, if what is taken for granted below is right."
)
MOST_HELPS = 5
"""So much advice of each sort is shown."""
MOST_TITLES = 30
"""So many of the pages that an advice is about are shown."""
_ROLE = "\N{OBJECT REPLACEMENT CHARACTER}"  # stands for the role's link until the sentence is HTML
_PARTS = (Measure.LOSING, Measure.NOBODY_DAYS, Measure.OVERDUE)


def forecast_page(ask: Callable[[], Forecast | None]) -> Callable[[View], str]:
    """What makes the page; ``ask`` is asked when it is made."""
    return lambda view: _page(view, ask())


def _page(view: View, found: Forecast | None) -> str:
    title = heading(1, view.words(FORECAST_TITLE), "top")
    if found is None:
        missing = view.words(NO_DIRECTORY, folder=view.base.settings.people)
        return document([title, tag("p", missing, class_="stafett-lead")])
    return document(
        [
            title,
            tag("p", _lead(view, found), class_="stafett-lead"),
            tag("p", view.words(PROMISE)),
            *_helps(view, found),
            heading(2, view.words(N_("What to expect")), "measures"),
            tag("p", view.words(RANGES), " ", view.words(NO_RANGE)),
            _measures(view, found.whole),
            *_over_time(view, found),
            *_criticality(view, found),
            *_units(view, found),
            see_also(view, FORECAST),
            heading(2, view.words(N_("What it takes for granted")), "assumed"),
            _assumed(view, found),
        ]
    )


def _lead(view: View, found: Forecast) -> Html:
    """The year in a sentence."""
    losing, nobody = found.whole.spreads[Measure.LOSING], found.whole.spreads[Measure.NOBODY_DAYS]
    message = N_(
        "If nobody acts, about {losing} of {pages} pages lose their owner at some time before {until}, and for about "
        "{days} days, summed over the pages, there is nobody to ask."
    )
    return sentence(
        view,
        message,
        losing=_whole(number(losing.mean, view.words)),
        pages=found.whole.pages,
        until=day(found.until),
        days=_whole(number(nobody.mean, view.words)),
    )


def _whole(text: str) -> Html:
    return tag("span", text, class_="stafett-whole")


def _helps(view: View, found: Forecast) -> Iterator[str]:
    if found.helps or found.looks:
        yield heading(2, view.words(N_("What helps most")), "help")
    if found.helps:
        yield tag("p", view.words(N_("Against days with nobody to ask:")))
        yield _listed(_help(view, each) for each in found.helps[:MOST_HELPS])
        yield tag("p", together_words(found, MOST_HELPS, view.words))
    if found.looks:
        yield tag("p", view.words(N_("Against overdue reviews:")))
        yield _listed(_look(view, each) for each in found.looks[:MOST_HELPS])


def _listed(items: Iterable[Html]) -> Html:
    return tag("ol", *(tag("li", item) for item in items))


def _help(view: View, each: Help) -> Html:
    text = help_words(each, _ROLE, view.words)
    spared = view.words(N_("spares {days} days on average"), days=number(each.spared.mean, view.words))
    return join((_about(view, each.answer, text, spared), "" if each.holder else _titles(view, each.pages)))


def _look(view: View, each: Look) -> Html:
    text = look_words(each, _ROLE, view.words)
    message = N_("{hours} hours now spare {months} months of being overdue")
    hours, months = number(each.hours, view.words), number(each.spared, view.words)
    said = _about(view, each.answer, text, view.words(message, hours=hours, months=months))
    return join((said, _titles(view, each.pages)))


def _titles(view: View, pages: Sequence[Page]) -> Html:
    """Which pages an advice is about, for whoever asks."""
    rest = len(pages) - MOST_TITLES
    more = [tag("li", view.words.plural("and {n} more", "and {n} more", rest))] if rest > 0 else []
    titles = (tag("li", page_link(view, page)) for page in pages[:MOST_TITLES])
    which = view.words.plural("Which page", "Which pages", len(pages))
    return tag("details", tag("summary", which), tag("ul", *titles, *more))


def _about(view: View, answer: Answer, text: str, spared: str) -> Html:
    """A sentence in which the owner is a link, and what it spares after it."""
    said = filled(text.replace("{", "{{").replace("}", "}}").replace(_ROLE, "{role}"), role=answer_label(view, answer))
    return join((said, tag("span", f" ({spared})", class_="stafett-quiet")))


def _measures(view: View, row: Row) -> Html:
    columns = (N_("What"), N_("On average"), N_("Range"))
    rows = (
        (
            esc(_begun(view.words(MEASURE_WORDS[measure]))),
            (number(spread.mean, view.words), between(spread, view.words)),
        )
        for measure, spread in row.spreads.items()
    )
    return number_table(view, columns, rows)


def _begun(text: str) -> str:
    """The text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def _over_time(view: View, found: Forecast) -> Iterator[str]:
    yield heading(2, view.words(N_("Month by month")), "time")
    nobody, overdue = N_("Pages with nobody to ask"), N_("Pages overdue for review")
    pictures = (
        _figure(view, [(point.day, point.nobody) for point in found.points], nobody, "forecast-nobody"),
        _figure(view, [(point.day, point.overdue) for point in found.points], overdue, "forecast-overdue"),
    )
    yield tag("div", *pictures, class_="stafett-chart-beside")
    rows = ((day(point.day), (_both(view, point.nobody), _both(view, point.overdue))) for point in found.points)
    table = number_table(view, (N_("Day"), nobody, overdue), rows)
    yield tag("details", tag("summary", view.words(N_("The same as a table"))), table)


def _figure(view: View, points: list[tuple[date, Spread]], title: str, name: str) -> Html:
    drawn = chart(points, view.words(title), name, view.words)
    if not drawn:
        return Html("")
    keys = (
        tag("span", view.words(N_("on average")), class_="stafett-chart-key--share"),
        tag("span", view.words(N_("in eight cases of ten within")), class_="stafett-chart-key--band"),
    )
    caption = tag("figcaption", f"{view.words(title)}:", *keys)
    return tag("figure", Html(drawn), caption, class_="stafett-chart-figure")


def _both(view: View, spread: Spread) -> Html:
    """The average, and below it the range."""
    return join((number(spread.mean, view.words), tag("small", between(spread, view.words))), " ")


def _criticality(view: View, found: Forecast) -> Iterator[str]:
    if len(found.criticality) > 1:
        yield heading(2, view.words(N_("By criticality")), "criticality")
        yield _parts(view, N_("Criticality"), found.criticality)


def _units(view: View, found: Forecast) -> Iterator[str]:
    if len(found.units) < 2:  # noqa: PLR2004 (nothing to compare)
        return
    yield heading(2, view.words(N_("By unit")), "units")
    intro = N_(
        "A page counts in the unit of whoever holds its owner's role today. Where fewer than three people work, units "
        "are counted together, so that no number is somebody's."
    )
    yield tag("p", view.words(intro))
    yield _parts(view, N_("Unit"), worst(found.units))


def _parts(view: View, what: str, rows: Iterable[Row]) -> Html:
    columns = (what, N_("Pages"), N_("Lose their owner"), N_("Days with nobody to ask"), N_("Overdue at the end"))
    told = (
        (esc(_name(view, row)), (row.pages, *(_both(view, row.spreads[measure]) for measure in _PARTS))) for row in rows
    )
    return number_table(view, columns, told)


def _name(view: View, row: Row) -> str:
    return view.words(CRITICALITY_WORDS[row.id]) if row.id in CRITICALITY_WORDS else row_name(row, view.words)


def _assumed(view: View, found: Forecast) -> Html:
    told = [*assumed(found, view.words), *left_out(found, view.words), played(found, view.words)]
    more = sentence(
        view,
        N_("{command} gives the same numbers, and others for other assumptions."),
        command=tag("code", "stafett forecast"),
    )
    return tag("ul", *(tag("li", text) for text in (*told, more)))
