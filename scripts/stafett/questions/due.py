"""What is due: pages by how urgent their review is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from stafett.model import Status
from stafett.questions.page_list import Row

_LATER = {
    str(Status.CURRENT): (str(Status.DUE_SOON), str(Status.OVERDUE)),
    str(Status.DUE_SOON): (str(Status.OVERDUE),),
    str(Status.UNVOUCHED): (str(Status.OVERDUE),),
}
URGENT = (Status.OVERDUE, Status.UNVOUCHED, Status.NEVER_REVIEWED, Status.DUE_SOON)


def may_become(state: str) -> tuple[str, ...]:
    """The states that a page in ``state`` comes to by time alone, as long as nobody does anything; in order."""
    return _LATER.get(state, ())


def due(rows: Iterable[Row]) -> dict[Status, tuple[Row, ...]]:
    """The rows that somebody should look at, by status, the most urgent status first; each by due date, then path.

    A status that no row has is left out.
    """
    groups: dict[Status, list[Row]] = {status: [] for status in URGENT}
    for row in rows:
        if row.status in groups:
            groups[row.status].append(row)
    return {status: tuple(sorted(group, key=_order)) for status, group in groups.items() if group}


def _order(row: Row) -> tuple[date, str]:
    return (row.due or date.max, row.page.path)
