"""Tells how healthy the knowledge base is: what share is vouched for in time, and what the share does not show."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from stafett.cli.common import add_common, as_of, day, knowledge_base, write
from stafett.dates import Interval, before
from stafett.messages import Words
from stafett.questions.health_over_time import health, needed_from
from stafett.questions.onboarding import substance_of
from stafett.reading.page_history import read_histories
from stafett.reports.health import render_json, render_text

YEAR = Interval(1, "year")
"""How far back is told, where nobody says."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett health``."""
    add_common(parser)
    parser.add_argument("--format", choices=("table", "json"), default="table", help="default: table")
    parser.add_argument("--output", metavar="FILE", help="write the report to FILE instead of printing it")
    parser.add_argument(
        "--since", metavar="YYYY-MM-DD", type=day, help="tell month by month from this day on (default: a year back)"
    )


def run(options: argparse.Namespace) -> int:
    """Tell how healthy the knowledge base is."""
    base, today = knowledge_base(options), as_of(options)
    since: date = options.since or before(today, YEAR)
    begin = needed_from(base, min(since, today))
    histories = read_histories(Path(options.root), base, today, substance_of, begin=begin)
    found = health(base, today, histories, since)
    words = Words(base.settings.language)
    write(render_json(found) if options.format == "json" else render_text(found, words), options.output)
    return 0
