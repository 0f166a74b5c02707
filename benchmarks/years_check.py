"""After each month: every question beside its plain recomputation, and every page that names somebody who has left."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from oracle import Person, World
from stafett.knowledge_base import KnowledgeBase
from stafett.questions.answering import Answering
from stafett.questions.bus_factor import by_area
from stafett.questions.candidates import Colleagues, Why
from stafett.questions.check import Selection, check
from stafett.questions.leaving import holdings, ownerless_after
from stafett.questions.owner_tenure import owned_by, owners
from stafett.questions.ownership import ownership
from stafett.questions.turnover import Exposure, Turnover, by_unit, exposures
from staff_events import Month
from years_world import A_DAY, Run

ASKED = 6  # people a month, besides those who hand over
SOON = timedelta(days=60)


class Checker:
    """Asks the product and the plain world the same, and notes where they differ."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.rng = random.Random(7)  # noqa: S311 (no secret)

    def check(self, events: Month, number: int) -> None:
        """Everything, for the month that is over: on its last day, and some of it on another of its days."""
        base, world, last = self.run.base, self.run.world, events.last
        other = events.first + timedelta(days=self.rng.randint(0, (last - events.first).days - 1))
        self._holders(base, world, (last, other))
        self.pages(base, world, last)
        self._gone(base, world, last)
        self._turnover(base, world, events, number)
        self._people(base, world, events)
        self._bus(base, world, last)

    def _same(self, what: str, told: object, plain: object) -> None:
        self.run.counts[f"compared: {what.partition(' ')[0]}"] += 1
        if told != plain:
            self.run.wrong.append(f"{what}: told {_short(told)}, is {_short(plain)}")

    def _holders(self, base: KnowledgeBase, world: World, days: Iterable[date]) -> None:
        names = [*world.roles, *sorted({str(page.get("owner")) for page in world.pages.values()} & {*world.people})]
        for day in days:
            for name in names:
                told = [person.id for person in base.holders(name, day)]
                self._same(f"holders of {name} on {day}", told, world.holders(name, day))

    def pages(self, base: KnowledgeBase, world: World, day: date) -> None:
        """The status of each page, and its owner."""
        for page in base.pages:
            status = base.status(page, day)
            self._same(f"status of {page.path} on {day}", status and str(status), world.status(page.path, day))
        told = {
            (str(owned.answer.standing), owned.answer.reference or ""): sorted(page.path for page in owned.pages)
            for owned in ownership(base, day)
        }
        self._same(f"ownership on {day}", told, world.ownership(day))
        for owned in ownership(base, day):
            if str(owned.answer.standing) == "vacant":
                name = owned.answer.reference or ""
                self._same(f"vacancy of {name} on {day}", owned.answer.since, world.vacant_since(name, day))

    def _gone(self, base: KnowledgeBase, world: World, day: date) -> None:
        """No page names as owner or deputy somebody who has left, or a role of nobody, and nothing says so."""
        told: defaultdict[str, set[str]] = defaultdict(set)
        for finding in check(base, day, Selection(select=["OWN"])):
            told[finding.path].add(finding.code)
        for path, page in world.pages.items():
            for field, codes in (("owner", {"OWN003"}), ("deputy", {"OWN010", "OWN009"})):
                name = page.get(field)
                if field == "deputy" and world.retired(path):
                    continue
                if name and world.known(name) and not any(world.has(p, name, day) for p in world.answering(name)):
                    self.run.counts[f"pages whose {field} had left"] += 1
                    if not told[path] & codes:
                        self.run.wrong.append(f"{path}: its {field} {name} has left by {day}, and nothing says so")

    def _turnover(self, base: KnowledgeBase, world: World, events: Month, number: int) -> None:
        first, last = events.first, events.last
        plain = {unit: Turnover(first, last, *numbers) for unit, numbers in sorted(world.turnover(first, last).items())}
        self._same(f"turnover until {last}", by_unit(base, first, last), plain)
        if number % 12 == 11:  # noqa: PLR2004
            cells = {key: Exposure(*numbers) for key, numbers in sorted(world.exposures(first, last).items())}
            self._same(f"exposures until {last}", exposures(base, first, last), cells)
            self._same(f"tenures until {last}", _owners(base, first, last), _owners_plainly(world, first, last))

    def _people(self, base: KnowledgeBase, world: World, events: Month) -> None:
        index = Answering(base)
        some = self.rng.sample(sorted(world.people), min(ASKED, len(world.people)))
        asked = dict.fromkeys(some, events.last) | {one.who: one.on for one in self.run.passed[:ASKED]}
        for id_, day in asked.items():
            self._holdings(base, world, index, world.people[id_], day)

    def _holdings(self, base: KnowledgeBase, world: World, index: Answering, plain: Person, day: date) -> None:
        person = base.directory.people[plain.id]
        found = holdings(base, person, day, index)
        names = world.answered_for(plain, day) if plain.employed(day) else []
        about = f"{plain.id} on {day}"
        self._same(
            f"holdings of {about}: roles", sorted(held.key[1] for held in found.roles), _guides(world, names[1:])
        )
        self._same(f"holdings of {about}: owned", [held.page.path for held in found.owned], world.named("owner", names))
        deputised = [held.page.path for held in found.deputised]
        self._same(f"holdings of {about}: deputised", deputised, world.named("deputy", names))
        leads = sorted(unit.id for unit in found.leads)
        heads = [
            u for u, what in world.units.items() if what.get("head") == plain.id and what.get("until", "9") >= str(day)
        ]
        self._same(f"holdings of {about}: leads", leads, sorted(heads) if names else [])
        if names:
            decided = [held.page.path for held in found.decided]
            self._same(f"holdings of {about}: decided", decided, world.decided(plain, day))
            read = [page.path for page in found.only_reader]
            self._same(f"holdings of {about}: reads", read, world.only_reader(plain, day))
            vouched = [page.path for page in found.only_voucher]
            self._same(f"holdings of {about}: vouched", vouched, world.only_voucher(plain, day))
            ownerless = ownerless_after(base, person, day, index)
            self._same(
                f"ownerless after {about}", [one.page.path for one in ownerless], world.ownerless_after(plain, day)
            )
            for key in [held.key for held in found.roles if index.owned.get(held.key)][:2]:
                self._candidates(base, world, index, plain, key, day)

    def _candidates(
        self, base: KnowledgeBase, world: World, index: Answering, plain: Person, key: tuple[str, str], day: date
    ) -> None:
        """Whoever is proposed is there, or comes; and whoever holds the role already, and stays, comes first."""
        found = Colleagues(base, base.directory.people[plain.id], day, index).candidates(key)
        role, after = key[1].rpartition("/")[2], day + A_DAY
        there = all(one.has(Why.COMES) or world.people[one.person.id].here(after) for one in found)
        self._same(f"candidates for {role} after {plain.id}: there", there, plain=True)
        stay = [
            one for one in world.holders(role, after)
            if one != plain.id and world.people[one].employed(after + SOON)
            and all(world.people[one].employed(after + timedelta(days=n)) for n in range(SOON.days))
        ]  # fmt: skip
        if stay:
            self._same(f"candidates for {role} after {plain.id}: first", found[0].person.id in stay, plain=True)

    def _bus(self, base: KnowledgeBase, world: World, day: date) -> None:
        for area, found in by_area(base, day).items():
            plain = world.bus(f"processes/{area}", day)
            self._same(f"bus factor of {area} on {day}", (found.pages, found.alone, found.orphans), plain)


def _guides(world: World, names: Iterable[str]) -> list[str]:
    return sorted(
        world.roles[name].removeprefix("docs/").removesuffix(".md") if name in world.roles else name for name in names
    )


def _owners(base: KnowledgeBase, first: date, last: date) -> tuple[Any, ...]:
    found = owners(owned_by(base), first, last)
    return found.so_far.days, found.ended.days, found.followed, found.filled.days, found.open.days


def _owners_plainly(world: World, first: date, last: date) -> tuple[Any, ...]:
    """The same by looking at every day since anybody held the role."""
    so_far, ended, followed, filled, empty = [], [], 0, [], []
    for name in sorted({str(page.get("owner")) for page in world.pages.values()}):
        if not world.known(name):
            continue
        those = world.answering(name)
        begun = [max(start, span[0]) for p in those for start, _ in p.spells
                 for span in ([s for r, s in p.roles if r == name] if name in world.roles else p.spells)]  # fmt: skip
        day = min(begun, default=last + A_DAY)
        lengths: Counter[str] = Counter()
        without: int | None = None
        while day <= last:
            now = [p.id for p in those if world.has(p, name, day)]
            after = [p.id for p in those if world.has(p, name, day + A_DAY)]
            if now and without and day >= first:
                filled.append(without)
            without = None if now else (without or 0) + 1 if without is not None or lengths else None
            for one in now:
                lengths[one] += 1
                if one not in after and day >= first:
                    ended.append(lengths[one])
                    followed += bool(after)
                if one not in after and day < last:
                    lengths[one] = 0
            if day == last:
                so_far += [lengths[one] for one in now]
                empty += [without] if without else []
            day += A_DAY
    return tuple(sorted(so_far)), tuple(sorted(ended)), followed, tuple(sorted(filled)), tuple(sorted(empty))


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) < 300 else f"{text[:300]}..."  # noqa: PLR2004
