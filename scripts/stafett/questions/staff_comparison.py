"""What is found where a file of another system is compared with the directory: the words for it, and how to compare."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from stafett.messages import N_
from stafett.model import Raw, Spell


class What(StrEnum):
    """What happens to somebody, in the order in which it is told."""

    JOINS = "joins"
    RETURNS = "returns"
    MOVES = "moves"
    ROLE = "role"
    LEAVE = "leave"
    LEAVES = "leaves"
    CORRECTED = "corrected"


class Event(NamedTuple):
    """One thing that changes for somebody; ``message`` is a message id with named places for ``values``."""

    what: What
    message: str
    values: Mapping[str, str] = {}


class Kept(NamedTuple):
    """Where the file says something else than the directory, which stays as it is until somebody decides."""

    line: int
    id: str
    message: str
    values: Mapping[str, str]


@dataclass
class StaffChange:
    """What changes in one record: ``fields`` get new values, None removes one. ``new`` where there is none yet."""

    id: str
    line: int
    new: bool = False
    events: list[Event] = field(default_factory=list)
    fields: dict[str, Raw] = field(default_factory=dict)

    def add(self, what: What, message: str, **values: str) -> None:
        """Note what happens."""
        self.events.append(Event(what, message, values))

    def add_leave(self, spell: Spell) -> None:
        """Note a time of leave."""
        message = N_("from {start} to {end}") if spell.end else N_("from {start}")
        self.add(What.LEAVE, message, start=iso(spell.start), end=iso(spell.end))


@dataclass
class Comparison:
    """What a file changes. ``absent`` are those at work on the day whom it does not mention, in order of id.

    ``past`` had left before we knew of them, ``inactive`` are accounts that are off of people whom we do not know:
    neither is added. ``guessed_first_day`` joins without the file telling since when. ``same`` counts the others.
    """

    changes: list[StaffChange] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    no_unit: list[tuple[int, str]] = field(default_factory=list)
    guessed_first_day: int = 0
    past: int = 0
    inactive: int = 0
    same: int = 0


@dataclass(frozen=True)
class How:
    """How a file is taken: its changes hold from ``day``; ``known`` are those of our fields that it has headings for.

    ``carry`` are the personal fields to copy. ``trust_empty``: where the file has a heading for last days or leave, and
    nothing below it, what the directory has goes. ``past``: also who has left is added. Who is absent gets
    ``leavers_on`` for their last day; looked for are ``among``, or all. ``excused`` are mentioned by rows that cannot
    be read.
    """

    day: date
    known: Collection[str] = ()
    carry: Collection[str] = ()
    trust_empty: bool = False
    past: bool = False
    leavers_on: date | None = None
    among: Collection[str] | None = None
    excused: Collection[str] = ()


def leave_item(spell: Spell) -> dict[str, Raw]:
    """A time of leave as a record has it."""
    return {"from": iso(spell.start), **({"until": spell.end.isoformat()} if spell.end else {})}


def earlier_item(spell: Spell) -> dict[str, Raw]:
    """An earlier time of work here as a record has it."""
    return {"first_day": iso(spell.start), "last_day": iso(spell.end)}


def iso(day: date | None) -> str:
    """The day as files have it; "" where there is none."""
    return day.isoformat() if day else ""
