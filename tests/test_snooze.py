"""Putting a review off: the banner says so, and `stafett snooze` writes it, once."""

from __future__ import annotations

import re
from datetime import date

import pytest

from stafett.cli.main import main
from stafett.messages import Words
from stafett.questions.check import check
from stafett.site.views.banner import banner

DAY = date(2026, 11, 24)
PAGE = "---\ntitle: A\nowner: p-1\nlast_reviewed: 2025-11-01\n{more}---\n# A\n"
PEOPLE = "people: [{id: p-1, unit: u, first_day: 2020-01-01}]\n"
SETTINGS = {"defaults": {"article": {"review_in": "1 year"}}}
DELAY = "snoozed_until: {until}\nsnooze_reason: {reason}\n"


def banner_of(make_base, more, language="en"):
    """What the banner of a page with some more lines says, as HTML."""
    base = make_base({"docs/a.md": PAGE.format(more=more), "people/a.yml": PEOPLE}, SETTINGS)
    return banner(base, base.by_path["docs/a.md"], DAY, Words(language), lambda page: page.id)


def test_the_banner_says_until_when_and_why(make_base):
    """The status stays what it is."""
    html = banner_of(make_base, DELAY.format(until="2026-12-01", reason="The system is <b>replaced</b>"))
    text = " ".join(re.sub("<[^>]*>", " ", html).split())
    assert "The review has been put off until 2026-12-01 : The system is &lt;b&gt;replaced&lt;/b&gt;" in text
    assert "stafett-banner--overdue" in html


@pytest.mark.parametrize("more", ["", "snoozed_until: 2026-12-01\n", DELAY.format(until="2026-11-24", reason="Away")])
def test_the_banner_is_silent_where_no_delay_counts(make_base, more):
    """Without one, without a reason, and from its day on."""
    assert "put off" not in banner_of(make_base, more)


@pytest.fixture
def snooze(make_root, capsys):
    """A function that runs the command on one page: its status, what it said, and what the page says then."""

    def run(page, until="2026-12-01", reason="The system is replaced", *more):
        root = make_root({"docs/a.md": page, "people/a.yml": PEOPLE}, SETTINGS)
        status = main(
            ["snooze", "a", "-C", str(root), "--as-of", "2026-11-24", "--until", until, "--reason", reason, *more]
        )
        printed = capsys.readouterr()
        return status, printed.out + printed.err, (root / "docs/a.md").read_bytes().decode()

    return run


def test_a_delay_is_written_and_nothing_else(snooze):
    """Below the review; the author's comments, quotes and line endings stay, and then it cannot be put off again."""
    page = "---\r\ntitle: 'A' # the title\r\nowner: p-1\r\nlast_reviewed: 2025-11-01\r\nkeywords: [x]\r\n---\r\n# A\r\n"
    status, said, written = snooze(page)
    assert (status, said) == (0, "docs/a.md: put off until 2026-12-01; then reminders begin again\n")
    lines = "snoozed_until: 2026-12-01\r\nsnooze_reason: The system is replaced\r\n"
    assert written == page.replace("2025-11-01\r\n", "2025-11-01\r\n" + lines)
    status, said, again = snooze(written)
    assert (status, again) == (2, written)
    assert "was put off once already, until 2026-12-01; it can be again after a review" in said


def test_a_dry_run_shows_the_lines(snooze):
    """And writes nothing."""
    page = PAGE.format(more="")
    status, said, written = snooze(page, "2026-12-01", "Away", "--dry-run")
    assert (status, written) == (0, page)
    assert "    +snoozed_until: 2026-12-01\n    +snooze_reason: Away\nNothing was written.\n" in said


def test_after_a_review_it_may_be_put_off_again(snooze):
    """A delay that was for an earlier review does not count as one for this."""
    status, _, written = snooze(PAGE.format(more=DELAY.format(until="2025-10-15", reason="Was away")))
    assert status == 0
    assert DELAY.format(until="2026-12-01", reason="The system is replaced") in written


@pytest.mark.parametrize(
    ("page", "until", "reason", "said"),
    [
        (PAGE.format(more=""), "2026-12-02", "Away", "can be put off until 2026-12-01 at the latest"),
        (PAGE.format(more=""), "2026-11-24", "Away", "to a day after 2026-11-24"),
        (PAGE.format(more=""), "2026-12-01", " - ", "say why it has to wait"),
        (PAGE.format(more="").replace("2025-11", "2025-09"), "2026-12-01", "Away", "review it now"),
        (PAGE.format(more="").replace("2025-11", "2026-11"), "2026-12-01", "Away", "is not due until 2027-11-01"),
        (PAGE.format(more="").replace("2025-11-01", "2025-12-05"), "2026-12-04", "Away", "to a day after 2026-12-05"),
        (PAGE.format(more="review_in: never\n"), "2026-12-01", "Away", "needs no review"),
        (PAGE.format(more="").replace("last_reviewed: 2025-11-01\n", ""), "2026-12-01", "Away", "no due date"),
        (PAGE.format(more="").replace("p-1", "p-9"), "2026-12-01", "Away", "needs an owner"),
        (PAGE.format(more="snoozed_until: &a 2024-01-01\n"), "2026-12-01", "Away", "docs/a.md:5"),
    ],
)
def test_what_may_not_be_put_off_is_told(snooze, page, until, reason, said):
    """And the page stays as it is."""
    status, told, written = snooze(page, until, reason)
    assert (status, written) == (2, page)
    assert said in told


def test_check_accepts_what_was_written(snooze, make_base):
    """It asks for no more than what is agreed."""
    _, _, written = snooze(PAGE.format(more=""))
    base = make_base({"docs/a.md": written, "people/a.yml": PEOPLE}, SETTINGS)
    assert [finding.code for finding in check(base, DAY)] == ["REV001"]
