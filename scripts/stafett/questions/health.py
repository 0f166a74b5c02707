"""How healthy a knowledge base is on a day, in numbers that are hard to make better without making it better.

The number is the **share of pages vouched for**: of all pages that are to be reviewed, those whose review is inside its
interval, that has an owner who is here today, who has not inherited it unseen, and whose last review left more than a
date. Pages count by what it costs when they are wrong: low 1, medium 2, high 4, and medium where nothing is said.

Why these weights: three classes of criticality are a rank and no measure, so the simplest rule is taken that keeps
their order apart, a doubling a step. With it one critical page weighs as much as four unimportant ones: enough for a
critical page left alone to be seen, and not so much that a knowledge base can look well by its critical pages alone.
They are fixed, for a number whose weights can be set is set by its weights.

Every way to better the number without bettering the pages has its answer beside it (``Watch``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page, Status
from stafett.questions.condition import VACANT, condition
from stafett.questions.ownership import answer
from stafett.questions.page_story import Evidence
from stafett.questions.small_units import SMALL, small_units
from stafett.questions.vouching import wrongly_vouched

WEIGHTS: Mapping[str, int] = {"low": 1, "medium": 2, "high": 4}
USUAL = "medium"
"""The criticality that a page has where it names none."""


class Standing(StrEnum):
    """How a page stands, in the one respect that counts; the first that fits.

    ``UNKNOWN``: inside its interval, but without git's memory nobody can tell whether a review left anything;
    ``BARE``: inside its interval by a date that was moved alone; ``WRONGLY``: vouched for by somebody who could not on
    that day; ``UNJUDGED``: its date or interval means nothing, or
    lies in the future; ``EXEMPT``: ``review_in: never``.
    """

    VOUCHED = "vouched"
    UNKNOWN = "unknown"
    BARE = "bare-bump"
    WRONGLY = "wrongly-vouched"
    UNVOUCHED = "unvouched"
    OVERDUE = "overdue"
    NEVER = "never-reviewed"
    VACANT = "vacant"
    UNJUDGED = "unjudged"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class Judged:
    """A page as of a day; ``evidence`` is that of its last review, None where it is not known."""

    page: Page
    standing: Standing
    weight: int
    evidence: Evidence | None
    due: date | None


@dataclass(frozen=True, slots=True)
class Measure:
    """Pages counted by standing: ``pages`` as they are, ``weights`` by what they weigh."""

    pages: Mapping[Standing, int] = field(default_factory=dict)
    weights: Mapping[Standing, int] = field(default_factory=dict)

    @property
    def counted(self) -> int:
        """How many pages the shares are of: all but the exempt."""
        return sum(number for standing, number in self.pages.items() if standing is not Standing.EXEMPT)

    @property
    def share(self) -> float | None:
        """The weighted share of pages vouched for, from 0 to 1; None where no page is to be reviewed."""
        return _share(self.weights, Standing.VOUCHED)

    @property
    def plain_share(self) -> float | None:
        """The same, with every page counted as one."""
        return _share(self.pages, Standing.VOUCHED)

    @property
    def share_unknown(self) -> float | None:
        """The weighted share of pages of which nobody can tell; so much higher ``share`` may be at the most."""
        return _share(self.weights, Standing.UNKNOWN)


def _share(numbers: Mapping[Standing, int], standing: Standing) -> float | None:
    whole = sum(number for key, number in numbers.items() if key is not Standing.EXEMPT)
    return numbers.get(standing, 0) / whole if whole else None


def judge(base: KnowledgeBase, page: Page, as_of: date, evidence: Evidence | None) -> Judged:
    """How a page stands on ``as_of``, the last review known to have left ``evidence``."""
    return Judged(page, _standing(base, page, as_of, evidence), weight_of(page), evidence, base.due(page))


def weight_of(page: Page) -> int:
    """What the page weighs, by its criticality."""
    return WEIGHTS.get(page.text("criticality") or USUAL, WEIGHTS[USUAL])


_STANDINGS = {
    VACANT: Standing.VACANT,
    str(Status.OVERDUE): Standing.OVERDUE,
    str(Status.NEVER_REVIEWED): Standing.NEVER,
    str(Status.UNVOUCHED): Standing.UNVOUCHED,
}


def _standing(base: KnowledgeBase, page: Page, as_of: date, evidence: Evidence | None) -> Standing:
    if base.status(page, as_of) is Status.EXEMPT:
        return Standing.EXEMPT
    state = condition(base, page, answer(base, page.owner, as_of), as_of)
    if state in _STANDINGS:
        return _STANDINGS[state]
    reviewed = base.last_reviewed(page)
    if state not in {Status.CURRENT, Status.DUE_SOON} or reviewed is None or reviewed > as_of:
        return Standing.UNJUDGED
    if wrongly_vouched(base, page):
        return Standing.WRONGLY
    if evidence is None:
        return Standing.UNKNOWN
    return Standing.BARE if evidence is Evidence.NONE else Standing.VOUCHED


def measure(judged: Iterable[Judged]) -> Measure:
    """Pages counted by how they stand."""
    pages: Counter[Standing] = Counter()
    weights: Counter[Standing] = Counter()
    for found in judged:
        pages[found.standing] += 1
        weights[found.standing] += found.weight
    return Measure(dict(pages), dict(weights))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's pages: those whose owner is held by somebody of the unit. ``id`` is empty for pages of nobody.

    ``people`` is how many work there. Without a directory every page is one of nobody.
    """

    id: str
    name: str
    people: int
    measure: Measure


def by_unit(base: KnowledgeBase, judged: Iterable[Judged], as_of: date, least_people: int = 0) -> tuple[Unit, ...]:
    """The pages by the units of those who hold their owners' roles today, in the order of the units' names.

    A page whose role people of several units hold counts in each of them. Units where fewer than ``least_people`` work
    are counted together as ``SMALL``, so that what is said of a unit is not said of a person. They and pages that
    nobody holds come last.
    """
    present = Counter(p.unit_on(as_of) or "" for p in base.directory.people.values() if p.present(as_of))
    small = small_units(present, least_people)
    groups: dict[str, list[Judged]] = {}
    for found in judged:
        owner = found.page.owner
        people = base.holders(owner, as_of) if owner else ()
        for unit in {
            SMALL if unit in small else unit or "" for unit in (person.unit_on(as_of) for person in people)
        } or {""}:
            groups.setdefault(unit, []).append(found)
    present[SMALL] = sum(present[unit] for unit in small)
    units = base.directory.units
    made = [
        Unit(id_, units[id_].name if id_ in units else id_, present[id_], measure(group))
        for id_, group in groups.items()
    ]
    return tuple(sorted(made, key=lambda unit: (not unit.id, unit.id == SMALL, unit.name.casefold())))


def longest_overdue(judged: Iterable[Judged], as_of: date) -> tuple[Judged, ...]:
    """The pages whose due date has passed, the one that passed first at the top; the weightier first of two."""
    late = [found for found in judged if found.due and found.due < as_of]
    return tuple(sorted(late, key=lambda found: (found.due or as_of, -found.weight, found.page.path)))
