"""Tells which processes each role and unit needs, how well each is covered, and where knowledge is thin."""

from __future__ import annotations

import argparse
from pathlib import Path

from stafett.cli.common import add_common, as_of, knowledge_base, role_named, unit_named, write
from stafett.cli.main import Failure
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.questions.coverage import Coverage, coverage
from stafett.questions.coverage_part import Part, alone_of, gaps_of, of_role, of_unit
from stafett.questions.gaps import alone, gaps
from stafett.questions.reported import NO_REPORTS, Reported, reported
from stafett.questions.unanswered import systems_missing
from stafett.reading.exported_issues import ReportsError, read_issues
from stafett.reports.coverage import Told, render_text
from stafett.reports.coverage_data import render_csv, render_json
from stafett.reports.printable import printable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett coverage``."""
    add_common(parser)
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument("--role", metavar="ROLE", help="only what the people in this role need, and why")
    asked.add_argument("--unit", metavar="UNIT", help="only what the people of this unit and those below it need")
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table", help="default: table")
    parser.add_argument("--output", metavar="FILE", help="write the report to FILE instead of printing it")
    parser.add_argument(
        "--reports",
        metavar="FILE",
        help="issues as a forge exports them, JSON or CSV (default: what `reports` in stafett.yml names)",
    )


def run(options: argparse.Namespace) -> int:
    """Tell how well knowledge is covered."""
    base = knowledge_base(options)
    found, words = coverage(base, as_of(options)), Words(base.settings.language)
    part = _part(found, options, words)
    told = _reports(base, options)
    listed, single = gaps(found, told), alone(found)
    if part:
        report = Told(found, gaps_of(found, part, listed), alone_of(part, single), (), NO_REPORTS, part)
    else:
        report = Told(found, listed, single, systems_missing(base), told)
    if options.format == "json":
        text = render_json(report)
    elif options.format == "csv":
        text = render_csv(report, words)
    else:
        text = render_text(report, words)
    write(text, options.output)
    return 0


def _part(found: Coverage, options: argparse.Namespace, words: Words) -> Part | None:
    base = found.base
    if options.role is not None:
        role = role_named(base, options.role)
        if role is None:
            raise Failure(words(N_("there is no role guide '{role}'"), role=printable(options.role)))
        return of_role(found, role)
    if options.unit is not None:
        return of_unit(found, unit_named(base, options.unit))
    return None


def _reports(base: KnowledgeBase, options: argparse.Namespace) -> Reported:
    """What readers reported, from the file that the command line names, else the settings. Raises Failure."""
    root = Path(options.root)
    if options.reports is None and not base.settings.reports:
        return NO_REPORTS
    try:
        if options.reports is not None:
            return reported(base, read_issues(Path(options.reports)))
        return reported(base, read_issues(root / base.settings.reports, root))
    except ReportsError as error:
        raise Failure(printable(error.told(Words(base.settings.language)))) from error
