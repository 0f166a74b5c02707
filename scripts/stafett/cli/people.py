"""Lists, shows, imports and erases people of the directory. `stafett people import --help` tells more about one."""

from __future__ import annotations

import argparse
from importlib import import_module

_WAYS = {
    "import": "take over who works here from an HR system's CSV, an LDIF or SCIM file; shows what would change",
    "forget": "erase somebody who has left; reviews and decisions keep the role that they held",
    "list": "list who works here on a day",
    "show": "show what the directory has on one person",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The ways of ``stafett people``, each with its options."""
    ways = parser.add_subparsers(dest="way", metavar="WAY", required=True)
    for name, text in _WAYS.items():
        module = import_module(f"stafett.cli.people_{name}")
        module.add_arguments(ways.add_parser(name, help=text, description=module.__doc__, allow_abbrev=False))


def run(options: argparse.Namespace) -> int:
    """Do what the chosen way does."""
    status: int = import_module(f"stafett.cli.people_{options.way}").run(options)
    return status
