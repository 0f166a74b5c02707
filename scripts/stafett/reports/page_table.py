"""Pages as a table, JSON or CSV."""

from __future__ import annotations

import json
from collections.abc import Sequence

from stafett.messages import N_, Words
from stafett.questions.page_list import Row
from stafett.reports.csv_table import csv_table
from stafett.reports.printable import printable, visible_json

STATUS_WORDS = {
    "current": N_("current"),
    "due-soon": N_("due soon"),
    "overdue": N_("overdue"),
    "never-reviewed": N_("never reviewed"),
    "unvouched": N_("unvouched"),
    "exempt": N_("exempt"),
}
_WIDEST = 44


def render_json(rows: Sequence[Row]) -> str:
    """The rows as a JSON list."""
    return visible_json(json.dumps([row.as_json() for row in rows], ensure_ascii=False, indent=2)) + "\n"


def render_csv(rows: Sequence[Row], words: Words) -> str:
    """The rows as CSV with a line of names, after RFC 4180; several holders are parted by spaces."""
    names = (
        "id", "path", "kind", "title", "owner", "holders", "deputy",
        "last_reviewed", "review_in", "due", "status", "url",
    )  # fmt: skip
    values = (row.as_json() | {"holders": " ".join(row.holders)} for row in rows)
    return csv_table(names, ([value[name] for name in names] for value in values), words)


def render_table(rows: Sequence[Row], words: Words) -> str:
    """The rows as a table for people: status, due date, owner, title and path."""
    head = (words(N_("Status")), words(N_("Due")), words(N_("Owner")), words(N_("Title")), words(N_("Path")))
    lines = [
        (
            words(STATUS_WORDS[row.status]) if row.status else words(N_("unknown")),
            row.due.isoformat() if row.due else "–",
            printable(row.page.owner or "–"),
            printable(row.page.title),
            printable(row.page.path),
        )
        for row in rows
    ]
    widths = [min(_WIDEST, max(len(line[i]) for line in (head, *lines))) for i in range(len(head) - 1)]
    text = [_line(line, widths) for line in (head, *lines)]
    return "\n".join([*text, "", words.plural("{n} page", "{n} pages", len(rows))]) + "\n"


def _line(values: Sequence[str], widths: Sequence[int]) -> str:
    cells = [_fit(value, width) for value, width in zip(values, widths, strict=False)]
    return "  ".join([*cells, values[-1]]).rstrip()


def _fit(text: str, width: int) -> str:
    return (text if len(text) <= width else text[: width - 1] + "…").ljust(width)
