"""Lists the pages of a knowledge base: owner, who holds the role, due date and review status."""

from __future__ import annotations

import argparse

from stafett.cli.common import add_common, as_of, knowledge_base, write
from stafett.cli.main import Failure
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Status
from stafett.questions.page_list import rows
from stafett.reports.page_table import render_csv, render_json, render_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett pages``."""
    add_common(parser)
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table", help="default: table")
    parser.add_argument("--output", metavar="FILE", help="write the list to FILE instead of printing it")
    parser.add_argument("--status", choices=[str(s) for s in Status], help="only pages with this review status")
    parser.add_argument("--owner", metavar="ID", help="only pages of this role or person")
    parser.add_argument("--kind", metavar="KIND", help="only pages of this kind")


def run(options: argparse.Namespace) -> int:
    """List the pages."""
    base = knowledge_base(options)
    if options.kind is not None and options.kind not in base.settings.kinds:
        message = N_("There is no kind `{kind}`; the kinds are {known}")
        words = Words(base.settings.language)
        raise Failure(words(message, kind=options.kind, known=", ".join(base.settings.kinds)))
    if options.owner is not None and not _is_owner(base, options.owner):
        message = N_("there is no role guide or person '{owner}', and no page with such an owner")
        raise Failure(Words(base.settings.language)(message, owner=options.owner))
    found = rows(base, as_of(options), options.status, options.owner, options.kind)
    if options.format == "json":
        report = render_json(found)
    elif options.format == "csv":
        report = render_csv(found)
    else:
        report = render_table(found, Words(base.settings.language))
    write(report, options.output)
    return 0


def _is_owner(base: KnowledgeBase, owner: str) -> bool:
    """Whether ``owner`` is known, or stands on some page."""
    return base.answerable(owner).found or any(page.owner == owner for page in base.pages)
