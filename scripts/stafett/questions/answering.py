"""Who and what goes together: the pages of each owner, deputy, decision-maker and voucher, and the paths they are in.

Made once of a knowledge base and asked for many people and days, so that no question walks all pages for each of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from stafett.knowledge_base import DECISION, KnowledgeBase
from stafett.model import Page, Person, Spell, Tenure
from stafett.questions.onboarding import ROLE, places

Key = tuple[str, str]
"""Somebody who answers: ``("role", id of its guide)``, ``("role", as written)`` without one, or ``("person", id)``."""
_Pages = Mapping[Key, tuple[Page, ...]]


class Answering:
    """The references of a knowledge base turned round. It remembers what it was asked; ask one for many people."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self._holders: dict[tuple[Key, date], tuple[Person, ...]] = {}

    def key(self, reference: str | None) -> Key | None:
        """Whom ``owner``, ``deputy`` and the like mean; None where they mean nobody that is known."""
        target = self.base.answerable(reference) if reference else None
        if target and target.page:
            return (ROLE, target.page.id)
        return ("person", target.person.id) if target and target.person else None

    def role_key(self, written: str) -> Key:
        """What a role of the directory is known by: its guide's id, or as it is written there."""
        guide = self.base.resolve(written, (ROLE,)).page
        return (ROLE, guide.id if guide else written)

    def guide(self, key: Key) -> Page | None:
        """The guide of a role; None of a person, and of a role without one."""
        return self.base.resolve(key[1], (ROLE,)).page if key[0] == ROLE else None

    @cached_property
    def owned(self) -> _Pages:
        """The pages by their owner."""
        return self._by((page.owner, page) for page in self.base.pages)

    @cached_property
    def deputised(self) -> _Pages:
        """The pages by their deputy."""
        return self._by((page.deputy, page) for page in self.base.pages)

    @cached_property
    def decided(self) -> _Pages:
        """The decisions by each of their decision-makers."""
        decisions = self.base.of_kind(DECISION)
        return self._by((who, page) for page in decisions for who in page.texts("decision-makers"))

    @cached_property
    def vouched(self) -> _Pages:
        """The pages that have been reviewed, by who vouched for them: ``reviewed_by``, or else the owner."""
        reviewed = (page for page in self.base.pages if self.base.last_reviewed(page))
        return self._by((page.text("reviewed_by") or page.owner, page) for page in reviewed)

    @cached_property
    def paths(self) -> _Pages:
        """The pages in the onboarding path of each role that has a guide, those of the roles it begins with too."""
        guides = self.base.of_kind(ROLE)
        return {(ROLE, guide.id): tuple(place.page for place in places(self.base, guide)) for guide in guides}

    @cached_property
    def readers(self) -> Mapping[str, tuple[Key, ...]]:
        """The roles in whose path a page stands, by the page's path."""
        found: defaultdict[str, list[Key]] = defaultdict(list)
        for key, pages in self.paths.items():
            for page in pages:
                found[page.path].append(key)
        return {path: tuple(keys) for path, keys in found.items()}

    @cached_property
    def _unguided(self) -> Mapping[str, tuple[Person, ...]]:
        """The people who have, had or will have a role that has no guide, by the role as written."""
        found: defaultdict[str, dict[str, Person]] = defaultdict(dict)
        for person in self.base.directory.people.values():
            for tenure in person.roles:
                if self.base.resolve(tenure.role, (ROLE,)).page is None:
                    found[tenure.role][person.id] = person
        return {role: tuple(people.values()) for role, people in found.items()}

    def holders(self, key: Key, day: date) -> tuple[Person, ...]:
        """Those who hold the role, or are the person, on ``day`` and are not on leave; in the order of ids."""
        if (key, day) not in self._holders:
            self._holders[key, day] = self._find_holders(key, day)
        return self._holders[key, day]

    def _find_holders(self, key: Key, day: date) -> tuple[Person, ...]:
        if key[0] == ROLE and self.guide(key) is None:
            those = self._unguided.get(key[1], ())
            found = (p for p in those if p.present(day) and any(t.role == key[1] and t.covers(day) for t in p.roles))
            return tuple(sorted(found, key=lambda person: person.id))
        if key[0] != ROLE:
            person = self.base.directory.people.get(key[1])
            return (person,) if person and person.present(day) else ()
        return self.base.holders(key[1], day)

    def held(self, person: Person, first: date, last: date) -> Mapping[Key, Spell]:
        """The roles that the person has on any day from ``first`` to ``last``, be it on leave: the last time of each.

        In the order of the directory. Times that follow on one another are one.
        """
        found: defaultdict[Key, list[Spell]] = defaultdict(list)
        for tenure in person.roles:
            found[self.role_key(tenure.role)] += _times(tenure, person.spells)
        times = {key: [time for time in _joined(spells) if _meets(time, first, last)] for key, spells in found.items()}
        return {key: spells[-1] for key, spells in times.items() if spells}

    def keys_ever(self, person: Person) -> tuple[Key, ...]:
        """The person, and every role that they have had."""
        return (("person", person.id), *dict.fromkeys(self.role_key(tenure.role) for tenure in person.roles))

    def _by(self, pairs: Iterable[tuple[str | None, Page]]) -> _Pages:
        found: defaultdict[Key, dict[str, Page]] = defaultdict(dict)
        for reference, page in pairs:
            key = self.key(reference)
            if key:
                found[key][page.path] = page
        return {key: tuple(pages.values()) for key, pages in found.items()}


def _times(tenure: Tenure, spells: Iterable[Spell]) -> Iterator[Spell]:
    """The times in which a role is held by somebody who works here."""
    for spell in spells:
        start = max((day for day in (tenure.start, spell.start) if day), default=None)
        end = min((day for day in (tenure.end, spell.end) if day), default=None)
        if not (start and end and end < start):
            yield Spell(start, end)


def _joined(spells: Iterable[Spell]) -> list[Spell]:
    joined: list[Spell] = []
    for spell in sorted(spells, key=lambda spell: spell.start or date.min):
        before = joined[-1] if joined else None
        if before and _follows(before, spell):
            joined[-1] = Spell(before.start, before.end and spell.end and max(before.end, spell.end))
        else:
            joined.append(spell)
    return joined


def _follows(before: Spell, spell: Spell) -> bool:
    """Whether ``spell`` begins at the latest on the day after ``before`` ends."""
    return before.end is None or spell.start is None or spell.start.toordinal() <= before.end.toordinal() + 1


def _meets(spell: Spell, first: date, last: date) -> bool:
    return (spell.start is None or spell.start <= last) and (spell.end is None or first <= spell.end)
