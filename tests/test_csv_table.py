"""Tables for spreadsheets: what a cell may do, and that every cell can be read back."""

import csv
import io
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from stafett.messages import Words
from stafett.reports.csv_table import csv_table

ENGLISH, SWEDISH, MARK = Words("en"), Words("sv"), "\ufeff"


def test_text_is_no_formula_and_a_number_below_zero_is_a_number():
    """Nothing stands where there is nothing to say; what cannot be shown is written out."""
    table = csv_table(("a", "b"), [("=1+1", -2.5), (None, "tab\there"), ("@x", "-")], ENGLISH)

    assert table == "a,b\r\n'=1+1,-2.5\r\n,tab\\there\r\n'@x,'-\r\n"


def test_no_other_separator_begins_a_formula_either():
    """Where a table in English is opened by a spreadsheet that parts cells by semicolons, or the other way round."""
    for words in (ENGLISH, SWEDISH):
        for title in ('a;=1+1;"b', 'a,"@x', "＝1+1", "a, -1; b-c"):
            text = csv_table(("a",), [(title,)], words)
            for separator in ",;":
                cells = [cell for row in csv.reader(io.StringIO(text), delimiter=separator) for cell in row]
                assert not any(cell.lstrip('"').startswith(("=", "@", "＝")) for cell in cells), cells
    assert "a, -1; b-c 10,-" in csv_table(("a",), [("a, -1; b-c 10,-",)], ENGLISH)


def test_excel_in_sweden_opens_it_as_it_is():
    """By a double click: semicolons, decimal commas, and the mark by which it knows UTF-8; dates stay ISO 8601."""
    table = csv_table(("name", "b"), [("Å, Ä; Ö", 12.5), ("1.5", 3), ("x", date(2026, 11, 24))], SWEDISH)

    assert table == MARK + 'name;b\r\n"Å, Ä; Ö";12,5\r\n1.5;3\r\nx;2026-11-24\r\n'


@settings(max_examples=50)
@given(st.lists(st.tuples(st.text(), st.text()), max_size=4), st.sampled_from([(ENGLISH, ","), (SWEDISH, ";")]))
def test_every_cell_is_read_back_as_one_line_that_begins_no_formula(rows, form):
    """Also with quotes, commas, semicolons and line ends in it."""
    words, separator = form
    table = csv_table(("a", "b"), rows, words).removeprefix(MARK)
    read = list(csv.reader(io.StringIO(table, newline=""), delimiter=separator))

    assert len(read) == len(rows) + 1
    for row in read:
        assert len(row) == 2
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) or "\n" in cell for cell in row)
