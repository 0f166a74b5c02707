"""The onboarding path of a role on a day: what a newcomer reads when, why, for how long, and whom they ask."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from stafett.knowledge_base import ANY_PAGE, DECISION, KnowledgeBase
from stafett.model import Page, Status, Where
from stafett.model import Step as ProcessStep
from stafett.questions.chains import Chains, chains
from stafett.questions.condition import UNKNOWN, VACANT, condition, retired, successors
from stafett.questions.ownership import answer
from stafett.questions.whom_to_ask import Ask, whom_to_ask
from stafett.substance import digest, reading_minutes
from stafett.summary import first_sentence, shortened

ROLE = "role"
STAGES = ("day_1", "week_1", "month_1", "month_3")
"""The stages of a path, in order: the groups of the field ``must_know``."""
UNSURE = frozenset((VACANT, UNKNOWN, str(Status.OVERDUE), str(Status.UNVOUCHED), str(Status.NEVER_REVIEWED)))
"""The conditions in which a newcomer should ask somebody before acting on a page."""


MOST_STEPS = 200
"""How many steps of one guide and stage count; nobody reads more."""


class Place(NamedTuple):
    """A page's place in a path: its stage, and the role guide that puts it there."""

    stage: str
    by: Page
    page: Page


@dataclass(frozen=True, slots=True)
class Step:
    """One page of a path.

    ``by`` is the role guide that puts it there: the path's own, or one that it begins with. ``why`` is a line,
    perhaps empty; ``condition`` a key as ``stafett.questions.condition`` gives it. ``retired`` tells that the page no
    longer holds, ``successors`` what does. ``ask`` is whom to ask where the page is not to be trusted alone.
    """

    page: Page
    by: Page
    why: str
    minutes: int
    systems: tuple[str, ...]
    condition: str
    retired: bool
    successors: tuple[Page, ...]
    ask: Ask | None


@dataclass(frozen=True, slots=True)
class Stage:
    """The steps of one of the ``STAGES``, those of the roles that the path begins with first."""

    name: str
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """How long reading all of it takes."""
        return sum(step.minutes for step in self.steps)


@dataclass(frozen=True, slots=True)
class RolePath:
    """The path of ``role``. ``begins_with`` are the role guides whose paths are part of it; empty stages are left out.

    A page stands in it once, where it comes first.
    """

    role: Page
    begins_with: tuple[Page, ...]
    stages: tuple[Stage, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, in order."""
        return tuple(step for stage in self.stages for step in stage.steps)

    @property
    def minutes(self) -> int:
        """How long reading all of it takes."""
        return sum(stage.minutes for stage in self.stages)

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems that the steps need, each once, in the order in which they are needed."""
        return tuple(dict.fromkeys(system for step in self.steps for system in step.systems))


def paths(base: KnowledgeBase, as_of: date, summaries: Mapping[str, str]) -> dict[str, RolePath]:
    """The paths of all role guides that have one, by the path of the guide's file; as ``path_of``."""
    decided = chains(base)
    return {role.path: _path(base, role, as_of, summaries, decided) for role in roles_with_path(base)}


def path_of(base: KnowledgeBase, role: Page, as_of: date, summaries: Mapping[str, str]) -> RolePath:
    """The path of a role guide on ``as_of``, without stages where it has none.

    ``summaries`` say by page path what a page is about, where its front matter does not.
    """
    return _path(base, role, as_of, summaries, chains(base))


def _path(base: KnowledgeBase, role: Page, as_of: date, summaries: Mapping[str, str], decided: Chains) -> RolePath:
    found = tuple(places(base, role))
    stages = (
        Stage(name, tuple(_step(base, place, as_of, summaries, decided) for place in found if place.stage == name))
        for name in STAGES
    )
    return RolePath(role, begins_with(base, role)[:-1], tuple(stage for stage in stages if stage.steps))


def _step(base: KnowledgeBase, place: Place, as_of: date, summaries: Mapping[str, str], decided: Chains) -> Step:
    page = place.page
    state = condition(base, page, answer(base, page.owner, as_of), as_of)
    gone = retired(page)
    return Step(
        page,
        place.by,
        why(page, summaries),
        minutes(base, page),
        page.texts("systems"),
        state,
        gone,
        successors(base, page, decided) if gone else (),
        whom_to_ask(base, page, as_of) if state in UNSURE else None,
    )


def substance_of(page: Page, body: str) -> str:
    """The digest of what a page says to its readers: title and Markdown ``body``, and what its front matter adds.

    That is a process's steps and whether a decision holds; reviews and owners change without changing what it says.
    """
    more = [page.text("status") or ""] if page.kind == DECISION else []
    steps = page.values.get("steps")
    for step in steps if isinstance(steps, tuple) else ():
        if isinstance(step, ProcessStep):
            more += [step.text, step.by or ""]
            more += [f"{answer.words} {answer.to or answer.end}" for answer in step.answers]
    return digest(page.title, body, more)


def why(page: Page, summaries: Mapping[str, str]) -> str:
    """Why the page matters: what its author says, else the first sentence of what it is about; perhaps empty."""
    about = page.text("description") or summaries.get(page.path, "")
    return shortened(page.text("why") or first_sentence(about))


def minutes(base: KnowledgeBase, page: Page) -> int:
    """How many minutes reading the page takes."""
    return reading_minutes(page.words, base.settings.onboarding.words_per_minute)


def begins_with(base: KnowledgeBase, role: Page) -> tuple[Page, ...]:
    """The role guides whose ``must_know`` make up the path of ``role``: those it begins with, and last its own.

    A guide stands among them once, also where guides begin with one another in a ring.
    """
    found: list[Page] = []
    seen, ahead = {role.path}, [(role, begun_with(base, role))]
    while ahead:
        guide, earlier = ahead[-1]
        first = next(earlier, None)
        if first is None:
            found.append(guide)
            ahead.pop()
        elif first.path not in seen:
            seen.add(first.path)
            ahead.append((first, begun_with(base, first)))
    return tuple(found)


def begun_with(base: KnowledgeBase, role: Page) -> Iterator[Page]:
    """The role guides that a role guide itself names in ``begins_with``; none that does not exist."""
    found = (base.resolve(reference, (ROLE,)).page for reference in role.texts("begins_with"))
    return (page for page in found if page)


def places(base: KnowledgeBase, role: Page) -> Iterator[Place]:
    """What stands in the path of ``role``, in order; each page once, and none that does not exist."""
    guides, seen = begins_with(base, role), set[str]()
    for stage in STAGES:
        for guide in guides:
            for reference in own_references(guide, stage)[:MOST_STEPS]:
                page = base.resolve(reference, (ANY_PAGE,)).page
                if page and page.path not in seen:
                    seen.add(page.path)
                    yield Place(stage, guide, page)


def own_references(role: Page, stage: str) -> tuple[str, ...]:
    """The references that a role guide itself has for a stage."""
    groups = role.values.get("must_know")
    return tuple(groups.get(stage, ())) if isinstance(groups, Mapping) else ()


def own_steps(base: KnowledgeBase, role: Page) -> Iterator[tuple[Where, Page]]:
    """Where in the front matter of a role guide each step of its own path stands, and the page that it leads to."""
    for stage in STAGES:
        for index, reference in enumerate(own_references(role, stage)):
            page = base.resolve(reference, (ANY_PAGE,)).page
            if page:
                yield ("must_know", stage, index), page


def first_day_minutes(base: KnowledgeBase, role: Page) -> int:
    """How many minutes reading the first day of the role's path takes."""
    return sum(minutes(base, place.page) for place in places(base, role) if place.stage == STAGES[0])


def ring(base: KnowledgeBase, role: Page) -> tuple[Page, ...]:
    """The shortest way by which a role guide begins with itself, ending in it; empty where it does not."""
    came_from: dict[str, Page | None] = {role.path: None}
    ahead = deque([role])
    while ahead:
        guide = ahead.popleft()
        for first in begun_with(base, guide):
            if first is role:
                way = [role]
                while guide is not role:
                    way.append(guide)
                    guide = came_from[guide.path] or role
                return tuple(way[::-1])
            if first.path not in came_from:
                came_from[first.path] = guide
                ahead.append(first)
    return ()


def has_path(base: KnowledgeBase, role: Page) -> bool:
    """Whether there is anything in the path of a role guide."""
    return next(places(base, role), None) is not None


def roles_with_path(base: KnowledgeBase) -> tuple[Page, ...]:
    """The role guides that have a path, in the order of their files."""
    return tuple(role for role in base.of_kind(ROLE) if has_path(base, role))
