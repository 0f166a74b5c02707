"""Writes the decisions as a project of log4brains 1."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from stafett.cli.exporting_decisions import export
from stafett.cli.main import Failure
from stafett.reports.decision_files import log4brains

USUAL_ZONE = "Europe/Stockholm"
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}")


def add_arguments(group: argparse._ArgumentGroup) -> None:
    """The options of ``stafett export --to log4brains``."""
    group.add_argument("--project", metavar="NAME", help="what the project is called (default: as DIR is)")
    group.add_argument("--time-zone", metavar="ZONE", default=USUAL_ZONE, help=f"default: {USUAL_ZONE}")


def run(options: argparse.Namespace) -> int:
    """Write a folder with the settings of log4brains, its front page, its template, and a file for each decision."""
    project = " ".join((options.project or Path(options.root).resolve().name).split())
    if not _ZONE.fullmatch(options.time_zone):
        raise Failure(f"'{options.time_zone}' is no time zone like {USUAL_ZONE}")
    return export(options, lambda log: log4brains.files(log, project, options.time_zone), log4brains.FOLDER)
