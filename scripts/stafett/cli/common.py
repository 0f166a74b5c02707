"""What sub-commands share: the options that all have, reading the knowledge base, and writing a report."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from stafett.cli.main import Failure, say
from stafett.fields import ISO_DATE, parse_date
from stafett.guesses import nearest
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Page, Person
from stafett.questions.find_page import find_page
from stafett.questions.find_person import find_person
from stafett.questions.onboarding import ROLE
from stafett.reading.load import load
from stafett.reading.settings import SettingsError
from stafett.reports.printable import printable
from stafett.reports.whom import whom
from stafett.writing.put import put

PERSON_HELP = "the id, name, mail address or account of somebody in the directory"
# A second process halves the time on a large knowledge base; more would win little over handing results back.
PROCESSES = 2 if (os.cpu_count() or 1) > 1 else 1


def add_common(parser: argparse.ArgumentParser) -> None:
    """The options ``-C`` and ``--as-of``."""
    parser.add_argument(
        "-C", dest="root", metavar="DIR", default=".", help="the knowledge base's folder (default: this one)"
    )
    parser.add_argument("--as-of", metavar="YYYY-MM-DD", type=day, help="the day to ask about (default: today)")


def day(text: str) -> date:
    """The day that an option names, for argparse."""
    found = parse_date(text, (ISO_DATE,))
    if found is None:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date like 2026-05-04")
    return found


def as_of(options: argparse.Namespace) -> date:
    """The as-of date; the clock is asked here, once, where the command line names no day."""
    given: date | None = options.as_of
    return given or date.today()  # noqa: DTZ011 (the reader's own calendar day is meant)


def knowledge_base(options: argparse.Namespace) -> KnowledgeBase:
    """The knowledge base in the folder that the command line names. Raises Failure."""
    root = Path(options.root)
    if not root.is_dir():
        raise Failure(f"there is no folder '{root}'")
    try:
        return load(root, PROCESSES)
    except SettingsError as error:
        raise Failure("\n  ".join(error.lines)) from error


def page_named(base: KnowledgeBase, text: str) -> Page:
    """The page that the command line means by ``text``, an id or a path. Raises Failure."""
    found = find_page(base, text)
    if found.page is None:
        message, values = found.refused(text)
        raise Failure(printable(Words(base.settings.language)(message, **values)))
    return found.page


def role_named(base: KnowledgeBase, text: str) -> Page | None:
    """The role guide that the command line means by ``text``, an id, the last part of one, or a title.

    None where none is near. Raises Failure where several can be meant, or one is near.
    """
    found, words, roles = base.resolve(text, (ROLE,)), Words(base.settings.language), base.of_kind(ROLE)
    if found.page:
        return found.page
    titled = [role for role in roles if role.title.casefold() == text.strip().casefold()]
    if len(titled) == 1:
        return titled[0]
    several = found.ambiguous or tuple(role.id for role in titled)
    if several:
        message = N_("'{role}' can mean several role guides: {guesses}")
        raise Failure(words(message, role=printable(text), guesses=", ".join(several)))
    guess = nearest(text, [role.id if "/" in text else role.name for role in roles])
    if guess:
        message = N_("there is no role guide '{role}'; did you mean '{guess}'?")
        raise Failure(words(message, role=printable(text), guess=guess))
    return None


def unit_named(base: KnowledgeBase, text: str) -> str:
    """The id of the unit that the command line means by ``text``, an id or a name. Raises Failure."""
    units = base.directory.units
    if text in units:
        return text
    wanted = text.strip().casefold()
    called = [unit.id for unit in units.values() if wanted in {unit.id.casefold(), unit.name.casefold()}]
    if len(called) == 1:
        return called[0]
    words = Words(base.settings.language)
    if called:
        message = N_("'{unit}' can mean several units: {guesses}")
        raise Failure(words(message, unit=printable(text), guesses=printable(", ".join(called))))
    guess = nearest(text, (*(unit.name for unit in units.values()), *units))  # of two alike, the id
    message = N_("there is no unit '{unit}'; did you mean '{guess}'?") if guess else N_("there is no unit '{unit}'")
    raise Failure(words(message, unit=printable(text), guess=printable(guess or "")))


def person_named(base: KnowledgeBase, text: str) -> Person:
    """The person whom the command line means by ``text``, an id, name, mail address or account. Raises Failure."""
    found, words = find_person(base.directory, text), Words(base.settings.language)
    if found.person:
        return found.person
    if not base.directory.people:
        raise Failure(words(N_("there is nobody in the directory; say with -C where the knowledge base is")))
    if found.ambiguous:
        message = N_("'{person}' can mean several people; say by id whom you mean:")
    elif found.near:
        message = N_("there is no person '{person}' in the directory; did you mean one of these?")
    else:
        message = N_("there is no person '{person}' in the directory; `stafett people list` lists them")
    people = (whom(base.directory, person) for person in (*found.ambiguous, *found.near))
    raise Failure("\n  ".join((words(message, person=printable(text)), *people)))


def write(text: str, output: str | None) -> None:
    """Write a report to the file ``output``, whole or not at all, or print it. Raises Failure.

    Whoever reads what is printed may stop at any line; the command's exit status stays what it is.
    """
    if output is None:
        say(text)
        return
    try:
        if Path(output).exists() and not Path(output).is_file():
            # A device or pipe cannot be put in place anew.
            Path(output).write_bytes(_encoded(text))
        else:
            put(Path(os.path.realpath(output)), _encoded(text))
    except OSError as error:
        raise Failure(f"cannot write '{output}': {error.strerror}") from error


def write_to_edit(text: str, output: str | None, words: Words) -> None:
    """As ``write``, of a file that people fill in or change: never over one that is there. Raises Failure."""
    if output is not None:
        refuse_to_overwrite(output, words, text)
    write(text, output)


def refuse_to_overwrite(file: str, words: Words, text: str = "") -> None:
    """Raise Failure where ``file`` holds something else than ``text``: somebody may have written in it.

    An empty file may be filled, and a pipe or device has nothing to lose.
    """
    try:
        path = Path(file)
        taken = path.is_dir() or (path.is_file() and path.stat().st_size and path.read_bytes() != _encoded(text))
    except (OSError, ValueError) as error:
        message = N_("cannot write '{path}': {problem}")
        problem = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise Failure(words(message, path=printable(file), problem=problem)) from error
    if taken:
        message = N_(
            "'{path}' exists already, and is left as it is: somebody may have written in it. Name another file, or "
            "take that one away first"
        )
        raise Failure(words(message, path=printable(file)))


def refuse_our_place(file: str, ours: Iterable[Path], words: Words) -> None:
    """Raise Failure where ``file`` is one of ``ours``, or in such a folder: the command itself writes there."""
    place = os.path.realpath(file)
    if {place, os.path.dirname(place)} & {os.path.realpath(path) for path in ours}:  # noqa: PTH120 (of a real path)
        message = N_("'{path}' is where this command writes something else; name another file")
        raise Failure(words(message, path=printable(file)))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
