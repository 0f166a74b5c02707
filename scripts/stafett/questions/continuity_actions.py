"""What a manager can do this week, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page
from stafett.questions.continuity import Continuity, Empty, Part
from stafett.questions.health import weight_of
from stafett.questions.onboarding import has_path

SOON = timedelta(days=14)
"""Where somebody comes after no longer than that, there is nothing to do but to wait."""
_A_DAY = timedelta(days=1)


class Act(StrEnum):
    """What there is to do, the most urgent first: those that cost most if nobody does them."""

    FILL = "fill"
    BRIDGE = "bridge"
    SUCCEED = "succeed"
    REOWN = "reown"
    REVIEW = "review"
    DEPUTY = "deputy"
    FILL_HERE = "fill-here"
    SUCCEED_HERE = "succeed-here"
    PATH = "path"


_ORDER = {
    Act.FILL: 0,
    Act.BRIDGE: 1,
    Act.SUCCEED: 1,
    Act.REOWN: 1,
    Act.REVIEW: 2,
    Act.DEPUTY: 3,
    Act.FILL_HERE: 4,
    Act.SUCCEED_HERE: 4,
    Act.PATH: 5,
}


class Action(NamedTuple):
    """Something to do about ``about``: the guide of a role, or a page; at best before ``day`` has passed.

    No ``day`` means that it can be done any day, and of an owner who is a person that they are here no longer.

    ``begins`` is the day on which somebody comes, where it is known. ``pages`` is how many pages it is about,
    ``critical`` how many of them are of high criticality, ``unit`` the name of the unit that it concerns alone, if it
    does.
    """

    act: Act
    about: Page
    day: date | None = None
    pages: int = 0
    critical: int = 0
    unit: str = ""
    weight: int = 0
    begins: date | None = None


def actions(found: Continuity, group: str, *, below: bool = True) -> tuple[Action, ...]:
    """What there is to do in the group and, where ``below``, in all below it; each thing once."""
    names = found.groups.within(group) if below else (group,)
    every = {
        (action.act, action.about.path, action.day, action.unit): action
        for name in names
        for action in _actions(found.base, found.as_of, found.parts[name])
    }
    return tuple(sorted(every.values(), key=lambda action: _rank(action, found.as_of)))


def _rank(action: Action, as_of: date) -> tuple[int, date, int, str]:
    """What is vacant by weight, whatever the day on which it became so; all else by the day of its end."""
    vacant = action.act in {Act.FILL, Act.FILL_HERE} or (action.act is Act.REOWN and action.day is None)
    day = as_of if vacant else action.day
    return (_ORDER[action.act], day or date.max, -action.weight, f"{action.about.path} {action.unit}")


def _actions(base: KnowledgeBase, as_of: date, part: Part) -> Iterator[Action]:
    for empty in part.vacant:
        yield from _about(empty, as_of, (Act.FILL, Act.FILL_HERE), empty.gap.first)
    for empty in part.leaving:
        yield from _about(empty, as_of, (Act.SUCCEED, Act.SUCCEED_HERE), empty.gap.first - _A_DAY)
    for page, day in part.reviews:
        yield Action(Act.REVIEW, page, day, 1, int(_critical(page)), weight=weight_of(page))
    for page in part.alone:
        yield Action(Act.DEPUTY, page, None, 1, 1, weight=weight_of(page))
    roles = {join.role.path: join for join in reversed(part.joins) if join.role}
    for join in roles.values():
        if join.role and not has_path(base, join.role):
            yield Action(Act.PATH, join.role, join.day)


def _about(empty: Empty, as_of: date, acts: tuple[Act, Act], day: date) -> Iterator[Action]:
    """What to do about a role, or about pages whose owner is a person, that nobody holds or soon will not.

    ``acts`` are what to do where nobody at all holds it, and where a unit alone lacks it. Nothing where somebody is
    known to come and it is not long until then.
    """
    everywhere, here = acts
    begins = empty.gap.begins
    weight, critical = sum(map(weight_of, empty.pages)), sum(map(_critical, empty.pages))
    if empty.role is None:
        first = max(empty.pages, key=weight_of)
        gone = everywhere is Act.FILL
        yield Action(Act.REOWN, first, None if gone else day, len(empty.pages), critical, weight=weight)
    elif begins and (not empty.pages or begins <= max(as_of, empty.gap.first) + SOON):
        return
    elif begins:
        yield Action(Act.BRIDGE, empty.role, empty.gap.first, len(empty.pages), critical, "", weight, begins)
    elif empty.unit:
        yield Action(here, empty.role, day, unit=empty.unit)
    elif empty.pages:
        yield Action(everywhere, empty.role, day, len(empty.pages), critical, weight=weight)


def _critical(page: Page) -> bool:
    return page.text("criticality") == "high"
