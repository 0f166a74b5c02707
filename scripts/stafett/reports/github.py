"""Findings as GitHub workflow commands, which annotate the lines of a pull request.

Source: docs.github.com, "Workflow commands for GitHub Actions", and the escaping in actions/toolkit (command.ts).
"""

from __future__ import annotations

from collections.abc import Sequence

from stafett.model import Finding, Severity
from stafett.reports.printable import printable

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(findings: Sequence[Finding]) -> str:
    """A command for each finding, one a line."""
    return "".join(_command(finding) + "\n" for finding in findings)


def _command(finding: Finding) -> str:
    title = f"{finding.code} {finding.name}"
    place = f"file={_property(finding.path)},line={finding.line},col={finding.column},title={_property(title)}"
    return f"::{_LEVEL[finding.severity]} {place}::{_data(f'{finding.message}. {finding.fix}')}"


def _data(text: str) -> str:
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
