"""Tells what happened to a page, from git: its reviews and what they left, its owners, and what came to be changed."""

from __future__ import annotations

import argparse
from pathlib import Path

from stafett.cli.common import add_common, as_of, knowledge_base, page_named, write
from stafett.cli.main import Failure
from stafett.messages import N_, Words
from stafett.questions.onboarding import substance_of
from stafett.questions.page_story import events, reviews
from stafett.reading.page_history import read_histories
from stafett.reports.page_story import Story, render_json, render_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett history``."""
    parser.add_argument("page", metavar="PAGE", help="the page's id or path")
    add_common(parser)
    parser.add_argument("--format", choices=("table", "json"), default="table", help="default: table")
    parser.add_argument("--output", metavar="FILE", help="write the history to FILE instead of printing it")
    parser.add_argument("--names", action="store_true", help="say who made each commit")


def run(options: argparse.Namespace) -> int:
    """Tell the page's history."""
    base = knowledge_base(options)
    words = Words(base.settings.language)
    page = page_named(base, options.page)
    day = as_of(options)
    histories = read_histories(Path(options.root), base, day, substance_of, {page.path})
    if histories is None:
        message = N_("there is no history: '{folder}' is in no git repository with commits, or git is not installed")
        raise Failure(words(message, folder=options.root))
    found = histories.by_path.get(page.path)
    if found is None:
        message = N_("git knows nothing of '{page}': it has not been committed, or this is a clone without contents")
        raise Failure(words(message, page=page.path))
    story = Story(
        base, page, reviews(found, day), events(found, day), histories.since, histories.cut, day, names=options.names
    )
    write(render_json(story) if options.format == "json" else render_text(story, words), options.output)
    return 0
