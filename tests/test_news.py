"""Which findings are new: since a revision, and beyond a baseline."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from conftest import REPOSITORY, write_files
from repositories import committed, git
from site_builder import build_files
from stafett.cli.main import main
from stafett.model import Finding, Severity
from stafett.questions.check import Selection, check
from stafett.questions.news import News, against_baseline, all_new, baseline_of, mark_of
from stafett.reading.load import load

PAGE = "---\ntitle: {0}\nowner: x\nlast_reviewed: 2026-04-01\n---\n# {0}\n\nSome words that stay as they are.\n"
FILES = {
    "stafett.yml": "language: en\nowners: any\ndefaults: {article: {review_in: 1 month}}\n",
    "docs/a.md": PAGE.format("A") + "\n[gone](gone.md)\n[b](b.md)\n",
    "docs/b.md": PAGE.format("B"),
    "docs/c.md": PAGE.format("C") + "\n[gone](gone.md)\n",
}


@pytest.fixture
def root(tmp_path):
    """A committed knowledge base that has always had two broken links and three overdue pages."""
    (tmp_path / "kb").mkdir()
    return committed(tmp_path / "kb", FILES)


@pytest.fixture
def run(root, capsys):
    """A function that checks it, with the findings that are new as path, line and code."""

    def run(*arguments, as_of="2026-05-02"):
        status = main(["check", "-C", str(root), "--as-of", as_of, "--format", "json", *arguments])
        printed = capsys.readouterr()
        assert printed.out, printed.err
        report = json.loads(printed.out)
        return status, [(f["path"], f["line"], f["code"]) for f in report["findings"] if f["new"]], report

    return run


def test_what_was_there_before_is_not_new_wherever_its_line_and_file_have_moved(root, run):
    """Lines were put above it, and the page was renamed."""
    git(root, "mv", "docs/c.md", "docs/d.md")
    write_files(root, {"docs/a.md": FILES["docs/a.md"].replace("# A", "Above.\n\n# A")})
    status, new, report = run("--changed-since", "HEAD")
    assert (status, new) == (0, [])
    assert report["summary"] == {"error": 2, "warning": 3, "info": 0}
    assert report["new"] == {"error": 0, "warning": 0, "info": 0}


def test_a_deleted_page_makes_findings_on_pages_that_nobody_touched(root, run):
    """The link that led to it is broken now."""
    (root / "docs/b.md").unlink()
    status, new, _ = run("--changed-since", "HEAD")
    assert (status, new) == (1, [("docs/a.md", 11, "LNK001")])


def test_of_several_alike_the_one_on_a_changed_line_is_new(root, run):
    """The same broken link once more, above the one that was always there."""
    write_files(root, {"docs/a.md": FILES["docs/a.md"].replace("Some words", "[gone](gone.md) words")})
    assert run("--changed-since", "HEAD")[1] == [("docs/a.md", 8, "LNK001")]


def test_what_time_alone_has_done_is_not_of_the_change(root, run):
    """Every page is overdue by now; the change is to one of them."""
    write_files(root, {"docs/b.md": FILES["docs/b.md"] + "\nMore.\n"})
    status, new, _ = run("--changed-since", "HEAD", "--fail-on", "warning", as_of="2027-01-01")
    assert (status, new) == (0, [])


def test_settings_of_before_judge_what_was_before(root, run):
    """A shorter interval makes pages overdue: that is what the change does, and so it is new."""
    committed(root, {"stafett.yml": FILES["stafett.yml"].replace("1 month", "1 year")})
    write_files(root, {"stafett.yml": FILES["stafett.yml"]})
    assert [code for _, _, code in run("--changed-since", "HEAD")[1]] == ["REV001"] * 3
    write_files(root, {"stafett.yml": FILES["stafett.yml"] + "rules: {severity: {LNK001: warning}}\n"})
    assert [code for _, _, code in run("--changed-since", "HEAD~1")[1]] == []


def test_settings_that_are_new_make_no_page_worse(root, run):
    """Whoever begins to use Stafett has not made the pages as they are."""
    git(root, "rm", "-q", "--cached", "stafett.yml")
    git(root, "commit", "-q", "-m", "Without")
    assert run("--changed-since", "HEAD")[:2] == (0, [])


def test_a_role_that_the_change_leaves_vacant_is_new_on_its_pages(tmp_path, capsys):
    """Neither page was touched; the directory was, and before that it was the directory of then."""
    person = "people:\n  - {id: p-1, unit: hk, first_day: 2020-01-01, roles: [{role: chef}]}\n"
    files = {
        "stafett.yml": "language: en\ndefaults: {role: {review_in: never}, article: {review_in: never}}\n",
        "docs/roles/chef.md": "---\ntitle: Chef\nowner: chef\n---\n",
        "docs/a.md": "---\ntitle: A\nowner: chef\n---\n",
        "people/all.yml": person + "  - {id: p-2, unit: hk, first_day: 2020-01-01}\n",
    }
    root = committed(tmp_path, files)
    write_files(root, {"people/all.yml": person.replace("2020-01-01,", "2020-01-01, last_day: 2026-01-01,")})
    arguments = ["check", "-C", str(root), "--as-of", "2026-05-02", "--changed-since", "HEAD", "--format", "json"]
    assert main([*arguments, "--select", "OWN003"]) == 1
    assert [f["path"] for f in json.loads(capsys.readouterr().out)["findings"] if f["new"]] == [
        "docs/a.md",
        "docs/roles/chef.md",
    ]


def test_a_page_of_another_id_does_not_make_an_old_clash_new(root, run):
    """That two pages have one id is told of the one that has it now, and was told before."""
    files = {"docs/x.md": PAGE.format("X").replace("owner", "id: b\nowner")}
    committed(root, files)
    write_files(root, {"docs/b.md": FILES["docs/b.md"] + "\nMore.\n"})
    _, new, report = run("--changed-since", "HEAD")
    assert new == []
    assert "FMT013" in {finding["code"] for finding in report["findings"]}


def test_the_text_report_tells_new_ones_from_earlier_ones(root, capsys):
    """New ones first, earlier ones of touched pages apart, and any other as a number."""
    write_files(root, {"docs/a.md": FILES["docs/a.md"].replace("owner: x\n", "")})
    assert main(["check", "-C", str(root), "--as-of", "2026-05-02", "--changed-since", "HEAD"]) == 1
    output = capsys.readouterr().out
    assert output.index("OWN001") < output.index("These were there before") < output.index("LNK001")
    assert "docs/c.md" not in output
    assert "3 pages checked: new: 1 error, 0 warnings, 0 notes in 1 file." in output
    assert "3 findings were there before" in output


def test_a_baseline_lets_everything_be_that_was_there_when_it_was_written(root, run, capsys):
    """And nothing else; it is written where the settings say, and can be left out again."""
    assert main(["check", "-C", str(root), "--as-of", "2026-05-02", "--write-baseline"]) == 0
    assert "5 findings are now in the baseline" in (said := capsys.readouterr().out)
    assert "Write `baseline: stafett-baseline.json` in stafett.yml" in said
    written = (root / "stafett-baseline.json").read_text(encoding="utf-8")
    assert json.loads(written)["findings"] == {
        "a": ["LNK001 gone.md", "REV001 last_reviewed"],
        "b": ["REV001 last_reviewed"],
        "c": ["LNK001 gone.md", "REV001 last_reviewed"],
    }
    write_files(root, {"stafett.yml": FILES["stafett.yml"] + "baseline: stafett-baseline.json\n"})
    assert run("--fail-on", "warning")[:2] == (0, [])
    assert main(["check", "-C", str(root), "--as-of", "2026-05-02", "--no-baseline"]) == 1
    capsys.readouterr()
    write_files(root, {"docs/c.md": FILES["docs/c.md"].replace("(gone.md)", "(away.md)")})
    status, new, report = run()
    assert (status, new) == (1, [("docs/c.md", 10, "LNK001")])
    assert report["gone"] == 1
    assert run("docs/a.md")[2]["gone"] == 0
    capsys.readouterr()
    assert main(["check", "-C", str(root), "--as-of", "2026-05-02"]) == 1
    assert "This is better than the baseline by 1 finding" in capsys.readouterr().out


def test_a_baseline_is_written_over_a_baseline_alone(root, capsys):
    """Not over a page, nor by a check that looked at a part; one of another version is written anew."""
    arguments = ["check", "-C", str(root), "--as-of", "2026-05-02", "--write-baseline"]
    page = root / "docs/a.md"
    assert main([*arguments, str(page)]) == 2
    assert page.read_text(encoding="utf-8") == FILES["docs/a.md"]
    assert "is not a baseline" in capsys.readouterr().err
    assert main([*arguments, str(root / "x.json"), "--select", "REV"]) == 2
    assert not (root / "x.json").exists()
    write_files(root, {"x.json": '{"version": 0, "findings": {}}'})
    assert main([*arguments, str(root / "x.json")]) == 0
    assert json.loads((root / "x.json").read_text(encoding="utf-8"))["version"] == 1


def test_a_strict_build_fails_by_what_the_baseline_does_not_let_be(tmp_path, capsys):
    """A team with old pages has a site from the first day."""
    files = {"docs/a.md": "# A\n", "stafett.yml": "language: en\nbaseline: stafett-baseline.json\n"}
    write_files(tmp_path, files)
    assert main(["check", "-C", str(tmp_path), "--write-baseline"]) == 0
    built = build_files(tmp_path, files, "--strict")
    assert built.status == 0, built.output
    built = build_files(tmp_path, files | {"docs/b.md": "# B\n"}, "--strict")
    assert built.status == 1
    assert "docs/b.md:1: FMT002" in built.output


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "[]",
        "{",
        '{"version": 1}',
        '{"version": 1, "findings": {"a": "b"}}',
        "[" * 100_000,
        '{"version": 2, "findings": {}}',
    ],
)
def test_a_baseline_that_is_none_ends_with_status_2(root, capsys, text):
    """It would otherwise let nothing be, or everything."""
    if text is not None:
        write_files(root, {"base.json": text})
    assert main(["check", "-C", str(root), "--baseline", str(root / "base.json")]) == 2
    assert "baseline" in capsys.readouterr().err


def test_what_a_baseline_remembers_is_the_same_in_every_language_and_on_the_next_day():
    """Another language, a better wording or a day that passes makes nothing new."""
    base = load(REPOSITORY)
    english = replace(base, settings=replace(base.settings, language="en"))
    selection = Selection(ignore=["LNG", "LNK001"])  # the language itself, and the addresses of lists, which have one
    today = check(base, date(2026, 11, 24), selection)
    assert today
    assert baseline_of(today) == baseline_of(check(english, date(2026, 11, 24), selection))
    tomorrow = check(base, date(2026, 11, 25), selection)
    assert set(map(mark_of, tomorrow)) >= {mark_of(finding) for finding in today if finding.code != "REV006"}


def test_a_baseline_counts():
    """What it names once it lets be once."""

    def finding(line):
        return Finding("docs/a.md", line, 1, "LNK001", "m", "f", "n", Severity.ERROR, "a", "x.md")

    base = baseline_of([finding(1)])
    found = against_baseline(all_new([finding(3), finding(5)]), base)
    assert found.is_new == (False, True)
    assert against_baseline(all_new([]), base).gone == (("a", "LNK001 x.md"),)
    assert isinstance(found, News)
