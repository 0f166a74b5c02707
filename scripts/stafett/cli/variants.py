"""Tells where units work differently from a national process, why, and until when."""

from __future__ import annotations

import argparse
from pathlib import Path

from stafett.cli.common import add_common, as_of, knowledge_base, unit_named, write
from stafett.cli.knowing import knowing_changes
from stafett.messages import Words
from stafett.questions.variants import register
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
    unit = unit_named(base, options.unit) if options.unit is not None else None
    base = knowing_changes(base, Path(options.root), day)
    entries = register(base, day, unit)
    if options.format == "json":
        report = render_json(base, entries, day)
    elif options.format == "csv":
        report = render_csv(base, entries, day, words)
    else:
        report = render_table(base, entries, words, unit)
    write(report, options.output)
    return 0
