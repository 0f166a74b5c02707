"""Writes what other tools read: the whole site for another engine, CODEOWNERS for the forge, or the decisions."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from types import ModuleType

from stafett.cli import export_codeowners, export_log4brains, export_madr, export_site
from stafett.cli.common import add_common
from stafett.cli.main import Failure

TO: Mapping[str, ModuleType] = {
    "codeowners": export_codeowners,
    "madr": export_madr,
    "log4brains": export_log4brains,
}
"""What ``--to`` writes, each by a module with ``add_arguments`` and ``run``; ``--engine`` writes a site."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett export``."""
    add_common(parser)
    parser.add_argument("--to", choices=tuple(TO), help="what to write, where it is not a site")
    parser.add_argument(
        "folder", metavar="FOLDER", nargs="?", help="the folder to write; an earlier export is replaced"
    )
    export_site.add_arguments(parser.add_argument_group("a site for another engine"))
    for name, module in TO.items():
        module.add_arguments(parser.add_argument_group(f"--to {name}"))


def run(options: argparse.Namespace) -> int:
    """Do the one export that is asked for."""
    if options.to and options.engine:
        raise Failure("name either --to or --engine, not both")
    status: int = (TO[options.to] if options.to else export_site).run(options)
    return status
