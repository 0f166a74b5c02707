"""A knowledge base: pages, people and settings, read once into one immutable object."""

from __future__ import annotations

import re
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from stafett.code_owners import CodeOwners
from stafett.dates import Interval, add, review_status
from stafett.model import Complaint, Directory, Page, Person, Rewritten, Status, Tenure
from stafett.settings import Settings

PERSON = "person"
UNIT = "unit"
ANY_PAGE = "page"
DECISION = "decision"
MOST_DAYS_KEPT = 4
"""Who holds what is kept of so many days at a time: whoever goes through years asks of each once."""
# Somebody answers from one day to another, both included; None leaves that side open.
_Held = tuple[Person, date | None, date | None]


class Target(NamedTuple):
    """What a reference resolves to: a page, a person or a unit by id; ``ambiguous`` lists pages it could mean."""

    page: Page | None = None
    person: Person | None = None
    unit: str | None = None
    ambiguous: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Whether the reference means exactly one thing."""
        return bool(self.page or self.person or self.unit)


@dataclass(frozen=True)
class KnowledgeBase:
    """Pages in the order of their paths, the directory, and what was wrong with files that are no pages.

    ``assets`` are the site paths of the other files; ``complaints`` are told by path; ``code_owners`` is the file by
    which a forge knows whom to ask, if there is one. ``rewritten`` tells by path what git knows of when pages came to
    say something else, as far as it was asked (see ``questions.variants.rewritten``).
    """

    settings: Settings
    pages: tuple[Page, ...] = ()
    directory: Directory = field(default_factory=Directory)
    assets: frozenset[str] = frozenset()
    complaints: tuple[tuple[str, Complaint], ...] = ()
    code_owners: CodeOwners | None = None
    rewritten: Mapping[str, Rewritten] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[str, Page]:
        """The pages by id; of two with the same the first, and one whose path gives it before one that claims it."""
        found: dict[str, Page] = {}
        for page in sorted(self.pages, key=lambda page: "id" in page.values):
            found.setdefault(page.id, page)
        return found

    @cached_property
    def by_path(self) -> Mapping[str, Page]:
        """The pages by path."""
        return {page.path: page for page in self.pages}

    @cached_property
    def folder_kinds(self) -> Mapping[str, str]:
        """The kind of most pages in each folder that holds any, in the order of the kinds, then of the folders."""
        order = {kind: place for place, kind in enumerate(self.settings.kinds)}
        counted: dict[str, Counter[str]] = {}
        for page in self.pages:
            counted.setdefault(page.path.rpartition("/")[0], Counter())[page.kind] += 1
        most = {folder: min(kinds, key=lambda kind: (-kinds[kind], order[kind])) for folder, kinds in counted.items()}
        return dict(sorted(most.items(), key=lambda item: (order[item[1]], item[0])))

    @cached_property
    def _by_last_part(self) -> Mapping[str, tuple[Page, ...]]:
        found: defaultdict[str, list[Page]] = defaultdict(list)
        for page in self.by_id.values():
            found[page.name].append(page)
        return {name: tuple(pages) for name, pages in found.items()}

    @cached_property
    def decisions(self) -> Mapping[int, tuple[Page, ...]]:
        """The decisions by number; pages without one are not among them."""
        found: defaultdict[int, list[Page]] = defaultdict(list)
        for page in self.of_kind(DECISION):
            number = decision_number(page)
            if number is not None:
                found[number].append(page)
        return {number: tuple(pages) for number, pages in sorted(found.items())}

    def changed(self, directory: Directory, pages: Mapping[str, Page]) -> KnowledgeBase:
        """The same with another directory, and with ``pages`` (by path) in the place of those that were there.

        The pages keep their ids and kinds. What is known of all pages is kept where none of them changes, and who holds
        which role where nobody's time in it does: many changes in a row cost little.
        """
        if pages:
            found = replace(self, directory=directory, pages=tuple(pages.get(page.path, page) for page in self.pages))
        else:
            found = replace(self, directory=directory)
            kept = ("by_id", "by_path", "folder_kinds", "_by_last_part", "decisions", "_by_kind")
            found.__dict__.update({name: self.__dict__[name] for name in kept if name in self.__dict__})
            # What means a page means it whoever works here: a page wins over a person of the same id.
            found.__dict__["_resolved"] = {key: target for key, target in self._resolved.items() if target.page}
        if "_tenures" in self.__dict__:
            found.__dict__["_tenures"] = self._tenures_then(directory)
        return found

    def _tenures_then(self, directory: Directory) -> Mapping[str, tuple[_Held, ...]]:
        """As ``_tenures``, with another directory: only the roles of people who have changed are gathered anew."""
        before, after = self.directory.people, directory.people
        others = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        old = [before[name] for name in others if name in before]
        gathered = self._held_by([after[name] for name in others if name in after])
        found = dict(self._tenures)
        for role in {*gathered, *(self._role_key(tenure) for person in old for tenure in person.roles)}:
            kept = [held for held in found.get(role, ()) if held[0].id not in others]
            for held in _joined(gathered.get(role, ())):
                insort(kept, held, key=_by_person)
            found[role] = tuple(kept)
        return {role: held for role, held in found.items() if held}

    def of_kind(self, kind: str) -> tuple[Page, ...]:
        """The pages of one kind, in the order of their paths."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Page, ...]]:
        found: defaultdict[str, list[Page]] = defaultdict(list)
        for page in self.pages:
            found[page.kind].append(page)
        return {kind: tuple(pages) for kind, pages in found.items()}

    def resolve(self, reference: str, to: Iterable[str]) -> Target:
        """What ``reference`` means among the kinds ``to`` (also ``person``, ``unit``, ``page`` for any kind).

        A reference is an id, the last part of one where only one page of the wanted kinds ends so, or a decision's
        number. A page wins over a person of the same id.
        """
        key = (reference, tuple(to))
        cache = self._resolved
        if key not in cache:
            cache[key] = self._resolve(reference, frozenset(to))
        return cache[key]

    @cached_property
    def _resolved(self) -> dict[tuple[str, tuple[str, ...]], Target]:
        return {}

    def _resolve(self, reference: str, to: frozenset[str]) -> Target:
        page = self.by_id.get(reference)
        if page and (page.kind in to or ANY_PAGE in to):
            return Target(page=page)
        candidates = [p for p in self._by_last_part.get(reference, ()) if p.kind in to or ANY_PAGE in to]
        if not candidates and DECISION in to | ({DECISION} if ANY_PAGE in to else set()) and _is_number(reference):
            candidates = list(self.decisions.get(int(reference), ()))
        if len(candidates) == 1:
            return Target(page=candidates[0])
        if PERSON in to and reference in self.directory.people:
            return Target(person=self.directory.people[reference])
        if UNIT in to and reference in self.directory.units:
            return Target(unit=reference)
        return Target(ambiguous=tuple(p.id for p in candidates))

    def answerable(self, reference: str) -> Target:
        """Whom ``owner``, ``deputy`` and the like mean: a role guide or a person."""
        return self.resolve(reference, ("role", PERSON))

    @cached_property
    def _tenures(self) -> Mapping[str, tuple[_Held, ...]]:
        """By role guide id: who holds the role, and between which days, both included."""
        found = self._held_by(self.directory.people.values())
        return {role: tuple(_joined(tenures)) for role, tenures in found.items()}

    def _held_by(self, people: Iterable[Person]) -> Mapping[str, list[_Held]]:
        """By role: each time in which one of the people holds it and works here."""
        found: defaultdict[str, list[_Held]] = defaultdict(list)
        for person in people:
            for tenure in person.roles:
                role = self._role_key(tenure)
                for spell in person.spells:
                    start, end = _latest(tenure.start, spell.start), _earliest(tenure.end, spell.end)
                    if not (start and end and end < start):
                        found[role].append((person, start, end))
        return found

    def _role_key(self, tenure: Tenure) -> str:
        """What two spellings of a role have in common: the id of its guide, where there is one."""
        role = self.resolve(tenure.role, ("role",)).page
        return role.id if role else tenure.role

    def tenures(self, reference: str) -> tuple[_Held, ...]:
        """Who answers under ``reference`` between which days: each holder of the role, or the person alone.

        Days on which they are on leave are among them.
        """
        target = self.answerable(reference)
        if target.page:
            return self._tenures.get(target.page.id, ())
        if target.person:
            return tuple((target.person, *spell) for spell in target.person.spells)
        return ()

    def holders(self, reference: str, day: date) -> tuple[Person, ...]:
        """The people who on ``day`` hold the role that ``reference`` means, or are the person; in order of id.

        Whoever is on leave that day is not among them.
        """
        known = self._holders.get(day)
        if known is None:
            if len(self._holders) >= MOST_DAYS_KEPT:
                self._holders.clear()
            known = self._holders.setdefault(day, {})
        found = known.get(reference)
        if found is None:
            held = self.tenures(reference)
            people = {p.id: p for p, start, end in held if _within(day, start, end) and not p.away(day)}
            found = known[reference] = tuple(people[key] for key in sorted(people))
        return found

    @cached_property
    def _holders(self) -> dict[date, dict[str, tuple[Person, ...]]]:
        """What ``holders`` has found, by day and reference: rules ask the same of each page of a role."""
        return {}

    def is_held(self, reference: str, day: date) -> bool:
        """Whether ``holders`` would be anybody; sooner told of a role that thousands hold."""
        return any(_within(day, start, end) and not p.away(day) for p, start, end in self.tenures(reference))

    def review_in(self, page: Page) -> Interval | None:
        """How long a review of the page is good for: its own interval, else the default of its kind, else None."""
        own = page.values.get("review_in")
        if isinstance(own, Interval):
            return own
        return None if "review_in" in page.invalid else self.settings.review_in.get(page.kind)

    def last_reviewed(self, page: Page) -> date | None:
        """The day of the page's last review; None where there is none, or it could not be read."""
        value = page.values.get("last_reviewed")
        return value if isinstance(value, date) else None

    def due(self, page: Page) -> date | None:
        """The day by which the page should be reviewed: last_reviewed + review_in; None where there is none."""
        reviewed, interval = self.last_reviewed(page), self.review_in(page)
        return add(reviewed, interval) if reviewed and interval else None

    def unvouched(self, page: Page, as_of: date) -> bool:
        """Whether every present holder of the page's owner took the role after the last review."""
        return self.unvouched_since(page, as_of) is not None

    def unvouched_since(self, page: Page, as_of: date) -> date | None:
        """The day on which the first of them took the role; None where one of them was there at the last review.

        Where the page itself changed hands after the review, none of them was its owner then.
        """
        reviewed = self.last_reviewed(page)
        if reviewed is None or not page.owner:
            return None
        given = self.given_to_owner(page) or date.min
        present = [
            max(start or date.min, given if given <= as_of else date.min)
            for person, start, end in self.tenures(page.owner)
            if _within(as_of, start, end) and not person.away(as_of)
        ]
        first = min(present, default=date.min)
        return first if first > reviewed else None

    def given_to_owner(self, page: Page) -> date | None:
        """The day on which the page went to its owner, after the last review, which was somebody else's; else None."""
        day, reviewed, by = page.values.get("owner_since"), self.last_reviewed(page), page.text("reviewed_by")
        if not isinstance(day, date) or reviewed is None or day <= reviewed or not page.owner:
            return None
        theirs = bool(by) and self.answerable(by or "") == self.answerable(page.owner)
        return None if theirs else day

    def kept_as_found(self, page: Page) -> bool:
        """Whether the page is a decision kept as a record: the settings say so, and it has neither owner nor review."""
        watched = {"owner", "last_reviewed"}
        return (
            self.settings.decisions_as_found
            and page.kind == DECISION
            and not page.has_complaint("FMT001")
            and not watched & (page.values.keys() | page.invalid)
        )

    def status(self, page: Page, as_of: date) -> Status | None:
        """The page's review status on ``as_of``; None where its front matter does not let it be known."""
        if self.kept_as_found(page):
            return Status.EXEMPT
        if page.head is None or page.invalid & {"last_reviewed", "review_in"}:
            return None
        return review_status(
            as_of,
            self.last_reviewed(page),
            self.review_in(page),
            unvouched=self.unvouched(page, as_of),
            due_soon=self.settings.due_soon,
        )


# How log4brains and others name decisions instead of numbering them: by the day.
_DATED = re.compile(r"(?:19|20)\d{2}-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])(?!\d)")


def decision_number(page: Page) -> int | None:
    """The number that a decision has by its file's name, as 7 of ``0007-buy-not-build``; a day is none."""
    digits = page.path.rpartition("/")[2]
    if _DATED.match(digits):
        return None
    for start, sign in enumerate(digits):
        if sign.isascii() and sign.isdigit():
            end = start
            while end < len(digits) and digits[end].isascii() and digits[end].isdigit():
                end += 1
            return int(digits[start:end]) if end - start <= len("99999999") else None
        if sign == ".":
            break
    return None


def numbered(page: Page) -> str:
    """What people call a decision: its number in four digits, or its id where it has none."""
    number = decision_number(page)
    return page.id if number is None else f"{number:04}"


def quoted_number(page: Page) -> str:
    """How front matter refers to a decision: as ``numbered``, in quotes so that no YAML library takes it for 8."""
    return page.id if decision_number(page) is None else f'"{numbered(page)}"'


def _is_number(reference: str) -> bool:
    return reference.isascii() and reference.isdigit() and len(reference) <= len("99999999")


def _by_person(held: _Held) -> tuple[str, date]:
    return held[0].id, held[1] or date.min


def _joined(tenures: Iterable[_Held]) -> list[_Held]:
    """The tenures of a role, those of one person made one where the later begins no later than the day after."""
    joined: list[_Held] = []
    for person, start, end in sorted(tenures, key=_by_person):
        if joined and joined[-1][0] == person:
            _, before, until = joined[-1]
            if until is None or start is None or start <= _day_after(until):
                joined[-1] = (person, before, until and end and max(until, end))
                continue
        joined.append((person, start, end))
    return joined


def _day_after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _within(day: date, start: date | None, end: date | None) -> bool:
    return (start is None or start <= day) and (end is None or day <= end)


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day), default=None)


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)
