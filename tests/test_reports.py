"""Whole reports, compared byte for byte: ``golden/reports`` is what people and programs see."""

import csv
import io
import json
import re
from datetime import date

import pytest

from conftest import write_files
from repositories import committed
from stafett.cli.main import main
from stafett.messages import Words
from stafett.model import Finding, Severity
from stafett.questions.check import check
from stafett.questions.news import all_new
from stafett.questions.page_list import rows
from stafett.reading.load import load
from stafett.reports import github, gitlab, json_report, junit, markdown, sarif, text
from stafett.reports.checked import Checked
from stafett.reports.page_table import render_csv, render_json, render_table
from stafett.reports.printable import printable, printable_line

DAY = date(2026, 5, 1)
ENGLISH = Words("en")
FILES = {
    "stafett.yml": "language: en\ndefaults: {process: {review_in: 6 months}, role: {review_in: never}}\n",
    "docs/roles/ekonomichef.md": "---\ntitle: Ekonomichef\nowner: ekonomichef\n---\n# Ekonomichef\n",
    "docs/start.md": "# No front matter\n",
    "processes/attest.md": """---
title: "Attestera, en faktura: 100 %"
owner: ekonomichef
last_reviewed: 2025-05-04
---
# Attestera

<script>alert(1)</script>
""",
    "processes/behörighet.md": """---
title: Beställ behörighet
owner: p-1
deputy: ekonomichef
criticality: high
last_reviewed: 2025-11-10
---
""",
    "processes/resor.md": "---\ntitle: Resor\nowner: resechef\nlast_reviewed: 2026-13-01\nreview_in: 1 year\n---\n",
    "people/all.yml": """people:
  - {id: p-1, unit: hk, first_day: 2020-01-01, roles: [{role: ekonomichef}]}
  - {id: p-2, unit: hk, first_day: 2020-01-01, roles: [{role: ekonomichef, from: 2026-01-01}]}
  - {id: p-3, unit: hk}
""",
}
STEERING = Finding(
    "a\n::error::\x1b[31m.md", 1, 1, "FMT001", "x\r\n::error:: 100%\x1b]0;", "y\u202e,:", "n", Severity.ERROR
)


def checked(base, findings):
    """The findings as a check that compared them with nothing."""
    return Checked(base, DAY, base.pages if base else (), all_new(findings), ENGLISH)


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """A knowledge base that has something of everything."""
    root = tmp_path_factory.mktemp("base")
    write_files(root, FILES)
    return load(root)


def test_text(base, golden):
    """By file, each with how to mend it, and a summary that says what to do next."""
    golden("check.txt", text.render(check(base, DAY), 5, ENGLISH))


def test_text_in_colour(base, golden):
    """The same on a terminal."""
    golden("check-colour.txt", text.render(check(base, DAY), 5, ENGLISH, colour=True))


def test_text_with_nothing_to_say(golden):
    """Good news is one line."""
    golden("check-clean.txt", text.render([], 1, ENGLISH))


def test_json(base, golden):
    """As the contract has it."""
    golden("check.json", json_report.render(check(base, DAY), DAY, 5))


def test_github(base, golden):
    """Workflow commands, one a line."""
    golden("check-github.txt", github.render(checked(base, check(base, DAY))))


def test_pages(base, golden):
    """The list of pages in each of its forms."""
    found = rows(base, DAY)
    golden("pages.txt", render_table(found, ENGLISH))
    golden("pages.csv", render_csv(found, ENGLISH))
    golden("pages.json", render_json(found))


def test_what_stands_in_a_file_steers_no_terminal_and_forges_no_line():
    """Line breaks and escapes are written out, in every report that people and forges read."""
    for report in (text.render([STEERING], 1, ENGLISH), github.render(checked(None, [STEERING]))):
        assert "\x1b" not in report
        assert "\r" not in report
        assert "\u202e" not in report
        assert not any(line.startswith("::error::") for line in report.splitlines())
    assert len(github.render(checked(None, [STEERING])).splitlines()) == 1
    assert json.loads(json_report.render([STEERING], DAY, 1))["findings"][0]["path"] == STEERING.path


def test_what_stands_in_a_file_is_no_command_to_ci(base):
    """Azure Pipelines and GitHub Actions read what is printed; JSON still says what it said."""
    said = "x ##vso[task.setvariable variable=a]b ##[add-mask]c ##VSO[x] ## heading"
    finding = Finding("::stop-commands::x.md", 1, 1, "FMT001", said, said, "n", Severity.ERROR)
    reports = [
        text.render([finding], 1, ENGLISH),
        json_report.render([finding], DAY, 1),
        *(form.render(checked(base, [finding])) for form in (github, gitlab, junit, markdown, sarif)),
        github.render(checked(base, [finding] * 20)),
    ]
    for report in reports:
        assert not re.search(r"##(vso)?\[", report, re.IGNORECASE)
        assert "::stop" not in {line.lstrip()[:6] for line in report.splitlines()}
    assert json.loads(reports[1])["findings"][0]["message"] == said
    assert "## heading" in reports[0]


def test_no_line_begins_with_a_command_to_github():
    """Which takes it also behind blanks."""
    assert printable_line("  ::error::x") == "  \\::error::x"
    assert printable_line("a ::error::x") == "a ::error::x"


def test_a_title_and_a_note_are_no_commands_to_github(tmp_path, capsys):
    """Where a page's history is told, also where a long line is broken, or its interval is proposed."""
    note = "x" * 60 + " ::error::note"
    page = f"---\ntitle: '::error::title'\nowner: o\nlast_reviewed: 2026-01-01\nreview_note: {note}\n---\n# A\n"
    committed(tmp_path, {"stafett.yml": "language: en\nowners: any\n", "docs/a.md": page})
    for command in (["history", "a"], ["intervals"]):
        main([*command, "-C", str(tmp_path), "--as-of", "2026-11-24"])
        printed = capsys.readouterr().out
        assert "::error::title" in printed
        assert [line for line in printed.splitlines() if line.lstrip().startswith("::")] == []


def test_printable_text_is_left_as_it_is():
    """Only what cannot be shown is written as an escape."""
    assert printable("räkning 日本 – ok") == "räkning 日本 – ok"
    assert printable("a\tb\x1b\x85\u2028\ud800") == "a\\tb\\x1b\\x85\\u2028\\ud800"


def test_a_long_title_does_not_break_the_table(base):
    """Cells are cut, the path is whole."""
    lines = render_table(rows(base, DAY), ENGLISH).splitlines()
    assert lines[0].split() == ["Status", "Due", "Owner", "Title", "Path"]
    assert {line.index(" docs/") for line in lines if " docs/" in line} == {lines[0].index("Path") - 1}


def test_the_csv_is_read_by_a_program(base):
    """Commas and quotation marks in a title are safe."""
    found = list(csv.DictReader(io.StringIO(render_csv(rows(base, DAY), ENGLISH))))
    assert [row["title"] for row in found][2] == "Attestera, en faktura: 100 %"
    assert [row["holders"] for row in found] == ["p-1 p-2", "", "p-1 p-2", "p-1", ""]


def test_reports_do_not_depend_on_the_order_of_reading(base):
    """The same input gives the same bytes."""
    assert json_report.render(check(base, DAY), DAY, 5) == json_report.render(check(base, DAY), DAY, 5)


def test_no_report_steers_a_terminal(make_root, capsys):
    """Control characters in a title come out as escapes, in every notation of the list of pages."""
    root = make_root({"docs/a.md": '---\ntitle: "\\e[31mA\\x9b31m"\nowner: x\n---\n'}, {"owners": "any"})
    for notation in ("table", "json", "csv"):
        main(["pages", "-C", str(root), "--as-of", "2026-05-01", "--format", notation])
        printed = capsys.readouterr().out
        assert "\x1b" not in printed
        assert "\x9b" not in printed
