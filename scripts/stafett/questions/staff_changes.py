"""What a file of another system changes in the directory: who joins, moves, changes role, goes on leave, leaves.

What the file does not speak of stays as it is, and nobody is removed because it does not mention them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from stafett.fields import ISO_DATE, parse_date
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_
from stafett.model import Person, Raw, Spell
from stafett.questions.staff_matching import Matched, Staff, role_key
from stafett.reading.raw_records import raw_items, raw_records

_A_DAY = timedelta(days=1)


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
        self.add(What.LEAVE, message, start=_iso(spell.start), end=_iso(spell.end))


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


def compare(base: KnowledgeBase, matched: Matched, how: How) -> Comparison:
    """What changes in the directory by the people that a file was found to be about."""
    found = Comparison()
    records = raw_records(base.directory)
    for one in matched.staff:
        person = base.directory.people.get(one.id)
        if person is None:
            _newcomer(one, how, found)
            continue
        work = _Update(base, person, records.get(one.id, {}), one, how, matched.roles, found)
        work.run()
        if work.change.events:
            found.changes.append(work.change)
        else:
            found.same += 1
    mentioned = {id_.casefold() for id_ in (*(one.id for one in matched.staff), *how.excused)}
    for id_ in sorted(base.directory.people if how.among is None else how.among):
        person = base.directory.people[id_]
        if id_.casefold() not in mentioned and person.employed(how.day):
            found.absent.append(id_)
            _absent(person, how, found)
    return found


def _absent(person: Person, how: How, found: Comparison) -> None:
    last = how.leavers_on
    if last and (person.last_day is None or person.last_day > last) and (person.first_day or last) <= last:
        change = StaffChange(person.id, 0, fields={"last_day": last.isoformat()})
        change.add(What.LEAVES, N_("last day {day}, as the file does not mention them"), day=last.isoformat())
        found.changes.append(change)


def _newcomer(one: Staff, how: How, found: Comparison) -> None:
    """Somebody whom the directory does not have."""
    *earlier, spell = one.spells
    if one.active is False:
        found.inactive += 1
    elif spell.end and spell.end < how.day and not how.past:
        found.past += 1
    elif one.unit is None:
        found.no_unit.append((one.line, one.id))
    else:
        start = spell.start or min(how.day, spell.end or how.day)
        found.guessed_first_day += spell.start is None
        fields: dict[str, Raw] = {
            "unit": one.unit,
            "first_day": start.isoformat(),
            "last_day": spell.end.isoformat() if spell.end else None,
            **{name: text for name, text in one.texts.items() if name in how.carry},
            "roles": [{"role": role, "from": start.isoformat()} for role in one.roles] or None,
            "leave": [_leave(leave) for leave in one.leave] or None,
            "earlier": [_earlier(old) for old in earlier if old.start and old.end] or None,
        }
        change = StaffChange(one.id, one.line, new=True, fields={k: v for k, v in fields.items() if v is not None})
        message = N_("{unit}, from {day}; {roles}") if one.roles else N_("{unit}, from {day}")
        change.add(What.JOINS, message, unit=one.unit, day=start.isoformat(), roles=", ".join(one.roles))
        if spell.end:
            change.add(What.LEAVES, N_("last day {day}"), day=spell.end.isoformat())
        for leave in one.leave:
            change.add_leave(leave)
        found.changes.append(change)


@dataclass
class _Update:
    """Somebody whom the directory has: what the file says otherwise."""

    base: KnowledgeBase
    person: Person
    record: Mapping[str, Raw]
    one: Staff
    how: How
    speaks_of: frozenset[str]
    found: Comparison

    def __post_init__(self) -> None:
        self.change = StaffChange(self.one.id, self.one.line)

    def run(self) -> None:
        person, spell, day = self.person, self.one.spells[-1], self.how.day
        returned = bool(spell.start and person.last_day and spell.start > person.last_day and person.first_day)
        returned = returned and not (self.one.active is False and spell.end is None)
        if returned and spell.start and person.last_day:
            self.returns(spell, spell.start, person.last_day)
            first: date | None = spell.start
            last = spell.end
        else:
            first = self.first_day(spell)
            last = self.last_day(spell, first)
            self.earlier()
        if last is None or last >= day:
            since = max(day, first or day)
            if not returned:
                self.unit(first)
            self.roles(since, first)
            self.leave()
        self.texts()

    def keep(self, message: str, **values: str) -> None:
        """Tell of what the file says otherwise, and let it be."""
        self.found.kept.append(Kept(self.one.line, self.one.id, message, values))

    def returns(self, spell: Spell, start: date, left: date) -> None:
        """They had left, and work here again: what was is kept as earlier, and no old role begins anew by itself."""
        old: dict[str, Raw] = {"first_day": _iso(self.person.first_day), "last_day": _iso(left)}
        fields = self.change.fields
        fields["earlier"] = [*raw_items(self.record, "earlier"), old]
        fields["first_day"], fields["last_day"] = start.isoformat(), spell.end.isoformat() if spell.end else None
        ended = [{**item, "until": left.isoformat()} if _lasts(item, left) else item for item in self.items("roles")]
        if ended != self.items("roles"):
            fields["roles"] = list[Raw](ended)
        self.change.add(What.RETURNS, N_("from {day}; they had left on {left}"), day=_iso(start), left=_iso(left))
        if self.one.unit and self.person.unit and self.one.unit != self.person.unit:
            self.move(left)

    def first_day(self, spell: Spell) -> date | None:
        """Since when they work here, corrected where the file says otherwise."""
        ours, theirs = self.person.first_day, spell.start
        if theirs is None or theirs in {known.start for known in self.person.spells}:
            return ours
        if any(known.end and theirs <= known.end for known in self.person.earlier):
            self.keep(N_("the file has {theirs} for the first day, within an earlier time here"), theirs=_iso(theirs))
            return ours
        if self.person.last_day and self.person.last_day < theirs:
            return ours
        self.change.fields["first_day"] = theirs.isoformat()
        message = N_("first day {theirs} instead of {ours}")
        self.change.add(What.CORRECTED, message, ours=_iso(ours) if ours else "–", theirs=_iso(theirs))
        return theirs

    def last_day(self, spell: Spell, first: date | None) -> date | None:
        """Until when they work here."""
        ours, theirs, day = self.person.last_day, spell.end, self.how.day
        if theirs and first and theirs < first:
            if theirs not in {known.end for known in self.person.spells}:
                self.keep(
                    N_("the file has {theirs} for the last day, before the first, {ours}"), **_both(first, theirs)
                )
            return ours
        here = (first is None or first <= day) and (ours is None or ours > day)
        if theirs is None and self.one.active is False and here:
            self.change.fields["last_day"] = day.isoformat()
            self.change.add(What.LEAVES, N_("last day {day}, as their account is off"), day=_iso(day))
            return day
        if theirs and theirs != ours:
            self.change.fields["last_day"] = theirs.isoformat()
            message = N_("last day {theirs} instead of {ours}") if ours else N_("last day {theirs}")
            self.change.add(What.LEAVES, message, ours=_iso(ours) if ours else "", theirs=_iso(theirs))
            return theirs
        if theirs is None and ours and self.one.active is not False:
            return self.no_last_day(ours)
        return theirs or ours

    def no_last_day(self, ours: date) -> date | None:
        """The directory has a last day, and the file none."""
        if "last_day" in self.how.known and self.how.trust_empty:
            self.change.fields["last_day"] = None
            self.change.add(What.CORRECTED, N_("stays: no last day instead of {ours}"), ours=_iso(ours))
            return None
        if ours < self.how.day:
            message = N_(
                "stands in the file, though they left on {ours}; is that day right, or do they work here again?"
            )
            self.keep(message, ours=_iso(ours))
        elif "last_day" in self.how.known:
            self.keep(N_("the file has no last day, the directory has {ours}"), ours=_iso(ours))
        return ours

    def earlier(self) -> None:
        """Times of employment before this one that only the file knows."""
        ours = self.person.spells
        new = [
            old
            for old in self.one.spells[:-1]
            if old.start and old.end and not any(_overlap(old, known) for known in ours)
        ]
        if new:
            listed: list[dict[str, Raw]] = [*self.items("earlier"), *(_earlier(old) for old in new)]
            self.change.fields["earlier"] = [*sorted(listed, key=lambda item: str(item.get("first_day")))]
            for old in new:
                message = N_("worked here from {start} to {end} too")
                self.change.add(What.CORRECTED, message, start=_iso(old.start), end=_iso(old.end))

    def unit(self, first: date | None) -> None:
        """The unit that they move to."""
        ours, theirs, day = self.person.unit, self.one.unit, self.how.day
        if theirs is None or theirs in {ours, self.person.unit_on(day)}:
            return
        later = [(unit, until) for unit, until in self.person.earlier_units if until >= day]
        if later:
            message = N_(
                "the file has them in {theirs}, the directory moves them from {before} to {ours} after {until}"
            )
            before, until = later[-1]
            self.keep(message, theirs=theirs, ours=ours or "", before=before, until=_iso(until))
        elif ours is None or (first and first >= day):
            self.change.fields["unit"] = theirs
            self.change.add(What.CORRECTED, N_("unit {theirs} instead of {ours}"), theirs=theirs, ours=ours or "–")
        else:
            self.move(day - _A_DAY)

    def move(self, until: date) -> None:
        """They belong to their old unit until a day, and then to another."""
        ours, theirs = self.person.unit or "", self.one.unit or ""
        self.change.fields["unit"] = theirs
        if not any(day == until for _, day in self.person.earlier_units):  # as of a second move on one day
            left: dict[str, Raw] = {"unit": ours, "until": until.isoformat()}
            self.change.fields["earlier_units"] = [*self.items("earlier_units"), left]
        message = N_("from {ours} to {theirs} on {day}")
        self.change.add(What.MOVES, message, ours=ours, theirs=theirs, day=_iso(until + _A_DAY))

    def roles(self, since: date, first: date | None) -> None:
        """Roles that begin, and those that end because the file now gives others of those that it speaks of."""
        if not self.one.roles:
            return
        wanted = {role_key(self.base, role): role for role in self.one.roles}
        listed = self.change.fields.get("roles")
        items = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else self.items("roles")
        new: list[dict[str, Raw]] = []
        for item in items:
            key, start = role_key(self.base, str(item.get("role"))), _day(item.get("from")) or first
            if key in self.speaks_of - wanted.keys() and _lasts(item, since - _A_DAY) and start and start < since:
                new.append({**item, "until": (since - _A_DAY).isoformat()})
                message = N_("no longer {role}, from {day}")
                self.change.add(What.ROLE, message, role=str(item.get("role")), day=_iso(since))
            else:
                new.append(item)
        held = {role_key(self.base, str(item.get("role"))) for item in new if _lasts(item, since - _A_DAY)}
        for key, role in wanted.items():
            if key not in held:
                new.append({"role": role, "from": since.isoformat()})
                self.change.add(What.ROLE, N_("{role}, from {day}"), role=role, day=_iso(since))
        if new != items:
            self.change.fields["roles"] = list[Raw](new)

    def leave(self) -> None:
        """Times of leave that begin or end otherwise."""
        items = self.items("leave")
        new = [dict(item) for item in items]
        for spell in self.one.leave:
            same = next((item for item in new if _day(item.get("from")) == spell.start), None)
            if same is not None and spell.end and _day(same.get("until")) != spell.end:
                same["until"] = spell.end.isoformat()
                self.change.add_leave(spell)
            elif same is None and any(_overlap(spell, known) for known in self.person.leave):
                self.keep(N_("the file has another leave that overlaps with one of the directory"))
            elif same is None:
                new.append(_leave(spell))
                self.change.add_leave(spell)
        if not self.one.leave and "leave_from" in self.how.known and self.how.trust_empty:
            last = self.how.day - _A_DAY
            for item in new:
                if (_day(item.get("from")) or date.max) <= last and not item.get("until"):
                    item["until"] = last.isoformat()
                    self.change.add(What.LEAVE, N_("back from leave on {day}"), day=_iso(self.how.day))
        if new != items:
            self.change.fields["leave"] = list[Raw](new)

    def texts(self) -> None:
        """What is personal, where it was asked for."""
        for name, text in self.one.texts.items():
            if name in self.how.carry and self.record.get(name) != text:
                self.change.fields[name] = text
                self.change.add(What.CORRECTED, N_("{field} is written anew"), field=name)

    def items(self, name: str) -> list[dict[str, Raw]]:
        return raw_items(self.record, name)


def _lasts(item: Mapping[str, Raw], day: date) -> bool:
    """Whether a time in a role goes on after ``day``."""
    until = item.get("until")
    return not until or (_day(until) or date.min) > day


def _day(raw: Raw) -> date | None:
    return parse_date(raw, (ISO_DATE,)) if isinstance(raw, str) else None


def _overlap(one: Spell, other: Spell) -> bool:
    return (one.start or date.min) <= (other.end or date.max) and (other.start or date.min) <= (one.end or date.max)


def _leave(spell: Spell) -> dict[str, Raw]:
    return {"from": _iso(spell.start), **({"until": spell.end.isoformat()} if spell.end else {})}


def _earlier(spell: Spell) -> dict[str, Raw]:
    return {"first_day": _iso(spell.start), "last_day": _iso(spell.end)}


def _both(ours: date, theirs: date) -> dict[str, str]:
    return {"ours": _iso(ours), "theirs": _iso(theirs)}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
