"""Reads a baseline: the findings that were there when it was written, and that fail no check."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from stafett.messages import N_
from stafett.model import Complaint
from stafett.reading.files import read_text

FILE = "stafett-baseline.json"
"""What the file is called where nobody says otherwise."""
VERSION = 1
Baseline = Mapping[str, Sequence[str]]
"""What a baseline lets be: by page (its id; for any other file its path), the marks of findings.

A mark is what ``stafett.questions.news.mark_of`` says of a finding; one that is there twice is let be twice.
"""


class BaselineError(Exception):
    """The file is no baseline that can be used; ``message`` is a message id with named places for ``values``."""

    def __init__(self, message: str, **values: str) -> None:
        super().__init__(message.format(**values))
        self.message, self.values = message, values


class OutdatedBaselineError(BaselineError):
    """The file is a baseline as another version of Stafett wrote it."""


def read_baseline(path: Path) -> Baseline:
    """The baseline in the file ``path``. Raises BaselineError."""
    text = read_text(path)
    if isinstance(text, Complaint):
        raise BaselineError(N_("the baseline '{path}' cannot be read, or is not there"), path=str(path))
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _no_baseline(path) from error
    if not isinstance(content, dict) or not isinstance(content.get("findings"), dict):
        raise _no_baseline(path)
    if content.get("version") != VERSION:
        message = N_("the baseline '{path}' is of another version of Stafett; write it anew with `--write-baseline`")
        raise OutdatedBaselineError(message, path=str(path))
    marks = content["findings"]
    if not all(isinstance(said, list) and all(isinstance(mark, str) for mark in said) for said in marks.values()):
        raise _no_baseline(path)
    return {place: tuple(said) for place, said in marks.items()}


def _no_baseline(path: Path) -> BaselineError:
    message = N_("'{path}' is not a baseline as `stafett check --write-baseline` writes it")
    return BaselineError(message, path=str(path))
