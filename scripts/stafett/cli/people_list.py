"""Lists who works here on a day, with unit and roles. Personal data: for those who need it, not for publishing."""

from __future__ import annotations

import argparse

from stafett.cli.common import add_common, as_of, day, knowledge_base, write
from stafett.cli.main import Failure
from stafett.guesses import nearest
from stafett.messages import N_, Words
from stafett.questions.people_list import workers
from stafett.reports.people_table import render_csv, render_json, render_table
from stafett.reports.printable import printable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett people list``."""
    add_common(parser)
    parser.add_argument("--on", metavar="YYYY-MM-DD", type=day, help="the day (default: the as-of day)")
    parser.add_argument("--unit", metavar="UNIT", help="only those of a unit and the units below it")
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table", help="default: table")
    parser.add_argument("--output", metavar="FILE", help="write to a file instead of printing")


def run(options: argparse.Namespace) -> int:
    """List them: 0."""
    base = knowledge_base(options)
    words, units = Words(base.settings.language), base.directory.units
    if options.unit is not None and options.unit not in units:
        guess = nearest(options.unit, units)
        message = N_("there is no unit '{unit}'; did you mean '{guess}'?") if guess else N_("there is no unit '{unit}'")
        raise Failure(words(message, unit=printable(options.unit), guess=guess or ""))
    found = workers(base, options.on or as_of(options), options.unit)
    rendered = {"json": lambda: render_json(found), "csv": lambda: render_csv(found)}
    write(rendered.get(options.format, lambda: render_table(found, words))(), options.output)
    return 0
