"""Tables for spreadsheets: what a cell may do, and that every cell can be read back."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from stafett.reports.csv_table import csv_table


def test_text_is_no_formula_and_a_number_below_zero_is_a_number():
    """Nothing stands where there is nothing to say; what cannot be shown is written out."""
    table = csv_table(("a", "b"), [("=1+1", -2.5), (None, "tab\there"), ("@x", "-")])

    assert table == "a,b\r\n'=1+1,-2.5\r\n,tab\\there\r\n'@x,'-\r\n"


@settings(max_examples=50)
@given(st.lists(st.tuples(st.text(), st.text()), max_size=4))
def test_every_cell_is_read_back_as_one_line_that_begins_no_formula(rows):
    """Also with quotes, commas and line ends in it."""
    read = list(csv.reader(io.StringIO(csv_table(("a", "b"), rows), newline="")))

    assert len(read) == len(rows) + 1
    for row in read:
        assert len(row) == 2
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) or "\n" in cell for cell in row)
