"""`stafett risk`: what it prints, and what other programs get."""

from __future__ import annotations

import csv
import io
import json

import pytest

from stafett.cli.main import main

FILES = {
    "docs/roles/boss.md": "---\ntitle: Boss\nowner: boss\nlast_reviewed: 2026-11-01\n---\n",
    "processes/x/a.md": "---\ntitle: '=A'\nowner: boss\ncriticality: high\nlast_reviewed: 2026-11-01\n---\n",
    "processes/x/b.md": "---\ntitle: B\nowner: boss\ndeputy: p-2\nlast_reviewed: 2026-11-01\n---\n",
    "processes/y/c.md": "---\ntitle: C\nowner: p-2\nlast_reviewed: 2026-11-01\n---\n",
    "people/all.yml": """
people:
  - {id: p-1, unit: a, first_day: 2020-01-01, last_day: 2026-12-31, roles: [{role: boss}]}
  - {id: p-2, unit: b, first_day: 2020-01-01}
units: [{id: firm, name: Firm}, {id: a, name: Alfa, parent: firm}, {id: b, name: Beta, parent: firm}]
""",
}
INTERVALS = {"defaults": {"process": {"review_in": "6 months"}, "role": {"review_in": "1 year"}}}


@pytest.fixture
def run(make_root, capsys):
    """A function that runs the command on these files, and gives its status, output and errors."""
    root = make_root(FILES, INTERVALS)

    def running(*arguments: str):
        status = main(["risk", "-C", str(root), "--as-of", "2026-11-24", *arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return running


def test_it_prints_what_to_do_the_units_the_areas_and_the_pages_on_one_person(run):
    """Each unit however small; who holds the role is named by id, for a manager has to speak with them."""
    status, output, _ = run()
    assert status == 0
    assert (
        output
        == """\
What is at risk as of 2026-11-24, until 2027-01-23

To do, the most urgent first
  1. Name a successor for the role boss, who is there after 2026-12-31. Else 3 pages (1 of them critical) lose their \
owner. Today: p-1.
  2. Give processes/x/a.md a deputy who is somebody else. The page is critical, and one person answers for it.

Unit, with all below it  People  Joining  Vacant    Risk  Bus factor
Firm                          2        0       0       1           2
  Alfa                        1        0       0       1           1
  Beta                        1        0       0       0           –

Area of the processes   Pages  Bus factor  On one person  With nobody
x                           2           –              1            0
y                           1           –              1            0

Pages that one person or nobody could answer for today
  1  processes/x/a.md
  1  docs/roles/boss.md
  1  processes/y/c.md
"""
    )


def test_one_unit_alone(run):
    """Only what concerns it and those below it; an unknown one is guessed at."""
    _, output, _ = run("--unit", "b")
    assert "boss" not in output
    assert "  1  processes/y/c.md" in output
    status, _, errors = run("--unit", "bb")
    assert (status, errors) == (2, "stafett: there is no unit 'bb'; did you mean 'b'?\n")


def test_json_has_all_of_it_and_no_person(run):
    """Roles, pages, days and numbers."""
    _, output, _ = run("--format", "json")
    found = json.loads(output)
    assert found["actions"][0] == {
        "do": "succeed", "about": "roles/boss", "day": "2026-12-31", "begins": None, "pages": 3, "critical": 1,
        "unit": None,
    }  # fmt: skip
    alfa = next(unit for unit in found["units"] if unit["id"] == "a")
    assert alfa["bus_factor"] == {"people": 1, "exact": True, "pages": 3, "on_one_person": 2, "with_nobody": 0}
    assert alfa["risks"][0]["from"] == "2027-01-01"
    assert "p-1" not in output
    assert "p-2" not in output


def test_csv_has_a_line_for_each_page_and_no_person(run):
    """With how many could answer for it, and no formula."""
    _, output, _ = run("--format", "csv")
    rows = list(csv.DictReader(io.StringIO(output)))
    assert [(row["path"], row["owner"], row["deputy"], row["people"]) for row in rows] == [
        ("processes/x/a.md", "roles/boss", "", "1"),
        ("docs/roles/boss.md", "roles/boss", "", "1"),
        ("processes/y/c.md", "", "", "1"),
        ("processes/x/b.md", "roles/boss", "", "2"),
    ]
    assert rows[0]["title"] == "'=A"


def test_without_a_directory_nobody_can_say(make_root, capsys):
    """One sentence, and status 2."""
    root = make_root({"docs/a.md": "---\ntitle: A\n---\n"})
    assert main(["risk", "-C", str(root)]) == 2
    assert "there is no directory in `people/`" in capsys.readouterr().err


def test_roles_that_one_person_holds_are_told_with_the_pages_that_have_nobody_else(make_root, capsys):
    """Also a role whose pages mostly have a deputy, of which the check says nothing; not one that empties."""
    pages = {f"processes/x/{n}.md": f"---\ntitle: N\nowner: clerk\n{'deputy: p-1' * (n > 1)}\n---\n" for n in range(4)}
    people = FILES["people/all.yml"].replace("first_day: 2020-01-01}", "first_day: 2020-01-01, roles: [{role: clerk}]}")
    guide = {"docs/roles/clerk.md": "---\ntitle: Clerk\nowner: clerk\n---\n"}
    root = make_root({**FILES, **guide, **pages, "people/all.yml": people}, INTERVALS)
    assert main(["risk", "-C", str(root), "--as-of", "2026-11-24"]) == 0
    told = capsys.readouterr().out.partition("Roles that one person holds, and pages for which nobody stands in\n")[2]
    assert told.startswith("  clerk: 2 of 4 pages\n\n")
    assert main(["risk", "-C", str(root), "--as-of", "2026-11-24", "--format", "json"]) == 0
    units = {unit["id"]: unit["one_holder"] for unit in json.loads(capsys.readouterr().out)["units"]}
    clerk = {"role": "roles/clerk", "pages": ["processes/x/0", "processes/x/1"], "owned": 4}
    assert units == {"firm": [], "a": [], "b": [clerk]}


def test_pages_of_a_person_who_has_left_ask_for_an_owner_who_is_here(make_root, capsys):
    """Without a day that lies behind, before what is to be done until a day ahead."""
    people = FILES["people/all.yml"].replace(
        "{id: p-2, unit: b, first_day: 2020-01-01", "{id: p-2, last_day: 2026-03-01"
    )
    root = make_root({**FILES, "people/all.yml": people}, INTERVALS)
    assert main(["risk", "-C", str(root), "--as-of", "2026-11-24"]) == 0
    todo = capsys.readouterr().out.splitlines()[3:5]
    assert todo[0] == (
        "  1. Give processes/y/c.md an owner who is here. Its owner is a person who is not, and has 1 page."
    )
    assert todo[1].startswith("  2. Name a successor for the role boss")


def test_each_vacant_role_is_named_with_since_when_and_what_to_do(make_root, capsys):
    """Also where somebody comes soon, or only a unit lacks it, of which the list of what to do says nothing."""
    guide = "---\ntitle: {}\nowner: boss\nlast_reviewed: 2026-11-01\n---\n"
    people = """
people:
  - {id: p-1, unit: a, first_day: 2020-01-01, roles: [{role: boss}, {role: clerk}]}
  - {id: p-2, unit: b, first_day: 2020-01-01, last_day: 2026-10-31,
     roles: [{role: clerk}, {role: buyer}, {role: fixer}]}
  - {id: p-3, unit: b, first_day: 2026-12-01, roles: [{role: fixer}]}
units: [{id: firm, name: Firm}, {id: a, name: Alfa, parent: firm}, {id: b, name: Beta, parent: firm}]
"""
    names = ("boss", "clerk", "buyer", "fixer", "never")
    files = {f"docs/roles/{name}.md": guide.format(name.title()) for name in names}
    pages = {f"processes/{name}.md": guide.format(name).replace("boss", name) for name in ("buyer", "fixer", "never")}
    pages["processes/clerk.md"] = guide.format("Work").replace("last", "raci: {responsible: [clerk]}\nlast")
    root = make_root({**files, **pages, "people/all.yml": people}, INTERVALS)
    assert main(["risk", "-C", str(root), "--as-of", "2026-11-24"]) == 0
    told = capsys.readouterr().out.split("Vacant roles, since when, and what to do\n")[1].split("\n\n")[0]
    here = "Others have the role elsewhere: name somebody here if the work is still done here."
    assert told.splitlines() == [
        "  buyer: vacant since 2026-11-01. Name somebody: 1 page without an owner.",
        f"  clerk in Beta: vacant since 2026-11-01. {here}",
        "  fixer: vacant since 2026-11-01. The next one begins on 2026-12-01; until then, say who steps in.",
        "  never: nobody has held it. Name somebody: 1 page without an owner.",
    ]


def test_who_has_a_role_that_one_unit_is_to_lose_are_those_of_the_unit(make_root, capsys):
    """Not everybody who has it anywhere."""
    guide = "---\ntitle: Clerk\nowner: clerk\nlast_reviewed: 2026-11-01\n---\n"
    people = """
people:
  - {id: p-1, unit: a, first_day: 2020-01-01, roles: [{role: clerk}]}
  - {id: p-2, unit: b, first_day: 2020-01-01, last_day: 2026-12-31, roles: [{role: clerk}]}
  - {id: p-3, unit: b, first_day: 2020-01-01}
units: [{id: firm, name: Firm}, {id: a, name: Alfa, parent: firm}, {id: b, name: Beta, parent: firm}]
"""
    work = guide.replace("last", "raci: {responsible: [clerk]}\nlast")
    files = {"docs/roles/clerk.md": guide, "processes/work.md": work, "people/all.yml": people}
    root = make_root(files, INTERVALS)
    assert main(["risk", "-C", str(root), "--as-of", "2026-11-24"]) == 0
    assert "the role clerk in Beta, who is there after 2026-12-31. Today: p-2.\n" in capsys.readouterr().out
