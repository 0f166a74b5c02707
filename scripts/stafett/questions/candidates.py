"""Who could take over what a leaver answers for, the most likely first, each with the reasons.

In this order: who has the role anyway the day after, or gets it later; the deputy of at least a tenth of the pages, of
most of them first; who had the role before; who shares another role with the leaver (one that not a fifth of the staff
has); the same unit, then the nearest in the unit tree; who has worked here for half a year; and who answers for the
fewest pages. Whoever leaves within 60 days themselves comes last.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, partial
from operator import itemgetter
from typing import NamedTuple

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page, Person, Spell, Unit
from stafett.questions.answering import Answering, Key

_A_DAY = timedelta(days=1)
STAYS = timedelta(days=60)
"""Whoever leaves within this time after the leaver is no successor to build on."""
_TENTH = 10  # the deputy of fewer of the pages than a tenth is not the role's deputy
_NEW = timedelta(days=182)
_TOO_COMMON = 5  # a role that every fifth has says nothing of what somebody knows
_ENOUGH = 12  # so many colleagues are looked at, and all of the units that are as near


class Why(StrEnum):
    """A reason for or (the last three) against somebody."""

    HOLDS = "holds"
    COMES = "comes"
    DEPUTY = "deputy"
    HAD_IT = "had-it"
    SAME_ROLE = "same-role"
    LEADS = "leads"
    SAME_UNIT = "same-unit"
    NEAR_UNIT = "near-unit"
    LOAD = "load"
    NEW = "new"
    NO_DEPUTY = "no-deputy"
    LEAVES = "leaves"


@dataclass(frozen=True, slots=True)
class Reason:
    """``number`` is of pages, or of steps in the unit tree; ``role`` a guide's title, ``unit`` a unit's name."""

    why: Why
    number: int = 0
    day: date | None = None
    role: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could take over, and why."""

    person: Person
    reasons: tuple[Reason, ...]

    def has(self, *whys: Why) -> bool:
        """Whether one of these is among the reasons."""
        return any(reason.why in whys for reason in self.reasons)


class _Known(NamedTuple):
    """By id: who has the role the day after, gets it (from when), had it (until when), is deputy (of how many pages).

    ``alone`` tells of how many of the pages they are the only deputy, ``pages`` how many there are.
    """

    holders: frozenset[str]
    coming: Mapping[str, date]
    had: Mapping[str, date]
    deputies: Mapping[str, int]
    alone: Mapping[str, int]
    pages: int


class Colleagues:
    """Those who are here the day after somebody's last one, as seen from that somebody."""

    def __init__(self, base: KnowledgeBase, leaver: Person, last_day: date, answering: Answering | None = None) -> None:
        self.base, self.leaver, self.last_day = base, leaver, last_day
        self.after = last_day + _A_DAY if last_day < date.max else last_day
        self.index = answering or Answering(base)

    def candidates(self, key: Key, pages: tuple[Page, ...] | None = None, most: int = 3) -> tuple[Candidate, ...]:
        """Who could best take over the role ``key``, or with the leaver's own key ``pages``.

        ``pages`` are those at issue, whose deputies count; where they are not given, all that ``key`` owns.
        """
        known = self._known(key, self.index.owned.get(key, ()) if pages is None else pages)
        pool: dict[str, Person] = {}
        for source in (*known[:4], self._sharing, self._near):
            pool |= {identity: self.base.directory.people[identity] for identity in source}
        found = [
            Candidate(who, tuple(self._reasons(who, key, known)))
            for who in pool.values()
            if who.id != self.leaver.id and (who.present(self.after) or who.id in known.coming)
        ]
        return tuple(sorted(found, key=partial(self._rank, known.pages))[:most])

    def _known(self, key: Key, pages: tuple[Page, ...]) -> _Known:
        holders = frozenset(who.id for who in self.index.holders(key, self.after))
        return _Known(holders, *self._tenures(key), *self._deputies(pages), len(pages))

    def _deputies(self, pages: tuple[Page, ...]) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """Of how many of the pages each is deputy, and of how many nobody else is."""
        found: defaultdict[str, int] = defaultdict(int)
        alone: defaultdict[str, int] = defaultdict(int)
        counted: defaultdict[Key, int] = defaultdict(int)
        for page in pages:
            key = self.index.key(page.deputy)
            if key:
                counted[key] += 1
        for key, number in counted.items():
            holders = [who.id for who in self.index.holders(key, self.after) if who.id != self.leaver.id]
            for who in holders:
                found[who] += number
            if len(holders) == 1:
                alone[holders[0]] += number
        return found, alone

    def _tenures(self, key: Key) -> tuple[Mapping[str, date], Mapping[str, date]]:
        """Who gets the role after the day, from when; and who had it before, until when."""
        coming: dict[str, date] = {}
        had: dict[str, date] = {}
        for who, start, end in self.base.tenures(key[1]) if self.index.guide(key) else ():
            if start and start > self.after:
                coming[who.id] = min(start, coming.get(who.id, start))
            elif end and end < self.after:
                had[who.id] = max(end, had.get(who.id, end))
        return coming, had

    @cached_property
    def _sharing(self) -> Mapping[str, Mapping[Key, str]]:
        """Who shares roles with the leaver that not many have, and the titles of those, the rarest first."""
        shared = []
        for key in self.index.held(self.leaver, self.last_day, self.last_day):
            holders = self.index.holders(key, self.after)
            if not self.too_common(key):
                guide = self.index.guide(key)
                shared.append((len(holders), guide.title if guide else key[1], key, holders))
        found: defaultdict[str, dict[Key, str]] = defaultdict(dict)
        for _, title, key, holders in sorted(shared, key=itemgetter(0, 1, 2)):
            for who in holders:
                found[who.id][key] = title
        return found

    def too_common(self, key: Key) -> bool:
        """Whether so many have the role that it says nothing of what somebody knows."""
        return len(self.index.holders(key, self.after)) * _TOO_COMMON > self._staff

    @cached_property
    def _staff(self) -> int:
        return sum(len(people) for people in self._by_unit.values())

    @cached_property
    def _by_unit(self) -> Mapping[str | None, tuple[Person, ...]]:
        found: defaultdict[str | None, list[Person]] = defaultdict(list)
        for who in self.base.directory.people.values():
            if who.present(self.after):
                found[who.unit_on(self.after)].append(who)
        return {unit: tuple(people) for unit, people in found.items()}

    @cached_property
    def _near(self) -> tuple[str, ...]:
        """The colleagues of the nearest units, until they are enough."""
        found: list[str] = []
        reached = 0
        for unit, steps in self._steps.items():
            if len(found) >= _ENOUGH and steps > reached:
                break
            reached = steps
            found += [who.id for who in self._by_unit.get(unit, ())]
        return tuple(found)

    @cached_property
    def _steps(self) -> Mapping[str, int]:
        """How many steps up and down the unit tree each unit lies from the leaver's own; the nearest first."""
        units = self.base.directory.units
        start = self.leaver.unit_on(self.last_day) or ""
        if start not in units:
            return {}
        below: defaultdict[str, list[str]] = defaultdict(list)
        for unit in units.values():
            if unit.parent and unit.parent in units:
                below[unit.parent].append(unit.id)
        found, ahead = {start: 0}, deque([start])
        while ahead:
            unit = units[ahead.popleft()]
            for other in _beside(unit, units, below[unit.id]):
                if other not in found:
                    found[other] = found[unit.id] + 1
                    ahead.append(other)
        return found

    @cached_property
    def _heads(self) -> frozenset[str]:
        """The head of the leaver's unit."""
        unit = self.base.directory.units.get(self.leaver.unit_on(self.last_day) or "")
        return frozenset((unit.head,)) if unit and unit.head else frozenset()

    @cached_property
    def _loads(self) -> dict[str, int]:
        return {}

    def load(self, who: Person) -> int:
        """How many pages somebody answers for as owner on the day after, by their roles and themselves."""
        if who.id not in self._loads:
            keys: tuple[Key, ...] = (("person", who.id), *self.index.held(who, self.after, self.after))
            self._loads[who.id] = sum(len(self.index.owned.get(key, ())) for key in keys)
        return self._loads[who.id]

    def _reasons(self, who: Person, key: Key, known: _Known) -> Iterator[Reason]:
        if who.id in known.holders:
            yield Reason(Why.HOLDS)
        elif who.id in known.coming:
            yield Reason(Why.COMES, day=known.coming[who.id])
        elif who.id in known.had:
            yield Reason(Why.HAD_IT, day=known.had[who.id])
        if who.id in known.deputies:
            yield Reason(Why.DEPUTY, known.deputies[who.id])
        shared = next((title for other, title in self._sharing.get(who.id, {}).items() if other != key), "")
        if shared:
            yield Reason(Why.SAME_ROLE, role=shared)
        unit = self.base.directory.units.get(who.unit_on(self.after) or "")
        steps = self._steps.get(unit.id) if unit else None
        if who.id in self._heads:
            yield Reason(Why.LEADS)
        if unit and steps is not None:
            yield Reason(Why.SAME_UNIT if steps == 0 else Why.NEAR_UNIT, steps, unit=unit.name)
        yield Reason(Why.LOAD, self.load(who))
        yield from self._against(who, known)

    def leaves(self, who: Person) -> bool:
        """Whether somebody who is here the day after leaves within 60 days."""
        end = self._spell(who).end
        return end is not None and end - self.after < STAYS

    def _spell(self, who: Person) -> Spell:
        return next((spell for spell in who.spells if spell.covers(self.after)), Spell())

    def _against(self, who: Person, known: _Known) -> Iterator[Reason]:
        start, end = self._spell(who)
        if start and self.after - start < _NEW:
            yield Reason(Why.NEW, day=start)
        if known.alone.get(who.id) and who.id not in known.holders:
            yield Reason(Why.NO_DEPUTY, known.alone[who.id])
        if self.leaves(who):
            yield Reason(Why.LEAVES, day=end)

    def _rank(self, pages: int, item: Candidate) -> tuple[object, ...]:
        said = {reason.why: reason for reason in item.reasons}
        deputy, load = said.get(Why.DEPUTY, Reason(Why.DEPUTY)).number, said[Why.LOAD]
        near = said.get(Why.SAME_UNIT) or said.get(Why.NEAR_UNIT)
        return (
            Why.LEAVES in said,
            Why.HOLDS not in said,
            Why.COMES not in said,
            -deputy if deputy * _TENTH >= pages else 0,
            Why.HAD_IT not in said,
            Why.SAME_ROLE not in said,
            near.number if near else len(self._steps) + 1,
            Why.NEW in said,
            load.number,
            item.person.id,
        )


def _beside(unit: Unit, units: Mapping[str, Unit], below: list[str]) -> Iterator[str]:
    if unit.parent and unit.parent in units:
        yield unit.parent
    yield from below
