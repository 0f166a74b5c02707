"""Tables of pages, and the filter that shows those of one status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from stafett.messages import N_
from stafett.model import Page, Status
from stafett.site.views.html import Html, day, element, esc, join, tag
from stafett.site.views.labels import CONDITIONS, answer_label, badge, condition, kind_label, page_link
from stafett.site.views.view import View


class Row(NamedTuple):
    """A line of a table: what its first cell says, the others, and the key that a filter asks for."""

    head: Html
    cells: tuple[Html, ...]
    key: str


def table(view: View, columns: Sequence[str], rows: Iterable[Row], shape: str = "pages") -> Html:
    """A table that scrolls within itself, or on a phone becomes a list. ``columns`` are message ids.

    Tables of one ``shape`` share the widths of their columns.
    """
    head = tag("tr", *(tag("th", view.words(name), scope="col", role="columnheader") for name in columns), role="row")
    body = join((_line(row) for row in rows), "\n")
    inner = join((tag("thead", head, role="rowgroup"), "\n", tag("tbody", body, role="rowgroup")))
    return tag(
        "div", tag("table", inner, class_=f"stafett-pages stafett-pages--{shape}", role="table"), class_="stafett-table"
    )


def _line(row: Row) -> Html:
    cells = (tag("td", cell, role="cell") for cell in row.cells)
    return tag(
        "tr", tag("th", row.head, scope="row", role="rowheader"), *cells, class_=f"stafett-row--{row.key}", role="row"
    )


def page_table(view: View, pages: Iterable[Page]) -> Html:
    """Pages with what each is about, its owner, how it stands and when it is due."""
    columns = (N_("Page"), N_("Owner"), N_("Status"), N_("Review by"))
    rows = (_page_row(view, page, page_cell(view, page), answer_label(view, view.answer(page.owner))) for page in pages)
    return table(view, columns, rows)


def due_table(view: View, pages: Iterable[Page]) -> Html:
    """Pages with owner, how each stands and when it is due; without what they are about."""
    columns = (N_("Page"), N_("Owner"), N_("Status"), N_("Review by"))
    rows = (_page_row(view, page, page_link(view, page), answer_label(view, view.answer(page.owner))) for page in pages)
    return table(view, columns, rows)


def owned_table(view: View, pages: Iterable[Page]) -> Html:
    """The pages of one owner, with their kind, how each stands and when it is due."""
    columns = (N_("Page"), N_("Kind"), N_("Status"), N_("Review by"))
    rows = (_page_row(view, page, page_link(view, page), esc(kind_label(view, page.kind))) for page in pages)
    return table(view, columns, rows)


def _page_row(view: View, page: Page, head: Html, second: Html) -> Row:
    state = condition(view, page)
    return Row(head, (second, badge(view, state), _due(view, page)), state)


def _due(view: View, page: Page) -> Html:
    """When a page is to be reviewed, or that it never was."""
    due = view.base.due(page)
    if due:
        return labelled_day(view, N_("Review by"), due)
    if view.base.status(page, view.as_of) is Status.NEVER_REVIEWED:
        return tag("span", view.words(N_("never reviewed")), class_="stafett-pages__never")
    return esc("")


def labelled_day(view: View, label: str, value: date | None) -> Html:
    """A date, and before it, where there is no room for a head over the column, what it says (a message id)."""
    if value is None:
        return day(value)
    words = tag("span", view.words(label), " ", class_="stafett-pages__label", data_search_exclude="true")
    return join((words, day(value)))


def page_cell(view: View, page: Page) -> Html:
    """A page's title with its link, and below it what the page is about."""
    about = view.summary(page)
    return join((page_link(view, page), tag("small", about) if about else esc("")))


def status_filter(view: View, pages: Iterable[Page]) -> Html:
    """Buttons, each with a number, that show the rows of one status only; they work by CSS alone.

    Empty where all pages stand alike.
    """
    counts = Counter(condition(view, page) for page in pages)
    if len(counts) < 2:  # noqa: PLR2004 (nothing to choose between)
        return esc("")
    choices = [_choice("all", view.words(N_("All")), counts.total(), chosen=True)]
    choices += [_choice(key, view.words(words), counts[key]) for key, words in CONDITIONS.items() if counts[key]]
    legend = tag("legend", view.words(N_("Show")))
    return tag("fieldset", legend, *choices, class_="stafett-filter")


def _choice(key: str, words: str, number: int, *, chosen: bool = False) -> Html:
    attributes = {"type": "radio", "name": "stafett-filter", "id": f"stafett-show-{key}", "checked": chosen}
    label = tag("label", words, " ", tag("span", number), for_=f"stafett-show-{key}", class_=f"stafett-filter__{key}")
    return join((element("input", attributes), label))
