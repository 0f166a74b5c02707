"""Findings as GitHub workflow commands, which annotate the lines of a pull request.

Source: docs.github.com, "Workflow commands for GitHub Actions", and the escaping in actions/toolkit (command.ts).
A pull request shows an annotation among its changes where the line is one of those it shows; so what is new on another
line of a changed file is put on the changed line that is nearest, and says which line is meant. Of one step GitHub
shows ten errors, ten warnings and ten notices; what is beyond that stands in the log alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Severity
from stafett.reports.checked import Checked
from stafett.reports.printable import printable

SHOWN = 10
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(checked: Checked) -> str:
    """A command for each new finding, one a line, errors first; what GitHub would not show follows as plain lines."""
    lines, left = [], []
    for severity in Severity:
        found = [finding for finding in checked.news.new if finding.severity is severity]
        lines += [_command(finding, checked) for finding in found[:SHOWN]]
        left += found[SHOWN:]
    return "".join(f"{line}\n" for line in (*lines, *_log(left, checked)))


def _log(left: list[Finding], checked: Checked) -> Iterator[str]:
    """Lines that are no commands: each begins with a word."""
    if left:
        yield checked.words.plural(
            "GitHub shows no more than ten of each kind; here is {n} more:",
            "GitHub shows no more than ten of each kind; here are {n} more:",
            len(left),
        )
    for finding in left:
        place = f"{finding.severity} {checked.file(finding)}:{finding.line}"
        yield printable(f"{place} {finding.code} {finding.message}. {finding.fix}".strip())


def _command(finding: Finding, checked: Checked) -> str:
    change = checked.changes.by_path.get(finding.path) if checked.changes else None
    line = change.nearest(finding.line) if change else finding.line
    column = f",col={finding.column}" if line == finding.line else ""
    title = f"{finding.code} {finding.name}"
    place = f"file={_property(checked.file(finding))},line={line}{column},title={_property(title)}"
    said = f"{finding.message}. {finding.fix}"
    if line != finding.line:
        place_meant = checked.words(N_("Line {line}:"), line=finding.line)
        said = f"{place_meant} {said}"
    return f"::{_LEVEL[finding.severity]} {place}::{_data(said)}"


def _data(text: str) -> str:
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
