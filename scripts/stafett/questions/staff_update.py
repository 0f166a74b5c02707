"""What a file of another system says otherwise of somebody whom the directory has, and what becomes of their record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from stafett.fields import ISO_DATE, parse_date
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_
from stafett.model import Person, Raw, Spell
from stafett.questions.staff_comparison import Comparison, How, Kept, StaffChange, What, earlier_item, iso, leave_item
from stafett.questions.staff_matching import Staff, role_key
from stafett.reading.raw_records import raw_items

_A_DAY = timedelta(days=1)


@dataclass
class Update:
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
        """Work all of it out, into ``change`` and what ``found`` keeps."""
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
        old: dict[str, Raw] = {"first_day": iso(self.person.first_day), "last_day": iso(left)}
        fields = self.change.fields
        fields["earlier"] = [*raw_items(self.record, "earlier"), old]
        fields["first_day"], fields["last_day"] = start.isoformat(), spell.end.isoformat() if spell.end else None
        ended = [{**item, "until": left.isoformat()} if _lasts(item, left) else item for item in self.items("roles")]
        if ended != self.items("roles"):
            fields["roles"] = list[Raw](ended)
        self.change.add(What.RETURNS, N_("from {day}; they had left on {left}"), day=iso(start), left=iso(left))
        if self.one.unit and self.person.unit and self.one.unit != self.person.unit:
            self.move(left)

    def first_day(self, spell: Spell) -> date | None:
        """Since when they work here, corrected where the file says otherwise."""
        ours, theirs = self.person.first_day, spell.start
        if theirs is None or theirs in {known.start for known in self.person.spells}:
            return ours
        if any(known.end and theirs <= known.end for known in self.person.earlier):
            self.keep(N_("the file has {theirs} for the first day, within an earlier time here"), theirs=iso(theirs))
            return ours
        if self.person.last_day and self.person.last_day < theirs:
            return ours
        self.change.fields["first_day"] = theirs.isoformat()
        message = N_("first day {theirs} instead of {ours}")
        self.change.add(What.CORRECTED, message, ours=iso(ours) if ours else "–", theirs=iso(theirs))
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
            self.change.add(What.LEAVES, N_("last day {day}, as their account is off"), day=iso(day))
            return day
        if theirs and theirs != ours:
            self.change.fields["last_day"] = theirs.isoformat()
            message = N_("last day {theirs} instead of {ours}") if ours else N_("last day {theirs}")
            self.change.add(What.LEAVES, message, ours=iso(ours) if ours else "", theirs=iso(theirs))
            return theirs
        if theirs is None and ours and self.one.active is not False:
            return self.no_last_day(ours)
        return theirs or ours

    def no_last_day(self, ours: date) -> date | None:
        """The directory has a last day, and the file none."""
        if "last_day" in self.how.known and self.how.trust_empty:
            self.change.fields["last_day"] = None
            self.change.add(What.CORRECTED, N_("stays: no last day instead of {ours}"), ours=iso(ours))
            return None
        if ours < self.how.day:
            message = N_(
                "stands in the file, though they left on {ours}; is that day right, or do they work here again?"
            )
            self.keep(message, ours=iso(ours))
        elif "last_day" in self.how.known:
            self.keep(N_("the file has no last day, the directory has {ours}"), ours=iso(ours))
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
            listed: list[dict[str, Raw]] = [*self.items("earlier"), *(earlier_item(old) for old in new)]
            self.change.fields["earlier"] = [*sorted(listed, key=lambda item: str(item.get("first_day")))]
            for old in new:
                message = N_("worked here from {start} to {end} too")
                self.change.add(What.CORRECTED, message, start=iso(old.start), end=iso(old.end))

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
            self.keep(message, theirs=theirs, ours=ours or "", before=before, until=iso(until))
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
        self.change.add(What.MOVES, message, ours=ours, theirs=theirs, day=iso(until + _A_DAY))

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
                self.change.add(What.ROLE, message, role=str(item.get("role")), day=iso(since))
            else:
                new.append(item)
        held = {role_key(self.base, str(item.get("role"))) for item in new if _lasts(item, since - _A_DAY)}
        for key, role in wanted.items():
            if key not in held:
                new.append({"role": role, "from": since.isoformat()})
                self.change.add(What.ROLE, N_("{role}, from {day}"), role=role, day=iso(since))
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
                new.append(leave_item(spell))
                self.change.add_leave(spell)
        if not self.one.leave and "leave_from" in self.how.known and self.how.trust_empty:
            last = self.how.day - _A_DAY
            for item in new:
                if (_day(item.get("from")) or date.max) <= last and not item.get("until"):
                    item["until"] = last.isoformat()
                    self.change.add(What.LEAVE, N_("back from leave on {day}"), day=iso(self.how.day))
        if new != items:
            self.change.fields["leave"] = list[Raw](new)

    def texts(self) -> None:
        """What is personal, where it was asked for."""
        for name, text in self.one.texts.items():
            if name in self.how.carry and self.record.get(name) != text:
                self.change.fields[name] = text
                self.change.add(What.CORRECTED, N_("{field} is written anew"), field=name)

    def items(self, name: str) -> list[dict[str, Raw]]:
        """What the record has in a list."""
        return raw_items(self.record, name)


def _lasts(item: Mapping[str, Raw], day: date) -> bool:
    """Whether a time in a role goes on after ``day``."""
    until = item.get("until")
    return not until or (_day(until) or date.min) > day


def _day(raw: Raw) -> date | None:
    return parse_date(raw, (ISO_DATE,)) if isinstance(raw, str) else None


def _overlap(one: Spell, other: Spell) -> bool:
    return (one.start or date.min) <= (other.end or date.max) and (other.start or date.min) <= (one.end or date.max)


def _both(ours: date, theirs: date) -> dict[str, str]:
    return {"ours": iso(ours), "theirs": iso(theirs)}
