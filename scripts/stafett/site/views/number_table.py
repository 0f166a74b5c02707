"""Small tables of numbers, which stay tables on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stafett.site.views.html import Html, join, tag
from stafett.site.views.view import View


def number_table(view: View, columns: Sequence[str], rows: Iterable[tuple[Html, Sequence[object]]]) -> Html:
    """A table whose rows are each a name and its numbers. ``columns`` are message ids."""
    head = tag("tr", *(tag("th", view.words(name), scope="col") for name in columns))
    body = join((_line(name, numbers) for name, numbers in rows), "\n")
    return tag("table", tag("thead", head), "\n", tag("tbody", body), class_="stafett-numbers")


def _line(name: Html, numbers: Sequence[object]) -> Html:
    return tag("tr", tag("th", name, scope="row"), *(tag("td", number) for number in numbers))
