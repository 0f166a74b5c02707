"""What ``check`` compares its findings with: the state before a change, and a baseline."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from stafett.changes import Changes
from stafett.cli.common import PROCESSES
from stafett.cli.main import Failure
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import Words
from stafett.model import Finding
from stafett.questions.check import Selection, check
from stafett.questions.news import News, against_baseline, against_earlier, all_new


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check is asked: the knowledge base in the folder ``root``, the day, which rules, and which pages."""

    base: KnowledgeBase
    root: Path
    as_of: date
    selection: Selection
    wanted: Callable[[str], bool] | None = None


def add_comparing(parser: argparse.ArgumentParser) -> None:
    """The options by which a check tells new findings from earlier ones."""
    parser.add_argument(
        "--changed-since", metavar="REV", help="only what is new since this revision fails (origin/main, HEAD, ...)"
    )
    parser.add_argument(
        "--tracked-only", action="store_true", help="with --changed-since: leave out files that git does not know yet"
    )
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument(
        "--baseline", metavar="FILE", help="what this file lists does not fail (default: `baseline` in stafett.yml)"
    )
    chosen.add_argument("--no-baseline", action="store_true", help="leave the baseline of stafett.yml out")
    chosen.add_argument(
        "--write-baseline",
        metavar="FILE",
        nargs="?",
        const="",
        help="write all findings of today to FILE (default: the one of stafett.yml, else stafett-baseline.json)",
    )


def changes_of(options: argparse.Namespace, asked: Asked) -> Changes | None:
    """What changed since the revision that the command line names; None where it names none. Raises Failure."""
    if options.changed_since is None:
        if options.tracked_only:
            raise Failure("`--tracked-only` goes with `--changed-since REV`")
        return None
    # Asked for only here: a plain check needs nothing of git.
    from stafett.reading.changes import ChangesError, read_changes  # noqa: PLC0415
    from stafett.reading.earlier import read_before  # noqa: PLC0415

    settings = asked.base.settings
    try:
        return read_changes(asked.root, options.changed_since, lambda path: read_before(path, settings))
    except ChangesError as error:
        raise Failure(Words(settings.language)(error.message, **error.values)) from error


def news(options: argparse.Namespace, asked: Asked, changes: Changes | None) -> News:
    """The findings, each with whether it is new. Raises Failure."""
    if changes and options.tracked_only:
        asked = _tracked(asked, changes.untracked)
    baseline = _baseline_path(options, asked)
    findings = check(asked.base, asked.as_of, asked.selection, asked.wanted, PROCESSES, changes)
    found = against_earlier(findings, _earlier(asked, changes, findings), changes) if changes else all_new(findings)
    if baseline is None:
        return found
    from stafett.reading.baseline import BaselineError, read_baseline  # noqa: PLC0415

    try:
        return against_baseline(found, read_baseline(baseline))
    except BaselineError as error:
        raise Failure(Words(asked.base.settings.language)(error.message, **error.values)) from error


def _tracked(asked: Asked, untracked: frozenset[str]) -> Asked:
    """The same, without what there is to say of drafts: whoever commits one page should not have to mend another."""
    wanted = asked.wanted
    return replace(asked, wanted=lambda path: path not in untracked and (wanted is None or wanted(path)))


def _earlier(asked: Asked, changes: Changes, findings: Iterable[Finding]) -> list[Finding]:
    """What there was to say before of the files that there is something to say of now; of others nobody asks."""
    from stafett.reading.earlier import load_earlier  # noqa: PLC0415

    told = {finding.path for finding in findings}
    if not told:
        return []
    earlier = load_earlier(asked.root, asked.base, changes, PROCESSES)
    wanted = {path for path in (*told, *changes.moved) if changes.moved.get(path, path) in told}
    return check(earlier, asked.as_of, asked.selection, wanted.__contains__, PROCESSES)


def _baseline_path(options: argparse.Namespace, asked: Asked) -> Path | None:
    if options.no_baseline:
        return None
    if options.baseline is not None:
        return Path(options.baseline)
    return asked.root / asked.base.settings.baseline if asked.base.settings.baseline else None
