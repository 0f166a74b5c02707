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
