"""Shows what the directory has on one person: also what to hand out when somebody asks what is kept about them."""

from __future__ import annotations

import argparse

from stafett.cli.common import add_common, as_of, day, knowledge_base
from stafett.cli.main import Failure, say
from stafett.guesses import nearest
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Person
from stafett.questions.leaving import holdings
from stafett.reports.people_table import render_one
from stafett.reports.printable import printable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett people show``."""
    parser.add_argument("person", metavar="ID", help="the person's id")
    add_common(parser)
    parser.add_argument("--on", metavar="YYYY-MM-DD", type=day, help="the day (default: the as-of day)")


def run(options: argparse.Namespace) -> int:
    """Show it: 0."""
    base = knowledge_base(options)
    person = person_named(base, options.person)
    on = options.on or as_of(options)
    say(render_one(person, holdings(base, person, on), on, Words(base.settings.language)))
    return 0


def person_named(base: KnowledgeBase, id_: str) -> Person:
    """The person of that id. Raises Failure."""
    person = base.directory.people.get(id_)
    if person is None:
        words, guess = Words(base.settings.language), nearest(id_, base.directory.people)
        message = (
            N_("there is nobody with the id '{id}' in the directory; did you mean '{guess}'?")
            if guess
            else N_("there is nobody with the id '{id}' in the directory")
        )
        raise Failure(words(message, id=printable(id_), guess=guess or ""))
    return person
