"""When a review left evidence, and which page a name on the command line means."""

from __future__ import annotations

from datetime import date

import pytest

from stafett.questions.find_page import find_page
from stafett.questions.review_evidence import Review, bare_bump, review_of, reviewed_anew

MAY, JUNE = date(2026, 5, 4), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("before", "after", "same", "bare"),
    [
        (Review(MAY, "Read it"), Review(JUNE, "Read it"), True, True),
        (Review(MAY, "Read it"), Review(JUNE, ""), True, True),
        (Review(MAY, ""), Review(JUNE, ""), True, True),
        (Review(None, ""), Review(JUNE, ""), True, True),
        (Review(MAY, "Read it"), Review(JUNE, "Asked two clerks"), True, False),
        (Review(MAY, "Read it"), Review(JUNE, "Read it"), False, False),
        (Review(JUNE, ""), Review(MAY, ""), True, False),
        (Review(MAY, ""), Review(MAY, ""), True, False),
        (Review(MAY, ""), Review(None, ""), True, False),
        (Review(None, "", unreadable=True), Review(JUNE, ""), True, False),
    ],
)
def test_a_date_that_moves_forward_by_itself_is_a_bare_bump(before, after, same, bare):
    """A new note, or a page that says something else, is evidence; a date put right is no review at all."""
    assert bare_bump(before, after, lambda: same) is bare


def test_substance_is_compared_only_where_it_decides():
    """It takes the longest to find out."""

    def never() -> bool:
        raise AssertionError

    assert not bare_bump(Review(MAY, ""), Review(JUNE, "Read it"), never)
    assert not reviewed_anew(Review(JUNE, ""), Review(MAY, ""))


def test_a_page_tells_of_its_review(make_base):
    """Notes differ by their words, not by how their lines are broken."""
    head = "---\ntitle: A\nlast_reviewed: {day}\nreview_note: >\n  Read\n  it  all\n---\n# A\n"
    base = make_base({"docs/a.md": head.format(day="2026-05-04"), "docs/b.md": head.format(day="2026-5-4")})
    good, bad = (review_of(page) for page in base.pages)
    assert good == Review(MAY, "Read it all")
    assert bad == Review(None, "Read it all", unreadable=True)


FILES = {
    "docs/pay.md": "---\ntitle: Pay\n---\n",
    "processes/hr/hire.md": "---\ntitle: Hire\n---\n",
    "processes/it/hire.md": "---\ntitle: Hire\n---\n",
    "docs/decisions/0007-buy.md": "---\ntitle: Buy\n---\n",
}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("docs/pay.md", "docs/pay.md"),
        ("./docs/pay.md", "docs/pay.md"),
        ("docs\\pay.md", "docs/pay.md"),
        (" pay ", "docs/pay.md"),
        ("processes/it/hire", "processes/it/hire.md"),
        ("0007", "docs/decisions/0007-buy.md"),
    ],
)
def test_a_page_is_found_by_path_id_last_part_or_number(make_base, text, path):
    """Whatever somebody has at hand."""
    found = find_page(make_base(FILES), text).page
    assert found
    assert found.path == path


@pytest.mark.parametrize(
    ("text", "ambiguous", "guess"),
    [
        ("hire", ("processes/hr/hire", "processes/it/hire"), None),
        ("pya", (), "pay"),
        ("docs/pai.md", (), "docs/pay.md"),
        ("something else", (), None),
    ],
)
def test_a_name_that_means_no_page_or_several_says_so(make_base, text, ambiguous, guess):
    """With what was likely meant."""
    assert find_page(make_base(FILES), text) == (None, ambiguous, guess)
