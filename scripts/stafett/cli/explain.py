"""Shows a rule's manual page: what it does, why it matters, and an example."""

from __future__ import annotations

import argparse

from stafett.cli.common import write
from stafett.cli.main import Failure
from stafett.guesses import nearest
from stafett.rules import all_metas, manual, module_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett explain``."""
    parser.add_argument("code", metavar="CODE", help="a rule's code or name, as REV001 or review-overdue")


def run(options: argparse.Namespace) -> int:
    """Show the manual page."""
    rule = module_of(options.code)
    if rule is None:
        guess = nearest(options.code, [name for meta in all_metas() for name in (meta.code, meta.name)])
        hint = f"did you mean {guess}?" if guess else "`stafett rules` lists them"
        raise Failure(f"there is no rule '{options.code}'; {hint}")
    meta = rule.META
    head = f"# {meta.code} {meta.name}\n\n{meta.severity} by default, since {meta.since}\n\n"
    write(head + manual(rule) + "\n", None)
    return 0
