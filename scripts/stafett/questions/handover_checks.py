"""What stands in the way of a handover, what is to be thought of, and what is left for people once it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from stafett.dates import Interval, add
from stafett.guesses import nearest
from stafett.handover_plan import Merge, Move
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_
from stafett.model import Page, Person, Status
from stafett.questions.handover_result import Handover, Said, counted
from stafett.questions.naming import Naming, Says
from stafett.questions.review_load import most_reviews_a_year, reviews_a_year
from stafett.questions.tenures import day_after, day_before, spell_end

SOON = Interval(6, "month")
"""How soon after the first day a successor's last day, or leave, is worth a word."""


def unknown_answerer(base: KnowledgeBase, name: str, known: Iterable[str]) -> tuple[str, dict[str, object]]:
    """What to say of a name that nobody has; message and values."""
    target = base.answerable(name)
    if target.page:
        return N_("`{name}` is a role; name the person who is to hold it"), {"name": name}
    if target.ambiguous:
        return N_("`{name}` can mean several roles: {guesses}"), {"name": name, "guesses": ", ".join(target.ambiguous)}
    guess = nearest(name, known)
    if guess:
        return N_("there is nobody called `{name}`; did you mean `{guess}`?"), {"name": name, "guess": guess}
    return N_("there is nobody called `{name}`"), {"name": name}


def not_there(person: Person, day: date) -> Said | None:
    """Why the person cannot take anything over on the day; None where they are there."""
    values: dict[str, object] = {"person": person.id, "day": day}
    if person.employed(day):
        if not person.away(day):
            return None
        ends = [spell.end for spell in person.leave if spell.covers(day)]
        values["until"] = None if None in ends else max(end for end in ends if end)
        if values["until"]:
            return Said(N_("`{person}` is on leave on {day}, until {until}"), values)
        return Said(N_("`{person}` is on leave on {day}, and nobody knows for how long"), values)
    coming = min((spell.start for spell in person.spells if spell.start and spell.start > day), default=None)
    if coming:
        return Said(N_("`{person}` begins on {begins}, after {day}"), {**values, "begins": coming})
    gone = max((spell.end for spell in person.spells if spell.end), default=None)
    return Said(N_("`{person}` has left by {day}: their last day is {last}"), {**values, "last": gone})


@dataclass(frozen=True)
class Concerns:
    """Looks at a handover as it would be; ``first`` is the first day of whoever takes over."""

    found: Handover
    naming: Naming
    leaver: Person | None
    first: date
    as_of: date
    partial: bool

    def told(self) -> tuple[list[Said], list[Said], list[Said]]:
        """Refusals, warnings, and what is left to do."""
        vacancies = [*self._vacant_roles(), *self._vacant_pages()]
        refusals, warnings = ([], vacancies) if self.partial else (vacancies, [])
        return refusals, [*warnings, *self._loads(), *self._leaving()], [*self._left()]

    @property
    def _after_last(self) -> date:
        """The first day on which the leaver answers for nothing any more, or today where that is past."""
        return max(day_after(self.found.plan.on or self.as_of), self.as_of)

    def _days(self) -> list[date]:
        """The days on which somebody has to hold what the leaver held: the first without them, and each beginning."""
        return sorted({self._after_last, *(day for passed in self.found.passed if (day := passed.start))})

    def _vacant_roles(self) -> Iterator[Said]:
        """Roles that the leaver held, and nobody would."""
        leaver, on, after = self.leaver, self.found.plan.on, self.found.after
        if leaver is None or on is None:
            return
        passed = {one.guide.id: one for one in self.found.passed if one.guide}
        for tenure in leaver.roles:
            guide = self.found.base.resolve(tenure.role, ("role",)).page
            if guide is None or not tenure.covers(on):
                continue
            day = next(
                (day for day in self._days() if day >= self._after_last and not after.is_held(guide.id, day)), None
            )
            if day is None:
                continue
            pages = len(self.naming.owned.get(guide.id, ()))
            values: dict[str, object] = {"role": tenure.role, "day": day}
            coming = passed.get(guide.id)
            if coming and day < coming.start:
                values["until"] = day_before(coming.start)
                one, many = (
                    N_("Nobody would hold the role `{role}`, which owns {n} page, from {day} to {until}"),
                    N_("Nobody would hold the role `{role}`, which owns {n} pages, from {day} to {until}"),
                )
                yield counted(pages, one, many, **values)
            else:
                one, many = (
                    N_("Nobody would hold the role `{role}`, which owns {n} page, from {day} on"),
                    N_("Nobody would hold the role `{role}`, which owns {n} pages, from {day} on"),
                )
                yield counted(pages, one, many, **values)

    def _vacant_pages(self) -> Iterator[Said]:
        """Pages that go to an owner who is nobody."""
        for path, values in self.found.pages.items():
            owner = values.get("owner")
            if not isinstance(owner, str) or self.found.after.answerable(owner).person:
                continue
            if self.found.after.answerable(owner).found and not self.found.after.is_held(owner, self.first):
                message = N_("{page}: nobody would hold the role `{role}`, its new owner, on {day}")
                yield Said(message, {"page": path, "role": owner, "day": self.first})

    def _successors(self) -> dict[str, date]:
        """Who takes over anything, and from when."""
        found: dict[str, date] = {}
        for passed in self.found.passed:
            found[passed.to] = min(found.get(passed.to, passed.start), passed.start)
        for values in self.found.pages.values():
            person = self.found.after.answerable(str(values.get("owner") or "")).person
            if person:
                found.setdefault(person.id, self.first)
        return dict(sorted(found.items()))

    def _loads(self) -> Iterator[Said]:
        """Successors who would own more than they can review."""
        after = self.found.after
        naming = self.found.naming or Naming(after)
        most = most_reviews_a_year(after.settings.forecast)
        for name, day in self._successors().items():
            pages = {page.path: page for key in (name, *self._roles(name, day)) for page in naming.owned.get(key, ())}
            reviews = reviews_a_year(after, pages.values(), day)
            if reviews > most:
                message = N_("{person} would own {pages} pages, which ask for {reviews} reviews a year; "
                             "one person has time for about {most}")  # fmt: skip
                values = {"person": name, "pages": len(pages), "reviews": round(reviews), "most": round(most)}
                yield Said(message, values)

    def _roles(self, name: str, day: date) -> Iterator[str]:
        """The ids of the role guides of the roles that the person holds on the day."""
        after = self.found.after
        for tenure in after.directory.people[name].roles:
            guide = after.resolve(tenure.role, ("role",)).page
            if guide and tenure.covers(day):
                yield guide.id

    def _leaving(self) -> Iterator[Said]:
        """Successors who leave soon themselves, or will be away."""
        for name, day in self._successors().items():
            person, horizon = self.found.after.directory.people[name], add(day, SOON) or date.max
            last = spell_end(person, day)
            if last and last <= horizon:
                yield Said(N_("{person} leaves soon, too: their last day is {last}"), {"person": name, "last": last})
            away = min(
                (spell.start for spell in person.leave if spell.start and day < spell.start <= horizon), default=None
            )
            if away:
                yield Said(N_("{person} is on leave from {day}"), {"person": name, "day": away})

    def _left(self) -> Iterator[Said]:
        """What people have to do, since no command can."""
        plan, leaver = self.found.plan, self.leaver
        unseen = self._unseen()
        if unseen:
            one, many = (
                N_("{n} page waits for its new owner to read it, and says so until then"),
                N_("{n} pages wait for their new owners to read them, and say so until then"),
            )
            yield counted(len(unseen), one, many)
        if leaver and plan.on and leaver.last_day is None and not plan.leaves:
            message = N_("The directory has no last day for {person}: write it there if they leave (or say `--leaves`)")
            yield Said(message, {"person": leaver.id})
        by_name = [path for path, values in self.found.pages.items() if self._names_person(values)]
        if by_name:
            one, many = (
                N_("{n} page names a person as its owner or deputy; a role would outlive them: {pages}"),
                N_("{n} pages name a person as owner or deputy; a role would outlive them: {pages}"),
            )
            yield counted(len(by_name), one, many, pages=_some(by_name))
        starts = (change.start for change in plan.units if isinstance(change, Merge | Move))
        day = max([self.first, *(start for start in starts if start)])
        if (self.found.pages or self.found.units) and day > self.as_of:
            message = N_(
                "What pages and units say has no date: it holds as soon as the change is merged, also before {day}"
            )
            yield Said(message, {"day": day})
        yield from self._mentions()
        yield from self._alone()
        if self.found.base.code_owners and (self.found.passed or self.found.pages):
            yield Said(N_("Write CODEOWNERS anew: `stafett export --to codeowners`"))

    def _unseen(self) -> list[Page]:
        """The pages that nobody who answers for them has vouched for, once those who take over have begun."""
        after = self.found.after
        days = {page.path: passed.start for passed in self.found.passed for page in passed.owned}
        days |= {path: self.first for path, values in self.found.pages.items() if "owner" in values}
        days = {path: max(day, self._after_last) for path, day in days.items()}
        return [page for page, day in ((after.by_path[path], day) for path, day in days.items())
                if after.status(page, day) is Status.UNVOUCHED]  # fmt: skip

    def _names_person(self, values: Mapping[str, object]) -> bool:
        return any(self.found.after.answerable(str(values.get(name) or "")).person for name in ("owner", "deputy"))

    def _mentions(self) -> Iterator[Said]:
        """Fields of an organisation's own that name the leaver: whether they tell of the past nobody knows."""
        for named in self.naming.people.get(self.leaver.id, ()) if self.leaver else ():
            if named.says is Says.OTHER:
                message = N_("{page} names {person} in `{field}`: change it where that is not of the past")
                yield Said(
                    message, {"page": named.page.path, "person": self.leaver and self.leaver.id, "field": named.field}
                )

    def _alone(self) -> Iterator[Said]:
        """Pages whose owner and deputy have become the same person."""
        after = self.found.after
        for passed in self.found.passed:
            pages = [
                page.path
                for page in {page.path: page for page in (*passed.owned, *passed.deputised)}.values()
                if page.owner and page.deputy
                and (owners := {person.id for person in after.holders(page.owner, passed.start)})
                and owners == {person.id for person in after.holders(page.deputy, passed.start)}
            ]  # fmt: skip
            if pages:
                one, many = (
                    N_("{n} page has {person} as both owner and deputy; name another deputy: {pages}"),
                    N_("{n} pages have {person} as both owner and deputy; name another deputy: {pages}"),
                )
                yield counted(len(pages), one, many, person=passed.to, pages=_some(pages))


def _some(paths: list[str]) -> str:
    shown = sorted(paths)[:5]
    return ", ".join(shown) + (" ..." if len(paths) > len(shown) else "")
