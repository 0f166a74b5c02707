"""Writes the decisions as MADR 4 has them, for any tool that reads that."""

from __future__ import annotations

import argparse

from stafett.cli.exporting_decisions import export
from stafett.cli.site_address import site_address
from stafett.reports.decision_files import madr


def add_arguments(group: argparse._ArgumentGroup) -> None:
    """The options of ``stafett export --to madr``, which ``--to log4brains`` has too."""
    group.add_argument(
        "--site-url",
        metavar="URL",
        type=site_address,
        help="where the site is, for links to other pages, also with --to log4brains (default: `site_url`)",
    )


def run(options: argparse.Namespace) -> int:
    """Write a folder with a file for each decision."""
    return export(options, madr.files)
