"""Writes CODEOWNERS of the pages' owners, so that the forge asks those who answer for a page about changes to it."""

from __future__ import annotations

import argparse
from pathlib import Path

from stafett.cli.common import as_of, knowledge_base, write
from stafett.cli.main import Failure, say
from stafett.code_owners import BEGIN, END
from stafett.messages import N_, Words
from stafett.model import Complaint
from stafett.questions.code_owners import wanted
from stafett.reading.code_owners import folder_below_top
from stafett.reading.files import read_file
from stafett.reading.front_matter import decode
from stafett.reports.code_owners import put_in, region


def add_arguments(group: argparse._ArgumentGroup) -> None:
    """The options that only this export has."""
    group.add_argument(
        "--forge",
        choices=("github", "gitlab"),
        default="github",
        help="whose names of accounts and teams (default: github)",
    )
    group.add_argument(
        "--output", metavar="FILE", help="the file to put the lines in, other lines in it stay (default: print them)"
    )


def run(options: argparse.Namespace) -> int:
    """Print the lines, or put them in the place of those that were made before."""
    if options.folder:
        raise Failure("--to codeowners writes no folder; name a file with --output")
    base = knowledge_base(options)
    words = Words(base.settings.language)
    pages = wanted(base, as_of(options), options.forge)
    made = region(pages, words, folder_below_top(Path(options.root)))
    if options.output is None:
        say(made)
        return 0
    put = put_in(_present(Path(options.output), words), made)
    if put is None:
        message = N_("the lines '{begin}' and '{end}' in '{file}' do not make one pair; put that right by hand first")
        raise Failure(words(message, begin=BEGIN, end=END, file=options.output))
    try:
        Path(options.output).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(f"cannot write '{options.output}': {error.strerror}") from error
    write(put, options.output)
    asked = sum(bool(page.names) for page in pages)
    counted = words.plural("{n} page", "{n} pages", asked)
    say(f"{options.output}: {counted}\n")
    if asked < len(pages):
        message = N_(
            "{n} more have nobody with a team or an account; they are listed at the end. "
            "Give the role a `team` in its guide, or its holders an `account` in the directory."
        )
        say(words(message, n=len(pages) - asked) + "\n")
    return 0


def _present(file: Path, words: Words) -> str:
    """What the file holds, its line endings and byte order mark as they are; nothing where there is none."""
    if not file.exists():
        return ""
    data = read_file(file)
    text = data if isinstance(data, Complaint) else decode(data)
    if isinstance(text, Complaint):
        raise Failure(f"{file}: {words(text.message, **text.values)}")
    return "" if isinstance(data, Complaint) else data.decode()
