"""Findings as SARIF 2.1.0, which code scanning on GitHub, Azure DevOps and editors read.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", and docs.github.com, "SARIF support
for code scanning": of the fingerprints it goes by ``primaryLocationLineHash`` alone, which is ours here, since a line
says less of where a finding belongs than the page's id does.
"""

from __future__ import annotations

import json
from urllib.parse import quote

from stafett import __version__
from stafett.messages import Words
from stafett.model import Finding, Severity
from stafett.reports.checked import Checked, fingerprints
from stafett.reports.printable import printable, visible_json
from stafett.rules import all_metas, module_of
from stafett.rules.manual import manual_page, read_manual

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(checked: Checked) -> str:
    """One run with every rule and its manual page, and a result for each finding, new or not."""
    rules = [_rule(meta.code, checked.words) for meta in all_metas()]
    places = {rule["id"]: index for index, rule in enumerate(rules)}
    driver = {"name": "Stafett", "version": __version__, "language": checked.words.language, "rules": rules}
    results = [
        {
            "ruleId": finding.code,
            "ruleIndex": places[finding.code],
            "level": _LEVEL[finding.severity],
            "message": {"text": printable(f"{finding.message}. {finding.fix}".strip())},
            "locations": [{"physicalLocation": _place(checked, finding)}],
            "partialFingerprints": {"primaryLocationLineHash": print_, "stafett/v1": print_},
            **({"baselineState": "new" if new else "unchanged"} if checked.news.compared else {}),
        }
        for finding, new, print_ in fingerprints(checked.news)
    ]
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "stafett/"},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    report = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return visible_json(json.dumps(report, ensure_ascii=False, indent=2)) + "\n"


def _rule(code: str, words: Words) -> dict[str, object]:
    rule = module_of(code)
    assert rule is not None  # noqa: S101 (it is the code of a rule's own card)
    manual, page = read_manual(rule), manual_page(rule, words)
    return {
        "id": code,
        "name": rule.META.name,
        "shortDescription": {"text": words(manual.summary)},
        "fullDescription": {"text": " ".join(words(paragraph) for paragraph in manual.does)},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVEL[rule.META.severity]},
        "properties": {"tags": [code[:3]]},
    }


def _place(checked: Checked, finding: Finding) -> dict[str, object]:
    path = quote(checked.file(finding).encode("utf-8", "surrogateescape"), safe="/")
    return {
        "artifactLocation": {"uri": path, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": finding.line, "startColumn": finding.column},
    }
