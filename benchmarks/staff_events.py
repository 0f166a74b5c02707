"""What happens to the staff of a synthetic organisation in a month: who leaves, comes, moves, returns, goes on leave.

The events are drawn by chance from the world as the files tell it. A month that has a leap day has everything happen on
it at least once.
"""

from __future__ import annotations

import calendar
import math
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from oracle import Person, World

A_DAY = timedelta(days=1)
LEAVING = ((365, 0.42), (3 * 365, 0.34), (10**6, 0.22))  # days of service, and leavers a year up to them
MOVING, AWAY = 0.06, 0.09  # a year
RETURNING, HANDED_OVER, SAME_DAY, LATE, TAKES_VACANT = 0.08, 0.85, 0.15, 0.15, 0.6
MONTHS = 12
Record = dict[str, Any]


@dataclass(frozen=True)
class Pass:
    """Somebody's work passes to others: ``to`` takes all, but each of ``roles`` goes to the person named.

    ``on`` is their last day with it, ``start`` the first of whoever takes over; ``leaves`` tells that they leave.
    """

    who: str
    on: date
    start: date
    to: str
    roles: dict[str, str]
    leaves: bool


@dataclass
class Month:
    """What happens in a month: fields of people's records by id (``None`` removes one), and work that passes."""

    first: date
    last: date
    records: dict[str, Record] = field(default_factory=dict)
    passes: list[Pass] = field(default_factory=list)
    new: dict[str, str] = field(default_factory=dict)  # the file that a new person's record goes to
    merges: list[tuple[str, str]] = field(default_factory=list)
    moves: list[tuple[str, str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


class Staff:
    """Draws the events of one month after the other."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 (no secret)

    def month(self, world: World, year: int, month: int) -> Month:
        """The events of a month."""
        first = date(year, month, 1)
        found = Month(first, date(year, month, calendar.monthrange(year, month)[1]))
        owned = {page.get("owner") for page in world.pages.values()}
        heads = {unit.get("head") for unit in world.units.values()}
        here = [person for person in world.people.values() if person.employed(first)]
        # Whom nothing else happens to this month, and who therefore can take something over.
        self.free = [p for p in here if "last_day" not in p.record and p.here(first) and p.here(found.last + A_DAY)]
        self.rng.shuffle(self.free)
        self.busy: set[str] = set()
        self.mass = set(world.roles) - {str(owner) for owner in owned}
        self.world = world
        leavers = [person for person in here if self._leaves(person, found)]
        for person in leavers:
            day = person.spells[-1][1] or self._day(found)
            work = [role for role, _ in person.roles if role in owned and person.has(role, day)]
            self._gone(person, day, work, found, has_work=bool(work) or person.id in owned or person.id in heads)
        self._joiners(len(leavers), leavers, found)
        for person in here:
            if person.id not in self.busy and person not in leavers and "last_day" not in person.record:
                self._stays(person, owned, found)
        self._vacant(sorted(role for role in owned if role in world.roles), found)
        found.counts |= {"leavers": len(leavers), "passes": len(found.passes)}
        return found

    def _day(self, month: Month) -> date:
        """Some day of the month, often its last; the leap day where there is one, more often."""
        if month.last.month == 2 and month.last.day == 29 and self.rng.random() < 0.4:  # noqa: PLR2004
            return month.last
        return month.first + timedelta(days=self.rng.randint(0, (month.last - month.first).days))

    def _leaves(self, person: Person, month: Month) -> bool:
        last = person.spells[-1][1]
        if last:
            return month.first <= last <= month.last
        served = (month.first - person.spells[-1][0]).days
        rate = next(rate for days, rate in LEAVING if served < days)
        return self.rng.random() < 1 - math.exp(-rate / MONTHS)

    def _successor(self, person: Person, day: date) -> Person | None:
        """Somebody free of the same unit, or else of any, who is there on the day."""
        unit = person.unit_on(day)
        those = [one for one in self.free if one is not person and one.here(day) and one.here(day + A_DAY)]
        found = next((one for one in those if one.unit_on(day) == unit), those[0] if those else None)
        if found:
            self.busy.add(found.id)
        return found

    def _gone(self, person: Person, day: date, work: list[str], month: Month, *, has_work: bool) -> None:
        self._remove(person)
        chance = self.rng.random()
        successor = self._successor(person, day) if has_work and chance < HANDED_OVER else None
        if successor is None:
            month.records[person.id] = {"last_day": str(day)}
            return
        start = day if chance < SAME_DAY else day + A_DAY
        if chance > HANDED_OVER - LATE:
            start = day + timedelta(days=self.rng.randint(10, 40))
        if not (successor.here(start) and successor.here(start + A_DAY)):
            start = day + A_DAY
        others = {}
        if len(work) > 1 and self.rng.random() < 0.3:  # noqa: PLR2004
            other = self._successor(person, start)
            others = {work[0]: other.id} if other else {}
        month.passes.append(Pass(person.id, day, start, successor.id, others, leaves=True))

    def _remove(self, person: Person) -> None:
        if person in self.free:
            self.free.remove(person)

    def _joiners(self, number: int, leavers: list[Person], month: Month) -> None:
        """As many come as go, each to a leaver's unit; some of them have worked here before."""
        gone = [p for p in self.world.people.values() if p.spells[-1][1] and p.spells[-1][1] < month.first - 60 * A_DAY]
        back = 0
        next_id = max(int(id_.rpartition("-")[2]) for id_ in self.world.people) + 1
        for place in range(number):
            day, unit = self._day(month), leavers[place].unit_on(month.first)
            if gone and self.rng.random() < RETURNING:
                person = gone.pop(self.rng.randrange(len(gone)))
                month.records[person.id] = self._returns(person, day, unit)
                back += 1
                continue
            id_ = f"p-{next_id + place:05}"
            roles = [{"role": role, "from": str(day)} for role, _ in leavers[place].roles if role in self.mass]
            month.records[id_] = {"unit": unit, "first_day": str(day), "name": f"Ny {next_id + place}", "roles": roles}
            month.new[id_] = self.world.file_of[leavers[place].id]
        month.counts |= {"joiners": number, "returned": back}

    def _returns(self, person: Person, day: date, unit: str) -> Record:
        """A record of somebody who begins anew: what they had before has ended."""
        last = person.record["last_day"]
        roles = [{**item, "until": item.get("until") or last} for item in person.record.get("roles") or ()]
        fields: Record = {
            "first_day": str(day),
            "last_day": None,
            "unit": unit,
            "earlier": [
                *(person.record.get("earlier") or ()),
                {"first_day": person.record["first_day"], "last_day": last},
            ],
        }
        if roles:
            fields["roles"] = roles
        if unit != person.unit:
            before = [{"unit": person.unit, "until": last}]
            fields["earlier_units"] = [*(person.record.get("earlier_units") or ()), *before]
        return fields

    def _stays(self, person: Person, owned: set[Any], month: Month) -> None:
        chance = self.rng.random() * MONTHS
        if chance < MOVING:
            self._moves(person, owned, month)
        elif chance < MOVING + AWAY and person.here(month.first):
            self._remove(person)
            day = self._day(month)
            until = day + timedelta(days=self.rng.randint(20, 400))
            leave = [*(person.record.get("leave") or ()), {"from": str(day), "until": str(until)}]
            if not any(start > day for start, _ in person.leave):
                month.records[person.id] = {"leave": leave}
                month.counts["away"] = month.counts.get("away", 0) + 1

    def _moves(self, person: Person, owned: set[Any], month: Month) -> None:
        """To another unit; the roles that own pages stay behind, where somebody can take them."""
        day = self._day(month)
        other = self.rng.choice(sorted(unit for unit, what in self.world.units.items() if "until" not in what))
        if other == person.unit or day <= person.spells[-1][0] or any(until >= day for _, until in person.units):
            return
        self._remove(person)
        work = [role for role, _ in person.roles if role in owned and person.has(role, day)]
        successor = self._successor(person, day) if work else None
        if successor:
            month.passes.append(Pass(person.id, day - A_DAY, day, successor.id, {}, leaves=False))
        before = [{"unit": person.unit, "until": str(day - A_DAY)}]
        earlier = [*(person.record.get("earlier_units") or ()), *before]
        month.records[person.id] = {"unit": other, "earlier_units": earlier}
        month.counts["moved"] = month.counts.get("moved", 0) + 1

    def _vacant(self, roles: list[str], month: Month) -> None:
        """Somebody takes what nobody holds, or those who write the directory have forgotten it."""
        for role in roles:
            if self.world.holders(role, month.first) or self.rng.random() > TAKES_VACANT:
                continue
            those = [person for person in self.free if person.id not in self.busy and person.id not in month.records]
            coming = any(
                span[0] > month.first for one in self.world.had.get(role, ()) for r, span in one.roles if r == role
            )
            if those and not coming:
                person = self.rng.choice(those)
                held = [*(person.record.get("roles") or ()), {"role": role, "from": str(self._day(month))}]
                month.records[person.id] = {"roles": held}
                self._remove(person)
                month.counts["taken"] = month.counts.get("taken", 0) + 1
