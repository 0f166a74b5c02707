"""Writes into pages that somebody has reviewed them: the day, who vouched, and what they did."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NamedTuple

from stafett.cli.changing import base_to_change, difference
from stafett.cli.common import add_common, as_of, page_named
from stafett.cli.main import Failure, say
from stafett.dates import NEVER
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Complaint, Page
from stafett.questions.reviewing import ABOVE, Reviewed, review
from stafett.questions.vouching import NotEntitled
from stafett.reading.files import read_file
from stafett.reading.page import read_page
from stafett.reports.interval_words import interval_words
from stafett.reports.printable import printable
from stafett.writing import CannotSplice, CannotWrite, splice, write_all


class _Change(NamedTuple):
    """A page with its bytes before and after the review."""

    page: Page
    reviewed: Reviewed
    before: bytes
    after: bytes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett review``."""
    parser.add_argument("pages", metavar="PAGE", nargs="+", help="a page's id, the last part of it, or its path")
    add_common(parser)
    parser.add_argument(
        "--by", metavar="WHO", required=True, help="the role or person that vouches: owner, deputy, or a holder of one"
    )
    parser.add_argument("--note", metavar="TEXT", required=True, help="what you did, in a few words")
    parser.add_argument("--dry-run", action="store_true", help="show what would change instead of writing it")


def run(options: argparse.Namespace) -> int:
    """Write the review into every page, or, where one of them is refused, into none."""
    root = Path(options.root)
    base = base_to_change(options)
    words = Words(base.settings.language)
    changes = _changes(base, root, options, words)
    if not options.dry_run:
        try:
            write_all(
                root, {c.page.path: c.after for c in changes}, {change.page.path: change.before for change in changes}
            )
        except CannotWrite as refused:
            raise Failure(refused.told(words)) from refused
    for change in changes:
        say(_told(change, as_of(options).isoformat(), words) + "\n")
        if options.dry_run:
            say(difference(change.before, change.after))
    if options.dry_run:
        say(words(N_("Nothing was written.")) + "\n")
    return 0


def _changes(base: KnowledgeBase, root: Path, options: argparse.Namespace, words: Words) -> list[_Change]:
    """The change to each page that is named, once. Raises Failure with all that stands in the way."""
    pages = {page.path: page for page in (page_named(base, text) for text in options.pages)}
    found, refused = [], []
    for page in pages.values():
        try:
            found.append(_change(base, root, page, options))
        except CannotSplice as cannot:
            told = cannot.at(page.path).told(words)
            refused.append("\n".join(printable(line) for line in told.split("\n")))
        except NotEntitled as no:
            refused.append(printable(f"{page.path}: {no.told(words)}"))
    if refused:
        ending = [words(N_("Nothing was written."))] if len(pages) > 1 else []
        raise Failure("\n".join((*refused, *ending)))
    return found


def _change(base: KnowledgeBase, root: Path, page: Page, options: argparse.Namespace) -> _Change:
    data = read_file(root / page.path)
    if isinstance(data, Complaint):
        raise CannotSplice(data)
    # Of the very bytes that are written back: the file may have changed since the knowledge base was read.
    page = read_page(page.path, base.settings.kinds[page.kind], data, base.settings)
    if page.head is None:  # so that nobody can see who may vouch; splice says why, and what to write
        day = as_of(options).isoformat()
        wanted = {"last_reviewed": day, "reviewed_by": options.by, "review_note": options.note}
        splice(data, {base.settings.fields.get(name, name): value for name, value in wanted.items()})
    reviewed = review(base, page, options.by, options.note, as_of(options))
    above = [base.settings.fields.get(name, name) for name in ABOVE]
    return _Change(page, reviewed, data, splice(data, reviewed.fields, above))


def _told(change: _Change, day: str, words: Words) -> str:
    """That the page is reviewed, and how long that is good for."""
    path, reviewed = printable(change.page.path), change.reviewed
    values = {"path": path, "day": day, "by": printable(reviewed.by)}
    if reviewed.interval == NEVER:
        return words(N_("{path}: reviewed {day} by {by}; it needs no further review"), **values)
    if reviewed.due is None or reviewed.interval is None:
        message = N_("{path}: reviewed {day} by {by}; neither the page nor the settings say for how long (`review_in`)")
        return words(message, **values)
    length = interval_words(reviewed.interval, words)
    message = N_("{path}: reviewed {day} by {by}; good for {length}, to {due}")
    return words(message, due=reviewed.due.isoformat(), length=length, **values)
