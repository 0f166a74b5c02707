"""Lists who works here on a day, with unit and roles. Personal data: for those who need it, not for publishing."""

from __future__ import annotations

import argparse

from stafett.cli.common import add_common, as_of, day, knowledge_base, unit_named, write
from stafett.messages import Words
from stafett.questions.people_list import workers
from stafett.reports.people_table import render_csv, render_json, render_table


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
    words = Words(base.settings.language)
    unit = unit_named(base, options.unit) if options.unit is not None else None
    day = options.on or as_of(options)
    found = workers(base, day, unit)
    rendered = {"json": lambda: render_json(found, day), "csv": lambda: render_csv(found, words)}
    write(rendered.get(options.format, lambda: render_table(found, words))(), options.output)
    return 0
