"""Who answers for what on a day, and which pages nobody answers for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page, Person, Spell

_A_DAY = timedelta(days=1)


class Standing(StrEnum):
    """What became of a reference to somebody who answers for something."""

    HELD = "held"
    VACANT = "vacant"
    UNKNOWN = "unknown"
    MISSING = "missing"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers under ``reference`` on a day: the role guide or person that it means, if any.

    ``since`` is the first day of a vacancy, where it is known. Without a directory nobody can say that a role is
    vacant, and it counts as held. ``FREE`` is text that the settings let stand for an owner.
    """

    standing: Standing
    reference: str | None = None
    role: Page | None = None
    person: Person | None = None
    since: date | None = None

    @property
    def reachable(self) -> bool:
        """Whether somebody is there to be asked, as far as is known."""
        return self.standing in {Standing.HELD, Standing.FREE}

    @property
    def key(self) -> tuple[str, str]:
        """What two references to the same owner have in common."""
        if self.role:
            return ("role", self.role.id)
        if self.person:
            return ("person", self.person.id)
        return (str(self.standing), self.reference or "")


def answer(base: KnowledgeBase, reference: str | None, as_of: date) -> Answer:
    """Who answers under ``reference``, the value of ``owner``, ``deputy`` and the like, on ``as_of``."""
    if not reference:
        return Answer(Standing.MISSING)
    target = base.answerable(reference)
    if not target.found:
        free = base.settings.free_owners and not target.ambiguous
        return Answer(Standing.FREE if free else Standing.UNKNOWN, reference)
    held = not base.directory.present or bool(base.holders(reference, as_of))
    return Answer(
        Standing.HELD if held else Standing.VACANT,
        reference,
        target.page,
        target.person,
        None if held else vacant_since(base, reference, as_of),
    )


def vacant_since(base: KnowledgeBase, reference: str, as_of: date) -> date | None:
    """The day after the last holder left, or went on leave, of those who held it before ``as_of``; else None."""
    ends = [_last_day_here(person, Spell(start, end), as_of) for person, start, end in base.tenures(reference)]
    return max((end for end in ends if end), default=None)


def _last_day_here(person: Person, held: Spell, as_of: date) -> date | None:
    """The day after ``held`` before ``as_of``, or the first day of the leave that lasts until then; else None."""
    ended = held.end + _A_DAY if held.end and held.end < as_of else None
    if ended is None and not held.covers(as_of):
        return None
    first = _away_since(person, ended - _A_DAY if ended else as_of) or ended
    return None if first is None or (held.start and first <= held.start) else first


def _away_since(person: Person, day: date) -> date | None:
    """The first day of the unbroken leave that ``day`` lies in; None where it lies in none, or it has always been."""
    found = None
    while True:
        spell = next((spell for spell in person.leave if spell.covers(day)), None)
        if spell is None or spell.start is None or spell.start == date.min:
            return found
        found, day = spell.start, spell.start - _A_DAY


def roles_of(base: KnowledgeBase, person: Person, as_of: date) -> tuple[Page, ...]:
    """The role guides of the roles that the person holds on ``as_of``, in the order of the directory."""
    found = (base.resolve(t.role, ("role",)).page for t in person.roles if t.covers(as_of))
    return tuple(page for page in found if page)


@dataclass(frozen=True, slots=True)
class Owned:
    """An owner and the pages it answers for, in the order of their paths."""

    answer: Answer
    pages: tuple[Page, ...]


def ownership(base: KnowledgeBase, as_of: date, pages: Iterable[Page] | None = None) -> tuple[Owned, ...]:
    """Every owner with its pages: those whom nobody can reach first, then in the order of their titles.

    Decisions that are kept as a record, which nobody is to answer for, are left out.
    """
    answers: dict[str | None, Answer] = {}
    groups: dict[tuple[str, str], tuple[Answer, list[Page]]] = {}
    for page in base.pages if pages is None else pages:
        if base.kept_as_found(page):
            continue
        if page.owner not in answers:
            answers[page.owner] = answer(base, page.owner, as_of)
        found = answers[page.owner]
        groups.setdefault(found.key, (found, []))[1].append(page)
    owned = [Owned(found, tuple(group)) for found, group in groups.values()]
    return tuple(sorted(owned, key=lambda item: (item.answer.reachable, _name(item.answer).casefold())))


def _name(found: Answer) -> str:
    return found.role.title if found.role else found.reference or ""
