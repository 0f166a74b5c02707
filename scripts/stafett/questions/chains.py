"""Which decision replaced which, and what holds now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from stafett.knowledge_base import DECISION, KnowledgeBase
from stafett.model import Page


@dataclass(frozen=True, slots=True)
class Chains:
    """The replacements among decisions, by path, both ways: also where only one of the two tells of it."""

    newer_of: dict[str, tuple[Page, ...]] = field(default_factory=dict)
    older_of: dict[str, tuple[Page, ...]] = field(default_factory=dict)

    def newer(self, page: Page) -> tuple[Page, ...]:
        """The decisions that replaced this one, in the order of their paths."""
        return self.newer_of.get(page.path, ())

    def older(self, page: Page) -> tuple[Page, ...]:
        """The decisions that this one replaced, in the order of their paths."""
        return self.older_of.get(page.path, ())

    def holds_now(self, page: Page) -> tuple[Page, ...]:
        """The decisions at the end of the chain that begins with ``page``; empty where it is not replaced.

        A chain that bites its own tail has no end, and gives nothing.
        """
        ends: dict[str, Page] = {}
        seen, ahead = {page.path}, list(self.newer(page))
        while ahead:
            next_ = ahead.pop()
            if next_.path in seen:
                continue
            seen.add(next_.path)
            further = self.newer(next_)
            if not further:
                ends[next_.path] = next_
            ahead += further
        return tuple(ends[path] for path in sorted(ends))

    def lineage(self, page: Page) -> tuple[Page, ...]:
        """The decisions that led to this one, itself, and those that came of it, the oldest first; alone if none."""
        found = {page.path: page}
        for ahead in (self.older, self.newer):
            waiting = list(ahead(page))
            while waiting:
                other = waiting.pop()
                if other.path not in found:
                    found[other.path] = other
                    waiting += ahead(other)
        return tuple(sorted(found.values(), key=_age))

    def straight(self, pages: Sequence[Page]) -> bool:
        """Whether each of the decisions replaced the one before it, and nothing else."""
        return all(
            self.newer(page) == (following,) and self.older(following) == (page,) for page, following in pairwise(pages)
        ) and not (self.older(pages[0]) or self.newer(pages[-1]))

    def ends(self) -> tuple[Page, ...]:
        """The decisions at which a chain ends: they replaced others and are not replaced; the newest first."""
        pages = {page.path: page for found in self.newer_of.values() for page in found if not self.newer(page)}
        return tuple(sorted(pages.values(), key=_age, reverse=True))


def _age(page: Page) -> tuple[date, str]:
    decided = page.values.get("date")
    return decided if isinstance(decided, date) else date.max, page.path


def chains(base: KnowledgeBase) -> Chains:
    """The replacements among all decisions of the knowledge base."""
    newer: defaultdict[str, dict[str, Page]] = defaultdict(dict)
    older: defaultdict[str, dict[str, Page]] = defaultdict(dict)
    for page in base.of_kind(DECISION):
        for reference in _references(page, "supersedes") if came_to_hold(page) else ():
            _note(base.resolve(reference, (DECISION,)).page, page, newer, older)
        for reference in _references(page, "superseded-by"):
            successor = base.resolve(reference, (DECISION,)).page
            if successor:
                _note(page, successor, newer, older)
    return Chains(_sorted(newer), _sorted(older))


def came_to_hold(page: Page) -> bool:
    """Whether what the decision says that it replaces is replaced by it: a proposal only would, if it is accepted."""
    return page.text("status") not in {"proposed", "rejected"}


def _note(
    before: Page | None, after: Page, newer: defaultdict[str, dict[str, Page]], older: defaultdict[str, dict[str, Page]]
) -> None:
    if before and before is not after:
        newer[before.path][after.path] = after
        older[after.path][before.path] = before


def _references(page: Page, name: str) -> tuple[str, ...]:
    value = page.values.get(name)
    return (value,) if isinstance(value, str) else page.texts(name)


def _sorted(found: defaultdict[str, dict[str, Page]]) -> dict[str, tuple[Page, ...]]:
    return {path: tuple(pages[key] for key in sorted(pages)) for path, pages in found.items()}
