"""The ``stafett`` command: what it prints, where it writes, and how it ends."""

import csv
import io
import json
import os
import stat
import threading
from datetime import date, timedelta

import pytest

from stafett.cli.main import COMMANDS, main
from stafett.rules import all_metas

PAGE = "---\ntitle: {title}\nowner: {owner}\nlast_reviewed: 2026-04-01\n---\n# {title}\n"
FILES = {
    "docs/a.md": PAGE.format(title="A", owner="team"),
    "docs/b.md": PAGE.format(title="=B", owner=""),
    "processes/c.md": PAGE.format(title="C", owner="team"),
}
SETTINGS = {"owners": "any", "defaults": {"article": {"review_in": "1 month"}, "process": {"review_in": "1 year"}}}


@pytest.fixture
def run(make_root, capsys):
    """A function that runs the command on a small knowledge base: exit status, output, errors."""
    root = make_root(FILES, SETTINGS)

    def run(command, *arguments, as_of="2026-05-02"):
        status = main([command, "-C", str(root), *(["--as-of", as_of] if as_of else []), *arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    run.root = root
    return run


def codes(output):
    """Path and code of each finding in a JSON report."""
    return [(finding["path"], finding["code"]) for finding in json.loads(output)["findings"]]


def test_findings_end_with_status_1_and_none_with_0(run):
    """An error fails by default; a warning does where it is asked for; never means never."""
    assert run("check")[0] == 1
    assert run("check", "--fail-on", "never")[0] == 0
    assert run("check", "--ignore", "OWN001")[0] == 0
    assert run("check", "--ignore", "OWN001", "--fail-on", "warning")[0] == 1
    assert run("check", "--ignore", "OWN,REV", "--fail-on", "warning")[0] == 0


def test_the_day_is_the_one_asked_for(run):
    """Every answer is as of a day, and the report names it."""
    status, output, _ = run("check", "--format", "json", as_of="2026-05-01")
    assert json.loads(output)["as_of"] == "2026-05-01"
    assert ("docs/a.md", "REV001") not in codes(output)
    assert ("docs/a.md", "REV001") in codes(run("check", "--format", "json")[1])
    assert status == 1


def test_without_a_day_it_is_today(run):
    """The clock is asked where the command line names no day."""
    day = date.fromisoformat(json.loads(run("check", "--format", "json", as_of=None)[1])["as_of"])
    assert abs(day - date.today()) <= timedelta(days=1)  # noqa: DTZ011 (the command asks the same clock)


@pytest.mark.parametrize("day", ["2026-5-1", "2026-02-30", "today", "", "20260501", "2026-05-01x"])
def test_a_day_that_is_none_ends_with_status_2(run, day):
    """The sentence shows what a day looks like."""
    status, output, errors = run("check", f"--as-of={day}", as_of=None)
    assert (status, output) == (2, "")
    assert f"'{day}' is not a date like 2026-05-04" in errors


def test_rules_are_chosen_by_code_family_and_name(run):
    """Select and ignore take all three, several at once."""
    report = ("check", "--format", "json")
    assert codes(run(*report, "--select", "OWN001")[1]) == [("docs/b.md", "OWN001")]
    assert {code for _, code in codes(run(*report, "--select", "REV")[1])} == {"REV001"}
    assert codes(run(*report, "--select", "owner-missing")[1]) == [("docs/b.md", "OWN001")]
    assert codes(run(*report, "--select", "REV, OWN", "--ignore", "REV001")[1]) == [("docs/b.md", "OWN001")]


def test_a_rule_that_does_not_exist_ends_with_status_2(run):
    """A misspelt code would otherwise silence or select nothing."""
    status, output, errors = run("check", "--select", "OWN001,REV999")
    assert (status, output) == (2, "")
    assert "there is no rule or family REV999" in errors


def test_paths_narrow_what_is_told(run):
    """A page or a folder, relative to the knowledge base; the count is of the pages asked about."""
    report = json.loads(run("check", "docs", "--format", "json")[1])
    assert report["pages"] == 2
    assert {finding["path"] for finding in report["findings"]} == {"docs/a.md", "docs/b.md"}
    for path in ("docs/b.md", "./docs/../docs/b.md", str(run.root / "docs" / "b.md")):
        assert json.loads(run("check", path, "--format", "json")[1])["pages"] == 1
    assert json.loads(run("check", ".", "--format", "json")[1])["pages"] == 3
    assert json.loads(run("check", "docs/a.md", "processes/", "--format", "json")[1])["pages"] == 2


@pytest.mark.parametrize("path", ["docs/zzz.md", "doc", "..", "/etc/passwd", "docs/b.md/x"])
def test_a_path_without_a_page_ends_with_status_2(run, path):
    """A misspelt path is not taken for a clean one."""
    status, output, errors = run("check", path)
    assert (status, output) == (2, "")
    assert f"there is no page '{path}'" in errors


def test_a_folder_that_does_not_exist_ends_with_status_2(capsys):
    """The sentence names the folder."""
    assert main(["check", "-C", "/no/such/folder"]) == 2
    assert "there is no folder '/no/such/folder'" in capsys.readouterr().err


def test_settings_that_cannot_be_used_end_with_status_2(make_root, capsys):
    """Each line of what is wrong is told, and nothing is checked."""
    root = make_root({**FILES, "stafett.yml": "language: en\nlnguage: sv\nowners: x\n"})
    for command in ("check", "pages"):
        assert main([command, "-C", str(root)]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert "stafett.yml:2: There is no setting `lnguage`" in printed.err
        assert "stafett.yml:3: `owners: x` is not one of roles, any" in printed.err


def test_the_json_report_is_as_the_contract_has_it(run):
    """Names, order and types of everything in it."""
    report = json.loads(run("check", "--format", "json")[1])
    assert list(report) == ["as_of", "pages", "findings", "summary"]
    assert report["pages"] == 3
    assert report["summary"] == {"error": 1, "warning": 2, "info": 0}
    for finding in report["findings"]:
        assert list(finding) == ["code", "name", "severity", "path", "line", "column", "page", "message", "fix"]
    order = [(finding["path"], finding["line"], finding["code"]) for finding in report["findings"]]
    assert order == sorted(order)
    assert report["findings"][0]["page"] == "a"


def test_the_list_of_pages_is_as_the_contract_has_it(run):
    """Names and order of everything in it, dates in ISO 8601 or null."""
    status, output, _ = run("pages", "--format", "json")
    rows = json.loads(output)
    assert status == 0
    assert list(rows[0]) == ("id path kind title owner holders deputy last_reviewed review_in due status url".split())
    assert [row["path"] for row in rows] == sorted(FILES)
    assert rows[0] == {
        "id": "a", "path": "docs/a.md", "kind": "article", "title": "A", "owner": "team", "holders": [],
        "deputy": None, "last_reviewed": "2026-04-01", "review_in": "1 month", "due": "2026-05-01",
        "status": "overdue", "url": "a/",
    }  # fmt: skip


def test_pages_are_chosen_by_status_owner_and_kind(run):
    """All three together narrow the list."""

    def paths(*arguments):
        return [row["path"] for row in json.loads(run("pages", "--format", "json", *arguments)[1])]

    assert paths("--status", "overdue") == ["docs/a.md", "docs/b.md"]
    assert paths("--owner", "team") == ["docs/a.md", "processes/c.md"]
    assert paths("--kind", "process") == ["processes/c.md"]
    assert paths("--owner", "team", "--kind", "article", "--status", "current") == []
    assert run("pages", "--kind", "zzz")[0] == 2
    assert run("pages", "--status", "zzz")[0] == 2


def test_a_spreadsheet_runs_nothing_of_what_it_opens(run):
    """A title that begins as a formula is text in the CSV."""
    rows = list(csv.DictReader(io.StringIO(run("pages", "--format", "csv")[1])))
    assert [row["title"] for row in rows] == ["A", "'=B", "C"]


def test_a_report_is_written_to_a_file(run):
    """Nothing is printed, and the file may be read by those who may read any file made there."""
    target = run.root / "report.json"
    assert run("check", "--format", "json", "--output", str(target)) == (1, "", "")
    assert json.loads(target.read_text(encoding="utf-8"))["pages"] == 3
    (run.root / "other").touch()
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE((run.root / "other").stat().st_mode)
    assert sorted(path.name for path in run.root.iterdir()) == [
        "docs",
        "other",
        "processes",
        "report.json",
        "stafett.yml",
    ]


def test_a_report_keeps_the_permissions_of_the_file_that_it_replaces(run):
    """And a link stays a link."""
    target, link = run.root / "report.txt", run.root / "link.txt"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    run("check", "--output", str(link))
    assert link.is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert target.read_text(encoding="utf-8") != "old"


@pytest.mark.parametrize("output", ["missing/report.txt", "docs"])
def test_a_report_that_cannot_be_written_ends_with_status_2(run, output):
    """The sentence names the file, and nothing is left lying."""
    status, printed, errors = run("check", "--output", str(run.root / output))
    assert (status, printed) == (2, "")
    assert "cannot write" in errors
    assert sorted(path.name for path in run.root.rglob("*") if path.name.startswith(".")) == []


def test_a_report_that_fails_half_way_leaves_the_old_one(run, monkeypatch):
    """Whole or not at all."""
    target = run.root / "report.txt"
    target.write_text("old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    assert run("check", "--output", str(target))[0] == 2
    assert target.read_text() == "old"
    assert [path.name for path in run.root.iterdir() if path.name.startswith(".")] == []


def test_a_device_is_written_to_and_not_replaced(run, tmp_path):
    """``--output /dev/null`` leaves /dev/null what it is; a pipe stands for it here."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    assert run("check", "--output", str(pipe))[0] == 1
    reader.join(timeout=60)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert "docs/a.md" in got[0]


def test_help_names_every_command(capsys):
    """Without a command the help is shown, and that is an error."""
    assert main(["--help"]) == 0
    helped = capsys.readouterr().out
    assert main([]) == 2
    assert capsys.readouterr().out == helped
    for command in COMMANDS:
        assert f"  {command}" in helped
        assert main([command, "--help"]) == 0
        assert "usage: stafett " + command in capsys.readouterr().out


def test_a_command_that_does_not_exist_ends_with_status_2(capsys):
    """The sentence names those that do."""
    assert main(["chekc"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "there is no command 'chekc'" in printed.err
    assert "check" in printed.err


@pytest.mark.parametrize("arguments", [["check", "--frmat", "json"], ["check", "--format", "xml"], ["explain"]])
def test_a_wrong_option_ends_with_status_2(arguments, capsys):
    """The usage is shown."""
    assert main(arguments) == 2
    assert "usage: stafett" in capsys.readouterr().err


def test_the_version_is_told(capsys):
    """One line, with the name."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("stafett 0.")


@pytest.mark.parametrize("meta", all_metas(), ids=lambda meta: meta.code)
def test_every_rule_is_explained(meta, capsys):
    """By code or name, whatever its case: what it does, why it matters, and an example."""
    assert main(["explain", meta.code.lower(), "--language", "en"]) == 0
    manual = capsys.readouterr().out
    assert main(["explain", meta.name, "--language", "en"]) == 0
    assert capsys.readouterr().out == manual
    assert manual.startswith(f"# {meta.code}: ")
    assert f"\n`{meta.name}`. " in manual
    positions = [manual.index(f"\n## {part}\n") for part in ("What it does", "Why it matters", "Example")]
    assert positions == sorted(positions)
    assert "Use instead:" in manual


def test_a_rule_is_explained_in_the_language_of_the_knowledge_base(make_root, capsys):
    """Or in the one that is asked for; in English where there is no knowledge base."""
    root = make_root({}, {"language": "sv"})
    assert main(["explain", "OWN003", "-C", str(root)]) == 0
    assert "# OWN003: Sidor som ingen äger i dag\n" in capsys.readouterr().out
    assert main(["explain", "OWN003", "-C", str(root / "nowhere")]) == 0
    assert "# OWN003: Pages whose owner is nobody today\n" in capsys.readouterr().out


def test_a_rule_that_is_not_there_is_not_explained(capsys):
    """The nearest one is offered."""
    assert main(["explain", "review-overdu"]) == 2
    assert "did you mean review-overdue?" in capsys.readouterr().err


def test_the_rules_are_listed(capsys):
    """Every code once, in order, as text and as JSON."""
    assert main(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [meta.code for meta in all_metas()]
    assert main(["rules", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [rule["code"] for rule in listed] == [meta.code for meta in all_metas()]
    assert all(rule["summary"].endswith(".") and rule["severity"] in {"error", "warning", "info"} for rule in listed)


def test_the_codes_of_the_contract_are_there():
    """People silence and search for them."""
    fixed = (
        "FMT001 unreadable-front-matter, FMT002 no-front-matter, FMT003 duplicate-key, FMT010 invalid-value, "
        "FMT011 missing-field, FMT012 unknown-field, OWN001 owner-missing, OWN002 owner-unknown, OWN003 owner-vacant, "
        "OWN004 deputy-missing, OWN005 owner-leaving, REV001 review-overdue, REV002 never-reviewed, "
        "REV003 reviewed-in-future, REV005 unvouched, REV006 due-soon, DEC001 duplicate-number, "
        "DEC002 one-sided-supersede, DEC003 superseded-without-successor, DEC004 number-gap, LNK001 broken-link, "
        "LNK002 unknown-reference, SEC001 active-content"
    )
    assert set(fixed.split(", ")) <= {f"{meta.code} {meta.name}" for meta in all_metas()}


def test_a_rule_may_be_named_in_any_case(make_root, capsys):
    """`rev001`, `REV` and `review-overdue` select the same rule."""
    root = make_root({"docs/a.md": PAGE.format(title="A", owner="x")}, SETTINGS)
    for name in ("rev001", "REV", "rev", "Review-Overdue"):
        main(["check", "-C", str(root), "--as-of", "2026-11-24", "--select", name, "--format", "json"])
        assert [finding["code"] for finding in json.loads(capsys.readouterr().out)["findings"]] == ["REV001"]


def test_a_check_that_finds_no_page_says_so(tmp_path, capsys):
    """A wrong folder is no green check."""
    assert main(["check", "-C", str(tmp_path)]) == 2
    assert "det finns ingen sida i" in capsys.readouterr().err


def test_settings_that_silence_what_does_not_exist_are_refused(make_root, capsys):
    """A misspelt family is told; a code of a known family is let be."""
    root = make_root({"docs/a.md": "# A\n"}, {"rules": {"ignore": ["RVE001", "REV004"]}})
    assert main(["check", "-C", str(root)]) == 2
    said = capsys.readouterr().err
    assert "RVE001" in said
    assert "REV004" not in said


@pytest.mark.parametrize("key", ["REV001", "review-overdue", "REV"])
def test_a_severity_is_set_by_code_name_or_family(make_root, capsys, key):
    """What the settings call an error fails the check."""
    settings = SETTINGS | {"rules": {"severity": {key: "error"}}}
    root = make_root({"docs/a.md": PAGE.format(title="A", owner="x")}, settings)
    assert main(["check", "-C", str(root), "--as-of", "2026-11-24", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["findings"][0]["severity"] == "error"
