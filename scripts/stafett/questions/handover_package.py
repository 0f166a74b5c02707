"""What a manager needs before somebody leaves: who could take over, the pages by risk, and what nobody has written.

The order of the pages: first those that nobody would own the day after, without a deputy before with one; then by
criticality (not said counts as medium); then those that would be overdue, unvouched or never reviewed on the last day,
if nobody acts; then those that nobody else reads or has vouched for. Pages that no longer hold come last.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page, Person, Status, Unit
from stafett.questions.answering import Answering, Key
from stafett.questions.candidates import Candidate, Colleagues
from stafett.questions.condition import retired
from stafett.questions.leaving import Holdings, Ownerless, PageHeld, RoleHeld, holdings, ownerless_after
from stafett.questions.naming import Naming, Says
from stafett.questions.unit_heads import units_above

_CRITICALITY = {"high": 0, "medium": 1, "low": 2}
_LEFT_UNDONE = frozenset((Status.OVERDUE, Status.UNVOUCHED, Status.NEVER_REVIEWED))


@dataclass(frozen=True, slots=True)
class RoleToHand:
    """A role, how many pages it owns, and who could take it; ``after`` are those who have it the day after anyway.

    ``needs`` says that nobody else has it then, ``fades`` that all who have leave within 60 days too; a role that owns
    nothing, and of which neither is true, has no candidates. ``written`` is the role as the directory has it.
    """

    held: RoleHeld
    written: str
    pages: int
    after: tuple[Person, ...]
    candidates: tuple[Candidate, ...]
    fades: bool = False

    @property
    def open(self) -> bool:
        """Whether somebody is to be named."""
        return self.needs or self.fades

    @property
    def needs(self) -> bool:
        """Whether nobody has the role the day after."""
        return not self.after


@dataclass(frozen=True, slots=True)
class PageToHand:
    """A page that the leaver owns, what is at risk, and who could take it over, the most likely first.

    ``status`` is the review status on the last day if nobody acts, ``due`` when the page is to be reviewed.
    """

    held: PageHeld
    ownerless: Ownerless | None
    status: Status | None
    due: date | None
    only_reader: bool
    only_voucher: bool
    candidates: tuple[Candidate, ...]

    @property
    def page(self) -> Page:
        """The page."""
        return self.held.page

    @property
    def retired(self) -> bool:
        """Whether the page itself says that it no longer holds."""
        return retired(self.page)

    @property
    def criticality(self) -> str:
        """How critical the page is; empty where nobody has said."""
        return self.page.text("criticality") or ""

    @property
    def left_undone(self) -> bool:
        """Whether the page would be left overdue, unvouched or never reviewed."""
        return self.status in _LEFT_UNDONE

    @property
    def order(self) -> tuple[object, ...]:
        """What the order of the pages goes by."""
        return (
            self.retired,
            2 if self.ownerless is None else 1 if self.ownerless.deputies else 0,
            _CRITICALITY.get(self.criticality, _CRITICALITY["medium"]),
            not self.left_undone,
            not (self.only_reader or self.only_voucher),
            self.page.path,
        )


class NamedPage(NamedTuple):
    """A page that names the leaver in ``field``, and who could be named instead, the most likely first."""

    page: Page
    field: str
    candidates: tuple[Candidate, ...]


class Package:
    """What there is to hand over by ``leaver``, whose last day is ``last_day``, as known on ``as_of``.

    Roles that they have on any day between the two count. Where the last day has passed, it is what would have been
    handed over.
    """

    def __init__(
        self, base: KnowledgeBase, leaver: Person, last_day: date, as_of: date, answering: Answering | None = None
    ) -> None:
        self.base, self.leaver, self.last_day, self.as_of = base, leaver, last_day, as_of
        self.index = answering or Answering(base)
        self.colleagues = Colleagues(base, leaver, last_day, self.index)
        # Where they have left before that day, by the directory, nothing is theirs any more.
        self._since = min(as_of, last_day) if leaver.employed(last_day) else last_day

    @property
    def past(self) -> bool:
        """Whether the last day has passed."""
        return self.last_day < self.as_of

    @cached_property
    def holdings(self) -> Holdings:
        """All that the leaver answers for."""
        return holdings(self.base, self.leaver, self.last_day, self.index, self._since)

    @cached_property
    def ownerless(self) -> tuple[Ownerless, ...]:
        """The pages that nobody would own, but for those that no longer hold."""
        found = ownerless_after(self.base, self.leaver, self.last_day, self.index, self._since)
        return tuple(one for one in found if not retired(one.page))

    @cached_property
    def roles(self) -> tuple[RoleToHand, ...]:
        """The roles: first those that need somebody, then those that own most pages."""
        written = {self.index.role_key(tenure.role): tenure.role for tenure in self.leaver.roles}
        found = []
        for held in self.holdings.roles:
            holders = self.index.holders(held.key, self.colleagues.after)
            after = tuple(person for person in holders if person.id != self.leaver.id)
            pages = sum(1 for page in self.index.owned.get(held.key, ()) if not retired(page))
            fades = bool(after) and all(self.colleagues.leaves(person) for person in after)
            asked = bool(pages) or fades or not after
            candidates = self._candidates(held.key) if asked else ()
            found.append(RoleToHand(held, written[held.key], pages, after, candidates, fades))
        return tuple(sorted(found, key=lambda role: (not role.needs, not role.fades, -role.pages)))

    @cached_property
    def undecided(self) -> bool:
        """Whether there is anything for which somebody is to be named, and so anything to plan."""
        return bool(self.heads or self.named) or any(role.open for role in self.roles)

    @cached_property
    def pages(self) -> tuple[PageToHand, ...]:
        """The pages that the leaver owns, in order of risk."""
        found = self.holdings
        ownerless = {one.page.path: one for one in self.ownerless}
        readers, vouchers = ({page.path for page in pages} for pages in (found.only_reader, found.only_voucher))
        pages = (
            PageToHand(
                held,
                ownerless.get(held.page.path),
                self.base.status(held.page, self.last_day),
                self.base.due(held.page),
                held.page.path in readers,
                held.page.path in vouchers,
                self._candidates_for(held),
            )
            for held in found.owned
        )
        return tuple(sorted(pages, key=lambda page: page.order))

    @cached_property
    def named(self) -> tuple[NamedPage, ...]:
        """Where pages name the leaver themselves, and not a role, for something that somebody answers for."""
        found = Naming(self.base).people.get(self.leaver.id, ()) if self.holdings.employed else ()
        return tuple(
            NamedPage(place.page, place.field, self._stand_ins(place.page, place.field))
            for place in sorted(found, key=lambda place: place.page.path)
            if place.says is Says.ANSWERS
        )

    @cached_property
    def heads(self) -> tuple[tuple[Unit, tuple[Candidate, ...]], ...]:
        """The units that the leaver leads, and who could: colleagues there, before those further away."""
        found = self._candidates(("person", self.leaver.id))
        return tuple((unit, found) for unit in self.holdings.leads)

    @cached_property
    def manager(self) -> Person | None:
        """The head of the leaver's unit, or of the nearest one above it, who is somebody else and here in time."""
        for unit in units_above(self.base, self.leaver.unit_on(self._since)):
            head = self.base.directory.people.get(unit.head or "")
            if head and head.id != self.leaver.id and (head.present(self.as_of) or head.present(self.last_day)):
                return head
        return None

    @cached_property
    def stewards(self) -> tuple[Person, ...]:
        """Those who look after the knowledge base today, without the leaver."""
        role = self.base.settings.reminders.stewards
        found = self.base.holders(role, self.as_of) if role else ()
        return tuple(person for person in found if person.id != self.leaver.id)

    @cached_property
    def successors(self) -> dict[str, tuple[Person, tuple[RoleToHand, ...], tuple[PageToHand, ...]]]:
        """Whom the leaver walks through what, by id: the roles and pages for which each is the first candidate.

        Those with the riskiest pages first. A role that owns nothing and that others have needs no walk.
        """
        found: dict[str, tuple[Person, list[RoleToHand], list[PageToHand]]] = {}
        for page in self.pages:
            if page.candidates and not page.retired:
                first = page.candidates[0].person
                found.setdefault(first.id, (first, [], []))[2].append(page)
        for role in self.roles:
            if role.candidates and (role.needs or role.pages):
                first = role.candidates[0].person
                found.setdefault(first.id, (first, [], []))[1].append(role)
        return {key: (who, tuple(roles), tuple(pages)) for key, (who, roles, pages) in found.items()}

    def _candidates(self, key: Key) -> tuple[Candidate, ...]:
        if key not in self._found:
            pages = tuple(page for page in self.index.owned.get(key, ()) if not retired(page))
            self._found[key] = self.colleagues.candidates(key, pages)
        return self._found[key]

    @cached_property
    def _found(self) -> dict[Key, tuple[Candidate, ...]]:
        return {}

    def _candidates_for(self, held: PageHeld) -> tuple[Candidate, ...]:
        """A page follows its role; one that names the leaver goes to its deputy or a colleague."""
        return self._stand_ins(held.page, "owner") if held.key[0] == "person" else self._candidates(held.key)

    def _stand_ins(self, page: Page, field: str) -> tuple[Candidate, ...]:
        """Who could take the leaver's place on a page; whoever owns it cannot be its deputy too."""
        of_owner = field == "owner"
        found = self.colleagues.candidates(("person", self.leaver.id), (page,) if of_owner else (), most=6)
        owner = None if of_owner else self.index.key(page.owner)
        owners = {person.id for person in self.index.holders(owner, self.colleagues.after)} if owner else set()
        return tuple(one for one in found if field != "deputy" or one.person.id not in owners)[:3]


def standing(package: Package, candidate: Candidate) -> str:
    """How a page names somebody who takes it over: by the role that fewest have, or by themselves where they have none.

    A role is preferred, because it outlives the person; one that a fifth of all have would name too many.
    """
    held = package.index.held(candidate.person, package.colleagues.after, package.colleagues.after)
    rare = [
        (len(package.index.holders(key, package.colleagues.after)), key)
        for key in held
        if package.index.guide(key) and not package.colleagues.too_common(key)
    ]
    return _short(package, min(rare)[1]) if rare else candidate.person.id


def _short(package: Package, key: Key) -> str:
    """A role by the last part of its id where that means it alone."""
    name = key[1].rpartition("/")[2]
    return name if package.index.key(name) == key else key[1]
