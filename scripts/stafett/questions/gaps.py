"""Where knowledge is thin: what is missing, in order of risk, and what hangs on one person alone.

The **risk** of a gap is what it costs when the knowledge fails (1, 2 or 4 by criticality, 2 where nothing is said)
times how many people need it (at least one) times what is missing (the sum of ``LACK_WEIGHTS``); for a path that does
not lead to what its role does, the people are those in that role. It is a rank to work by and no probability: a
product, so that what is critical, wide and empty stands above what is only one of the three.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from stafett.model import Page
from stafett.questions.coverage import Coverage
from stafett.questions.covered import LACK_WEIGHTS, Known, Lack
from stafett.questions.health import USUAL, WEIGHTS, weight_of
from stafett.questions.onboarding import places
from stafett.questions.reported import NO_REPORTS, Reported
from stafett.questions.unanswered import guides_missing, pages_missing


class What(StrEnum):
    """What a gap is about: a page, a page or a role guide that does not exist, or what readers looked for."""

    PAGE = "page"
    NO_PAGE = "no-page"
    NO_GUIDE = "no-guide"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing. ``page`` is the page that it is about; where there is none, ``text`` says what.

    ``roles`` are the role guides that need it, ``people`` how many need it (of a search, how many told of it),
    ``reports`` how many open reports say that the page is wrong, and ``not_led`` how many people do the work without
    being led there by their role's path.
    """

    what: What
    text: str
    weight: int
    people: int
    lacks: tuple[Lack, ...]
    page: Page | None = None
    roles: tuple[Page, ...] = field(default=(), repr=False)
    reports: int = 0
    not_led: int = 0

    @property
    def risk(self) -> int:
        """What the list is ordered by."""
        people = {Lack.NOT_LED: self.not_led}
        return self.weight * sum(LACK_WEIGHTS[lack] * max(1, people.get(lack, self.people)) for lack in self.lacks)


def gaps(found: Coverage, reported: Reported = NO_REPORTS) -> tuple[Gap, ...]:
    """All gaps, the greatest risk first."""
    made = [*_processes(found, reported.pages), *_others(found, reported.pages), *_unanswered(found)]
    made += [Gap(What.SEARCH, each.text, WEIGHTS[USUAL], each.readers, (Lack.NOT_FOUND,)) for each in reported.searches]
    return in_order(made)


def in_order(made: Iterable[Gap]) -> tuple[Gap, ...]:
    """Gaps by risk; of equal ones the weightier, then by name."""
    return tuple(sorted(made, key=lambda gap: (-gap.risk, -gap.weight, gap.what, gap.text)))


def _processes(found: Coverage, reports: Mapping[str, int]) -> Iterator[Gap]:
    for path, known in found.known.items():
        lacks = list(known.lacks)
        if known.not_led:
            lacks.append(Lack.NOT_LED)
        if path in reports:
            lacks.append(Lack.REPORTED)
        if lacks:
            yield Gap(
                What.PAGE,
                known.page.id,
                known.weight,
                found.people(known.page),
                tuple(lacks),
                known.page,
                found.needed_by.get(path, ()),
                reports.get(path, 0),
                _people(found, known.not_led),
            )


def _others(found: Coverage, reports: Mapping[str, int]) -> Iterator[Gap]:
    """The pages that are no processes, and that readers have reported as wrong."""
    others = [found.base.by_path[path] for path in reports if path not in found.known]
    led = _led_to(found, {page.path for page in others})
    for page in others:
        roles = led.get(page.path, ())
        people = _people(found, roles)
        yield Gap(What.PAGE, page.id, weight_of(page), people, (Lack.REPORTED,), page, tuple(roles), reports[page.path])


def _led_to(found: Coverage, paths: set[str]) -> Mapping[str, Sequence[Page]]:
    """The role guides whose onboarding path leads to each of some pages."""
    led: dict[str, list[Page]] = {}
    for role in (each.role for each in found.roles) if paths else ():
        for place in places(found.base, role):
            if place.page.path in paths:
                led.setdefault(place.page.path, []).append(role)
    return led


def _unanswered(found: Coverage) -> Iterator[Gap]:
    usual = WEIGHTS[USUAL]
    for page in pages_missing(found.base):
        people = _people(found, page.roles)
        yield Gap(What.NO_PAGE, page.reference, usual, people, (Lack.NO_PAGE,), roles=page.roles)
    for guide in guides_missing(found.base, found.as_of):
        yield Gap(What.NO_GUIDE, guide.reference, usual, len(guide.people), (Lack.NO_GUIDE,))


def _people(found: Coverage, roles: Iterable[Page]) -> int:
    """How many people hold one of the roles; without a directory, how many roles there are."""
    listed = list(roles)
    if not found.base.directory.present:
        return len(listed)
    return len(frozenset[str]().union(*(found.holders[role.path] for role in listed)))


def alone(found: Coverage) -> tuple[Known, ...]:
    """The processes for which one person alone vouches, what is critical and needed by many first."""
    single = [known for known in found.known.values() if known.vouchers == 1]
    return tuple(sorted(single, key=lambda known: (-known.weight * max(1, found.people(known.page)), known.page.path)))
