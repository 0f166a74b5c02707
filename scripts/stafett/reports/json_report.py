"""Findings as JSON, for other programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date

from stafett.model import Finding, Severity
from stafett.questions.news import News
from stafett.reports.printable import visible_json


def render(findings: Sequence[Finding], as_of: date, pages: int) -> str:
    """The findings, how many pages were asked about, and how many findings of each severity there are."""
    return _written(as_of, pages, [_finding(finding) for finding in findings], {"summary": _counts(findings)})


def render_news(news: News, as_of: date, pages: int) -> str:
    """The same where findings were compared: each says whether it is new, and the new ones are counted apart.

    ``gone`` is how many findings the baseline lets be that are there no more.
    """
    findings = [{**_finding(finding), "new": new} for finding, new in zip(news.findings, news.is_new, strict=True)]
    counts = {"summary": _counts(news.findings), "new": _counts(news.new), "gone": len(news.gone)}
    return _written(as_of, pages, findings, counts)


def _written(as_of: date, pages: int, findings: list[dict[str, object]], counts: dict[str, object]) -> str:
    report = {"as_of": as_of.isoformat(), "pages": pages, "findings": findings, **counts}
    return visible_json(json.dumps(report, ensure_ascii=False, indent=2)) + "\n"


def _counts(findings: Sequence[Finding]) -> dict[str, int]:
    counts = Counter(finding.severity for finding in findings)
    return {str(severity): counts[severity] for severity in Severity}


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
