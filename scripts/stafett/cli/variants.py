"""Tells where units work differently from a national process, why, and until when."""

from __future__ import annotations

import argparse
from pathlib import Path

from stafett.cli.common import add_common, as_of, knowledge_base, write
from stafett.cli.knowing import knowing_changes
from stafett.cli.main import Failure
from stafett.guesses import nearest
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.questions.variants import register
from stafett.reports.printable import printable
from stafett.reports.variants import render_csv, render_json, render_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett variants``."""
    add_common(parser)
    parser.add_argument(
        "--unit", metavar="UNIT", help="only what concerns this unit: its own, those of units above it, and below it"
    )
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table", help="default: table")
    parser.add_argument("--output", metavar="FILE", help="write the register to FILE instead of printing it")


def run(options: argparse.Namespace) -> int:
    """Tell the register: 0."""
    base, day = knowledge_base(options), as_of(options)
    words = Words(base.settings.language)
    unit = _unit(base, options.unit, words) if options.unit is not None else None
    base = knowing_changes(base, Path(options.root), day)
    entries = register(base, day, unit)
    if options.format == "json":
        report = render_json(base, entries, day)
    elif options.format == "csv":
        report = render_csv(base, entries, day)
    else:
        report = render_table(base, entries, words, unit)
    write(report, options.output)
    return 0


def _unit(base: KnowledgeBase, given: str, words: Words) -> str:
    """The unit that is meant, by its id or its name. Raises Failure where there is none."""
    units = base.directory.units
    wanted = given.strip().casefold()
    found = [unit.id for unit in units.values() if wanted in {unit.id.casefold(), unit.name.casefold()}]
    if given in units or len(found) == 1:
        return given if given in units else found[0]
    guess = nearest(given, (*units, *(unit.name for unit in units.values())))
    message = N_("there is no unit '{unit}'; did you mean {guess}?") if guess else N_("there is no unit '{unit}'")
    raise Failure(words(message, unit=printable(given), guess=guess or ""))
