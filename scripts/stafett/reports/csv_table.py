"""Tables as CSV, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from stafett.reports.printable import printable


def csv_table(names: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """The rows below a line of names, after RFC 4180: nothing stands where a value is None.

    Text that a spreadsheet would take for a formula gets an apostrophe before it; a number below zero is a number.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    if value is None or isinstance(value, int | float):
        return value
    text = printable(str(value))
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
