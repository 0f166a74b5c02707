"""The calendars of reviews: what they show, of which role, and that calendar programs read them."""

from __future__ import annotations

import re
from datetime import date

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett.messages import Words
from stafett.questions.review_calendar import MOST, by_role, due_reviews
from stafett.reports.icalendar import Entry, calendar
from stafett.reports.review_ics import render
from stafett.site.calendars import calendars, write
from stafett.site.views.calendar_link import CALENDAR, calendar_key
from stafett.site.views.view import View

DAY = date(2026, 11, 24)
SETTINGS = {"defaults": {"article": {"review_in": "1 year"}, "role": {"review_in": "1 year"}}}
PEOPLE = "people: [{id: p-1, unit: u, name: Anna Andersson, first_day: 2020-01-01, roles: [{role: clerk}]}]\n"
FILES = {
    "people/a.yml": PEOPLE,
    "docs/roles/clerk.md": "---\ntitle: Clerk\nowner: boss\n---\n",
    "docs/roles/boss.md": "---\ntitle: Boss, really; yes\nowner: boss\nlast_reviewed: 2026-02-01\n---\n",
    "docs/late.md": "---\ntitle: Late\nowner: clerk\nlast_reviewed: 2025-09-01\n---\n",
    "docs/later.md": "---\ntitle: Later\nowner: clerk\nlast_reviewed: 2026-09-01\n---\n",
    "docs/of-a-person.md": "---\ntitle: Of a person\nowner: p-1\nlast_reviewed: 2026-09-01\n---\n",
    "docs/old.md": "---\ntitle: Old\nowner: clerk\nlast_reviewed: 2025-09-01\nreplaced_by: later\n---\n",
    "docs/never.md": "---\ntitle: Never\nowner: clerk\n---\n",
}


def view_of(base, language="en"):
    """A view of a base."""
    return View(base, DAY, Words(language), lambda page: page.id)


def entries(text):
    """The entries of a calendar, as a calendar program reads them: title and day."""
    read = icalendar.Calendar.from_ical(text)
    return [(str(event["SUMMARY"]), event["DTSTART"].dt) for event in read.walk("VEVENT")]


@pytest.fixture
def base(make_base):
    """A small knowledge base."""
    return make_base(FILES, SETTINGS)


def test_a_role_has_a_calendar_of_what_it_owns_and_one_has_all(base, tmp_path):
    """In the order of the days; what is replaced, or has no due date, is in none; no person is named in any."""
    made = calendars(view_of(base), ())
    assert {key: one.place for key, one in made.items()} == {
        CALENDAR: "calendar.ics",
        calendar_key(base.by_id["roles/clerk"]): "calendar/clerk.ics",
        calendar_key(base.by_id["roles/boss"]): "calendar/boss.ics",
    }
    write(tmp_path, view_of(base), made, {"docs/late.md": "late/"}, "https://kb.example/a/")
    clerk = (tmp_path / "calendar/clerk.ics").read_bytes()
    assert entries(clerk) == [("Overdue review: Late", date(2026, 9, 1)), ("Review: Later", date(2027, 9, 1))]
    assert b"\r\nURL:https://kb.example/a/late/\r\n" in clerk
    every = (tmp_path / "calendar.ics").read_bytes()
    assert [title for title, _ in entries(every)] == [
        "Overdue review: Late",
        "Review: Boss, really; yes",
        "Review: Later",
        "Review: Of a person",
    ]
    assert b"Anna" not in every
    assert b"p-1" not in every
    assert str(icalendar.Calendar.from_ical(every)["X-WR-CALNAME"]) == "All reviews"


def test_an_entry_is_known_by_its_page_alone(base):
    """So that it moves when the page was reviewed, and is not there twice."""

    def uids(text):
        return {str(event["SUMMARY"]): str(event["UID"]) for event in icalendar.Calendar.from_ical(text).walk("VEVENT")}

    reviews = due_reviews(base, DAY)
    one = uids(render("A", reviews, DAY, Words("en"), lambda page: page.id))
    other = uids(render("B", reviews, date(2027, 1, 1), Words("en"), lambda _: ""))
    assert one == other
    assert len(set(one.values())) == len(one)


def test_a_file_of_the_authors_counts(base):
    """Theirs is not written over."""
    made = calendars(view_of(base), {"calendar.ics", "calendar/clerk.ics"})
    assert [one.place for one in made.values()] == ["calendar/boss.ics"]


def test_a_base_without_due_dates_has_no_calendar(make_base):
    """Nor a link to one."""
    assert calendars(view_of(make_base({"docs/a.md": "---\ntitle: A\n---\n"})), ()) == {}


def test_a_calendar_is_bounded(base):
    """However many pages somebody owns."""
    (first, *_) = by_role(due_reviews(base, DAY))["docs/roles/clerk.md"]
    assert len(entries(render("A", [first] * (MOST + 5), DAY, Words("en"), lambda _: ""))) == MOST


@given(st.text(max_size=200), st.text(max_size=200), st.dates())
def test_whatever_a_page_is_called_a_calendar_stays_one(title, name, day):
    """No title begins a line of its own, and lines are no longer than they may be."""
    text = calendar(name, "Test//EN", DAY, [Entry("a", day, title, title, title, "https://x.example/")])
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    unfolded = text.replace("\r\n ", "")
    assert [line.partition(":")[0].partition(";")[0] for line in unfolded.split("\r\n")] == [
        "BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME", "BEGIN", "UID", "DTSTAMP", "DTSTART",
        "SUMMARY", "DESCRIPTION", *(["CATEGORIES"] if title else []), "TRANSP", "URL", "END", "END", "",
    ]  # fmt: skip
    assert len(icalendar.Calendar.from_ical(text).walk("VEVENT")) == 1


def test_the_site_links_to_its_calendars(repository_site):
    """From the role guide and from the list of reviews; what is linked is there, and names nobody."""
    guide = (repository_site / "roles/driftchef/index.html").read_text(encoding="utf-8")
    (address,) = re.findall(r'href="([^"]*\.ics)"', guide)
    assert address == "../../kalender/driftchef.ics"
    owned = (repository_site / "kalender/driftchef.ics").read_bytes()
    assert "Planera en trafikavstängning" in " ".join(title for title, _ in entries(owned))
    reviews = (repository_site / "granskning/index.html").read_text(encoding="utf-8")
    assert re.findall(r'href="([^"]*\.ics)"', reviews) == ["../kalender.ics"]
    every = (repository_site / "kalender.ics").read_bytes()
    assert len(entries(every)) > 60
    assert not re.search(rb"p-\d{4}", every)
