"""What changes when somebody's work passes to others, and when units merge or move: a plan in, every change out.

A role passes in the directory: the leaver's time in it ends, the successor's begins, and no page changes. A page that
names the leaver names somebody else. Who decided and who reviewed stays as it was, and so does every review: a page
that goes to another owner says since when (``owner_since``), and counts as unvouched until they have looked at it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from stafett.handover_plan import HeadTo, Merge, Move, PageTo, Plan, RoleTo
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_
from stafett.model import Page, Person, Tenure, Where
from stafett.questions.find_page import find_page
from stafett.questions.handover_checks import Concerns, not_there, unknown_answerer
from stafett.questions.handover_result import Handover, Passed, Said
from stafett.questions.handover_units import UnitWork, in_place
from stafett.questions.naming import Naming, Says
from stafett.questions.tenures import day_after, ended, given

_OWNERSHIP = ("owner", "deputy")


def hand_over(
    base: KnowledgeBase, plan: Plan, as_of: date, *, partial: bool = False, naming: Naming | None = None
) -> Handover:
    """What ``plan`` changes, and everything that stands in its way.

    Unless ``partial``, all that the leaver answers for changes hands, and whatever the plan forgets is refused.
    ``naming`` is that of ``base``, for whoever asks many times; what comes out has that of the base as it becomes.
    Reads and writes nothing.
    """
    work = _Work(base, plan, as_of, partial, naming or Naming(base))
    return work.result()


@dataclass
class _Work:
    base: KnowledgeBase
    plan: Plan
    as_of: date
    partial: bool
    naming: Naming
    people: dict[str, Person] = field(default_factory=dict)
    passed: list[Passed] = field(default_factory=list)
    refusals: list[Said] = field(default_factory=list)
    left: list[Said] = field(default_factory=list)
    pages: dict[str, dict[str, object]] = field(default_factory=dict)
    leaver: Person | None = None
    first: date = date.min

    def result(self) -> Handover:
        """Everything in order: units, then roles, then pages, then what has come of it."""
        units = UnitWork(self.naming, self.people, refusals=self.refusals, left=self.left, pages=self.pages)
        if not self._begin():
            return Handover(self.plan, self.base, self.base, refusals=tuple(self.refusals), naming=self.naming)
        self._units(units)
        if self.leaver and self.plan.on:
            self._roles(self.leaver, self.plan.on)
            self._pages(self.leaver, self.plan.on)
            self._heads(self.leaver, units)
        after = self._after(units)
        found = Handover(
            self.plan, self.base, after, self.pages, self.people, units.units, tuple(self.passed),
            naming=self.naming.follow(after),
        )  # fmt: skip
        concerns = Concerns(found, self.naming, self.leaver, self.first, self.as_of, self.partial)
        refusals, warnings, left = concerns.told()
        every = sorted((*self.refusals, *refusals), key=lambda said: _order(said.where))
        return replace(found, refusals=tuple(every), warnings=tuple(warnings), left=(*self.left, *left))

    def _begin(self) -> bool:
        """Who leaves, and when; False where that is not to be known, and is refused."""
        plan = self.plan
        if plan.leaver is None:
            if plan.roles or plan.pages or plan.to:
                self._refuse(N_("the plan does not say whose roles and pages they are (`leaver:`)"))
                return False
            self.first = plan.start or self.as_of
            return True
        people = self.base.directory.people
        self.leaver = leaver = people.get(plan.leaver)
        if leaver is None:
            self._refuse(*unknown_answerer(self.base, plan.leaver, people), where=("leaver",))
            return False
        on = plan.on or leaver.last_day
        if on is None:
            message = N_("the directory has no last day for `{person}`; say which is the last day (`--on`, or `on:`)")
            self._refuse(message, {"person": leaver.id}, where=("leaver",))
            return False
        if not leaver.employed(on):
            last = max((spell.end for spell in leaver.spells if spell.end and spell.end < on), default=None)
            message = (
                N_("`{person}` does not work here on {day}: their last day is {last}, by the directory")
                if last
                else N_("`{person}` does not work here on {day}, by the directory")
            )
            self._refuse(message, {"person": leaver.id, "day": on, "last": last}, where=("on",))
            return False
        self.first = plan.start or max(day_after(on), self.as_of)
        self.plan = replace(plan, on=on, start=self.first)
        return True

    def _units(self, work: UnitWork) -> None:
        for index, change in enumerate(self.plan.units):
            where = ("units", index)
            if isinstance(change, Merge):
                work.merge(change, change.start or self.first, where)
            elif isinstance(change, Move):
                work.move(change, where)
            else:
                self._head(change, work, where)

    def _head(self, change: HeadTo, work: UnitWork, where: Where) -> None:
        unit = work.known(change.unit, (*where, "unit"))
        if unit and self._can_take(change.to, self.first, (*where, "head")):
            work.units[unit.id] = replace(unit, head=change.to)

    def _heads(self, leaver: Person, work: UnitWork) -> None:
        """The units that the leaver leads, and the plan does not name."""
        for unit in [*work.all_units()]:
            if unit.head != leaver.id or unit.until:
                continue
            if self.plan.to and self.plan.to in self.base.directory.people:
                if self._can_take(self.plan.to, self.first, ("to",)):
                    work.units[unit.id] = replace(unit, head=self.plan.to)
            else:
                values = {"unit": unit.id, "person": leaver.id}
                self._forgotten(N_("{person} leads the unit `{unit}`, and nobody is named to lead it"), values)

    def _key(self, role: str) -> str:
        """What two spellings of the same role have in common."""
        guide = self.base.resolve(role, ("role",)).page
        return guide.id if guide else role

    def _roles(self, leaver: Person, on: date) -> None:
        """Pass the roles that the leaver holds on their last day."""
        held = {self._key(tenure.role): tenure for tenure in leaver.roles if tenure.covers(on)}
        wanted: list[tuple[RoleTo, Where]] = []
        for index, role in enumerate(self.plan.roles):
            if self._key(role.role) in held:
                wanted.append((role, ("roles", index)))
            else:
                message = N_("`{person}` does not hold the role `{role}` on {day}")
                values = {"person": leaver.id, "role": role.role, "day": on}
                self._refuse(message, values, where=("roles", index, "role"))
        named = {self._key(role.role) for role, _ in wanted}
        if self.plan.to in self.base.directory.people:
            rest = [tenure for key, tenure in held.items() if key not in named and not self._taken_over(tenure, leaver)]
            wanted += ((RoleTo(tenure.role, str(self.plan.to)), ()) for tenure in rest)
        for role, where in wanted:
            start = role.start or self.first
            if self._can_take(role.to, start, (*where, "to") if where else ("to",)):
                self._pass(held[self._key(role.role)], role.to, start)
        ending = named if self.partial else {*held}
        changed = ended(leaver.roles, on, lambda tenure: self._key(tenure.role) in ending)
        last_day = on if self.plan.leaves and leaver.spells[-1].covers(on) else leaver.last_day
        person = replace(self.people.get(leaver.id, leaver), roles=changed, last_day=last_day)
        if person != leaver:
            self.people[leaver.id] = person

    def _taken_over(self, tenure: Tenure, leaver: Person) -> bool:
        """Whether the directory says already that the leaver's time in the role ends, and who holds it then."""
        if tenure.end is None:
            return False
        return any(person.id != leaver.id for person in self.base.holders(tenure.role, self.first))

    def _pass(self, tenure: Tenure, to: str, start: date) -> None:
        """``to`` holds the role from ``start`` on."""
        key = self._key(tenure.role)
        person = self.people.get(to, self.base.directory.people[to])
        roles = given(person.roles, tenure.role, start, lambda held: self._key(held.role) == key)
        if roles != person.roles:
            self.people[to] = replace(person, roles=roles)
        guide = self.base.resolve(tenure.role, ("role",)).page
        owned, deputised = self.naming.owned.get(key, ()), self.naming.deputised.get(key, ())
        already = roles == person.roles
        self.passed.append(Passed(tenure.role, to, start, guide, owned, deputised, already))

    def _pages(self, leaver: Person, on: date) -> None:
        """Put somebody else where pages name the leaver, and where the plan gives a page of theirs to another."""
        plans: dict[str, tuple[PageTo, Where]] = {}
        for index, wanted in enumerate(self.plan.pages):
            page = self._page(wanted, ("pages", index))
            if page and page.path in plans:
                self._refuse(N_("the page {page} stands twice in the plan"), {"page": page.path}, ("pages", index))
            elif page:
                plans[page.path] = wanted, ("pages", index)
        named: dict[str, list[str]] = {path: [] for path in plans}
        for found in self.naming.people.get(leaver.id, ()):
            if found.says is Says.ANSWERS:
                named.setdefault(found.page.path, []).append(found.field)
        for path, fields in sorted(named.items()):
            wanted, where = plans.get(path, (PageTo(path, {}), ()))
            self._page_to(self.base.by_path[path], fields, wanted, where, leaver, on)

    def _page(self, wanted: PageTo, where: Where) -> Page | None:
        found = find_page(self.base, wanted.page)
        if found.page is None:
            message, values = found.refused(wanted.page)
            self._refuse(message, values, (*where, "page"))
        return found.page

    def _page_to(self, page: Page, named: list[str], wanted: PageTo, where: Where, leaver: Person, on: date) -> None:
        """The page with others in the leaver's places."""
        changes: dict[str, str] = {}
        for name, to in wanted.to.items():
            reference = page.text(name) if name in _OWNERSHIP else None
            through_role = reference and leaver.id in {person.id for person in self._ever_on(reference, on)}
            if name not in named and not through_role:
                message = N_("{page}: `{person}` is not in its `{field}` on {day}, neither by name nor by a role")
                if name not in _OWNERSHIP:
                    message = N_(
                        "{page}: its `{field}` does not name `{person}`; a role that stands there passes on by itself, "
                        "and the plan leaves it out"
                    )
                values = {"page": page.path, "person": leaver.id, "field": name, "day": on}
                self._refuse(message, values, (*where, name))
            elif self._can_answer(to, (*where, name)):
                changes[name] = to
        for name in named:
            other = wanted.to.get("owner") if "owner" in named and name not in _OWNERSHIP else None
            to = wanted.to.get(name) or other or self.plan.to or ""
            if name in wanted.to:
                continue
            if not to:
                values = {"page": page.path, "person": leaver.id, "field": name}
                self._forgotten(N_("{page} names {person} in `{field}`, and nobody is named instead"), values)
            elif self._can_answer(to, ("to",)):
                changes[name] = to
        if changes:
            self._change(page, changes, leaver, explicit="deputy" in wanted.to)

    def _ever_on(self, reference: str, on: date) -> list[Person]:
        """Who answers under the reference on the day, be it on leave."""
        return [
            person
            for person, start, end in self.base.tenures(reference)
            if (start is None or start <= on) and (end is None or on <= end)
        ]

    def _change(self, page: Page, changes: Mapping[str, str], leaver: Person, *, explicit: bool) -> None:
        values = self.pages.setdefault(page.path, {})
        for name, to in changes.items():
            old = {leaver.id} if name not in _OWNERSHIP else {page.text(name) or ""}
            values[name] = in_place(values.get(name, page.values.get(name)), old, to)
        if "owner" in changes:
            values["owner_since"] = self.first
        owner, deputy = (values.get(name, page.values.get(name)) for name in _OWNERSHIP)
        same = owner and deputy and self.base.answerable(str(owner)) == self.base.answerable(str(deputy))
        if same and not explicit:
            values["deputy"] = None
            message = N_("{page} has no deputy any more, since `{owner}` now owns it: name another")
            self.left.append(Said(message, {"page": page.path, "owner": owner}))
        elif same:
            message = N_("{page}: `{owner}` would be both owner and deputy")
            self._refuse(message, {"page": page.path, "owner": owner}, ("pages",))

    def _can_take(self, name: str, day: date, where: Where) -> bool:
        """Whether ``name`` is a person who is there on the day, and not the leaver; else that is refused."""
        person = self.base.directory.people.get(name)
        if person is None:
            self._refuse(*unknown_answerer(self.base, name, self.base.directory.people), where=where)
            return False
        if self.leaver and person.id == self.leaver.id:
            message = N_("`{person}` cannot take over from themselves: the plan goes in a circle")
            self._refuse(message, {"person": name}, where)
            return False
        problem = not_there(person, day)
        if problem:
            self._refuse(problem.message, problem.values, where)
        return problem is None

    def _can_answer(self, name: str, where: Where) -> bool:
        """Whether ``name`` is a role or a person who can answer for a page; else that is refused."""
        target = self.base.answerable(name)
        if target.page:
            return True
        if target.person:
            return self._can_take(name, self.first, where)
        if self.base.settings.free_owners and not target.ambiguous:
            return True
        roles = [*(role.name for role in self.base.of_kind("role")), *self.base.directory.people]
        self._refuse(*unknown_answerer(self.base, name, roles), where=where)
        return False

    def _forgotten(self, message: str, values: Mapping[str, object]) -> None:
        """Something of the leaver's that the plan does not name."""
        if self.partial:
            self.left.append(Said(message, values))
        else:
            self._refuse(message, values)

    def _refuse(self, message: str, values: Mapping[str, object] | None = None, where: Where = ()) -> None:
        said = Said(message, values or {}, where)
        if said not in self.refusals:
            self.refusals.append(said)

    def _after(self, units: UnitWork) -> KnowledgeBase:
        """The knowledge base with everything changed."""
        if not (self.people or units.units or self.pages):
            return self.base
        directory = self.base.directory
        all_units = {name: units.unit(name) for name in directory.units}
        changed = replace(
            directory,
            people={**directory.people, **self.people},
            units={name: unit for name, unit in all_units.items() if unit},
        )
        return self.base.changed(changed, {path: self._with(path, values) for path, values in self.pages.items()})

    def _with(self, path: str, values: Mapping[str, object]) -> Page:
        page = self.base.by_path[path]
        whole = {**page.values, **values}
        return replace(page, values={name: value for name, value in whole.items() if value is not None})


def _order(where: Where) -> tuple[str, int]:
    """Refusals by where they stand in the plan, those about nothing in it last."""
    index = next((part for part in where if isinstance(part, int)), -1)
    return (str(where[0]) if where else "~", index)
