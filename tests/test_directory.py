"""``people/*.yml``: who works here, when, and which roles they hold."""

from datetime import date

import pytest

from conftest import write_files
from stafett.messages import Words
from stafett.model import Directory, PathsDone, Person, Tenure, Unit
from stafett.questions.directory_faults import unitless
from stafett.reading.directory import read_directory

ENGLISH = Words("en")


def told(complaints):
    """Complaints as lines."""
    return [f"{path}:{c.line} {c.code} {ENGLISH(c.message, **c.values)}" for path, c in complaints]


def test_people_and_units_are_read_from_every_file(tmp_path):
    """Both lists may stand in each file, and files are read in order of name."""
    write_files(
        tmp_path,
        {
            "people/b.yaml": "people:\n  - {id: p-2, unit: norr, first_day: 2021-01-01}\n",
            "people/a.yml": """---
units:
  - {id: norr, name: Region norr, parent: hk, head: p-1}
people:
  - id: p-1
    unit: norr
    first_day: 2020-01-01
    last_day: 2026-12-31
    name: Anna Öberg
    email: anna@example.se
    roles:
      - {role: driftchef}
      - {role: attestant, from: 2024-01-01, until: 2024-06-30}
""",
            "people/readme.txt": "not looked into",
        },
    )
    directory, complaints = read_directory(tmp_path, "people/")
    assert complaints == ()
    assert directory.present
    assert directory.units == {"norr": Unit("norr", "Region norr", "hk", "p-1")}
    tenures = (Tenure("driftchef"), Tenure("attestant", date(2024, 1, 1), date(2024, 6, 30)))
    assert directory.people == {
        "p-1": Person("p-1", "norr", date(2020, 1, 1), date(2026, 12, 31), "Anna Öberg", "anna@example.se", tenures),
        "p-2": Person("p-2", "norr", date(2021, 1, 1)),
    }


@pytest.mark.parametrize("files", [{}, {"people/readme.txt": "x"}])
def test_without_a_file_there_is_no_directory(files, tmp_path):
    """Nobody can say who is here."""
    write_files(tmp_path, files)
    directory, complaints = read_directory(tmp_path, "people")
    assert not directory.present
    assert complaints == ()


def test_a_file_that_begins_as_yaml_does_is_read(tmp_path):
    """A line of three dashes begins a YAML document; it is no front matter without end."""
    write_files(tmp_path, {"people/a.yml": "---\npeople:\n  - {id: p-1, unit: u, first_day: 2020-01-01}\n"})
    directory, complaints = read_directory(tmp_path, "people")
    assert list(directory.people) == ["p-1"]
    assert complaints == ()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("people: [a, b\n", ["1 FMT001 A list or group that begins with a bracket is never closed, or lacks a comma"]),
        ("- id: p-1\n", ["1 FMT001 The file should have two lists, `people:` and `units:`, but it is: [{id}]"]),
        (
            "persons:\n  - {id: a}\n",
            ["1 FMT012 `persons` is not a list of the directory; its lists are `people` and `units`"],
        ),
        ("people:\n  - anna\n", ["2 FMT010 Something in `people` is not a group of `name: value` lines: anna"]),
        ("people:\n  - {unit: u, first_day: 2020-01-01}\n", ["2 FMT011 `id` is missing"]),
        ("people:\n  - id: a\n    unit: u\n", ["2 FMT011 `first_day` is missing"]),
        (
            "people:\n  - id: a\n    unit: u\n    first_day: 2020-13-01\n",
            ["4 FMT010 `first_day: 2020-13-01` cannot be read as a date"],
        ),
        (
            "people:\n  - {id: a, unit: u, first_day: 2020-01-01, frist_day: 2020-01-01}\n",
            ["2 FMT012 `frist_day` is not a field here"],
        ),
        (
            "people:\n  - {id: a, unit: u, first_day: 2020-01-01}\n  - {id: a, unit: v, first_day: 2020-01-01}\n",
            ["3 FMT013 The id `a` is already taken in the directory"],
        ),
        (
            "people:\n  - id: a\n    unit: u\n    first_day: 2020-01-01\n    roles: [driftchef]\n",
            ["5 FMT010 `roles` should be a list of groups of values, but it is: [driftchef]"],
        ),
        (
            "people:\n  - id: a\n    unit: u\n    first_day: 2020-01-01\n    roles:\n      - {role: x, until: soon}\n",
            ["6 FMT010 `until: soon` cannot be read as a date"],
        ),
        ("units:\n  - {id: norr}\n", ["2 FMT011 `name` is missing"]),
    ],
)
def test_what_is_wrong_is_told_at_its_line(text, lines, tmp_path):
    """Each record that cannot be read says why."""
    write_files(tmp_path, {"people/a.yml": text})
    _, complaints = read_directory(tmp_path, "people/")
    assert told(complaints) == [f"people/a.yml:{line}" for line in lines]


@pytest.mark.parametrize("first", ["people", "units"])
def test_a_unit_with_the_id_of_a_person_is_left_out(first, tmp_path):
    """One namespace for both: the site has units by id in its addresses, and people nowhere. Whichever stands first."""
    person = "people: [{id: p-1, unit: P-1, first_day: 2020-01-01}]\n"
    unit = "units:\n  - {id: u, name: U, parent: P-1}\n  - {name: Norr, id: P-1}\n"
    write_files(
        tmp_path, {f"people/{'ab'[first == 'units']}.yml": person, f"people/{'ba'[first == 'units']}.yml": unit}
    )
    directory, complaints = read_directory(tmp_path, "people/")
    assert (list(directory.people), list(directory.units), directory.present) == (["p-1"], ["u"], True)
    (line,) = told(complaints)
    assert line.endswith(".yml:3 FMT013 The unit's id `P-1` is also a person's (upper and lower case count as one)")
    assert list(unitless(directory, date(2026, 11, 24))) == [], "one cause, one finding"


def test_one_bad_record_leaves_the_others(tmp_path):
    """Whoever can be read is known."""
    write_files(
        tmp_path,
        {"people/a.yml": "people:\n  - anna\n  - {id: p-2, unit: u, first_day: 2020-01-01}\n"},
    )
    directory, complaints = read_directory(tmp_path, "people/")
    assert list(directory.people) == ["p-2"]
    assert not directory.present, "who else is there cannot be read, so that nobody can be called vacant"
    assert len(complaints) == 1


def test_a_time_in_a_role_whose_end_cannot_be_read_does_not_last_for_ever(tmp_path):
    """It is left out rather than taken for one without end."""
    people = "people:\n  - id: a\n    unit: u\n    first_day: 2020-01-01\n    roles: [{role: x, until: 2020-1-1}]\n"
    write_files(tmp_path, {"people/a.yml": people})
    directory, _ = read_directory(tmp_path, "people/")
    assert directory.people["a"].roles == ()


@pytest.mark.parametrize(
    "data", ["people: [å]".encode("latin-1"), "people: []".encode("utf-16"), b"people: []\0", b"x" * 4_000_001]
)
def test_a_file_that_is_no_text_is_told_and_nobody_is_called_vacant(data, tmp_path):
    """Who stands in it is unknown, so that nobody can say which role is vacant."""
    write_files(tmp_path, {"people/a.yml": data, "people/b.yml": "people: []\n"})
    directory, complaints = read_directory(tmp_path, "people/")
    assert [complaint.code for _, complaint in complaints] == ["FMT001"]
    assert not directory.present


def test_a_folder_of_another_name_and_depth(tmp_path):
    """The settings say where the directory lies."""
    write_files(tmp_path, {"hr/staff/a.yml": "people: []\ngroups: []\n"})
    directory, complaints = read_directory(tmp_path, "hr/staff/")
    assert directory.present
    assert [path for path, _ in complaints] == ["hr/staff/a.yml"]


def test_a_link_is_not_followed(tmp_path):
    """What lies outside is never read, and so never repeated in a message."""
    (tmp_path / "secret.txt").write_text("SECRET", encoding="utf-8")
    (tmp_path / "kb" / "people").mkdir(parents=True)
    (tmp_path / "kb" / "people" / "x.yml").symlink_to(tmp_path / "secret.txt")
    directory, complaints = read_directory(tmp_path / "kb", "people/")
    assert [(path, complaint.code) for path, complaint in complaints] == [("people/x.yml", "SEC002")]
    assert not directory.present


def test_many_broken_records_are_told_in_one_look(tmp_path):
    """The file is taken apart once for its places, however many complaints it has."""
    write_files(tmp_path, {"people/x.yml": "people:\n" + "- {a: b}\n" * 3000})
    _, complaints = read_directory(tmp_path, "people/")
    assert len({complaint.line for _, complaint in complaints}) == 3000


WHO = """people:
  - id: p-1
    unit: syd
    first_day: 2024-03-01
    earlier: [{first_day: 2019-01-01, last_day: 2021-08-31}]
    earlier_units: [{unit: mitt, until: 2025-12-31}, {unit: nord, until: 2021-08-31}]
    leave: [{from: 2026-02-01, until: 2026-02-28}, {from: 2026-11-01}]
    roles: [{role: driftchef}]
"""


def test_people_come_back_move_and_go_on_leave(tmp_path):
    """Each day has its own answer to whether somebody works here, can be asked, and where."""
    write_files(tmp_path, {"people/a.yml": WHO})
    directory, complaints = read_directory(tmp_path, "people/")
    assert complaints == ()
    person = directory.people["p-1"]
    days = {
        date(2018, 12, 31): (False, False, "nord"),
        date(2021, 8, 31): (True, True, "nord"),
        date(2021, 9, 1): (False, False, "mitt"),
        date(2024, 3, 1): (True, True, "mitt"),
        date(2026, 1, 1): (True, True, "syd"),
        date(2026, 2, 28): (True, False, "syd"),
        date(2026, 3, 1): (True, True, "syd"),
        date(2030, 1, 1): (True, False, "syd"),
    }
    assert {day: (person.employed(day), person.present(day), person.unit_on(day)) for day in days} == days


def test_a_leave_whose_days_cannot_be_read_is_told_and_left_out(tmp_path):
    """An unread end would make it last for ever."""
    text = """people:
  - {id: p-1, unit: u, first_day: 2020-01-01, leave: [{from: 2026-01-01, until: soon}, {until: 2026-05-01}]}
  - {id: p-2, unit: u, first_day: 2020-01-01, earlier: [{first_day: 2019-01-01}], earlier_units: [{unit: v}]}
"""
    write_files(tmp_path, {"people/a.yml": text})
    directory, complaints = read_directory(tmp_path, "people/")
    assert [line.split(" ")[1] for line in told(complaints)] == ["FMT010", "FMT011", "FMT011", "FMT011"]
    assert all(not p.leave and not p.earlier and not p.earlier_units for p in directory.people.values())


def test_each_record_is_known_by_its_file_and_place(tmp_path):
    """So that what is wrong with it can be told, and what is to be changed found."""
    units = "units:\n  - {id: u, name: U}\npeople:\n  - {id: p-2, unit: u, first_day: 2020-01-01}\n"
    write_files(tmp_path, {"people/a.yml": WHO, "people/b.yml": units})
    directory, _ = read_directory(tmp_path, "people/")
    assert directory.texts == {"people/a.yml": WHO, "people/b.yml": units}
    assert directory.places == {
        ("people", "p-1"): ("people/a.yml", 0),
        ("people", "p-2"): ("people/b.yml", 0),
        ("units", "u"): ("people/b.yml", 0),
    }


def test_a_directory_of_thousands_in_one_file_is_read(tmp_path):
    """An import may write everybody into one file, with many more values than any page has."""
    records = "".join(
        f"  - {{id: p-{n}, unit: norr, first_day: 2020-01-01, roles: [{{role: chef}}]}}\n" for n in range(3_000)
    )
    write_files(tmp_path, {"people/a.yml": f"units: [{{id: norr, name: Norr}}]\npeople:\n{records}"})
    directory, complaints = read_directory(tmp_path, "people/")
    assert complaints == ()
    assert directory.present
    assert len(directory.people) == 3_000


def test_a_file_with_more_values_than_an_organisation_has_is_told(tmp_path):
    """Hostile input is not read to its end: a few lines of aliases would become millions of values."""
    text = "people:\n  - &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
        f"  - &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcde", "bcdef", strict=True)
    )
    write_files(tmp_path, {"people/a.yml": text})
    directory, complaints = read_directory(tmp_path, "people/")
    assert told(complaints) == [
        "people/a.yml:7 FMT001 There are more than 500000 values in this file, and it is not read"
    ]
    assert not directory.present


def test_a_unit_reports_of_its_newcomers_in_numbers(tmp_path):
    """What is no number is told at its line and left out; the others count."""
    reports = "[{until: 2026-06-30, newcomers: 14, days: 92}, {until: 2026-07-31, newcomers: some, days: 1}]"
    write_files(tmp_path, {"people/a.yml": f"units:\n  - id: norr\n    name: Norr\n    paths_done: {reports}\n"})
    directory, complaints = read_directory(tmp_path, "people/")
    assert directory.units["norr"].paths_done == (PathsDone(date(2026, 6, 30), 14, 92),)
    assert told(complaints) == [
        "people/a.yml:4 FMT010 `newcomers` should be a whole number, but it is: some",
    ]


def test_another_directory_is_asked_anew_and_pages_are_as_they_were(make_base):
    """What means a page means it whoever works here; who is a person is looked up again."""
    role = "---\ntitle: R\nowner: p-1\nlast_reviewed: 2026-01-01\nreview_in: 1 year\n---\n# R\n"
    people = "people: [{id: p-1, unit: u, first_day: 2020-01-01}]\nunits: [{id: u, name: U}]\n"
    base = make_base({"docs/roles/r.md": role, "people/a.yml": people})
    assert base.answerable("p-1").person
    page = base.answerable("r").page
    later = base.changed(Directory({"p-2": Person("p-2", "u", date(2020, 1, 1))}, present=True), {})
    assert later.answerable("r").page is page
    assert not later.answerable("p-1").found
    assert later.answerable("p-2").person
