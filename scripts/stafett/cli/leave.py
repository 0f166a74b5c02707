"""Writes what somebody hands over before they leave: who could take it, pages by risk, meetings, what to write."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from shlex import quote as quoted

from stafett.cli.common import PERSON_HELP, add_common, as_of, day, knowledge_base, person_named, write, write_to_edit
from stafett.cli.main import Failure, say
from stafett.cli.site_address import add_site_url, page_address
from stafett.messages import N_, Words
from stafett.model import Page, Person
from stafett.questions.handover_meetings import meetings
from stafett.questions.handover_package import Package
from stafett.questions.to_write_down import to_write_down
from stafett.reports import leaving_html, leaving_ics, leaving_json, leaving_md, leaving_plan, leaving_text
from stafett.reports.leaving_document import document
from stafett.reports.printable import printable

_FORMATS = ("text", "markdown", "html", "ics", "json", "plan")
_TO_EDIT = ("markdown", "plan")
"""What people fill in: boxes to tick, successors to name."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett leave``."""
    parser.add_argument("person", metavar="PERSON", help=PERSON_HELP)
    add_common(parser)
    parser.add_argument(
        "--on", metavar="YYYY-MM-DD", type=day, help="their last day (default: the one that the directory has)"
    )
    parser.add_argument(
        "--format", choices=_FORMATS, default="text", help="default: text; plan is for `stafett handover --plan`"
    )
    parser.add_argument("--output", metavar="FILE", help="write to FILE instead of printing")
    add_site_url(parser)


def run(options: argparse.Namespace) -> int:
    """Write the package."""
    base = knowledge_base(options)
    words = Words(base.settings.language)
    asked = as_of(options)
    leaver = person_named(base, options.person)
    package = Package(base, leaver, options.on or _last_day(leaver, words, asked), asked)
    address = page_address(options, base)
    text = _rendered(package, words, options.format, address)
    if options.format not in _TO_EDIT:
        write(text, options.output)
        return 0
    write_to_edit(text, options.output, words)
    if options.format == "plan" and options.output:
        say(_next(options, leaver, words))
    return 0


def _next(options: argparse.Namespace, leaver: Person, words: Words) -> str:
    """What to do with a plan that was written."""
    where = "" if options.root == "." else f" -C {quoted(options.root)}"
    command = f"stafett handover {quoted(leaver.id)}{where} --plan {quoted(options.output)} --dry-run"
    told = words(
        N_(
            "Wrote {path}. Read it, and change what is to be otherwise. This then shows what it would change, and "
            "writes nothing:"
        ),
        path=options.output,
    )
    return printable(told) + f"\n  {printable(command)}\n"


def _rendered(package: Package, words: Words, form: str, address: Callable[[Page], str]) -> str:
    if form == "plan":
        return leaving_plan.render(package, words)
    to_meet, to_write = meetings(package), to_write_down(package)
    if form == "ics":
        return leaving_ics.render(package, to_meet, to_write, words, address)
    if form == "json":
        return leaving_json.render(package, to_meet, to_write, words)
    found = document(package, to_meet, to_write, words, address)
    if form == "html":
        return leaving_html.render(found, words)
    return leaving_md.render(found) if form == "markdown" else leaving_text.render(found)


def _last_day(person: Person, words: Words, asked: date) -> date:
    """The last day of the time in which they work here, or will, or did last. Raises Failure where there is none."""
    ahead = [spell.end for spell in person.spells if spell.end is None or spell.end >= asked]
    last = ahead[0] if ahead else person.last_day
    if last is None:
        message = N_("the directory has no last day for '{person}'; say which day with --on")
        raise Failure(words(message, person=person.id))
    return last
