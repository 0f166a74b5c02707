"""How many people have to leave before pages are left with nobody.

Of a **page**: the people who could answer for it today, holders of its owner and deputy who are here.

Of a **set of pages** (an area, a unit): the smallest number of people whose leaving orphans more than half of them.
This is the truck factor of Avelino, Passos, Hora and Valente, "A Novel Approach for Estimating Truck Factors" (ICPC
2016, doi 10.1109/ICPC.2016.7503718), with three differences. Who knows a page is what it declares, owner and deputy,
and not who changed it most; a page that nobody answers for already is among the orphans, so that the number is 0 where
more than half of them are; and where few people are concerned it is exact. Avelino's algorithm takes away whoever knows
the most files, one after the other, until more than half are orphans. That is an upper bound: it may take away two who
know many pages and share each with somebody else, where two others know fewer and share them with nobody. The smallest
number is a hard problem (that of the sets with the smallest union), so that sets of people are tried, the small ones
first, as long as they are few; where they are many, the upper bound stands and ``exact`` is false. Of the 2,002 ways in
which five pages can be held by one or two of four people, the upper bound is one too high in 109, and else exact.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import comb
from typing import NamedTuple

from stafett.knowledge_base import DECISION, KnowledgeBase
from stafett.model import Page
from stafett.questions.areas import areas
from stafett.questions.condition import retired
from stafett.questions.onboarding import ROLE

LEAST_PAGES = 3
"""So many pages of a role have to hang on one person before it is worth telling of the role."""
MOST_TRIED = 100_000
"""So many comparisons of a set of people with those of a page are made at the most: a hundredth of a second."""
_People = frozenset[str]


@dataclass(frozen=True, slots=True)
class BusFactor:
    """How many people have to leave before more than half of ``pages`` pages are orphans.

    None where there are no pages. ``exact`` is false where fewer may be enough.
    ``alone`` is how many of the pages hang on one person, ``orphans`` how many on nobody already.
    """

    people: int | None
    pages: int
    alone: int
    orphans: int
    exact: bool = True


class OneHolder(NamedTuple):
    """A role that one person holds: of the ``owned`` pages that it owns, nobody else answers for those in ``alone``."""

    role: Page
    alone: tuple[Page, ...]
    owned: int

    @property
    def told_once(self) -> tuple[Page, ...]:
        """Those of ``alone`` of which no rule tells one by one, as it does of high criticality."""
        return tuple(page for page in self.alone if page.text("criticality") != "high")

    @property
    def no_deputy(self) -> bool:
        """Whether the role is one without deputy: more than half of its pages, and not very few, hang on its holder."""
        return 2 * len(self.alone) > self.owned and len(self.told_once) >= LEAST_PAGES


def answering(base: KnowledgeBase, page: Page, day: date) -> _People:
    """The ids of the people who could answer for the page on ``day``: those behind its owner and its deputy."""
    references = (reference for reference in (page.owner, page.deputy) if reference)
    return frozenset(person.id for reference in references for person in base.holders(reference, day))


def counted(base: KnowledgeBase, pages: Iterable[Page]) -> tuple[Page, ...]:
    """Those of the pages that somebody should answer for: none that are replaced, nor decisions kept as a record."""
    return tuple(page for page in pages if not retired(page) and not base.kept_as_found(page))


def of_pages(base: KnowledgeBase, pages: Iterable[Page], day: date) -> BusFactor:
    """The bus factor of a set of pages on ``day``."""
    found = Counter(answering(base, page, day) for page in counted(base, pages))
    sets = {people: number for people, number in found.items() if people}
    whole, orphans = sum(found.values()), found[frozenset()]
    people, exact = smallest(sets, orphans)
    alone = sum(number for group, number in sets.items() if len(group) == 1)
    return BusFactor(people if whole else None, whole, alone, orphans, exact)


def by_area(base: KnowledgeBase, day: date) -> dict[str, BusFactor]:
    """The bus factor of each area of processes."""
    return {area: of_pages(base, pages, day) for area, pages in areas(base.of_kind("process")).items()}


def smallest(sets: Mapping[_People, int], orphans: int) -> tuple[int, bool]:
    """The smallest number of people whose leaving orphans more than half, and whether it is surely the smallest.

    ``sets`` says by the people who answer for a page (never none) how many such pages there are, besides ``orphans``.
    """
    whole, most, tried = orphans + sum(sets.values()), greedy(sets, orphans), 0
    for size in range(most):
        small = {group: number for group, number in sets.items() if len(group) <= size}
        if 2 * (orphans + sum(small.values())) <= whole:
            continue  # too few pages hang on so few
        people = sorted({person for group in small for person in group})
        tried += comb(len(people), size) * max(len(small), 1)
        if tried > MOST_TRIED:
            return most, False
        enough = whole // 2 + 1 - orphans
        if any(_hanging_on(small, frozenset(gone)) >= enough for gone in combinations(people, size)):
            return size, True
    return most, True


def greedy(sets: Mapping[_People, int], orphans: int) -> int:
    """The same by Avelino's algorithm: those who answer for most pages go first; never less than the smallest.

    Whoever answers for a page that is still held has not gone, and nobody's number of pages changes before they do:
    the order can be told beforehand.
    """
    pages: Counter[str] = Counter()
    for group, number in sets.items():
        pages.update(dict.fromkeys(group, number))
    left = {group: len(group) for group in sets}
    of: dict[str, list[_People]] = {}
    for group in sets:
        for person in group:
            of.setdefault(person, []).append(group)
    whole, gone = orphans + sum(sets.values()), 0
    for person in sorted(pages, key=lambda name: (-pages[name], name)):
        if 2 * orphans > whole:
            break
        gone += 1
        for group in of[person]:
            left[group] -= 1
            orphans += sets[group] if left[group] == 0 else 0
    return gone


def _hanging_on(sets: Mapping[_People, int], gone: _People) -> int:
    """How many pages nobody but those who have ``gone`` answers for."""
    return sum(number for group, number in sets.items() if group <= gone)


def one_holders(base: KnowledgeBase, day: date) -> Iterator[OneHolder]:
    """Each role that one person holds on ``day``, and that has pages for which nobody else is there, by path.

    Left out are decisions and role guides: nobody works by them from day to day.
    """
    owned: defaultdict[str, list[Page]] = defaultdict(list)
    for page in counted(base, base.pages):
        role = base.answerable(page.owner).page if page.owner and page.kind not in {ROLE, DECISION} else None
        if role:
            owned[role.path].append(page)
    for path in sorted(owned):
        role = base.by_path[path]
        if len(base.holders(role.id, day)) == 1:
            alone = tuple(page for page in owned[path] if len(answering(base, page, day)) == 1)
            if alone:
                yield OneHolder(role, alone, len(owned[path]))
