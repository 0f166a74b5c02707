"""The part of the page on health that tells of the staff: turnover, how long owners stay, and vacancies."""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.questions.staff_history import StaffHistory
from stafett.reports.staff_history import (
    PARTIAL,
    branch_words,
    followed_words,
    length_words,
    shown,
    turnover_words,
    year_words,
)
from stafett.reports.turnover_chart import turnover_chart
from stafett.site.views.html import Html, esc, join, tag
from stafett.site.views.markdown import heading
from stafett.site.views.number_table import number_table
from stafett.site.views.view import View

_HOW = N_(
    "Turnover is the number who left, divided by the average number employed over all days of the year. A move to "
    "another unit is no leaving, and neither is leave. Where fewer than three people work or have left, units are "
    "counted together, and a median of fewer than three is not told."
)
_OWNERS = N_(
    "Of the roles and persons that own pages today. Times that still last are told apart from times that have ended, "
    "and so are vacancies. All times are medians."
)
_PATHS = N_("What units report, on average. Nothing is kept of a single newcomer.")


def staff_part(view: View, history: StaffHistory | None) -> Iterator[str]:
    """The headings, the picture and the tables; nothing without a directory."""
    if history is None:
        return
    yield heading(2, view.words(N_("Turnover")), "turnover")
    yield tag("p", view.words(_HOW))
    picture = turnover_chart(shown(history), view.words)
    table = _turnover(view, history)
    if picture:
        caption = tag("figcaption", view.words(N_("Turnover, year by year")))
        figure = tag("figure", Html(picture), caption, class_="stafett-chart-figure")
        table = tag("div", figure, table, class_="stafett-chart-beside")
    yield table
    if history.years[-1].partial:
        yield tag("p", view.words(PARTIAL), class_="stafett-note")
    if len(history.branches) > 1:
        yield heading(3, view.words(N_("Turnover by unit")), "turnover-units")
        yield _by_unit(view, history)
    yield heading(2, view.words(N_("How long owners stay")), "owners")
    yield tag("p", view.words(_OWNERS))
    yield join((_owners(view, history), _vacancies(view, history)), "\n\n")
    yield from _paths(view, history)


def _turnover(view: View, history: StaffHistory) -> Html:
    columns = (N_("Year"), N_("Share"), N_("Left"), N_("Came"), N_("Employed on average"))
    rows = []
    for year in reversed(history.years):
        found = year.turnover
        numbers = (turnover_words(found), found.leavers, found.joiners, round(found.headcount))
        rows.append((esc(year_words(year, view.words)), numbers))
    return number_table(view, columns, rows)


def _by_unit(view: View, history: StaffHistory) -> Html:
    years = shown(history)[::-1]
    columns = (N_("Unit"), *(year_words(year, view.words) for year in years))
    rows = (
        (esc(branch_words(branch, view.words)), tuple(turnover_words(branch.years.get(year.end)) for year in years))
        for branch in history.branches
    )
    return number_table(view, columns, rows)


def _owners(view: View, history: StaffHistory) -> Html:
    columns = (N_("Year"), N_("In the role so far"), N_("Ended after"), N_("Ended"), N_("Somebody there the next day"))
    rows = []
    for year in reversed(history.years):
        owners = year.owners
        so_far, ended = (length_words(lengths, view.words) for lengths in (owners.so_far, owners.ended))
        numbers = (so_far, ended, len(owners.ended.days), followed_words(year, view.words))
        rows.append((esc(year_words(year, view.words)), numbers))
    return number_table(view, columns, rows)


def _vacancies(view: View, history: StaffHistory) -> Html:
    columns = (N_("Year"), N_("Vacancies filled"), N_("Filled after"), N_("Vacant at the end"), N_("Vacant so far"))
    rows = []
    for year in reversed(history.years):
        filled, vacant = year.owners.filled, year.owners.open
        numbers = (
            len(filled.days),
            length_words(filled, view.words),
            len(vacant.days),
            length_words(vacant, view.words),
        )
        rows.append((esc(year_words(year, view.words)), numbers))
    return number_table(view, columns, rows)


def _paths(view: View, history: StaffHistory) -> Iterator[str]:
    told = [(year, year.paths) for year in reversed(history.years) if year.paths]
    if not told:
        return
    yield heading(2, view.words(N_("How long newcomers take")), "newcomers")
    yield tag("p", view.words(_PATHS))
    columns = (N_("Year"), N_("Newcomers at the end of their path"), N_("Days since their first day"))
    rows = ((esc(year_words(year, view.words)), (found.newcomers, round(found.days))) for year, found in told)
    yield number_table(view, columns, rows)
