"""Reports for forges: valid by their schemas, on the lines that changed, and safe whatever a page says."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from junitparser import JUnitXml
from markdown import markdown as as_html

from conftest import write_files
from repositories import committed
from stafett.changes import Changes, FileChange
from stafett.cli.main import main
from stafett.messages import Words
from stafett.model import Finding, Severity
from stafett.questions.check import check
from stafett.questions.news import News, against_earlier, all_new
from stafett.reading.load import load
from stafett.reports import github, gitlab, junit, markdown, sarif
from stafett.reports.checked import Checked
from stafett.reports.comment_text import code, sentence
from stafett.reports.forge_text import plain
from stafett.rules import all_metas

DAY = date(2026, 5, 1)
SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json"
HOSTILE = (
    "@everyone @org/t fixes #12 GH-1 !3 &4 <img src=x onerror=1> </details> [a](http://x.y) `b\n/close\x1b[3m ](c) |"
)
PAGE = "---\ntitle: {0}\nowner: chef\nlast_reviewed: 2026-04-01\nreview_in: 1 year\n---\n# {0}\n\n"
FILES = {
    "stafett.yml": "language: en\ndefaults: {role: {review_in: 1 year}}\n",
    "docs/roles/chef.md": PAGE.format("Chef | of @all"),
    "docs/a.md": PAGE.format("Ärende 1") + "[gone](gone.md)\n",
    "docs/b.md": PAGE.format("B"),
}


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """One broken link that was always there, one on a line that changed, and one that the change breaks elsewhere."""
    root = tmp_path_factory.mktemp("base")
    write_files(root, FILES | {"docs/å b.md": PAGE.format("Å") + "[b](b.md)\n[n](nowhere.md)\n"})
    (root / "docs/b.md").unlink()
    base = load(root)
    findings = check(base, DAY)
    files = (
        FileChange("docs/b.md", "docs/b.md", gone=True),
        FileChange("docs/a.md", "docs/a.md", lines=(range(2, 3),)),
    )
    earlier = [finding for finding in findings if finding.path == "docs/a.md"]
    changes = Changes("x", files)
    return Checked(base, DAY, base.pages, against_earlier(findings, earlier, changes), Words("en"), changes=changes)


def one(message="m", *, severity=Severity.ERROR, path="docs/a.md", line=9, fix="f"):
    """A finding that says something."""
    return Finding(path, line, 1, "LNK001", message, fix, "broken-link", severity, "a", "x")


def all_of(checked, findings, **more):
    """A check that came to these new findings."""
    return Checked(checked.base, DAY, checked.base.pages, all_new(findings), Words("en"), **more)


def uris(report):
    """Where a SARIF report places its results."""
    results = report["runs"][0]["results"]
    return [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results]


def test_sarif_is_valid_and_says_what_is_new(checked):
    """By the schema of SARIF 2.1.0; every rule has its manual page, every result a rule, a place and a fingerprint."""
    report = json.loads(sarif.render(checked))
    jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(report)
    run = report["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [meta.code for meta in all_metas()]
    assert all("## Why it matters" in rule["help"]["markdown"] for rule in rules)
    told = [
        (r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], r["baselineState"]) for r in run["results"]
    ]
    assert told == [("docs/a.md", "unchanged"), ("docs/%C3%A5%20b.md", "new"), ("docs/%C3%A5%20b.md", "new")]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert len({result["partialFingerprints"]["stafett/v1"] for result in run["results"]}) == 3


def test_sarif_is_valid_whatever_a_page_says(checked):
    """Also without anything to compare with."""
    report = json.loads(sarif.render(all_of(checked, [one(HOSTILE), one(HOSTILE, path="a\n\udc80 %#?.md")])))
    jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(report)
    assert "baselineState" not in report["runs"][0]["results"][0]
    assert uris(report)[1] == "a%0A%80%20%25%23%3F.md"


def test_gitlab_gets_what_its_format_asks_for(checked):
    """A list; every fingerprint is another, and stays when lines move."""
    entries = json.loads(gitlab.render(checked))
    assert [set(entry) for entry in entries] == [
        {"description", "check_name", "fingerprint", "severity", "location"}
    ] * 3
    assert {entry["severity"] for entry in entries} <= {"info", "minor", "major", "critical", "blocker"}
    assert entries[0]["location"] == {"path": "docs/a.md", "lines": {"begin": 9}}
    assert len({entry["fingerprint"] for entry in entries}) == 3
    twice = json.loads(gitlab.render(all_of(checked, [one(), one(line=20)])))
    moved = json.loads(gitlab.render(all_of(checked, [one(line=3), one(line=30)])))
    assert [entry["fingerprint"] for entry in twice] == [entry["fingerprint"] for entry in moved]
    assert twice[0]["fingerprint"] != twice[1]["fingerprint"]


def test_junit_has_a_test_for_each_page(checked):
    """What fails the check fails the test; anything else is its output."""
    report = JUnitXml.fromstring(junit.render(checked).encode())
    cases = {case.name: case for suite in report for case in suite}
    assert sorted(cases) == ["docs/a.md", "docs/roles/chef.md", "docs/å b.md"]
    assert (report.tests, report.failures, report.errors) == (3, 1, 0)
    assert cases["docs/a.md"].is_passed
    assert "LNK001" in cases["docs/a.md"].system_out
    assert "docs/å b.md:10:1 LNK001 error" in cases["docs/å b.md"].result[0].text


def test_junit_can_be_read_whatever_a_page_says(checked):
    """Control characters have no place in XML, not even as references."""
    text = junit.render(all_of(checked, [one(f'"{HOSTILE}" ]]>\x00\ufffe'), one("y", path="x\x08<.md")]))
    assert JUnitXml.fromstring(text.encode()).failures == 2


def test_annotations_are_put_on_lines_that_changed(checked):
    """GitHub would not show them among the changes else; a file that did not change keeps its line."""
    changes = Changes("x", (FileChange("docs/a.md", "docs/a.md", lines=(range(3, 5), range(40, 41))),))
    findings = [one(line=9), one(line=4), one(line=35), one(path="docs/b.md"), one(line=1)]
    lines = github.render(all_of(checked, findings, changes=changes, folder="kb/")).splitlines()
    assert [re.search(r"file=([^,]+),line=(\d+)(,col=1)?,", line).groups() for line in lines] == [
        ("kb/docs/a.md", "4", None),
        ("kb/docs/a.md", "4", ",col=1"),
        ("kb/docs/a.md", "40", None),
        ("kb/docs/b.md", "9", ",col=1"),
        ("kb/docs/a.md", "3", None),
    ]
    assert lines[0].endswith("::Line 9: m. f")
    assert lines[1].endswith("::m. f")


def test_only_new_findings_are_annotated_ten_of_each_kind(checked):
    """Errors first; what GitHub would leave out stands below, as lines that are no commands."""
    assert "docs/a.md" not in github.render(checked)
    findings = [one(severity=severity, line=n) for n in range(1, 13) for severity in Severity]
    lines = github.render(all_of(checked, findings)).splitlines()
    assert [line.split(" ")[0] for line in lines[:30]] == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 10
    assert lines[30] == "GitHub shows no more than ten of each kind; here are 6 more:"
    assert lines[31] == "error docs/a.md:11 LNK001 m. f"
    hostile = github.render(all_of(checked, [one("##[error]x\n::error::y")] * 12)).splitlines()
    assert len(hostile) == 13
    assert not any(re.match(r"\s*(::|##)|.*##\[", line) for line in hostile[10:])


def test_the_summary_as_a_whole(checked, golden):
    """The verdict, what is new, what was there before, and who answers for what changed."""
    golden("check-summary.md", markdown.render(checked))


def test_the_summary_leads_to_the_pages_of_rules_where_the_site_is_known(checked):
    """Whoever reads the comment need not have the command; without a site it is what there is."""
    base = replace(checked.base, settings=replace(checked.base.settings, site_url="https://kb.example"))
    known = markdown.render(replace(checked, base=base, words=Words("sv")))
    assert "[LNK001](<https://kb.example/regler/lnk001/>)" in known
    assert "stafett explain" not in known
    assert "stafett explain" in markdown.render(checked)


def test_the_summary_with_nothing_new_is_short(checked):
    """The marker, by which it is found again, and one sentence."""
    text = markdown.render(all_of(checked, []))
    assert text == f"{markdown.MARKER}\n\n**The knowledge base passes the check: nothing new to remark.**\n"


def test_the_summary_is_never_longer_than_a_comment_may_be(checked):
    """However much there is, and however long the words: what is left out is counted."""
    many = [one("m" * 5000, fix="f" * 5000, path=f"docs/{n}{'x' * 500}.md") for n in range(2000)]
    news = News(tuple(many * 2), (True,) * 2000 + (False,) * 2000, frozenset(finding.path for finding in many))
    text = markdown.render(Checked(checked.base, DAY, checked.base.pages, news, Words("sv")))
    assert len(text) < 60_000
    assert re.search(r"\.\.\. (och|and) \d+ (till|more)\.", text)


class Parts(HTMLParser):
    """Takes HTML apart into its tags and the text that is not in code."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text, self.code = [], "", 0
        self.feed(html)

    def handle_starttag(self, tag, _):
        """Remember the tag."""
        self.tags.append(tag)
        self.code += tag == "code"

    def handle_endtag(self, tag):
        """Leave code."""
        self.code -= tag == "code"

    def handle_data(self, data):
        """Remember text that a forge would look at."""
        self.text += "" if self.code else data


@given(st.text(st.sampled_from("@#!&a1`<>[]()|\\*_~\n :/-x") | st.characters(), max_size=40))
@settings(max_examples=60)
@example(HOSTILE)
@example("\\`@a`")
@example("www.x.y and https://x.y/z/1")
def test_nothing_in_a_page_mentions_refers_or_marks_up(text):
    """Told as text, as code or as a sentence that quotes: no tag of its own, no sign that a forge would follow."""
    for written in (plain(text), code(text), sentence(f"The link `{text}` leads nowhere {text}")):
        parts = Parts(as_html(f"- x {written}"))
        assert set(parts.tags) <= {"ul", "li", "code", "p"}
        assert not re.search(r"[@#!~$%^][\w\[]|&[\w]|\w://|GH-\d|www\.\w", parts.text, re.IGNORECASE)
        assert "\n" not in written


def test_one_run_writes_several_reports(tmp_path, capsys):
    """A run over everything is dear, and CI wants text, annotations and a summary of it."""
    root = committed(tmp_path, {f"kb/{path}": text for path, text in FILES.items()}) / "kb"
    write_files(root, {"docs/b.md": FILES["docs/b.md"] + "[no](no.md)\n"})
    files = {name: tmp_path / f"x.{name}" for name in ("sarif", "gitlab", "junit", "markdown", "json")}
    also = [f"--also={name}={path}" for name, path in files.items()]
    assert main(["check", "-C", str(root), "--as-of", "2026-05-01", "--changed-since", "HEAD", *also]) == 1
    assert "3 pages checked: new: 1 error" in capsys.readouterr().out
    assert '"kb/docs/b.md"' in files["gitlab"].read_text(encoding="utf-8")
    assert '"path": "docs/b.md"' in files["json"].read_text(encoding="utf-8")
    assert "`kb/docs/b.md:9`" in files["markdown"].read_text(encoding="utf-8")
    quiet = ["--fail-on", "never", "--format", "markdown"]
    assert main(["check", "-C", str(root), "--as-of", "2026-05-01", "--changed-since", "HEAD", *quiet]) == 0
    assert "does not pass the check: 1 new error" in capsys.readouterr().out
    assert main(["check", "-C", str(root), "--also", "sarif"]) == 2
    assert "is not FORMAT=FILE" in capsys.readouterr().err
