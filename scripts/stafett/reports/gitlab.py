"""Findings as a GitLab Code Quality report, which a merge request shows beside the changed lines.

Source: docs.gitlab.com, "Code Quality", "Code Quality report format". GitLab itself compares the report of a merge
request with that of its target branch, by fingerprint: so all findings are in it, new or not.
"""

from __future__ import annotations

import json

from stafett.model import Severity
from stafett.reports.checked import Checked, fingerprints
from stafett.reports.printable import printable, visible_json

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(checked: Checked) -> str:
    """A list with an entry for each finding."""
    entries = [
        {
            "description": printable(f"{finding.message}. {finding.fix}".strip()),
            "check_name": f"{finding.code} {finding.name}",
            "fingerprint": print_,
            "severity": _SEVERITY[finding.severity],
            "location": {"path": checked.file(finding), "lines": {"begin": finding.line}},
        }
        for finding, _, print_ in fingerprints(checked.news)
    ]
    return visible_json(json.dumps(entries, ensure_ascii=False, indent=2)) + "\n"
