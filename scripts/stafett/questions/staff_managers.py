"""Whom another system's file means by somebody's manager, and who therefore leads each unit."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from stafett.model import Directory
from stafett.reading.staff.rows import NO, YES, StaffRow, as_called

_PLAIN = frozenset("ja j yes y true x".split())  # 1 may as well be somebody's number
_NOTE = re.compile(r"(.*?)\s*[(\[](.+)[)\]]\s*")


class Managers:
    """Finds managers among the rows of a file (by id), and where they are not there, in the directory."""

    def __init__(self, directory: Directory, rows: Mapping[str, Sequence[StaffRow]], prefix: str) -> None:
        self.prefix, self.strangers = prefix, 0
        self._called: defaultdict[str, set[str]] = defaultdict(set)
        for id_, those in rows.items():
            for called in (as_called(id_), *(called for row in those for called in row.called)):
                self._called[called].add(id_)
        self._known: defaultdict[str, set[str]] = defaultdict(set)
        for person in directory.people.values():
            for said in (person.id, person.email, person.account, person.name):
                if said:
                    self._known[as_called(said)].add(person.id)
        words = [row.manager.casefold() for those in rows.values() for row in those if row.manager]
        self._yes_or_no = not _PLAIN.isdisjoint(words) and all(word in YES | NO for word in words)

    def of(self, rows: Sequence[StaffRow]) -> tuple[str | None, bool | None]:
        """The id of the manager that the rows of one person give, and whether they say that this one leads."""
        said = next((row.manager for row in rows if row.manager), None)
        if self._yes_or_no:
            return None, said is not None and said.casefold() in YES
        if said is None:
            return None, None
        found = next((id_ for way in _ways(said, self.prefix) if (id_ := self._one(way))), None)
        self.strangers += found is None
        return found, None

    def _one(self, called: str) -> str | None:
        """The one who is called so: nobody, where two are."""
        those = self._called.get(called) or self._known.get(called) or set()
        return next(iter(those)) if len(those) == 1 else None


def _ways(said: str, prefix: str) -> Iterator[str]:
    """What the manager may be called: as it stands, without or within brackets, and with the last name last."""
    match = _NOTE.fullmatch(said)
    for text in (said, *(match.groups() if match else ())):
        yield as_called(text)
        yield as_called(prefix + text)
        last, comma, first = text.partition(",")
        if comma and "=" not in text:
            yield as_called(f"{first.strip()} {last.strip()}")


@dataclass(frozen=True)
class Lead:
    """Who leads a unit: ``head``, by what ``votes`` of the ``people`` there say; None where they say no one thing."""

    head: str | None
    votes: int
    people: int
    told: Mapping[str, int]


def leads(
    units: Mapping[str, str],
    managers: Mapping[str, str],
    leading: Collection[str],
    heads: Mapping[str, str | None],
    here: Callable[[str], bool],
) -> dict[str, Lead]:
    """Who leads each unit, from the unit and the manager of each person and those who are said to be ``leading``.

    Everybody's line of managers is followed up to the last one in their own unit. Where anybody reports to that one,
    or it is the unit's head already by ``heads``, it is who leads; else whom they report to, who may belong to the unit
    above. Who more than half of the unit's people so mean leads it, where they are ``here``.
    """
    followed = {manager for person, manager in managers.items() if person != manager}
    meant: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for person in leading:
        meant[units[person]][person] += 1
    for person, unit in units.items() if not leading else ():
        top = _top(person, units, managers)
        if top in followed or top in {managers.get(top), heads.get(unit)}:
            meant[unit][top] += 1
        elif top in managers:
            meant[unit][managers[top]] += 1
    found: dict[str, Lead] = {}
    for unit, told in meant.items():
        (head, votes), people = told.most_common(1)[0], sum(told.values())
        agreed = votes * 2 > people and here(head)
        found[unit] = Lead(head if agreed else None, votes, people, told)
    return found


def _top(person: str, units: Mapping[str, str], managers: Mapping[str, str]) -> str:
    """The last of somebody's line of managers who belongs to their own unit; the person where there is none."""
    seen = {person}
    while (above := managers.get(person)) and above not in seen and units.get(above) == units[person]:
        seen.add(above)
        person = above
    return person
