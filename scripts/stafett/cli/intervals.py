"""Proposes how often each page should be reviewed, from its criticality, its changes and its owners' turnover."""

from __future__ import annotations

import argparse
from pathlib import Path

from stafett.cli.common import add_common, as_of, knowledge_base, page_named, write
from stafett.messages import Words
from stafett.questions.intervals import proposals
from stafett.questions.onboarding import substance_of
from stafett.reading.page_history import read_histories
from stafett.reports.intervals import render_json, render_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett intervals``."""
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="ids or paths of pages (default: all that differ)")
    add_common(parser)
    parser.add_argument("--format", choices=("table", "json"), default="table", help="default: table")
    parser.add_argument("--output", metavar="FILE", help="write the proposals to FILE instead of printing them")


def run(options: argparse.Namespace) -> int:
    """Propose intervals."""
    base, day = knowledge_base(options), as_of(options)
    asked = list(dict.fromkeys(page_named(base, name).path for name in options.pages))
    histories = read_histories(Path(options.root), base, day, substance_of, asked or None)
    found = proposals(base, day, histories, [base.by_path[path] for path in asked] if asked else None)
    field = base.settings.fields.get("review_in", "review_in")
    words = Words(base.settings.language)
    report = (
        render_text(found, words, field, everything=bool(asked)) if options.format == "table" else render_json(found)
    )
    write(report, options.output)
    return 0
