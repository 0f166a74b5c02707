"""Findings as a JUnit report, which Jenkins, GitLab and Azure DevOps show as tests: one for each page.

Source: the schema of Jenkins' xUnit plugin (junit-10.xsd). A test fails by what fails the check; anything else that
there is to say of the page is its output.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from stafett.model import Finding
from stafett.reports.checked import Checked
from stafett.reports.printable import printable


def render(checked: Checked) -> str:
    """A suite with a test for each page asked about, and one for any other file that there is something to say of."""
    failing, others = _by_path(checked.failing), _by_path(_others(checked))
    paths = sorted({*(page.path for page in checked.pages), *failing, *others})
    counts = f'tests="{len(paths)}" failures="{len(failing)}" errors="0"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="stafett" {counts}>',
        f'  <testsuite name="stafett" {counts} skipped="0" time="0" timestamp="{checked.as_of.isoformat()}T00:00:00">',
        *(line for path in paths for line in _test(path, failing.get(path, []), others.get(path, []))),
        "  </testsuite>",
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _others(checked: Checked) -> Iterator[Finding]:
    for finding, new in zip(checked.news.findings, checked.news.is_new, strict=True):
        if not new or finding.severity not in checked.fails:
            yield finding


def _by_path(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.path, []).append(finding)
    return found


def _test(path: str, failing: list[Finding], others: list[Finding]) -> Iterator[str]:
    yield f'    <testcase classname={_attribute(path.rpartition("/")[0] or ".")} name={_attribute(path)} time="0">'
    if failing:
        message = f"{failing[0].message}." if len(failing) == 1 else f"{len(failing)} × {_codes(failing)}"
        kind = _attribute(failing[0].code)
        yield f"      <failure message={_attribute(message)} type={kind}>{_said(failing)}</failure>"
    if others:
        yield f"      <system-out>{_said(others)}</system-out>"
    yield "    </testcase>"


def _codes(findings: Iterable[Finding]) -> str:
    return ", ".join(sorted({finding.code for finding in findings}))


def _said(findings: Iterable[Finding]) -> str:
    return "\n".join(
        escape(printable(f"{f.path}:{f.line}:{f.column} {f.code} {f.severity}: {f.message}. {f.fix}".strip()))
        for f in findings
    )


def _attribute(text: str) -> str:
    return quoteattr(printable(text))
