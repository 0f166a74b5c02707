"""Shows what the directory has on one person: also what to hand out when somebody asks what is kept about them."""

from __future__ import annotations

import argparse

from stafett.cli.common import PERSON_HELP, add_common, as_of, day, knowledge_base, person_named
from stafett.cli.main import say
from stafett.messages import Words
from stafett.questions.leaving import holdings
from stafett.reports.people_table import render_one


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett people show``."""
    parser.add_argument("person", metavar="PERSON", help=PERSON_HELP)
    add_common(parser)
    parser.add_argument("--on", metavar="YYYY-MM-DD", type=day, help="the day (default: the as-of day)")


def run(options: argparse.Namespace) -> int:
    """Show it: 0."""
    base = knowledge_base(options)
    person = person_named(base, options.person)
    on = options.on or as_of(options)
    say(render_one(person, holdings(base, person, on), on, Words(base.settings.language)))
    return 0
