"""Which processes the people in each role need to know, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from stafett.knowledge_base import PERSON, KnowledgeBase
from stafett.model import Page
from stafett.questions.condition import retired
from stafett.questions.onboarding import ROLE, places
from stafett.questions.role_in_processes import process_kinds
from stafett.questions.translations import original_of

EVERYONE = "everyone"
"""The audience that needs no guide."""


class Why(StrEnum):
    """Why a role needs a process, the weightiest first.

    Its people do a step of it; it is in its RACI in one of four ways; its onboarding path leads there; it is written
    for the role; or it is the local variant of one that the role needs.
    """

    STEP = "step"
    ACCOUNTABLE = "accountable"
    RESPONSIBLE = "responsible"
    CONSULTED = "consulted"
    INFORMED = "informed"
    PATH = "path"
    AUDIENCE = "audience"
    VARIANT = "variant"


DOES = frozenset((Why.STEP, Why.ACCOUNTABLE, Why.RESPONSIBLE))
"""The reasons for which a role's own path should lead to the process: its people carry it out, or answer for it."""
_RACI = (Why.ACCOUNTABLE, Why.RESPONSIBLE, Why.CONSULTED, Why.INFORMED)


class Reason(NamedTuple):
    """Why a role needs a process.

    ``by`` is the role guide that leads there, where that is one which the path begins with; or the process that this
    one is a variant of. ``steps`` are the numbers of the steps that the role does.
    """

    why: Why
    by: Page | None = None
    steps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """A role needs the process ``page``, for each of the ``reasons``, the weightiest first."""

    page: Page
    reasons: tuple[Reason, ...]

    @property
    def led(self) -> bool:
        """Whether the role's onboarding path leads there."""
        return any(reason.why is Why.PATH for reason in self.reasons)

    @property
    def does(self) -> bool:
        """Whether the role carries the process out, or answers for it."""
        return any(reason.why in DOES for reason in self.reasons)


def processes(base: KnowledgeBase) -> tuple[Page, ...]:
    """The processes that hold, in the order of the kinds and paths: without replaced ones and translations."""
    pages = (page for kind in process_kinds(base) for page in base.of_kind(kind))
    return tuple(page for page in pages if not retired(page) and original_of(base, page) is None)


def for_everyone(page: Page) -> bool:
    """Whether the page is written for everyone, and so needed in every role."""
    return EVERYONE in page.texts("audience")


def people_named(base: KnowledgeBase, page: Page) -> frozenset[str]:
    """The ids of the people whom a process' RACI names themselves, and not by a role."""
    groups = page.values.get("raci")
    named = (item for items in groups.values() for item in items) if isinstance(groups, Mapping) else ()
    found = (base.resolve(item, (ROLE, PERSON)).person for item in named)
    return frozenset(person.id for person in found if person)


def role_needs(base: KnowledgeBase) -> dict[str, tuple[Need, ...]]:
    """What each role guide's people need, by the guide's path: their processes in the order of ``processes``.

    A process for everyone counts here for those roles alone that have a reason of their own. A path leads to a process
    also where it names its translation.
    """
    known = {page.path: page for page in processes(base)}
    order = {path: place for place, path in enumerate(known)}
    found: defaultdict[str, defaultdict[str, list[Reason]]] = defaultdict(lambda: defaultdict(list))
    for page in known.values():
        for role, reason in _by_process(base, page):
            found[role][page.path].append(reason)
    for guide in base.of_kind(ROLE):
        for path, reason in _by_path(base, guide, known):
            found[guide.path][path].append(reason)
    variants = [(page, original) for page in known.values() if (original := _original(base, page))]
    for needed in found.values():
        for page, original in variants:
            if original.path in needed:
                led = [reason for reason in needed[original.path] if reason.why is Why.PATH]
                needed[page.path] += [Reason(Why.VARIANT, original), *led]
    return {
        role: tuple(Need(known[path], _sorted(needed[path])) for path in sorted(needed, key=order.__getitem__))
        for role, needed in found.items()
    }


def _sorted(reasons: list[Reason]) -> tuple[Reason, ...]:
    """The reasons, each once, the weightiest first."""
    first: dict[Why, Reason] = {}
    for reason in reasons:
        first.setdefault(reason.why, reason)
    return tuple(first[why] for why in Why if why in first)


def _original(base: KnowledgeBase, page: Page) -> Page | None:
    """The process of which this one is a local variant."""
    reference = page.text("variant_of")
    found = base.resolve(reference, process_kinds(base)).page if reference else None
    return None if found is page else found


def _by_process(base: KnowledgeBase, page: Page) -> Iterator[tuple[str, Reason]]:
    """What the process itself says of who needs it: the path of a role guide, and the reason."""
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for flow in page.flows.values():
        for number, step in enumerate(flow, 1):
            role = base.resolve(step.by, (ROLE,)).page if step.by else None
            if role:
                numbers[role.path].append(number)
    yield from ((path, Reason(Why.STEP, None, tuple(found))) for path, found in numbers.items())
    groups = page.values.get("raci")
    named = [(Why.AUDIENCE, reference) for reference in page.texts("audience")]
    if isinstance(groups, Mapping):
        named += [(why, reference) for why in _RACI for reference in groups.get(why, ())]
    for why, reference in named:
        role = base.resolve(reference, (ROLE,)).page
        if role:
            yield role.path, Reason(why)


def _by_path(base: KnowledgeBase, role: Page, known: Mapping[str, Page]) -> Iterator[tuple[str, Reason]]:
    """The processes to which the onboarding path of a role guide leads, and the guide that puts them there."""
    for place in places(base, role):
        page = original_of(base, place.page) or place.page
        if page.path in known:
            yield page.path, Reason(Why.PATH, None if place.by is role else place.by)
