"""Tables of pages, and the filter that shows those of one status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from stafett.messages import N_
from stafett.model import Page, Status
from stafett.questions.due import may_become
from stafett.site.views.ageing import page_badge
from stafett.site.views.html import Html, day, element, esc, join, tag
from stafett.site.views.labels import CONDITIONS, answer_label, condition, foreign_language, kind_label, page_link
from stafett.site.views.languages import NAMES, other_languages
from stafett.site.views.view import View


class Row(NamedTuple):
    """A line of a table: what its first cell says, the others, and the key that a filter asks for.

    ``later`` keeps it hidden: its page does not belong here yet, and may come to by time alone.
    """

    head: Html
    cells: tuple[Html, ...]
    key: str
    later: bool = False


def table(
    view: View, columns: Sequence[str], rows: Iterable[Row], shape: str = "pages", shows: str | None = None
) -> Html:
    """A table that scrolls within itself, or on a phone becomes a list. ``columns`` are message ids.

    Tables of one ``shape`` share the widths of their columns. ``shows`` names the states, with spaces between, in which
    a row is shown; without it all are.
    """
    head = tag("tr", *(tag("th", view.words(name), scope="col", role="columnheader") for name in columns), role="row")
    body = join((_line(row) for row in rows), "\n")
    inner = join((tag("thead", head, role="rowgroup"), "\n", tag("tbody", body, role="rowgroup")))
    whole = tag("table", inner, class_=f"stafett-pages stafett-pages--{shape}", role="table")
    return tag("div", whole, class_="stafett-table", data_stafett_shows=shows)


def _line(row: Row) -> Html:
    cells = (tag("td", cell, role="cell") for cell in row.cells)
    head = tag("th", row.head, scope="row", role="rowheader")
    searched = "true" if row.later else None
    return tag(
        "tr",
        head,
        *cells,
        class_=f"stafett-row--{row.key}",
        role="row",
        hidden=row.later,
        data_search_exclude=searched,
    )


def page_table(view: View, pages: Iterable[Page], shows: Sequence[str] = ()) -> Html:
    """Pages with what each is about, its owner, how it stands and when it is due; ``shows`` as in ``due_table``."""
    return _owned_by(view, ((page, page_cell(view, page)) for page in pages), shows)


def due_table(view: View, pages: Iterable[Page], shows: Sequence[str] = ()) -> Html:
    """Pages with owner, how each stands and when it is due; without what they are about.

    With ``shows``, those in any other state are hidden until time brings them there.
    """
    return _owned_by(view, ((page, page_link(view, page)) for page in pages), shows)


def _owned_by(view: View, pages: Iterable[tuple[Page, Html]], shows: Sequence[str]) -> Html:
    columns = (N_("Page"), N_("Owner"), N_("Status"), N_("Review by"))
    rows = (_page_row(view, page, head, answer_label(view, view.answer(page.owner))) for page, head in pages)
    ready = (row._replace(later=bool(shows) and row.key not in shows) for row in rows)
    return table(view, columns, ready, shows=" ".join(shows) or None)


def owned_table(view: View, pages: Iterable[Page]) -> Html:
    """The pages of one owner, with their kind, how each stands and when it is due."""
    columns = (N_("Page"), N_("Kind"), N_("Status"), N_("Review by"))
    rows = (_page_row(view, page, page_link(view, page), esc(kind_label(view, page.kind))) for page in pages)
    return table(view, columns, rows)


def _page_row(view: View, page: Page, head: Html, second: Html) -> Row:
    state = condition(view, page)
    return Row(head, (second, page_badge(view, page), _due(view, page)), state)


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
    parts = [page_link(view, page)]
    if about:
        parts.append(tag("small", about, lang=foreign_language(view, page)))
    parts += [
        tag("small", f"{NAMES.get(language, language)}: ", page_link(view, other), lang=language)
        for language, other in other_languages(view, page).items()
    ]
    return join(parts)


def status_filter(view: View, pages: Iterable[Page]) -> Html:
    """Buttons, each with a number, that show the rows of one status only; they work by CSS alone.

    Those of a status that no page has yet are hidden, and all where the pages stand alike.
    """
    counts = Counter(condition(view, page) for page in pages)
    later = {state for key in counts for state in may_become(key)}
    choices = [_choice("all", view.words(N_("All")), counts.total(), chosen=True)]
    choices += [_choice(k, view.words(words), counts[k]) for k, words in CONDITIONS.items() if counts[k] or k in later]
    if len(choices) <= 2:  # noqa: PLR2004 (nothing to choose between, ever)
        return esc("")
    legend = tag("legend", view.words(N_("Show")))
    return tag("fieldset", legend, *choices, class_="stafett-filter", hidden=len(counts) == 1)


def _choice(key: str, words: str, number: int, *, chosen: bool = False) -> Html:
    hidden = number == 0
    name = f"stafett-show-{key}"
    attributes = {"type": "radio", "name": "stafett-filter", "id": name, "checked": chosen, "hidden": hidden}
    label = tag("label", words, " ", tag("span", number), for_=name, class_=f"stafett-filter__{key}", hidden=hidden)
    return join((element("input", attributes), label))
