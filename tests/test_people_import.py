"""``stafett people import``: what a file of another system changes, shown first, and written where it is asked for."""

import re
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import write_files
from stafett.cli.main import main
from stafett.knowledge_base import KnowledgeBase
from stafett.model import Spell
from stafett.questions.staff_changes import compare
from stafett.questions.staff_comparison import How
from stafett.questions.staff_matching import Matched, Staff
from stafett.reading.directory import read_directory
from stafett.settings import Settings
from stafett.staff_files import record_changes
from stafett.writing import RecordChange, change_records

DAY = "2026-11-24"
PEOPLE = """# Alla
people:
  # Ekonomi
  - id: p-1   # chef
    unit: ekonomi
    first_day: 2020-01-01
    name: Eva Ek
    roles:
      - {role: controller, from: 2020-01-01}   # tills vidare
      - {role: chef, from: 2022-01-01}
  - {id: p-2, unit: ekonomi, first_day: 2019-01-01, last_day: 2021-06-30, roles: [{role: controller}]}
  - {id: p-3, unit: inkop, first_day: 2021-01-01, last_day: 2026-12-31}
  - {id: p-4, unit: inkop, first_day: 2021-01-01, leave: [{from: 2026-10-01}]}
units:
  - {id: ekonomi, name: Ekonomi}
  - {id: inkop, name: Inköp och avtal}
"""
ROLE = "---\ntitle: {}\n---\n# x\n"
FILES = {
    "people/alla.yml": PEOPLE,
    "docs/roles/controller.md": ROLE.format("Controller"),
    "docs/roles/upphandlare.md": ROLE.format("Upphandlare"),
    "docs/roles/chef.md": ROLE.format("Chef"),
}
HEAD = "Anstnr;Enhet;Befattning;Startdatum;Slutdatum;Ledig fr o m;Ledig t o m;E-post"


def imported(root, capsys, rows: str, *options: str, name: str = "hr.csv", data: bytes | None = None):
    """What the command says of a file with ``rows``, and its exit status."""
    file = root / name
    file.write_bytes(f"{HEAD}\n{rows}".encode() if data is None else data)
    status = main(["people", "import", str(file), "-C", str(root), "--as-of", DAY, *options])
    output = capsys.readouterr()
    return status, output.out + output.err


@pytest.fixture
def root(make_root):
    """A directory of four people in two units, and three role guides."""
    return make_root(FILES)


def changed(root) -> tuple[list[str], list[str]]:
    """Which lines of the directory's file went, and which came."""
    new = (root / "people" / "alla.yml").read_text(encoding="utf-8").splitlines()
    old = PEOPLE.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


ROWS = """p-1;INKÖP OCH AVTAL;Upphandlare;2020-01-01;;;;eva@x.example
p-2;ekonomi;Controller;2026-12-01;;;;
p-3;inkop;;2021-01-01;20270131;;;
p-4;inkop;;2021-01-01;;2026-10-01;2027-03-31;
p-5;Ekonomi;Controller;2027-01-01;;;;ny@x.example
"""


def test_a_preview_tells_who_joins_moves_comes_back_and_leaves(root, capsys):
    """And writes nothing."""
    status, told = imported(root, capsys, ROWS)
    assert status == 0
    assert changed(root) == ([], [])
    sections = {part.split("\n")[0]: part.split("\n")[1:] for part in told.split("\n\n")}
    assert sections["Joining (1)"] == ["  p-5: ekonomi, from 2027-01-01; controller"]
    assert sections["Coming back (1)"] == ["  p-2: from 2026-12-01; they had left on 2021-06-30"]
    assert sections["Moving to another unit (1)"] == ["  p-1 (Eva Ek): from ekonomi to inkop on 2026-11-24"]
    assert sections["Changing roles (2)"] == [
        "  p-1 (Eva Ek): no longer controller, from 2026-11-24",
        "  p-1 (Eva Ek): upphandlare, from 2026-11-24",
        "  p-2: controller, from 2026-12-01",
    ]
    assert sections["Leave of absence (1)"] == ["  p-4: from 2026-10-01 to 2027-03-31"]
    assert sections["Leaving (1)"] == ["  p-3: last day 2027-01-31 instead of 2026-12-31"]
    assert "5 people change, 0 are as in the file already. Nothing was written" in told
    assert "email        left out, as nobody has asked for it (--with email)" in told
    assert "x.example" not in told


def test_what_was_shown_is_written_and_a_second_import_changes_nothing(root, capsys):
    """Comments and all that the file does not know stay; addresses only where they are asked for."""
    imported(root, capsys, ROWS, "--write")
    assert changed(root) == (
        [
            "    unit: ekonomi",
            "      - {role: controller, from: 2020-01-01}   # tills vidare",
            "  - {id: p-2, unit: ekonomi, first_day: 2019-01-01, last_day: 2021-06-30, roles: [{role: controller}]}",
            "  - {id: p-3, unit: inkop, first_day: 2021-01-01, last_day: 2026-12-31}",
            "  - {id: p-4, unit: inkop, first_day: 2021-01-01, leave: [{from: 2026-10-01}]}",
        ],
        [
            "    unit: inkop",
            "      - {role: controller, from: 2020-01-01, until: 2026-11-23}   # tills vidare",
            "      - {role: upphandlare, from: 2026-11-24}",
            "    earlier_units:",
            "      - {unit: ekonomi, until: 2026-11-23}",
            (
                "  - {id: p-2, unit: ekonomi, first_day: 2026-12-01, roles: [{role: controller, until: 2021-06-30}, "
                "{role: controller, from: 2026-12-01}], earlier: [{first_day: 2019-01-01, last_day: 2021-06-30}]}"
            ),
            "  - {id: p-3, unit: inkop, first_day: 2021-01-01, last_day: 2027-01-31}",
            "  - {id: p-4, unit: inkop, first_day: 2021-01-01, leave: [{from: 2026-10-01, until: 2027-03-31}]}",
            "  - {id: p-5, unit: ekonomi, first_day: 2027-01-01, roles: [{role: controller, from: 2027-01-01}]}",
        ],
    )
    before = (root / "people" / "alla.yml").read_bytes()
    status, told = imported(root, capsys, ROWS, "--write")
    assert (status, (root / "people" / "alla.yml").read_bytes()) == (0, before)
    assert "0 people change, 5 are as in the file already. There is nothing to write." in told
    imported(root, capsys, ROWS, "--write", "--with", "email")
    assert "email: eva@x.example" in (root / "people" / "alla.yml").read_text(encoding="utf-8")
    directory, complaints = read_directory(root, "people/")
    assert complaints == ()
    person = directory.people["p-1"]
    assert (person.unit_on(date(2026, 11, 23)), person.unit_on(date(2026, 11, 24))) == ("ekonomi", "inkop")
    assert [tenure.role for tenure in person.roles] == ["controller", "chef", "upphandlare"]


def test_whom_the_file_does_not_mention_stays_until_somebody_says_that_they_left(root, capsys):
    """They are told; with --leavers-on they get a last day, and are never removed."""
    rows = "p-1;ekonomi;Controller;2020-01-01;;;;\n"
    _, told = imported(root, capsys, rows)
    assert "Work here, and the file does not mention them (2)\n  p-3, p-4\n  They stay as they are." in told
    imported(root, capsys, rows, "--leavers-on", "2026-11-30", "--write")
    assert changed(root)[1] == [
        "  - {id: p-3, unit: inkop, first_day: 2021-01-01, last_day: 2026-11-30}",
        "  - {id: p-4, unit: inkop, first_day: 2021-01-01, last_day: 2026-11-30, leave: [{from: 2026-10-01}]}",
    ]


def test_bad_rows_are_told_and_the_others_written(root, capsys):
    """By file and line; whoever a bad row is about is not absent."""
    rows = "p-1;Rymden;;;;;;\np-3;inkop;;i dag;;;;\np-4;;;2022-01-01;;;;\n;x;;;;;;\np-9;;;2026-01-01;;;;\n"
    status, told = imported(root, capsys, rows, "--write")
    assert status == 1
    assert told.split("Rows that do not count (4)\n")[1].split("\n\n")[0].splitlines() == [
        (
            "  hr.csv:2: There is no unit 'Rymden' in the directory; add it there, say under `import: units:` which "
            "of ours it is, or import with --new-units"
        ),
        "  hr.csv:3: 'i dag' under 'Startdatum' cannot be read as a date such as 2024-03-01",
        "  hr.csv:5: The row has no id under 'Anstnr'",
        "  hr.csv:6: p-9 is new and has no unit",
    ]
    assert "does not mention" not in told
    assert changed(root)[1] == ["  - {id: p-4, unit: inkop, first_day: 2022-01-01, leave: [{from: 2026-10-01}]}"]
    status, told = imported(root, capsys, rows, "--write", "--leavers-on", "2026-11-30")
    assert status == 2
    assert "--leavers-on needs every row, and nobody can say whom hr.csv:5 is about: The row has no id" in told


def test_what_is_wrong_with_many_rows_is_told_once(root, capsys):
    """A unit that the directory lacks would else fill the screen with one sentence."""
    rows = "".join(f"p-{n};Rymden;;2026-01-01;;;;\n" for n in range(10, 22))
    _, told = imported(root, capsys, rows)
    lines = told.split("Rows that do not count (12)\n")[1].split("\n\n")[0].splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("  hr.csv:2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …: There is no unit 'Rymden'")


def test_a_last_day_that_the_file_lacks_is_kept_and_told(root, capsys):
    """Somebody may have entered it before the other system knew; --trust-empty believes the file."""
    rows = "p-3;inkop;;2021-01-01;;;;\np-2;ekonomi;;2019-01-01;;;;\np-4;inkop;;2021-01-01;;;;\n"
    _, told = imported(root, capsys, rows)
    assert "  hr.csv:2: p-3: the file has no last day, the directory has 2026-12-31\n" in told
    assert "  hr.csv:3: p-2: stands in the file, though they left on 2021-06-30;" in told
    assert "3 are as in the file already" in told
    _, told = imported(root, capsys, rows, "--trust-empty", "--write")
    assert changed(root)[1] == [
        "  - {id: p-2, unit: ekonomi, first_day: 2019-01-01, roles: [{role: controller}]}",
        "  - {id: p-3, unit: inkop, first_day: 2021-01-01}",
        "  - {id: p-4, unit: inkop, first_day: 2021-01-01, leave: [{from: 2026-10-01, until: 2026-11-23}]}",
    ]


def test_the_settings_keep_what_a_weekly_job_needs(make_root, capsys):
    """Headings, units, titles, notations of dates, what stands before an id, and the file for newcomers."""
    chosen = {
        "to": "people/hr.yml", "prefix": "p-", "columns": {"Kod": "id", "Slut": "-"}, "units": {"1200 Ek": "ekonomi"},
        "roles": {"Ekonom II": "controller"}, "dates": ["%d/%m/%Y"], "with": ["name"],
    }  # fmt: skip
    root = make_root(FILES, {"import": chosen})
    data = (
        "Kod,Enhet,Titel,Startdatum,Namn,Slut\n1,1200 Ek,ekonom ii,01/01/2020,Eva Ek,x\n7,1200 Ek,,24/12/2026,Bo Ek,x\n"
    )
    status, told = imported(root, capsys, "", "--write", data=data.encode())
    assert (status, changed(root)) == (0, ([], []))
    assert "does not mention" not in told, "only people of people/hr.yml are looked for"
    assert (root / "people" / "hr.yml").read_text(encoding="utf-8") == (
        "people:\n  - id: p-7\n    unit: ekonomi\n    first_day: 2026-12-24\n    name: Bo Ek\n"
    )


@pytest.mark.parametrize(
    ("block", "line", "told"),
    [
        (
            "{fil: x}",
            2,
            "`import` knows `format`, `to`, `prefix`, `columns`, `units`, `roles`, `dates`, `with`, not `fil`",
        ),
        ("{format: xls}", 2, "`xls` is not one of csv, ldif, scim"),
        ("{columns: {Kod: idd}}", 2, "`idd` is not one of id, unit, unit_code"),
        ("{columns: [Kod]}", 2, "`import: columns` should be lines of `name: value`"),
        ("{with: [salary]}", 2, "`salary` is not one of name, email, account, language"),
        ("{prefix: [a]}", 2, "`import: prefix` should be one value"),
        ("{dates: {a: b}}", 2, "`import: dates` should be a list of plain values"),
    ],
)
def test_settings_that_will_not_do_are_told_at_their_line(block, line, told, tmp_path, capsys):
    """Before anything is read."""
    write_files(tmp_path, {"stafett.yml": f"language: en\nimport: {block}\n"})
    status, said = imported(tmp_path, capsys, "")
    assert status == 2
    assert f"stafett.yml:{line}: {told}" in said


def test_a_first_directory_is_made_from_a_file(make_root, capsys):
    """With its units, where that is asked for; who had left, and accounts that are off, are not taken over."""
    root = make_root({"docs/roles/controller.md": ROLE.format("Controller")})
    ldif = "".join(
        f"dn: uid={uid}\nuid: {uid}\nou: {unit}\n{more}\n"
        for uid, unit, more in (
            ("a1", "Region Nord", "title: Controller\n"),
            ("a2", "Region Nord", "userAccountControl: 514\n"),
            ("a3", "Drift", "accountExpires: 2020-01-01\n"),
        )
    )
    status, told = imported(root, capsys, "", "--new-units", "--write", name="alla.ldif", data=ldif.encode())
    assert status == 0
    assert (root / "people" / "imported.yml").read_text(encoding="utf-8") == (
        "units:\n  - id: region-nord\n    name: Region Nord\n  - id: drift\n    name: Drift\n"
        "people:\n  - id: a1\n    unit: region-nord\n    first_day: 2026-11-24\n"
        "    roles:\n      - {role: controller, from: 2026-11-24}\n"
    )
    assert "1 who joins has no first day in the file, and gets 2026-11-24" in told
    assert "1 who had left before the directory knew them is not added" in told
    assert "1 account that is off" in told


@pytest.mark.parametrize(
    ("options", "files", "told"),
    [
        (["--map", "Enhet"], {}, "--map should be a heading and one of our fields, as 'Anst nr=id', not 'Enhet'"),
        (["--map", "Anstnr=-"], {}, "no heading is known to give each person's id"),
        (["--with", "salary"], {}, "--with knows name, email, account, language, not 'salary'"),
        (["--to", "../x.yml"], {}, "--to should be a file of the directory, as people/name.yml"),
        ([], {"people/b.yml": "people: [a"}, "people/b.yml:1 has to be mended first (`stafett check`)"),
        (["--format", "scim"], {}, "hr.csv:1: The file is no JSON"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_written(options, files, told, root, capsys):
    """With status 2."""
    write_files(root, files)
    status, said = imported(root, capsys, ROWS, "--write", *options)
    assert (status, changed(root)) == (2, ([], []))
    assert told in said


def test_a_file_that_is_not_there_is_told(root, capsys):
    """With status 2."""
    assert main(["people", "import", str(root / "none.csv"), "-C", str(root)]) == 2
    assert "cannot read" in capsys.readouterr().err


def test_several_rows_of_one_person_add_up(root, capsys):
    """Two leaves, two employments one after the other; a contradiction is told."""
    rows = (
        "p-7;ekonomi;;2024-01-01;;2026-01-01;2026-02-01;\np-7;ekonomi;Controller;2024-01-01;;2026-05-01;;\n"
        "p-8;inkop;;2019-01-01;2020-12-31;;;\np-8;ekonomi;;2026-01-01;;;;\n"
        "p-9;inkop;;2019-01-01;;;;\np-9;ekonomi;;2026-01-01;;;;\n"
        "p-10;inkop;;2019-01-01;;;;\np-10;ekonomi;;2019-01-01;;;;\n"
    )
    status, told = imported(root, capsys, rows, "--write")
    assert status == 1
    assert "hr.csv:6: p-9 stands on several lines (6, 7) with times of employment that overlap" in told
    assert "hr.csv:8: p-10 stands on several lines (8, 9) with different units: ekonomi, inkop" in told
    assert changed(root)[1] == [
        (
            "  - {id: p-7, unit: ekonomi, first_day: 2024-01-01, roles: [{role: controller, from: 2024-01-01}], "
            "leave: [{from: 2026-01-01, until: 2026-02-01}, {from: 2026-05-01}]}"
        ),
        "  - {id: p-8, unit: ekonomi, first_day: 2026-01-01, earlier: [{first_day: 2019-01-01, last_day: 2020-12-31}]}",
    ]


def test_an_id_in_another_case_is_the_same_and_one_that_lost_its_zeros_is_told(make_root, capsys):
    """As accounts in directory services, and what Excel makes of numbers."""
    people = (
        "people:\n  - {id: Anna1, unit: u, first_day: 2020-01-01}\n  - {id: p-007, unit: u, first_day: 2020-01-01}\n"
    )
    root = make_root({"people/a.yml": people + "units:\n  - {id: u, name: U}\n"})
    _, told = imported(root, capsys, "ANNA1;u;;2020-01-01;;;;\np-7;u;;2026-12-01;;;;\n")
    assert "which Excel takes away: p-7, p-007. Are they the same people?" in told
    assert "1 person changes, 1 is as in the file already." in told
    _, told = imported(root, capsys, "ANNA1;u;;x;;;;\nP-007;u;;2020-01-01;;;;\n")
    assert "does not mention" not in told


def test_titles_without_a_role_guide_are_told_the_most_common_first(root, capsys):
    """And not all of thousands."""
    rows = "".join(f"x-{n};ekonomi;Titel {n // 2};2026-12-01;;;;\n" for n in range(60))
    _, told = imported(root, capsys, rows)
    section = told.split("Titles that no role guide has, so that they give nobody a role (30)\n")[1].split("\n\n")[0]
    assert section.count("(2)") == 20
    assert "  … and 10 more titles\n" in section


def test_what_steers_a_terminal_or_ci_is_shown_and_not_obeyed(root, capsys):
    """Nor does a name of a file."""
    data = f"{HEAD}\np-1;##vso[x];::error::y;2020-01-01;;;;\n".encode()
    _, told = imported(root, capsys, "", data=data, name="::error::.csv")
    assert not re.search(r"^\s*::|##vso\[", told, re.MULTILINE)


DAYS = st.dates(date(2024, 2, 27), date(2024, 3, 3))
SPELLS = st.tuples(DAYS | st.none(), DAYS | st.none()).filter(
    lambda pair: not (pair[0] and pair[1]) or pair[0] <= pair[1]
)


@st.composite
def staff(draw, id_: str):
    """Somebody as a file could have them around a leap day."""
    leave = draw(st.lists(SPELLS.filter(lambda pair: pair[0]), max_size=1))
    return Staff(
        1, id_, draw(st.sampled_from(["u", "v", None])), (Spell(*draw(SPELLS)),),
        tuple(draw(st.lists(st.sampled_from(["r", "s"]), max_size=2, unique=True))),
        tuple(Spell(*pair) for pair in leave), draw(st.sampled_from([None, True, False])),
    )  # fmt: skip


def read(text: str) -> KnowledgeBase:
    """A knowledge base with nothing but this file of people."""
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder), {"people/a.yml": text})
        directory, complaints = read_directory(Path(folder), "people/")
    assert complaints == ()
    return KnowledgeBase(Settings(), directory=directory)


@given(st.data())
@settings(max_examples=40)
def test_an_import_is_idempotent_whatever_the_days_are(data):
    """Applied once, it changes nothing more; each day before its own keeps the unit and the roles that it had."""
    draw = data.draw
    first = draw(DAYS)
    last = draw(st.none() | st.dates(first, date(2024, 3, 3)))
    roles: list = [
        {"role": role} | ({"from": day.isoformat()} if (day := draw(DAYS | st.none())) else {})
        for role in draw(st.lists(st.sampled_from("rst"), max_size=2))
    ]
    fields = {
        "unit": "u",
        "first_day": first.isoformat(),
        "last_day": last and last.isoformat(),
        "roles": roles or None,
    }
    text = change_records(b"# kvar\n", [RecordChange("people", "p", fields)]).decode()
    base, day = read(text), draw(DAYS)
    how = How(day, ("last_day", "leave_from", "unit", "role"), trust_empty=draw(st.booleans()))
    matched = Matched((draw(staff("p")), draw(staff("q"))), (), frozenset({"r", "s"}))
    found = compare(base, matched, how)
    for changes in record_changes(base.directory, found, [], "people/a.yml").values():
        text = change_records(text.encode(), changes).decode()
    now = read(text)
    assert compare(now, matched, how).changes == []
    assert "# kvar" in text
    person, then = base.directory.people["p"], now.directory.people["p"]
    for back in range(1, 7):
        earlier = day - timedelta(days=back)
        if person.employed(earlier) and then.employed(earlier):
            assert then.unit_on(earlier) == person.unit_on(earlier)
            old = {tenure.role for tenure in person.roles if tenure.covers(earlier)}
            assert old <= {tenure.role for tenure in then.roles if tenure.covers(earlier)}
