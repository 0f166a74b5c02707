"""Putting a review off: the banner says so, and `stafett snooze` writes it, once."""

from __future__ import annotations

import re
from datetime import date

import pytest

from stafett.messages import Words
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
