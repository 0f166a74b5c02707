"""Which person of the directory somebody means who names one on the command line: by id, name, mail or account."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from stafett.guesses import several_near
from stafett.model import Directory, Person

MOST_NEAR = 3


class FoundPerson(NamedTuple):
    """The person who is meant; or None, with who could be: several who are called so, or the nearest."""

    person: Person | None = None
    ambiguous: tuple[Person, ...] = ()
    near: tuple[Person, ...] = ()


def find_person(directory: Directory, text: str) -> FoundPerson:
    """Whom ``text`` means: an id as it is written, else an id, name, mail address or account in any case of letters.

    An account may lack its ``@``. Nobody is meant by part of a name, but those who have it are near.
    """
    wanted = text.strip()
    if wanted in directory.people:
        return FoundPerson(directory.people[wanted])
    called = by_any_name(directory)
    meant = called.get(spelling(wanted), ()) if spelling(wanted) else ()
    if meant:
        return FoundPerson(meant[0]) if len(meant) == 1 else FoundPerson(ambiguous=meant)
    parts = set(spelling(wanted).split())
    having = [name for name in called if parts and parts <= set(name.split())]
    near = [person for name in (*having, *several_near(spelling(wanted), called, MOST_NEAR)) for person in called[name]]
    return FoundPerson(near=tuple({person.id: person for person in near}.values())[:MOST_NEAR])


def by_any_name(directory: Directory) -> Mapping[str, tuple[Person, ...]]:
    """Who is called so, by the ``spelling`` of each id, name, mail address and account."""
    called: defaultdict[str, dict[str, Person]] = defaultdict(dict)
    for person in directory.people.values():
        for name in _names(person):
            called[spelling(name)][person.id] = person
    return {name: tuple(people.values()) for name, people in called.items()}


def spelling(name: str) -> str:
    """What all ways to write a name have in common: large or small letters, blanks, ``@``, and how ``å`` is encoded."""
    return " ".join(unicodedata.normalize("NFC", name.casefold()).split()).removeprefix("@")


def _names(person: Person) -> tuple[str, ...]:
    return tuple(name for name in (person.id, person.name, person.email, person.account) if name)
