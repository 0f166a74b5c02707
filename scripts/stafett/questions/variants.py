"""Where units work differently from a national process: what was agreed, for whom, until when, and how it stands.

A variant is a process with ``variant_of``. One that is replaced is none any more, and a translation of one is the same
variant in other words. A variant that names a unit holds in every unit below it, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from stafett.dates import soon_from
from stafett.knowledge_base import PERSON, KnowledgeBase
from stafett.model import Page, Rewritten
from stafett.questions.condition import retired
from stafett.questions.page_story import changes_of_substance
from stafett.questions.translations import is_translation
from stafett.questions.unit_heads import units_above

if TYPE_CHECKING:
    from stafett.reading.page_history import Histories

PROCESS = "process"
DIFFERENCES = "differences"
"""The value of ``variant_text`` of a page that has only the sections that differ."""


class Agreement(StrEnum):
    """Whether somebody else than its owner has agreed to a variant; ``UNKNOWN`` is a reference that means nobody."""

    AGREED = "agreed"
    MISSING = "missing"
    UNKNOWN = "unknown"
    OWN = "own"


class State(StrEnum):
    """How a variant stands on a day, loudest first: of those that fit, the first.

    Its last day is past; nobody else has agreed to it; it does not say where, why or until when; its last day is near;
    or it holds.
    """

    EXPIRED = "expired"
    UNAPPROVED = "unapproved"
    INCOMPLETE = "incomplete"
    ENDING = "ending"
    HOLDS = "holds"


class Reach(StrEnum):
    """Why a variant concerns a unit: it names the unit, or one above, or only a part of the unit."""

    OWN = "own"
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Variant:
    """A page that departs from ``original``; ``units`` are those that exist, as named, and ``until`` the last day."""

    page: Page
    original: Page
    units: tuple[str, ...] = ()
    reason: str = ""
    until: date | None = None

    def expired(self, as_of: date) -> bool:
        """Whether its last day has passed; on the day itself it holds."""
        return self.until is not None and self.until < as_of


class Entry(NamedTuple):
    """A line of the register: a variant, how it stands, the units by which it concerns whoever asks, and why."""

    variant: Variant
    state: State
    units: tuple[str, ...]
    reach: Reach = Reach.OWN


class Behind(NamedTuple):
    """A variant was last reviewed on ``reviewed``, and its national page has moved on since, on ``original``.

    Where ``rewritten``, it came to say something else that day; else it was only reviewed, and nobody knows of more.
    """

    reviewed: date
    original: date
    rewritten: bool


def original_of(base: KnowledgeBase, page: Page) -> Page | None:
    """The process that the page departs from; None where it names none, itself, or one that does not exist."""
    reference = page.text("variant_of")
    found = base.resolve(reference, (PROCESS,)).page if reference else None
    return None if found is page else found


def variant(base: KnowledgeBase, page: Page) -> Variant | None:
    """The page as a variant; None where it is none, or none any more."""
    original = original_of(base, page)
    if original is None or retired(page) or is_translation(base, page):
        return None
    until = page.values.get("until")
    units = tuple(dict.fromkeys(unit for unit in page.texts("units") if unit in base.directory.units))
    return Variant(page, original, units, page.text("reason") or "", until if isinstance(until, date) else None)


def variants(base: KnowledgeBase) -> tuple[Variant, ...]:
    """Every variant, in the order of the paths of their pages."""
    found = (variant(base, page) for page in base.of_kind(PROCESS) if "variant_of" in page.values)
    return tuple(one for one in found if one)


def by_original(base: KnowledgeBase) -> Mapping[str, tuple[Variant, ...]]:
    """The variants of each process that has any, by its path; what ends first comes first."""
    found: dict[str, list[Variant]] = {}
    for one in sorted(variants(base), key=_ends):
        found.setdefault(one.original.path, []).append(one)
    return {path: tuple(group) for path, group in found.items()}


def _ends(one: Variant) -> tuple[date, str]:
    return one.until or date.max, one.page.path


def agreement(base: KnowledgeBase, page: Page, as_of: date) -> Agreement:
    """Whether somebody else than the page's owner has agreed to it, by ``approved_by``.

    The owner's own word is none: the same role or person, or somebody who holds the owner's role on ``as_of``.
    """
    reference = page.text("approved_by")
    if not reference:
        return Agreement.UNKNOWN if "approved_by" in page.invalid else Agreement.MISSING
    target = base.answerable(reference)
    if not target.found:
        if not base.settings.free_owners or target.ambiguous:
            return Agreement.UNKNOWN
        return Agreement.OWN if reference == page.owner else Agreement.AGREED
    if page.owner and base.answerable(page.owner) == target:
        return Agreement.OWN
    owners = base.holders(page.owner, as_of) if page.owner else ()
    owner_is_person = page.owner is not None and base.resolve(page.owner, ("role", PERSON)).person is not None
    if target.person:
        return Agreement.OWN if target.person in owners else Agreement.AGREED
    own_role = owner_is_person and base.holders(reference, as_of) == owners and bool(owners)
    return Agreement.OWN if own_role else Agreement.AGREED


def missing(page: Page) -> tuple[str, ...]:
    """Which of the fields that a variant cannot do without are not there; one that cannot be read is there."""
    needed = ("units", "reason", "until")
    return tuple(name for name in needed if not page.values.get(name) and name not in page.invalid)


def state(base: KnowledgeBase, one: Variant, as_of: date) -> State:
    """How the variant stands on ``as_of``."""
    if one.expired(as_of):
        return State.EXPIRED
    if agreement(base, one.page, as_of) is not Agreement.AGREED:
        return State.UNAPPROVED
    if not one.units or not one.reason or one.until is None:
        return State.INCOMPLETE
    soon = soon_from(one.until, base.settings.due_soon)
    return State.ENDING if soon and soon <= as_of else State.HOLDS


def register(base: KnowledgeBase, as_of: date, unit: str | None = None) -> tuple[Entry, ...]:
    """The variants, what ends first before the others; with ``unit``, those that concern it.

    They do where they name the unit or one above it, and so hold in all of it, or one below, and so hold in a part.
    """
    found = []
    for one in sorted(variants(base), key=_ends):
        reach, units = (Reach.OWN, one.units) if unit is None else _reach(base, one, unit)
        if reach is not None:
            found.append(Entry(one, state(base, one, as_of), units, reach))
    return tuple(found)


def _reach(base: KnowledgeBase, one: Variant, unit: str) -> tuple[Reach | None, tuple[str, ...]]:
    above = {found.id for found in units_above(base, unit)}
    here = tuple(name for name in one.units if name == unit)
    over = tuple(name for name in one.units if name in above)
    under = tuple(name for name in one.units if any(found.id == unit for found in units_above(base, name)))
    for reach, units in ((Reach.OWN, here), (Reach.ABOVE, over), (Reach.BELOW, under)):
        if units:
            return reach, units
    return None, ()


def by_unit(base: KnowledgeBase, as_of: date) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """The register by unit: each unit that some variant names, in the order of the tree, with what holds in all of it.

    Last, under an empty name, the variants that name no unit that exists.
    """
    entries = register(base, as_of)
    named = {unit for entry in entries for unit in entry.units}
    found = []
    for unit in in_tree_order(base):
        if unit in named:
            holding = (entry for entry in register(base, as_of, unit) if entry.reach is not Reach.BELOW)
            found.append((unit, tuple(holding)))
    homeless = tuple(entry for entry in entries if not entry.units)
    return (*found, *((("", homeless),) if homeless else ()))


def in_tree_order(base: KnowledgeBase) -> Iterator[str]:
    """Every unit, each before those below it, neighbours by name; those that go in a circle come last."""
    units = base.directory.units
    below: dict[str | None, list[str]] = {}
    for unit in sorted(units.values(), key=lambda unit: (unit.name.casefold(), unit.id)):
        below.setdefault(unit.parent if unit.parent in units else None, []).append(unit.id)
    told: set[str] = set()
    waiting = below.get(None, [])[::-1]
    while waiting:
        name = waiting.pop()
        told.add(name)
        yield name
        waiting += below.get(name, [])[::-1]
    yield from (name for name in units if name not in told)


def overlaps(base: KnowledgeBase, as_of: date) -> Iterator[tuple[Variant, Variant, str]]:
    """Pairs of variants of one process that both hold in a unit, and the wider or first such unit that both cover.

    Of each pair the one whose page comes first by path stands first. What has expired overlaps with nothing.
    """
    for group in by_original(base).values():
        live = sorted((one for one in group if not one.expired(as_of)), key=lambda one: one.page.path)
        for number, one in enumerate(live):
            for other in live[number + 1 :]:
                shared = _shared(base, one.units, other.units)
                if shared:
                    yield one, other, shared


def _shared(base: KnowledgeBase, mine: Sequence[str], theirs: Sequence[str]) -> str | None:
    """A unit that both cover: of two units one of which lies in the other, the inner one."""
    for one in mine:
        for other in theirs:
            if any(unit.id == other for unit in units_above(base, one)):
                return one
            if any(unit.id == one for unit in units_above(base, other)):
                return other
    return None


def watched(base: KnowledgeBase) -> frozenset[str]:
    """The paths of the variants and their national pages: those whose changes are worth asking git for."""
    return frozenset(path for one in variants(base) for path in (one.page.path, one.original.path))


def rewritten(histories: Histories | None, as_of: date) -> Mapping[str, Rewritten]:
    """What git knows of when pages came to say something else, by path, up to ``as_of``.

    Of a page whose earlier contents cannot be read nothing is told, unless a change of them is known.
    """
    found: dict[str, Rewritten] = {}
    for path, history in (histories.by_path if histories else {}).items():
        changes = changes_of_substance(history, as_of)
        since = date.min if history.from_the_start else history.versions[0].day
        if changes or not history.partial:
            found[path] = Rewritten(since, changes[-1] if changes else None)
    return found


def behind(base: KnowledgeBase, one: Variant) -> Behind | None:
    """Whether the national page has moved on since the variant was last reviewed or rewritten; None where not.

    Of a page whose words git knows since then (``base.rewritten``), a review is no change. Of another only the days of
    the reviews are known, and then it may have changed.
    """
    mine = base.last_reviewed(one.page)
    if mine is None:
        return None
    own, national = base.rewritten.get(one.page.path), base.rewritten.get(one.original.path)
    followed = max(mine, own.last) if own and own.last else mine
    if national and national.last and followed < national.last:
        return Behind(mine, national.last, rewritten=True)
    if national and national.since <= followed:
        return None
    reviewed = base.last_reviewed(one.original)
    return Behind(mine, reviewed, rewritten=False) if reviewed and mine < reviewed else None
