"""Findings as JSON, for other programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date

from stafett.model import Finding, Severity
from stafett.reports.printable import visible_json


def render(findings: Sequence[Finding], as_of: date, pages: int) -> str:
    """The findings, how many pages were asked about, and how many findings of each severity there are."""
    counts = Counter(finding.severity for finding in findings)
    report = {
        "as_of": as_of.isoformat(),
        "pages": pages,
        "findings": [_finding(finding) for finding in findings],
        "summary": {str(severity): counts[severity] for severity in Severity},
    }
    return visible_json(json.dumps(report, ensure_ascii=False, indent=2)) + "\n"


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "page": finding.page,
        "message": finding.message,
        "fix": finding.fix,
    }
