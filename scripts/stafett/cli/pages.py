"""Lists the pages of a knowledge base: owner, who holds the role, due date and review status."""

from __future__ import annotations

import argparse

from stafett.cli.common import PERSON_HELP, add_common, as_of, knowledge_base, person_named, write
from stafett.cli.main import Failure
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Status
from stafett.questions.find_person import find_person
from stafett.questions.page_list import rows
from stafett.reports.page_table import render_csv, render_json, render_table
from stafett.reports.printable import printable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett pages``."""
    add_common(parser)
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table", help="default: table")
    parser.add_argument("--output", metavar="FILE", help="write the list to FILE instead of printing it")
    parser.add_argument("--status", choices=[str(s) for s in Status], help="only pages with this review status")
    parser.add_argument("--owner", metavar="WHO", help=f"only pages of this role, or of this person: {PERSON_HELP}")
    parser.add_argument("--kind", metavar="KIND", help="only pages of this kind")


def run(options: argparse.Namespace) -> int:
    """List the pages."""
    base = knowledge_base(options)
    words = Words(base.settings.language)
    if options.kind is not None and options.kind not in base.settings.kinds:
        message = N_("There is no kind `{kind}`; the kinds are {known}")
        raise Failure(words(message, kind=options.kind, known=", ".join(base.settings.kinds)))
    owner = _owner(base, options.owner) if options.owner is not None else None
    found = rows(base, as_of(options), options.status, owner, options.kind)
    if options.format == "json":
        report = render_json(found)
    elif options.format == "csv":
        report = render_csv(found, words)
    else:
        report = render_table(found, words)
    write(report, options.output)
    return 0


def _owner(base: KnowledgeBase, text: str) -> str:
    """The role, the text on some page or the id of the person that the command line means. Raises Failure."""
    if base.answerable(text).found or any(page.owner == text for page in base.pages):
        return text
    found = find_person(base.directory, text)
    if found.person or found.ambiguous:
        return person_named(base, text).id
    message = N_("there is no role guide or person '{owner}', and no page with such an owner")
    raise Failure(Words(base.settings.language)(message, owner=printable(text)))
