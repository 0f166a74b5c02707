"""Shows a rule's manual page: what it does, why it matters, and an example."""

from __future__ import annotations

import argparse
from pathlib import Path

from stafett.cli.common import write
from stafett.cli.main import Failure
from stafett.guesses import nearest
from stafett.messages import LANGUAGES, Words
from stafett.reading.settings import SettingsError, read_settings
from stafett.rules import all_metas, module_of
from stafett.rules.manual import manual_page


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett explain``."""
    parser.add_argument("code", metavar="CODE", help="a rule's code or name, as REV001 or review-overdue")
    parser.add_argument(
        "-C",
        dest="root",
        metavar="DIR",
        default=".",
        help="the knowledge base whose language to use",
    )
    parser.add_argument("--language", choices=LANGUAGES, help="default: that of the knowledge base, else English")


def run(options: argparse.Namespace) -> int:
    """Show the manual page."""
    rule = module_of(options.code)
    if rule is None:
        guess = nearest(options.code, [name for meta in all_metas() for name in (meta.code, meta.name)])
        hint = f"did you mean {guess}?" if guess else "`stafett rules` lists them"
        raise Failure(f"there is no rule '{options.code}'; {hint}")
    write(manual_page(rule, Words(options.language or _language(Path(options.root)))), None)
    return 0


def _language(root: Path) -> str:
    """The language of the knowledge base in ``root``; English where there is none that can be read."""
    if not (root / "stafett.yml").exists():
        return "en"
    try:
        return read_settings(root).language
    except SettingsError:
        return "en"
