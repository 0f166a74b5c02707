"""``stafett leave``: a handover package as text, Markdown, HTML, calendar entries, JSON and a plan."""

from __future__ import annotations

import json
import re
import shlex
from datetime import date, timedelta

import icalendar
import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import REPOSITORY, write_files
from html_links import Links
from stafett.cli.main import main
from stafett.kinds import declare
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import Words
from stafett.model import Directory, Left, Page, Person, Spell, Tenure, Unit
from stafett.questions.handover import hand_over
from stafett.questions.handover_meetings import With, meetings
from stafett.questions.handover_package import Package
from stafett.questions.leaving import Act, Action
from stafett.questions.needs import Need
from stafett.questions.to_write_down import Gap, to_write_down
from stafett.questions.working_days import easter, is_working_day, working_days
from stafett.reading.handover_plan import read_plan
from stafett.reading.load import load
from stafett.reading.settings import built_in_declarations
from stafett.reports import leaving_html, leaving_ics, leaving_md, leaving_plan, leaving_text
from stafett.reports.leaving_document import document
from stafett.reports.leaving_words import action_of
from stafett.settings import Settings

KINDS = declare(built_in_declarations())
AS_OF, ON = date(2026, 11, 24), date(2026, 12, 31)
NEAR = "i personförteckningen; menade du någon av dem här?\n  p-1 (Eva Ek, Enheten, –2026-12-31)"
HEAD = "---\ntitle: {}\nowner: {}\nlast_reviewed: {}\n{}---\n{}\n"
REVIEWED = "2026-05-04"
FILES = {
    "stafett.yml": "language: sv\nreminders: {stewards: forvaltare}\ndefaults:\n"
    + "".join(f"  {kind}: {{review_in: 1 year}}\n" for kind in ("article", "role", "process", "decision")),
    "docs/roles/chef.md": HEAD.format("Chef", "chef", REVIEWED, "deputy: handlaggare\n", "Leder."),
    "docs/roles/forvaltare.md": HEAD.format("Förvaltare", "forvaltare", REVIEWED, "", "Sköter."),
    "docs/roles/handlaggare.md": HEAD.format("Handläggare", "chef", REVIEWED, "must_know: {day_1: [attest]}\n", "Gör."),
    "docs/tips.md": HEAD.format("Tips & [trick](x)", "p-1", REVIEWED, "", "Kort."),
    "docs/gammal.md": HEAD.format("Gammal", "chef", REVIEWED, "replaced_by: tips\n", "Förr."),
    "docs/decisions/0001-byta.md": "---\ntitle: Byta\nowner: forvaltare\nstatus: proposed\ndate: 2026-11-01\n"
    "decision-makers: [p-1]\n---\n",
    "processes/attest.md": HEAD.format(
        "Attestera", "chef", "2025-11-01",
        "deputy: handlaggare\ncriticality: high\nsteps: [{step: Granska, by: chef}]\n",
        "Kort. [[skriv: beloppsgränsen]]",
    ),
    "processes/lon.md": HEAD.format("Sätta lön", "chef", "2026-10-01", "criticality: low\ndeputy: p-1\n", "Ord. " * 30),
    "people/a.yml": "units: [{id: top, name: Topp, head: p-9}, {id: u, name: Enheten, parent: top, head: p-1}]\n"
    "people:\n"
    "  - {id: p-1, name: Eva Ek, unit: u, first_day: 2020-01-01, last_day: 2026-12-31, account: '@eva',\n"
    "     roles: [{role: chef}, {role: fikaansvarig}]}\n"
    "  - {id: p-2, unit: u, first_day: 2021-01-01, roles: [{role: handlaggare}]}\n"
    "  - {id: p-3, unit: u, first_day: 2026-11-01, roles: [{role: handlaggare}]}\n"
    "  - {id: p-8, unit: top, first_day: 2019-01-01, roles: [{role: forvaltare}]}\n"
    "  - {id: p-9, unit: top, first_day: 2018-01-01, leave: [{from: 2026-11-20, until: 2026-11-27}]}\n",
}  # fmt: skip


@pytest.fixture
def leave(tmp_path, capsys):
    """A function that runs ``stafett leave`` on a small knowledge base: exit status, output, errors."""
    write_files(tmp_path, FILES)

    def run(person, *arguments, as_of="2026-11-24"):
        status = main(["leave", person, "-C", str(tmp_path), "--as-of", as_of, *arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


SITE = ("--site-url", "https://stafett.spannverket.example")


@pytest.mark.parametrize("form", ["text", "markdown", "html", "ics", "json", "plan"])
def test_a_package_is_as_it_was(leave, golden, form):
    """Byte for byte, in Swedish, with the addresses of the site."""
    status, text, errors = leave("p-1", "--format", form, *SITE)
    assert (status, errors) == (0, "")
    golden(f"leave.{ {'text': 'txt', 'markdown': 'md', 'plan': 'yml'}.get(form, form) }", text)
    assert leave("p-1", "--format", form, *SITE)[1] == text


def test_pages_come_in_order_of_risk(leave):
    """Without owner and deputy first, then by criticality and what would be left undone; last what no longer holds."""
    pages = json.loads(leave("p-1", "--format", "json")[1])["pages"]
    assert [page["page"] for page in pages] == [
        "roles/handlaggare",
        "tips",
        "processes/lon",
        "processes/attest",
        "roles/chef",
        "gammal",
    ]
    assert [page["ownerless"] for page in pages] == [True] * 5 + [False]
    assert pages[3]["deputies"] == ["p-2", "p-3"]
    assert pages[3]["status"] == "overdue"


def test_what_no_page_says_is_listed(leave):
    """A role without guide, one with a thin path, marks, what only they own, and steps that nobody has written out."""
    found = json.loads(leave("p-1", "--format", "json")[1])["to_write_down"]
    assert [(item["what"], item["role"], item["page"]) for item in found] == [
        ("no-path", "roles/chef", "roles/chef"),
        ("no-guide", "fikaansvarig", None),
        ("only-they", None, "processes/lon"),
        ("mark", None, "processes/attest"),
        ("only-they", None, "processes/attest"),
        ("thin-steps", "roles/chef", "processes/attest"),
    ]
    assert found[3]["in_words"] == "Kvar att skriva (rad 9): beloppsgränsen"


def test_people_meet_on_working_days_on_which_they_are_there(leave):
    """The manager is on leave at first; the successor, the stewards, and the manager again before the end."""
    found = json.loads(leave("p-1", "--format", "json")[1])
    held = [(meeting["day"], meeting["with"], meeting["people"]) for meeting in found["meetings"]]
    assert held[0] == ("2026-11-30", "manager", ["p-9"])
    assert held[-1] == ("2026-12-28", "closing", ["p-9"])
    assert {("successor", "p-2"), ("stewards", "p-8")} <= {(whom, people[0]) for _, whom, people in held}


@pytest.mark.parametrize("name", ["p-1", "Eva Ek", "eva ek", "@eva"])
def test_a_person_is_known_by_id_name_and_account(leave, name):
    """Which a manager has before their eyes."""
    status, text, _ = leave(name)
    assert (status, text.split("\n", 1)[0]) == (0, "Överlämning: Eva Ek, p-1 (Chef)")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["p1"], f"det finns ingen person ”p1” {NEAR}"),
        (["Ek"], f"det finns ingen person ”Ek” {NEAR}"),
        (["zzzz"], "det finns ingen person ”zzzz” i personförteckningen; `stafett people list` visar vilka som finns"),
        (["p-2"], "personförteckningen har ingen sista dag för ”p-2”; ange vilken dag med --on"),
    ],
)
def test_who_cannot_be_meant_is_told(leave, arguments, message):
    """With who is nearest, and status 2."""
    assert leave(*arguments) == (2, "", f"stafett: {message}\n")


def test_a_knowledge_base_without_people_is_told(tmp_path, monkeypatch, capsys):
    """With what to do."""
    monkeypatch.chdir(tmp_path)
    assert main(["leave", "p-1", "--on", "2026-12-31"]) == 2
    expected = "stafett: det finns ingen i personförteckningen; ange med -C var kunskapsbasen ligger\n"
    assert capsys.readouterr().err == expected


def test_who_has_nothing_to_hand_over_is_told_so(leave):
    """In a sentence, with a talk with the manager and no plan."""
    text = " ".join(leave("p-3", "--on", "2026-12-31")[1].split())
    assert "Personen äger inga sidor, och andra har var och en av rollerna." in text
    assert "Gå igenom listan. Saknas något i den?" in text
    assert "stafett handover" not in text


def test_a_last_day_that_has_passed_is_told_as_such(leave):
    """No meetings then; the plan begins today."""
    text = leave("p-1", as_of="2027-02-01")[1]
    assert "Sista dagen var torsdag 2026-12-31, för 4 veckor sedan. Det här fanns att lämna över." in text
    assert "TRÄFFAS" not in text
    assert "from: 2027-02-01" in leave("p-1", "--format", "plan", as_of="2027-02-01")[1]


@pytest.mark.parametrize("day", ["2019-12-31", "2027-03-01"])
def test_a_day_on_which_they_do_not_work_here_has_nothing(leave, day):
    """Before they began, and after they left by the directory."""
    text = leave("p-1", "--on", day)[1]
    assert "Enligt personförteckningen arbetar personen inte här" in text
    assert "Personen arbetar här från 2020-01-01 till 2026-12-31." in text
    assert read_plan(leave("p-1", "--on", day, "--format", "plan")[1]).plan.roles == ()


def test_a_file_is_written_whole(leave, tmp_path):
    """And nothing printed."""
    target = tmp_path / "out.ics"
    assert leave("p-1", "--format", "ics", "--output", str(target))[:2] == (0, "")
    data = target.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") > 30


@pytest.mark.parametrize("form", ["plan", "markdown"])
def test_what_people_fill_in_is_never_written_over(leave, tmp_path, form):
    """A plan that was edited, boxes that were ticked: the command says how to go on. What is unchanged stays so."""
    target = tmp_path / "mine.txt"
    target.touch()  # an empty file holds nothing that could be lost
    assert leave("p-1", "--format", form, "--output", str(target))[0] == 0
    fresh = target.read_text(encoding="utf-8")
    assert leave("p-1", "--format", form, "--output", str(target))[0] == 0
    target.write_text(f"{fresh}# min ändring\n", encoding="utf-8")
    status, out, errors = leave("p-1", "--format", form, "--output", str(target))
    assert (status, out) == (2, "")
    assert errors == (
        f"stafett: ”{target}” finns redan, och lämnas som den är: någon kan ha skrivit i den. Ange en annan fil, eller "
        "flytta undan den först\n"
    )
    assert target.read_text(encoding="utf-8").endswith("# min ändring\n")
    assert leave("p-1", "--format", form, "--output", str(tmp_path))[0] == 2, "a folder is no file"


@pytest.mark.parametrize("form", ["text", "html", "ics", "json"])
def test_a_report_is_written_anew(leave, tmp_path, form):
    """Nobody edits it, and yesterday's should not stay."""
    target = tmp_path / "report"
    target.write_text("old", encoding="utf-8")
    assert leave("p-1", "--format", form, "--output", str(target))[:2] == (0, "")
    assert "old" not in target.read_text(encoding="utf-8")[:5]


def test_a_plan_that_was_written_says_what_comes_next(leave, tmp_path, capsys):
    """A command that can be typed as it stands."""
    target = tmp_path / "min plan.yml"
    out = leave("p-1", "--format", "plan", "--output", str(target))[1]
    command = out.splitlines()[-1].strip()
    assert command == f"stafett handover p-1 -C {tmp_path} --plan '{target}' --dry-run"
    assert main([*shlex.split(command)[1:], "--as-of", "2026-11-24"]) == 0
    assert "Inget har skrivits." in capsys.readouterr().out


def test_html_is_one_document_that_asks_for_nothing(leave):
    """No script, no style, no picture from elsewhere; without an address of the site there are no links at all."""
    found = Links()
    found.feed(leave("p-1", "--format", "html")[1])
    assert found.targets == []
    assert not found.tags & {"script", "link", "img", "iframe"}


def test_markdown_is_what_it_says(leave):
    """A title with marks of its own is text, and each point to tick has a box."""
    html = markdown.markdown(leave("p-1", "--format", "markdown", *SITE)[1])
    assert "Tips &amp; [trick](x)" in html
    assert html.count("[ ]") > 15


CALLING = "@everyone #12 !12 GH-12 <b>x</b> [y](http://z.example) https://w.example <!-- c --> 9fceb02d0ae5"


def test_markdown_pasted_into_an_issue_calls_and_links_nothing(tmp_path, capsys):
    """Titles, names of units and roles, and what is still to be written are shown as they were written."""
    head = HEAD.replace("title: {}", f"title: '{CALLING}'").replace("{}", "p-1", 1).format(REVIEWED, "", "{}")
    mark = f"[[skriv: {CALLING.replace('[y](http://z.example) ', '')}]]"
    people = (
        f"units: [{{id: u, name: '{CALLING}', head: p-1}}]\n"
        f"people:\n  - {{id: p-1, name: '{CALLING}', unit: u, first_day: 2020-01-01, roles: [{{role: '{CALLING}'}}]}}\n"
        "  - {id: p-2, unit: u, first_day: 2021-01-01}\n"
    )
    write_files(tmp_path, {**FILES, "docs/tips.md": head.format(mark), "people/a.yml": people})
    assert main(["leave", "p-1", "-C", str(tmp_path), "--on", "2026-12-31", "--format", "markdown", *SITE]) == 0
    text = capsys.readouterr().out
    assert text.count("everyone") >= 10
    for calling in ("@everyone", "#12", "!12", "GH-12", "https://w", "http://z", "9fceb02d0ae5"):
        assert calling not in text.replace("\\", "")
    links = Links()
    links.feed(markdown.markdown(text))
    assert links.tags <= set("h1 h2 p ul ol li strong code pre a".split()), "no HTML either"
    assert {target.split("/")[2] for target in links.targets} == {"stafett.spannverket.example"}


def test_a_calendar_reads_the_entries(leave):
    """Meetings, what is to be written down, and the last day."""
    read = icalendar.Calendar.from_ical(leave("p-1", "--format", "ics", *SITE)[1])
    days = [(str(event["SUMMARY"]), event["DTSTART"].dt) for event in read.walk("VEVENT")]
    assert days[0] == ("Överlämning p-1: Start: med chefen, p-9", date(2026, 11, 30))
    assert days[-2:] == [
        ("Överlämning p-1: det som ingen sida säger är nedskrivet", date(2026, 12, 28)),
        ("Sista dagen: Eva Ek, p-1 (Chef)", date(2026, 12, 31)),
    ]
    assert len({str(event["UID"]) for event in read.walk("VEVENT")}) == len(days)


def follow(base: KnowledgeBase, plan: str, as_of: date = AS_OF):
    """What comes of a plan that was written, as ``stafett handover`` reads it."""
    read = read_plan(plan)
    assert read.sentences(Words("sv")) == []
    return hand_over(base, read.plan, as_of)


def test_a_plan_can_be_carried_out_as_it_is(leave, tmp_path):
    """Nothing is forgotten, nothing refused, and afterwards no page is without an owner."""
    base = load(tmp_path)
    found = follow(base, leave("p-1", "--format", "plan")[1])
    assert [said.message for said in found.refusals] == []
    assert {(passed.role, passed.to) for passed in found.passed} == {("chef", "p-2"), ("fikaansvarig", "p-2")}
    assert found.units["u"].head == "p-2"
    after = found.after
    assert [
        page.path for page in after.pages if page.owner and not after.holders(page.owner, ON + timedelta(days=1))
    ] == []


@pytest.mark.parametrize("person", ["p-0103", "p-0109", "p-0110", "p-0139", "p-0118"])
def test_plans_for_the_example_organisation_can_be_carried_out(person):
    """One who owns alone, one whose successor is there, one who leads, one of a kind."""
    base = load(REPOSITORY)
    package = Package(base, base.directory.people[person], ON, AS_OF)
    found = follow(base, leaving_plan.render(package, Words("sv")))
    assert [(said.message, said.values) for said in found.refusals] == []
    after, next_day = found.after, ON + timedelta(days=1)
    mine = {held.page.path for held in package.holdings.owned}
    assert not [page.path for page in after.pages if page.path in mine and not after.holders(page.owner, next_day)]


# What could be written by anybody: titles, names, marks.

NASTY = st.text(max_size=60) | st.sampled_from(
    ("\r\nBEGIN:VEVENT\r\n", "a;b,c\\n\\", "<script>", "å" * 90, "](x)", "\x00\x1b", "# x\n- {role: y}", "{{ x }}")
)


def nasty(title: str, name: str) -> Package:
    """A package in which everything says what it should not."""
    pages = (
        Page("docs/a.md", "a", "article", title or "a", "a.md", "", {"owner": "p-1"}, left=(Left(1, 1, title),)),
        Page("docs/roles/r.md", "roles/r", "role", title or "r", "r.md", "", {"owner": "r"}),
    )
    people = (
        Person("p-1", "u", date(2020, 1, 1), name=name, roles=(Tenure("r"), Tenure(" ".join(name.split()) or "x"))),
        Person("p-2", "u", date(2020, 1, 1), name=name),
    )
    units = {"u": Unit("u", title or "u", None, "p-1")}
    base = KnowledgeBase(
        Settings(language="en", kinds=KINDS), pages, Directory({p.id: p for p in people}, units, present=True)
    )
    return Package(base, people[0], ON, AS_OF)


@settings(max_examples=25)
@given(NASTY, NASTY)
def test_no_text_becomes_markup_or_breaks_a_file(title, name):
    """Neither in HTML, Markdown, a calendar nor YAML."""
    package, words = nasty(title, name), Words("en")
    to_meet, to_write = meetings(package), to_write_down(package)
    shown = document(package, to_meet, to_write, words)
    found, made = Links(), Links()
    found.feed(leaving_html.render(shown, words))
    made.feed(markdown.markdown(leaving_md.render(shown)))
    assert found.tags <= set("html head meta title style body main h1 h2 p span ul li b section code".split())
    assert made.tags <= set("h1 h2 p ul ol li strong code pre".split())
    assert (found.targets, made.targets) == ([], [])
    assert leaving_text.render(shown).isprintable() or "\n" in leaving_text.render(shown)
    text = leaving_ics.render(package, to_meet, to_write, words, lambda _: "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert len(icalendar.Calendar.from_ical(text).walk("VEVENT")) == len(to_meet) + 1 + bool(to_write and to_meet)
    plan = read_plan(leaving_plan.render(package, words))
    assert (plan.complaints, plan.plan.leaver, plan.plan.on, plan.plan.leaves) == ([], "p-1", ON, True)
    assert {role.role for role in plan.plan.roles} == {"r", " ".join(name.split()) or "x"}
    assert [(page.page, dict(page.to)) for page in plan.plan.pages] == [("a", {"owner": "p-2"})]


DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@settings(max_examples=40)
@given(DAYS, DAYS, st.lists(st.tuples(DAYS, DAYS), max_size=2), st.integers(0, 40))
def test_meetings_are_held_in_time_by_those_who_are_there(as_of, last_day, times, pages):
    """On working days wherever there is one, between the as-of date and the last day; each page is read once."""
    leave = tuple(Spell(min(time), max(time)) for time in times)
    people = (
        Person("p-1", "u", date(2020, 1, 1), roles=(Tenure("r"),), leave=leave[:1]),
        Person("p-2", "u", date(2020, 1, 1), leave=leave[1:]),
        Person("boss", "u", date(2020, 1, 1), roles=(Tenure("s"),)),
    )
    made = (
        Page("docs/roles/r.md", "roles/r", "role", "R", "r.md", "", {"owner": "s"}),
        Page("docs/roles/s.md", "roles/s", "role", "S", "s.md", "", {"owner": "s"}),
        *(Page(f"docs/{n:02}.md", f"{n:02}", "article", "T", "t.md", "", {"owner": "r"}) for n in range(pages)),
    )
    units = {"u": Unit("u", "U", None, "boss")}
    base = KnowledgeBase(Settings(kinds=KINDS), made, Directory({p.id: p for p in people}, units, present=True))
    package = Package(base, people[0], last_day, as_of)
    found = meetings(package)
    assert not found or last_day >= as_of
    ordinary = working_days(as_of + timedelta(days=1), last_day, swedish=True)
    for meeting in found:
        assert as_of <= meeting.day <= last_day
        assert people[0].present(meeting.day)
        assert all(person.present(meeting.day) for person in meeting.people)
        if any(people[0].present(day) for day in ordinary[-20:]):
            assert is_working_day(meeting.day, swedish=True)
    read = [page.path for meeting in found for page in meeting.pages]
    assert len(set(read)) == len(read) <= 24
    begins = [meeting.day for meeting in found if meeting.whom is With.MANAGER]
    ends = [meeting.day for meeting in found if meeting.whom is With.CLOSING]
    assert not begins or not ends or begins[0] <= ends[0]


@pytest.mark.parametrize(
    ("year", "day"), [(2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2038, "2038-04-25")]
)
def test_easter_is_when_it_is(year, day):
    """By the almanac."""
    assert easter(year) == date.fromisoformat(day)


def test_holidays_of_sweden_are_free():
    """Those of December and June; elsewhere only Saturdays and Sundays are known."""
    december = working_days(date(2026, 12, 21), date(2027, 1, 8), swedish=True)
    assert [day.day for day in december] == [21, 22, 23, 28, 29, 30, 4, 5, 7, 8]
    assert not is_working_day(date(2026, 6, 19), swedish=True)  # Midsummer's eve
    assert not is_working_day(date(2026, 5, 14), swedish=True)  # Ascension Day
    assert is_working_day(date(2026, 12, 25), swedish=False)


@pytest.mark.parametrize("act", [*Act, *Need])
def test_there_are_words_for_whatever_waits(act):
    """Also for what pages come to need later."""
    assert action_of(Words("sv"), Action(act, Page("docs/a.md", "a", "article", "A", "a.md", "", {}), ON))


def test_whoever_cannot_be_met_any_more_is_told(leave, tmp_path):
    """Where they are on leave until they leave."""
    path = tmp_path / "people" / "a.yml"
    path.write_text(path.read_text().replace("account: '@eva',", "leave: [{from: 2026-11-01}],"))
    text = leave("p-1")[1]
    assert "Det finns ingen dag kvar" in text
    assert "TRÄFFAS" not in text
    assert "5 sidor skulle sakna ägare" in text


def test_a_knowledge_base_without_roles_of_its_own(make_root, capsys):
    """Pages that name people only; the plan gives them to a colleague."""
    files = {
        "docs/a.md": HEAD.format("A", "p-1", REVIEWED, "", "Text."),
        "people/a.yml": "people: [{id: p-1, first_day: 2020-01-01}, {id: p-2, first_day: 2020-01-01}]\n",
    }
    root = make_root(files)
    assert (
        main(["leave", "p-1", "-C", str(root), "--on", "2026-12-31", "--as-of", "2026-11-24", "--format", "plan"]) == 0
    )
    assert "leaves: true" in capsys.readouterr().out


def test_who_owns_very_much_gets_a_list_that_can_be_done():
    """Four walks of six pages and ten processes; of the rest it is told how many there are."""
    pages = [Page("docs/roles/r.md", "roles/r", "role", "R", "r.md", "", {"owner": "r"})]
    pages += [Page(f"processes/{n:02}.md", f"p/{n:02}", "process", "T", "t.md", "", {"owner": "r"}) for n in range(40)]
    people = {name: Person(name, "u", date(2020, 1, 1)) for name in ("p-2", "p-3")}
    people["p-1"] = Person("p-1", "u", date(2020, 1, 1), roles=(Tenure("r"),))
    directory = Directory(people, {"u": Unit("u", "U")}, present=True)
    package = Package(KnowledgeBase(Settings(kinds=KINDS), tuple(pages), directory), people["p-1"], ON, AS_OF)
    walks = [meeting for meeting in meetings(package) if meeting.whom is With.SUCCESSOR]
    assert [(len(walk.pages), walk.left) for walk in walks] == [(6, 0), (6, 0), (6, 0), (6, 17)]
    gaps = [item.gap for item in to_write_down(package)]
    assert gaps == [Gap.NO_PATH, *[Gap.ONLY_THEY] * 10, Gap.MORE]


def test_a_path_of_few_pages_is_thin():
    """One page of its own leads nowhere; with three it does."""
    guide = {"owner": "r", "must_know": {"day_1": ("a",)}}
    pages = (Page("docs/roles/r.md", "roles/r", "role", "R", "r.md", "", guide),)
    leaver = Person("p-1", None, date(2020, 1, 1), roles=(Tenure("r"),))
    package = Package(
        KnowledgeBase(Settings(kinds=KINDS), pages, Directory({"p-1": leaver}, present=True)), leaver, ON, AS_OF
    )
    assert [(item.gap, item.number) for item in to_write_down(package)] == [(Gap.THIN_PATH, 1)]
    assert re.search(
        r"only 1 page of its own", leaving_text.render(document(package, (), to_write_down(package), Words("en")))
    )


def test_the_package_and_the_handover_say_why_they_count_pages_differently(leave, tmp_path, capsys):
    """The handover counts every page that follows a role; the package, those that somebody has to take."""
    text = leave("p-1")[1]
    assert "5 sidor att lämna över" in text
    assert "Sist står 1 sida som inte längre gäller: den följer med sin roll, och räknas inte." in " ".join(
        text.split()
    )
    words = ["handover", "p-1", "--to", "p-2", "-C", str(tmp_path), "--as-of", "2026-11-24", "--dry-run"]
    assert main(words) == 0
    assert "äger 5 sidor, som inte ändras (1 gäller inte längre, och behöver ingen):\n" in capsys.readouterr().out
