"""Puts a review off, once, until a day and with a reason that readers see; nobody is reminded of it meanwhile."""

from __future__ import annotations

import argparse
from pathlib import Path

from stafett.cli.changing import base_to_change, difference
from stafett.cli.common import add_common, as_of, day, page_named
from stafett.cli.main import Failure, say
from stafett.messages import N_, Words
from stafett.model import Complaint
from stafett.questions.snoozing import NotDelayed, snooze
from stafett.reading.files import read_file
from stafett.reading.page import read_page
from stafett.reports.printable import printable
from stafett.writing import CannotSplice, CannotWrite, splice, write_all

_ABOVE = ("review_in", "review_note", "reviewed_by", "last_reviewed", "owner", "title")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett snooze``."""
    parser.add_argument("page", metavar="PAGE", help="the page's id, the last part of it, or its path")
    add_common(parser)
    parser.add_argument(
        "--until", metavar="YYYY-MM-DD", type=day, required=True, help="the day on which reminders begin again"
    )
    parser.add_argument("--reason", metavar="TEXT", required=True, help="why it has to wait; the page says so")
    parser.add_argument("--dry-run", action="store_true", help="show what would change instead of writing it")


def run(options: argparse.Namespace) -> int:
    """Write the delay into the page."""
    root = Path(options.root)
    base = base_to_change(options)
    words = Words(base.settings.language)
    path = page_named(base, options.page).path
    data = read_file(root / path)
    try:
        if isinstance(data, Complaint):
            raise CannotSplice(data)  # noqa: TRY301 (told as what cannot be spliced is)
        # Of the very bytes that are written back: the file may have changed since the knowledge base was read.
        page = read_page(path, base.settings.kinds[base.by_path[path].kind], data, base.settings)
        fields = snooze(base, page, options.until, options.reason, as_of(options))
        above = [base.settings.fields.get(name, name) for name in _ABOVE]
        after = splice(data, fields, above)
        if not options.dry_run:
            write_all(root, {path: after}, {path: data})
    except CannotSplice as cannot:
        raise Failure(cannot.at(printable(path)).told(words)) from cannot
    except NotDelayed as no:
        raise Failure(printable(f"{path}: {no.told(words)}")) from no
    except CannotWrite as refused:
        raise Failure(refused.told(words)) from refused
    said = words(N_("{path}: put off until {until}; then reminders begin again"), path=path, until=options.until)
    say(f"{printable(said)}\n")
    if options.dry_run:
        say(difference(data, after) + words(N_("Nothing was written.")) + "\n")
    return 0
