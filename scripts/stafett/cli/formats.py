"""The notations in which ``check`` reports, and the options that choose among them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from importlib import import_module

from stafett.cli.common import write
from stafett.reports import json_report, text
from stafett.reports.checked import Checked

# Those that name files as the forge does, by the repository's top; each module is loaded only when it is asked for.
FOR_FORGES = ("github", "gitlab", "sarif", "junit", "markdown")
FORMATS = ("text", "json", *FOR_FORGES)


def add_formats(parser: argparse.ArgumentParser) -> None:
    """The options ``--format``, ``--output`` and ``--also``."""
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    parser.add_argument("--output", metavar="FILE", help="write the report to FILE instead of printing it")
    parser.add_argument(
        "--also",
        metavar="FORMAT=FILE",
        action="append",
        type=_also,
        default=[],
        help="write the same findings in another format, too, as sarif=stafett.sarif; may be given several times",
    )


def _also(value: str) -> tuple[str, str]:
    notation, _, file = value.partition("=")
    if notation not in FORMATS or not file:
        raise argparse.ArgumentTypeError(f"'{value}' is not FORMAT=FILE with one of {', '.join(FORMATS)}")
    return notation, file


def chosen(options: argparse.Namespace) -> Iterator[tuple[str, str | None]]:
    """Each notation with the file it goes to, what is printed (None) last."""
    yield from options.also
    yield options.format, options.output


def for_forge(options: argparse.Namespace) -> bool:
    """Whether one of the notations names files as a forge does."""
    return any(notation in FOR_FORGES for notation, _ in chosen(options))


def report(options: argparse.Namespace, checked: Checked) -> None:
    """Write and print what was asked for. Raises Failure."""
    for notation, output in chosen(options):
        write(_rendered(notation, checked, colour=_colour(output)), output)


def _rendered(notation: str, checked: Checked, *, colour: bool) -> str:
    found, pages = checked.news, len(checked.pages)
    if notation == "text":
        if found.compared:
            return text.render_news(found, pages, checked.words, colour=colour)
        return text.render(found.findings, pages, checked.words, colour=colour)
    if notation == "json":
        if found.compared:
            return json_report.render_news(found, checked.as_of, pages)
        return json_report.render(found.findings, checked.as_of, pages)
    rendered: str = import_module(f"stafett.reports.{notation}").render(checked)
    return rendered


def _colour(output: str | None) -> bool:
    return output is None and bool(sys.stdout) and sys.stdout.isatty() and "NO_COLOR" not in os.environ
