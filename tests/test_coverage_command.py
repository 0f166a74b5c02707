"""``stafett coverage``: what a manager sees at the terminal, and what other programs read. It names nobody."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from stafett.cli.main import main
from test_coverage import PEOPLE, files, page
from test_reported import EXPORTS

DAY = "2026-11-24"
CSV = next(path for path in EXPORTS if path.name == "gitlab-export.csv")


@pytest.fixture
def root(make_root) -> Path:
    """A boss and two clerks, with a process that is thin, and a name that must never be shown."""
    people = PEOPLE.replace("id: p-1,", "id: p-1, name: Anna Andersson,")
    thin = page("=Close the books", criticality="high", last_reviewed="2025-01-01", audience="[everyone]")
    raci = page("Pay", raci="{responsible: [clerk]}")
    more = {"people/a.yml": people, "processes/money/pay.md": raci}
    return make_root({**files(close=thin), **more}, {"site_url": "https://kb.example/in/"})


def run(root: Path, *options: str) -> int:
    """Ask on the day."""
    return main(["coverage", "-C", str(root), "--as-of", DAY, *options])


def test_the_table_tells_what_is_thin_first(root, capsys):
    """The share, each role and unit, and the gaps with whom they concern."""
    assert run(root) == 0
    told = capsys.readouterr().out
    assert "2 of 3 processes (66 %) are described" in told
    assert "    24  =Close the books (processes/work/close.md): not reviewed in time, in no path; 3 people\n" in told
    assert "One person alone vouches for" in told
    assert "p-1" not in told
    assert "Anna" not in told


def test_a_role_is_told_why_it_needs_each_process(root, capsys):
    """Also what everyone needs, and only the gaps that concern it."""
    assert run(root, "--role", "clerk") == 0
    told = capsys.readouterr().out
    assert "Clerk (2 people) needs 3 processes, of which 2 are covered." in told
    assert "  + Pay: covered [does the work, in the path of Boss]" in told
    assert "Everyone needs\n  - =Close the books: not reviewed in time, in no path" in told


def test_a_unit_is_its_people_and_those_of_the_units_below(root, capsys):
    """By the roles that they hold."""
    assert run(root, "--unit", "hq", "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["units"] == [{"id": "hq", "name": "Head office", "people": 3, "needed": 3, "covered": 2}]
    assert [role["id"] for role in told["roles"]] == ["roles/boss", "roles/clerk"]
    assert run(root, "--unit", "north", "--format", "json") == 0
    assert [role["id"] for role in json.loads(capsys.readouterr().out)["roles"]] == ["roles/clerk"]


def test_reports_join_by_option_and_by_setting(root, capsys):
    """From a file that a forge exported; no text of it is shown but what was looked for."""
    assert run(root, "--reports", str(CSV), "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert {gap["name"]: gap["reports"] for gap in told["gaps"] if gap["what"] == "page"}["processes/money/pay"] == 1
    assert [gap["name"] for gap in told["gaps"] if gap["what"] == "search"] == ["Behörighet ledger", "hisskort"]
    assert told["reports"] == {"withheld": 1, "unmatched": 1}
    (root / "issues.csv").write_bytes(CSV.read_bytes())
    settings = root / "stafett.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "reports: issues.csv\n", encoding="utf-8")
    assert run(root) == 0
    told = capsys.readouterr().out
    assert "Behörighet ledger: looked for in vain; 2 readers told of it" in told
    assert "1 search is not shown, for it may name a person." in told
    assert not [word for word in ("Anna", "anna", "@everyone", "script") if word in told]


def test_csv_has_a_line_for_each_need_and_no_formula(root, capsys):
    """Ready for a spreadsheet."""
    assert run(root, "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    told = [(row["role"], row["title"], row["reasons"], row["covered"]) for row in rows]
    assert told == [
        ("everyone", "'=Close the books", "audience", "no"),
        ("roles/boss", "Pay", "path", "yes"),
        ("roles/clerk", "Book", "path", "yes"),
        ("roles/clerk", "Pay", "responsible path", "yes"),
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--role", "clark"], "there is no role guide 'clark'; did you mean 'clerk'?"),
        (["--unit", "nort"], "there is no unit 'nort'; did you mean 'north'?"),
        (["--reports", "none.json"], "none.json:1: the exported issues cannot be read"),
    ],
)
def test_what_is_not_there_ends_with_2(root, capsys, options, message):
    """In one line that says what is wrong."""
    assert run(root, *options) == 2
    assert message in capsys.readouterr().err


def test_a_path_out_of_the_knowledge_base_is_no_setting(root, capsys):
    """What the site shows comes from the knowledge base."""
    (root / "stafett.yml").write_text("language: en\nreports: ../issues.csv\n", encoding="utf-8")
    assert run(root) == 2
    assert "stafett.yml:2: `../issues.csv` should be a path within the knowledge base" in capsys.readouterr().err


def test_an_empty_knowledge_base_has_nothing_to_cover(make_root, capsys):
    """And says so."""
    assert run(make_root({"docs/a.md": page()})) == 0
    assert "There are no processes yet" in capsys.readouterr().out
