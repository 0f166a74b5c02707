"""What leaves with a leaver: all that a person answers for on a day, and what nobody would answer for without them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page, Person, Unit
from stafett.questions.answering import Answering, Key
from stafett.questions.condition import retired
from stafett.questions.needs import Need, need_of

_A_DAY = timedelta(days=1)
_BY_A_DAY = frozenset((Need.REVIEW, Need.SOON, Need.ANOTHER_END))


class Act(StrEnum):
    """What waits for somebody beside what pages need: a decision to take, or one to take anew."""

    DECIDE = "decide"
    REVISIT = "revisit"


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role that somebody has from ``since`` to ``until`` (None: open); ``guide`` is None where nobody has written it.

    ``others`` hold it too on the day asked about and can be asked.
    """

    key: Key
    guide: Page | None
    since: date | None
    until: date | None
    others: tuple[Person, ...]

    @property
    def name(self) -> str:
        """The role's title, or as the directory writes it."""
        return self.guide.title if self.guide else self.key[1]


@dataclass(frozen=True, slots=True)
class PageHeld:
    """A page that somebody answers for as ``key``: one of their roles, or they themselves.

    ``others`` answer for it in the same way on the day asked about.
    """

    page: Page
    key: Key
    others: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """What waits for them on ``page``: what it needs, or a decision.

    ``day`` is by when, or since when it waits, None where nobody has said.
    """

    act: Act | Need
    page: Page
    day: date | None


@dataclass(frozen=True, slots=True)
class Holdings:
    """What ``person`` answers for on ``day``, each list in the order of paths, roles in that of the directory.

    Empty where they do not work here that day (not ``employed``). Whoever is on leave (``away``) has their roles,
    though nobody can ask them. ``decided`` are decisions that hold or are proposed, of which they are a decision-maker.
    ``only_reader`` are pages that stand in the path of nobody else who is here, ``only_voucher`` those for which nobody
    else who is here has vouched. ``leads`` are the units of which they are the head.
    """

    person: Person
    day: date
    employed: bool
    away: bool
    roles: tuple[RoleHeld, ...] = ()
    owned: tuple[PageHeld, ...] = ()
    deputised: tuple[PageHeld, ...] = ()
    decided: tuple[PageHeld, ...] = ()
    actions: tuple[Action, ...] = ()
    only_reader: tuple[Page, ...] = ()
    only_voucher: tuple[Page, ...] = ()
    leads: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Ownerless:
    """A page that nobody would own on the day after: its owner ``key`` is the leaver, or a role that they alone have.

    ``deputies`` could stand in that day. ``again`` is the day from which somebody is known to own it, if any.
    """

    page: Page
    key: Key
    deputies: tuple[Person, ...]
    again: date | None


def holdings(
    base: KnowledgeBase, person: Person, as_of: date, answering: Answering | None = None, since: date | None = None
) -> Holdings:
    """What the person answers for on ``as_of``; with ``since``, on any day from then on.

    ``answering`` spares the walk through all pages where many people are asked about.
    """
    index = answering or Answering(base)
    first = min(since, as_of) if since else as_of
    employed = any(_meets(spell.start, spell.end, first, as_of) for spell in person.spells)
    away = person.employed(as_of) and person.away(as_of)
    if not employed:
        return Holdings(person, as_of, employed=False, away=False)
    held = index.held(person, first, as_of)
    keys: tuple[Key, ...] = (("person", person.id), *held)

    def others(key: Key) -> tuple[Person, ...]:
        return tuple(other for other in index.holders(key, as_of) if other.id != person.id)

    def pages(by: Iterable[tuple[Key, tuple[Page, ...]]]) -> tuple[PageHeld, ...]:
        found = [PageHeld(page, key, others(key)) for key, those in by for page in those]
        return tuple(sorted(_once(found), key=lambda item: item.page.path))

    owned = pages((key, index.owned.get(key, ())) for key in keys)
    deputised = pages((key, index.deputised.get(key, ())) for key in keys)
    decided = pages((key, tuple(p for p in index.decided.get(key, ()) if not retired(p))) for key in keys)
    return Holdings(
        person,
        as_of,
        employed=True,
        away=away,
        roles=tuple(RoleHeld(key, index.guide(key), *time, others(key)) for key, time in held.items()),
        owned=owned,
        deputised=deputised,
        decided=decided,
        actions=tuple(_actions(index, owned, deputised, decided, as_of)),
        only_reader=tuple(_only_reader(index, person, tuple(held), as_of)),
        only_voucher=tuple(_only_voucher(index, person, as_of)),
        leads=tuple(
            unit
            for unit in base.directory.units.values()
            if unit.head == person.id and not (unit.until and unit.until < as_of)
        ),
    )


def ownerless_after(
    base: KnowledgeBase,
    person: Person,
    last_day: date,
    answering: Answering | None = None,
    since: date | None = None,
) -> tuple[Ownerless, ...]:
    """The pages that the person owns and nobody would own on the day after ``last_day``, in the order of paths.

    ``since`` as in ``holdings``. Nothing follows on the last day of the calendar.
    """
    index = answering or Answering(base)
    if last_day == date.max:
        return ()
    after = last_day + _A_DAY
    found = []
    for held in holdings(base, person, last_day, index, since).owned:
        if any(other.id != person.id for other in index.holders(held.key, after)):
            continue
        deputy = index.key(held.page.deputy)
        standing_in = index.holders(deputy, after) if deputy else ()
        deputies = tuple(other for other in standing_in if other.id != person.id)
        found.append(Ownerless(held.page, held.key, deputies, held_again(index, held.key, person, after)))
    return tuple(found)


def held_again(index: Answering, key: Key, leaver: Person, after: date) -> date | None:
    """The first day from ``after`` on which somebody has the role and can be asked; the leaver only if they come back.

    None where nobody is known to.
    """
    days = []
    for person, start, end in index.base.tenures(key[1]):
        if person.id == leaver.id and (start is None or start <= after):
            continue
        day = _first_present(person, max(start or date.min, after), end)
        days += [day] if day else []
    return min(days, default=None)


def _first_present(person: Person, day: date, end: date | None) -> date | None:
    """The first day from ``day`` to ``end`` on which the person is not on leave."""
    while end is None or day <= end:
        leave = next((spell for spell in person.leave if spell.covers(day)), None)
        if leave is None:
            return day
        if leave.end is None or leave.end == date.max:
            return None
        day = leave.end + _A_DAY
    return None


def _once(found: Iterable[PageHeld]) -> Iterator[PageHeld]:
    seen = set[str]()
    for item in found:
        if item.page.path not in seen:
            seen.add(item.page.path)
            yield item


def _actions(
    index: Answering,
    owned: tuple[PageHeld, ...],
    deputised: tuple[PageHeld, ...],
    decided: tuple[PageHeld, ...],
    day: date,
) -> Iterator[Action]:
    """What waits on their pages, on those where they stand in for an owner who is not here, and to be decided."""
    base, found = index.base, dict[str, list[Action]]()
    standing_in = (item for item in deputised if not _owner_here(index, item.page, day))
    for page in {item.page.path: item.page for item in (*owned, *standing_in)}.values():
        need = None if retired(page) else need_of(base, page, day)
        if need:
            when = need.due if need.need in _BY_A_DAY else need.since
            found.setdefault(page.path, []).append(Action(need.need, page, when))
    for page in {item.page.path: item.page for item in (*owned, *decided)}.values():
        to_decide = _to_decide(page)
        if to_decide:
            found.setdefault(page.path, []).append(to_decide)
    for path in sorted(found):
        yield from found[path]


def _owner_here(index: Answering, page: Page, day: date) -> bool:
    key = index.key(page.owner)
    return bool(key and index.holders(key, day))


def _to_decide(page: Page) -> Action | None:
    if retired(page):
        return None
    revisit, proposed = page.values.get("revisit"), page.values.get("date")
    if page.text("status") == "proposed":
        return Action(Act.DECIDE, page, proposed if isinstance(proposed, date) else None)
    return Action(Act.REVISIT, page, revisit) if isinstance(revisit, date) else None


def _only_reader(index: Answering, person: Person, keys: tuple[Key, ...], day: date) -> Iterator[Page]:
    mine = {page.path: page for key in keys for page in index.paths.get(key, ())}
    for path in sorted(mine):
        holders = (other for key in index.readers[path] for other in index.holders(key, day))
        if all(other.id == person.id for other in holders):
            yield mine[path]


def _only_voucher(index: Answering, person: Person, day: date) -> Iterator[Page]:
    """The pages for which they have vouched at the last review, and nobody else who did is here on ``day``."""
    base = index.base
    found = {}
    for key in index.keys_ever(person):
        for page in index.vouched.get(key, ()):
            reviewed = base.last_reviewed(page)
            if retired(page) or reviewed is None or reviewed > day:
                continue
            those = index.holders(key, reviewed)
            if any(p.id == person.id for p in those) and not any(p.id != person.id and p.present(day) for p in those):
                found[page.path] = page
    yield from (found[path] for path in sorted(found))


def _meets(start: date | None, end: date | None, first: date, last: date) -> bool:
    return (start is None or start <= last) and (end is None or first <= end)
