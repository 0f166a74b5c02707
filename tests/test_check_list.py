"""The onboarding check list with dates: when what is due, as Markdown, as HTML and as calendar entries."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

import icalendar
import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import write_files
from html_links import Links
from stafett.cli.main import main
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import Words
from stafett.model import Page
from stafett.questions.check_list import CheckList, due_day
from stafett.questions.onboarding import STAGES, RolePath, Stage, Step
from stafett.reports import check_list_html, check_list_ics, check_list_md
from stafett.settings import Settings

START, AS_OF = "2026-11-30", "2026-11-24"
HEAD = "---\ntitle: {}\nowner: {}\nlast_reviewed: {}\n{}---\n"
FILES = {
    "stafett.yml": "language: sv\ndefaults:\n"
    + "".join(f"  {kind}: {{review_in: 1 year}}\n" for kind in ("article", "role", "process")),
    "docs/roles/alla.md": HEAD.format(
        "Alla", "chef", "2026-11-01", "must_know: {day_1: [kontakt], month_1: [semester]}\n"
    ),
    "docs/roles/chef.md": HEAD.format("Chef", "chef", "2026-11-01", "contact: chef@spannverket.example\n"),
    "docs/roles/handlaggare.md": HEAD.format(
        "Handläggare, ekonomi",
        "chef",
        "2026-11-01",
        "begins_with: [alla]\nmust_know: {day_1: [attest], week_1: [gammal], month_3: [resor]}\n",
    ),
    "docs/roles/tom.md": HEAD.format("Tom", "chef", "2026-11-01", ""),
    "docs/kontakt.md": HEAD.format("Kontakt", "chef", "2026-11-01", "why: Vem du ringer; och när\n"),
    "docs/gammal.md": HEAD.format("Gammal [rutin](x)", "chef", "2026-11-01", "replaced_by: attest\n"),
    "docs/semester.md": HEAD.format("Semester & ledighet", "nagon", "2026-11-01", "deputy: chef\n")
    + "Alla ska få vila. Två.\n",
    "processes/attest.md": HEAD.format(
        "Attestera en leverantörsfaktura", "chef", "2025-05-04", "systems: [Fakturaportalen, Tid & Resa]\n"
    )
    + "Att attestera är att med sitt namn intyga att fakturan är riktig: vi har beställt det och fått det. " * 30,
    "processes/resor.md": HEAD.format('"Resor <b>"', "vakant", "2026-11-01", "") + "Res.\n",
    "docs/roles/vakant.md": HEAD.format("Vakant", "chef", "2026-11-01", ""),
    "people/a.yml": "people: [{id: p-1, unit: u, first_day: 2020-01-01, roles: [{role: chef}]}]\n"
    "units: [{id: u, name: U}]\n",
}  # fmt: skip


@pytest.fixture
def onboard(tmp_path, capsys):
    """A function that runs ``stafett onboard`` on a small knowledge base: exit status, output, errors."""
    write_files(tmp_path, FILES)

    def run(role, *arguments, start=START, as_of=AS_OF):
        status = main(["onboard", role, "-C", str(tmp_path), "--as-of", as_of, "--start", start, *arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


SITE = ("--site-url", "https://stafett.spannverket.example")


@pytest.mark.parametrize("form", ["md", "html", "ics"])
def test_a_check_list_is_as_it_was(onboard, golden, form):
    """Byte for byte, in Swedish, with the addresses of the site."""
    status, text, errors = onboard("handlaggare", "--format", form, *SITE)
    assert (status, errors) == (0, "")
    golden(f"onboard.{form}", text)


def test_markdown_is_what_it_says(onboard):
    """A title with marks of its own is text, and each step has a box."""
    html = markdown.markdown(onboard("handlaggare", *SITE)[1])
    assert html.count("[ ]") == 5
    assert "Gammal [rutin](x)" in html
    assert "<b>" not in html
    assert 'href="https://stafett.spannverket.example/processes/attest/"' in html


def test_html_is_one_document_that_asks_for_nothing(onboard):
    """No script, no style, no picture from elsewhere; without an address of the site there are no links at all."""
    found = Links()
    found.feed(onboard("handlaggare", "--format", "html")[1])
    assert found.targets == []
    assert not found.tags & {"script", "link", "img", "iframe", "b"}


def test_a_calendar_reads_the_entries(onboard):
    """One for each step on the day by which it should be read, with what the page is for and whom to ask."""
    text = onboard("handlaggare", "--format", "ics", *SITE)[1]
    read = icalendar.Calendar.from_ical(text)
    entries = [
        (str(event["SUMMARY"]), event["DTSTART"].dt, event["DTSTAMP"].dt.date()) for event in read.walk("VEVENT")
    ]
    asked = date(2026, 11, 24)
    assert entries == [
        ("Läs: Kontakt (1 min)", date(2026, 11, 30), asked),
        ("Läs: Attestera en leverantörsfaktura (3 min)", date(2026, 11, 30), asked),
        ("Läs: Gammal [rutin](x) (1 min)", date(2026, 12, 4), asked),
        ("Läs: Semester & ledighet (1 min)", date(2026, 12, 30), asked),
        ("Läs: Resor <b> (1 min)", date(2027, 2, 28), asked),
    ]
    first, second, *_ = read.walk("VEVENT")
    assert str(first["DESCRIPTION"]) == "Vem du ringer; och när\nhttps://stafett.spannverket.example/kontakt/"
    assert str(first["URL"]) == "https://stafett.spannverket.example/kontakt/"
    assert "Chef (chef@spannverket.example)" in str(second["DESCRIPTION"])
    assert str(read["X-WR-CALNAME"]) == r"Introduktion: Handläggare\, ekonomi"  # an X- property is read as it stands
    assert {str(event["CATEGORIES"].cats[0]) for event in read.walk("VEVENT")} >= {"Första dagen", "Inom tre månader"}


def test_an_entry_is_known_by_page_and_first_day(onboard):
    """The same on another day, in another role's path and format of its title; another for another newcomer."""

    def uids(*arguments, **options):
        read = icalendar.Calendar.from_ical(onboard(*arguments, "--format", "ics", **options)[1])
        return {str(event["SUMMARY"]): str(event["UID"]) for event in read.walk("VEVENT")}

    ours, base = uids("handlaggare"), uids("alla", as_of="2026-11-25")
    assert len(set(ours.values())) == 5
    assert base.items() <= ours.items()
    assert not set(uids("alla", start="2026-12-01").values()) & set(ours.values())


def test_the_same_question_has_the_same_answer(onboard):
    """Nothing in it comes from the clock."""
    for form in ("md", "html", "ics"):
        assert onboard("handlaggare", "--format", form) == onboard("handlaggare", "--format", form)


def test_a_file_is_written_whole(onboard, tmp_path):
    """With line ends as calendars want them."""
    target = tmp_path / "out.ics"
    assert onboard("handlaggare", "--format", "ics", "--output", str(target))[:2] == (0, "")
    data = target.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") > 30


def test_boxes_that_were_ticked_are_never_written_over(onboard, tmp_path):
    """The check list to fill in stays as it is; what is printed is made anew."""
    ticked, printed = tmp_path / "list.md", tmp_path / "list.html"
    for path in (ticked, printed):
        path.write_text("- [x] mitt", encoding="utf-8")
    status, out, errors = onboard("handlaggare", "--output", str(ticked))
    assert (status, out) == (2, "")
    assert "någon kan ha skrivit i den" in errors
    assert ticked.read_text(encoding="utf-8") == "- [x] mitt"
    assert onboard("handlaggare", "--format", "html", "--output", str(printed))[0] == 0
    assert "mitt" not in printed.read_text(encoding="utf-8")[:20]


def test_a_role_is_known_by_its_title_too(onboard):
    """Which is what a manager has before their eyes."""
    assert onboard("handläggare, Ekonomi") == onboard("handlaggare")


def test_a_folder_without_paths_is_told(tmp_path, monkeypatch, capsys):
    """With what to do, rather than with an empty list of roles."""
    monkeypatch.chdir(tmp_path)
    assert main(["onboard", "chef", "--start", START]) == 2
    assert capsys.readouterr().err == "stafett: här finns ingen introduktion; ange med -C var kunskapsbasen ligger\n"


@pytest.mark.parametrize(
    ("role", "message"),
    [
        ("handlagare", "det finns ingen rollguide ”handlagare”; menade du ”handlaggare”?"),
        ("roles/handlagare", "det finns ingen rollguide ”roles/handlagare”; menade du ”roles/handlaggare”?"),
        ("zzz", "det finns ingen rollguide ”zzz”; de som har en introduktion är alla, handlaggare"),
        ("attest", "det finns ingen rollguide ”attest”; de som har en introduktion är alla, handlaggare"),
        ("tom", "rollguiden ”roles/tom” har ingen introduktion (`must_know`)"),
    ],
)
def test_a_role_that_cannot_be_shown_is_told_in_one_line(onboard, role, message):
    """With what it most likely should have been, and status 2."""
    assert onboard(role) == (2, "", f"stafett: {message}\n")


@pytest.mark.parametrize(
    "arguments", [("--start", "2026-1-1"), ("--site-url", "kb.example"), ("--site-url", "javascript:x")]
)
def test_what_cannot_be_meant_ends_with_status_2(onboard, arguments):
    """A day that is none, and an address that is none."""
    assert onboard("handlaggare", *arguments)[:2] == (2, "")


@pytest.mark.parametrize(
    ("start", "week"),
    [
        ("2026-11-30", "2026-12-04"),  # Monday: Friday
        ("2026-12-01", "2026-12-07"),
        ("2026-12-04", "2026-12-10"),  # Friday: Thursday
        ("2026-12-05", "2026-12-11"),  # Saturday: as who begins on Monday
        ("2026-12-06", "2026-12-11"),
    ],
)
def test_the_first_week_ends_on_its_fifth_working_day(start, week):
    """Whatever day of the week it begins on."""
    assert due_day("week_1", date.fromisoformat(start)) == date.fromisoformat(week)


@given(st.dates())
def test_days_come_in_order_and_months_are_those_of_the_calendar(start):
    """The first day is the start, the week has five working days, months keep their day or end where the month does."""
    first, week, month, quarter = (due_day(stage, start) for stage in STAGES)
    assert start == first <= week <= month <= quarter
    if quarter < date.max:
        working = [day for n in range((week - start).days + 1) if (day := start + timedelta(days=n)).weekday() < 5]
        assert len(working) == 5
        assert working[-1] == week
        for day, months in ((month, 1), (quarter, 3)):
            assert (day.year * 12 + day.month) - (start.year * 12 + start.month) == months
            assert day.day == min(start.day, calendar.monthrange(day.year, day.month)[1])


NASTY = st.text(max_size=120) | st.sampled_from(
    ("\r\nBEGIN:VEVENT\r\n", "a;b,c\\n\\", "<script>", "å" * 90, "](x)", "\x00\x1b")
)


def checked(title: str, why: str) -> CheckList:
    """A check list of one step that says what it should not."""
    page = Page("docs/a.md", title or "a", "article", title, "a.md", "", {})
    step = Step(page, page, why, 1, (title, why), "current", retired=False, successors=(), ask=None)
    path = RolePath(page, (), (Stage("day_1", (step,)),))
    return CheckList(KnowledgeBase(Settings()), path, date(2026, 11, 30), date(2026, 11, 24))


@given(NASTY, NASTY)
def test_no_text_breaks_a_calendar(title, why):
    """One entry, whatever it is called; no line is longer than 75 octets; what is read back is what was written."""
    text = check_list_ics.render(checked(title, why), Words("en"), lambda _: "https://kb.example/a%20b/")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", text)
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    shown = re.sub("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]", " ", title.replace("\r\n", "\n"))
    assert str(event["SUMMARY"]) == f"Read: {shown} (1 min)"
    assert event["DTSTART"].dt == date(2026, 11, 30)


@given(NASTY, NASTY)
def test_no_text_becomes_markup(title, why):
    """Neither in HTML nor in Markdown."""
    found = Links()
    found.feed(check_list_html.render(checked(title, why), Words("en"), lambda _: ""))
    assert found.tags <= set("html head meta title style body main h1 h2 p span ol li".split())
    assert found.targets == []
    made = Links()
    made.feed(markdown.markdown(check_list_md.render(checked(title, why), Words("en"), lambda _: "")))
    assert made.tags <= set("h1 h2 p ul ol li strong code pre".split())
    assert made.targets == []
