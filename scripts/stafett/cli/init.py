"""Begins a knowledge base in DIR, or with --adopt looks at the Markdown that is there and writes settings for it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from pathlib import Path

from stafett.cli.adopt import adopt
from stafett.cli.common import as_of, day
from stafett.cli.main import Failure, say
from stafett.cli.putting import put
from stafett.messages import LANGUAGES, N_, Words
from stafett.reading.git import run_git
from stafett.reports.printable import printable
from stafett.starter.ci import FORGES
from stafett.starter.files import starter_files

NO_FORGE = "none"
_HOSTS = {"gitlab": "gitlab", "dev.azure.com": "azure", "visualstudio.com": "azure"}
_UNNAMED = {"sv": "vår organisation", "en": "our organisation"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett init``."""
    parser.add_argument("folder", metavar="DIR", help="the knowledge base's folder; made where there is none")
    parser.add_argument("--as-of", metavar="YYYY-MM-DD", type=day, help="the day it begins on (default: today)")
    parser.add_argument("--language", choices=LANGUAGES, help="default: sv")
    parser.add_argument("--name", metavar="NAME", help="what the organisation is called")
    parser.add_argument("--ci", choices=(*FORGES, NO_FORGE), help="for which forge (default: that of DIR, or github)")
    parser.add_argument(
        "--missing-only", action="store_true", help="add what is missing, and leave what exists as it is"
    )
    parser.add_argument(
        "--adopt", action="store_true", help="look at the Markdown in DIR, and write settings and a baseline for it"
    )
    parser.add_argument("--owners", metavar="FILE", help="with --adopt: write who could own each page, as CSV")
    parser.add_argument("--dry-run", action="store_true", help="say what would be written, and write nothing")


def run(options: argparse.Namespace) -> int:
    """Write the files: 0. Where one of them exists nothing is written, unless only what is missing is wanted."""
    _refuse_at_odds(options)
    if options.adopt:
        return adopt(options)
    root, words = Path(options.folder), Words(options.language or "sv")
    if root.exists() and not root.is_dir():
        raise Failure(words(N_("'{path}' is no folder"), path=options.folder))
    name = " ".join((options.name or _UNNAMED[words.language]).split())
    if not name.isprintable():
        raise Failure(words(N_("the organisation's name should be one line of text")))
    files = starter_files(words.language, name, as_of(options), _forge(options.ci, root))
    there = [path for path in files if os.path.lexists(root / path)]
    if there and not options.missing_only:
        message = N_("these exist already, and are left as they are: {paths}. Give --missing-only to add the others")
        raise Failure(words(message, paths=", ".join(there)))
    missing = {path: data for path, data in files.items() if path not in there}
    if not options.dry_run:
        put(root, missing, words)
    _tell(root, missing, there, words, dry=options.dry_run)
    return 0


def _refuse_at_odds(options: argparse.Namespace) -> None:
    for name in ("name", "ci", "missing_only"):
        if options.adopt and getattr(options, name):
            raise Failure(f"--{name.replace('_', '-')} cannot go with --adopt")
    if options.owners and not options.adopt:
        raise Failure("--owners goes with --adopt")


def _forge(given: str | None, root: Path) -> str | None:
    """The forge that is asked for, else the one that the folder's repository comes from, else GitHub."""
    if given:
        return None if given == NO_FORGE else given
    asked = run_git(root, ("remote", "get-url", "origin")) if root.is_dir() else None
    address = asked[0].decode("utf-8", "replace") if asked else ""
    return next((forge for host, forge in _HOSTS.items() if host in address), "github")


def _tell(root: Path, files: Mapping[str, bytes], there: list[str], words: Words, *, dry: bool) -> None:
    head = N_("Would write into {folder}:") if dry else N_("Wrote into {folder}:")
    say(words(head, folder=printable(str(root))) + "\n")
    for path in files:
        say(f"  {path}\n")
    if there:
        say(words(N_("Left as they are: {paths}"), paths=", ".join(there)) + "\n")
    if not dry:
        say("\n" + words(N_("Next: read README.md there. These two work at once:")) + "\n")
        say(f"  stafett check -C {printable(str(root))}\n  mkdocs serve -f {printable(str(root / 'mkdocs.yml'))}\n")
