"""``stafett people list`` and ``show``: who works here on a day, and what is kept about one of them."""

import csv
import io
import json

import pytest

from stafett.cli.main import main

FILES = {
    "people/a.yml": """people:
  - id: p-1
    unit: nord
    first_day: 2020-01-01
    name: "=cmd()"
    account: "@anna"
    roles: [{role: chef}, {role: vd, until: 2021-01-01}]
  - {id: p-2, unit: syd, first_day: 2020-01-01, earlier_units: [{unit: nord, until: 2026-05-31}]}
  - {id: p-3, unit: syd, first_day: 2020-01-01, last_day: 2026-10-31}
  - {id: p-4, unit: lag, first_day: 2020-01-01, leave: [{from: 2026-11-01}]}
units:
  - {id: hk, name: Huvudkontor}
  - {id: nord, name: Nord, parent: hk, head: p-1}
  - {id: lag, name: Lag, parent: nord}
  - {id: syd, name: Syd, parent: hk}
""",
    "docs/roles/chef.md": "---\ntitle: Chef\nowner: chef\n---\n# Chef\n",
}


@pytest.fixture
def people(make_root, capsys):
    """A function that runs ``stafett people`` with some words, and gives what it says."""
    root = make_root(FILES)

    def run(*words: str, status: int = 0) -> str:
        assert main(["people", *words, "-C", str(root), "--as-of", "2026-11-24"]) == status
        output = capsys.readouterr()
        return output.out + output.err

    return run


def ids(text: str) -> list[str]:
    """Those whom a JSON list has."""
    return [person["id"] for person in json.loads(text)["people"]]


def test_who_works_here_on_a_day(people):
    """Those on leave too; by unit, with the units below it, as it was that day."""
    listed = ("list", "--format", "json")
    assert ids(people(*listed)) == ["p-1", "p-2", "p-4"]
    assert ids(people(*listed, "--on", "2026-10-31")) == ["p-1", "p-2", "p-3", "p-4"]
    assert ids(people(*listed, "--unit", "nord")) == ["p-1", "p-4"]
    assert ids(people(*listed, "--unit", "nord", "--on", "2026-05-31")) == ["p-1", "p-2", "p-4"]
    assert ids(people(*listed, "--unit", "hk")) == ["p-1", "p-2", "p-4"]
    assert people("list", "--unit", "nort", status=2) == "stafett: there is no unit 'nort'; did you mean 'nord'?\n"


def test_the_table_and_the_csv(people):
    """A spreadsheet takes nothing for a formula."""
    table = people("list").splitlines()
    assert table[0].split("  ")[0] == "Id"
    assert [line.split()[0] for line in table[1:4]] == ["p-1", "p-2", "p-4"]
    assert table[3].endswith("–; on leave")
    assert table[-1] == "3 people"
    rows = list(csv.DictReader(io.StringIO(people("list", "--format", "csv"))))
    assert rows[0] == {
        "id": "p-1", "name": "'=cmd()", "unit": "nord", "roles": "chef", "first_day": "2020-01-01", "last_day": "",
        "away": "false",
    }  # fmt: skip
    assert rows[2]["away"] == "true"


def test_what_is_kept_about_one_person(people):
    """All of it, and how much they answer for."""
    assert people("show", "p-1").splitlines() == [
        "p-1",
        "  Name                =cmd()",
        "  Unit                nord",
        "  Works here          2020-01-01–",
        "  Account             @anna",
        "  Role                chef, –",
        "  Role, not that day  vd, –2021-01-01",
        "  On 2026-11-24: owner of 1 page; head of 1 unit",
    ]
    assert people("show", "p-3").endswith("  Does not work here on 2026-11-24.\n")
    assert "nord, –2026-05-31" in people("show", "p-2")
    assert people("show", "p-33", status=2).splitlines()[:2] == [
        "stafett: there is no person 'p-33' in the directory; did you mean one of these?",
        "  p-3 (Syd, –2026-10-31)",
    ]
