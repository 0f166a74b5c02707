"""Every rule, by readable cases: ``cases/rules/CODE/*.yml`` hold input files and the exact findings they give."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from conftest import write_files
from repositories import committed, git
from stafett.model import Finding
from stafett.questions.check import check
from stafett.reading.changes import read_changes
from stafett.reading.load import load
from stafett.rules import all_metas

CASES = Path(__file__).parent / "cases" / "rules"
FILES = sorted(CASES.glob("*/*.yml"))
CODES = [meta.code for meta in all_metas()]
KEYS = {"about", "as_of", "settings", "before", "files", "links", "findings"}


def read_case(path: Path) -> dict[str, object]:
    """A case as written; a misspelt key in it is refused."""
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(case) <= KEYS, f"{path.name} has keys that mean nothing: {set(case) - KEYS}"
    assert isinstance(case["as_of"], date), f"{path.name} needs a date as `as_of`"
    return case


def as_line(finding: Finding) -> str:
    """A finding as cases write it."""
    place = f"{finding.path}:{finding.line}:{finding.column}"
    return f"{place} {finding.code} {finding.severity}: {finding.message}. {finding.fix}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_case_gives_exactly_its_findings(path, tmp_path):
    """The whole list of findings is as the case says: places, severities and words."""
    case = read_case(path)
    settings = {"language": "en", **case.get("settings", {})}
    root = tmp_path / "base"
    files = {"stafett.yml": yaml.safe_dump(settings), **case["files"]}
    if "before" in case:
        committed(root, {"stafett.yml": files["stafett.yml"], **case["before"]})
        for name in case["before"]:
            (root / name).unlink()
    write_files(root, files)
    for name, target in case.get("links", {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).symlink_to(target)
    if "before" in case:
        git(root, "add", "-A")
    changes = read_changes(root, "HEAD") if "before" in case else None
    found = check(load(root), case["as_of"], changes=changes)
    assert [as_line(finding) for finding in found] == case["findings"]


@pytest.mark.parametrize("code", CODES)
def test_a_rule_has_a_case_that_fires_and_one_that_stays_silent(code):
    """Nobody adds a rule without showing when it speaks and when it does not."""
    findings = [read_case(path)["findings"] for path in sorted((CASES / code).glob("*.yml"))]
    assert any(any(f" {code} " in line for line in lines) for lines in findings), f"no case of {code} fires"
    assert any(all(f" {code} " not in line for line in lines) for lines in findings), f"no case of {code} is silent"


def test_every_folder_of_cases_belongs_to_a_rule():
    """A folder that is misspelt is not passed over."""
    assert {path.parent.name for path in FILES} <= set(CODES)
