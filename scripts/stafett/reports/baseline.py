"""A baseline as a file: sorted, one finding a line, so that a pull request shows what it lets be or has mended."""

from __future__ import annotations

import json
from collections.abc import Iterable

from stafett.model import Finding
from stafett.questions.news import baseline_of
from stafett.reading.baseline import VERSION
from stafett.reports.printable import visible_json

_ABOUT = "What was there when this file was written, by page. `stafett check` does not fail for it."


def render(findings: Iterable[Finding]) -> str:
    """The baseline that lets all ``findings`` be."""
    content = {"about": _ABOUT, "version": VERSION, "findings": baseline_of(findings)}
    return visible_json(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"
