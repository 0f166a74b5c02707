"""Real knowledge bases that nobody wrote for Stafett, checked through the real command."""

from __future__ import annotations

import calendar
import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from stafett.cli.main import main

PAGES = [{"match": pattern, "kind": "article"} for pattern in ("**/*.md", "**/*.md.erb")]
FOREIGN = {"language": "en", "pages": PAGES, "exclude": [], "owners": "any"}
GOVUK = FOREIGN | {"fields": {"last_reviewed": "last_reviewed_on", "owner": "owner_slack"}}
EXACT = ("govuk-developer-docs-20201103", "gds-way-20231231", "opg-technical-guidance")
US_DATES = FOREIGN | {
    "fields": {"last_reviewed": "ms.date", "owner": "author"},
    "date_formats": ["%m/%d/%Y"],
    "defaults": {"article": {"review_in": "1 year"}},
}
OTHERS = ("madr", "govuk-aws-adr", "content-publisher-adr", "digg-opensource-docs")


@pytest.fixture(scope="module")
def copied(corpora, tmp_path_factory):
    """A function that copies a corpus, once, and puts settings beside its pages."""
    made: dict[str, Path] = {}

    def copy(name: str, settings: dict[str, object]) -> Path:
        if name not in made:
            made[name] = tmp_path_factory.mktemp("corpora") / name
            shutil.copytree(corpora / name, made[name], copy_function=shutil.copyfile)
            made[name].chmod(0o755)
            (made[name] / "stafett.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
        return made[name]

    return copy


def run(capsys, *arguments: str) -> object:
    """What a command prints as JSON; it has to end with status 0."""
    assert main(list(arguments)) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return json.loads(printed.out)


def named(report: dict, code: str) -> list[str]:
    """The pages that a report names for a code."""
    return sorted({finding["path"] for finding in report["findings"] if finding["code"] == code})


def expected(corpora: Path, name: str) -> dict:
    """What was computed independently of Stafett."""
    return json.loads((corpora / f"{name}.expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", EXACT)
def test_a_real_knowledge_base_is_checked_exactly(name, corpora, copied, capsys):
    """Every rule names exactly the pages that it should, on every day that was computed."""
    root, right = str(copied(name, GOVUK)), expected(corpora, name)
    for day, by_code in right["as_of"].items():
        report = run(capsys, "check", "-C", root, "--as-of", day, "--format", "json", "--fail-on", "never")
        wanted = right["always"] | by_code
        assert {code: named(report, code) for code in wanted} == {code: sorted(paths) for code, paths in wanted.items()}
        assert report["as_of"] == day


@pytest.mark.parametrize("name", EXACT)
def test_a_real_knowledge_base_has_exactly_its_due_dates(name, corpora, copied, capsys):
    """Each page is due on the day that was computed, and no other page has such a day."""
    rows = run(capsys, "pages", "-C", str(copied(name, GOVUK)), "--format", "json", "--as-of", "2026-01-01")
    assert {row["path"]: row["due"] for row in rows if row["due"]} == expected(corpora, name)["due"]


def test_american_dates_are_read_where_the_settings_say_so(copied, capsys):
    """A page whose `ms.date` can be read as MM/DD/YYYY is due a year after it; every other page has no such day."""
    root = copied("ms-wsl", US_DATES)
    right = {}
    for path in root.rglob("*.md"):
        head = path.read_text(encoding="utf-8-sig").split("\n---", 1)[0]
        found = re.search(r"^ms\.date:\s*(\d\d)/(\d\d)/(\d{4})\s*$", head, re.MULTILINE)
        if found:
            month, day, year = (int(part) for part in found.groups())
            last = calendar.monthrange(year + 1, month)[1]
            right[path.relative_to(root).as_posix()] = date(year + 1, month, min(day, last)).isoformat()
    rows = run(capsys, "pages", "-C", str(root), "--format", "json", "--as-of", "2026-01-01")
    assert {row["path"]: row["due"] for row in rows if row["due"]} == right
    assert len(right) > 30


@pytest.mark.parametrize("name", OTHERS)
def test_other_knowledge_bases_are_read_whole(name, copied, capsys):
    """No page is passed over, and nothing ends the command."""
    root = copied(name, FOREIGN)
    files = sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.name.endswith((".md", ".md.erb")))
    visible = [path for path in files if not any(part.startswith(".") for part in Path(path).parts[:-1])]
    common = ("-C", str(root), "--as-of", "2026-01-01", "--format", "json")
    report = run(capsys, "check", *common, "--fail-on", "never")
    assert report["pages"] == len(visible)
    assert [row["path"] for row in run(capsys, "pages", *common)] == visible
    assert {finding["path"] for finding in report["findings"]} <= set(visible)
