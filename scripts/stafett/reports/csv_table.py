"""Tables as CSV, for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from stafett.messages import Words
from stafett.reports.printable import printable

# Some spreadsheets take the wide signs of East Asian letters for the same. A price as `10,-` is no formula.
_FORMULA = re.compile(r"""^(?=[=+\-@＝＋－＠\t\r])|(?<=[,;])(?="*(?:[=@＝＠]|[+\-＋－]["(@\w]))""")


def csv_table(names: Sequence[str], rows: Iterable[Iterable[object]], words: Words) -> str:
    """The rows below a line of names, after RFC 4180: nothing stands where a value is None.

    Text that a spreadsheet would take for a formula gets an apostrophe before it; a number below zero is a number.
    So does what begins one after a comma or semicolon in it, by which another country's spreadsheet parts cells.
    Excel reads a file by the separators of the computer's country, and as UTF-8 only where a mark at its beginning says
    so. In Swedish, cells are therefore parted by semicolons, decimals begin with a comma, and the mark stands first.
    """
    swedish = words.language == "sv"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if swedish else ",")
    writer.writerow(names)
    writer.writerows([_cell(value, swedish=swedish) for value in row] for row in rows)
    return "\N{ZERO WIDTH NO-BREAK SPACE}" * swedish + out.getvalue()


def _cell(value: object, *, swedish: bool) -> object:
    if isinstance(value, float) and swedish:
        return str(value).replace(".", ",")
    if value is None or isinstance(value, int | float):
        return value
    return _FORMULA.sub("'", printable(str(value)))
