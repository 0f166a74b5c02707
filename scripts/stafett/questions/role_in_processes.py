"""Which part each role has in the processes: what it owns, does, answers for, is asked about and told of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page


class Part(StrEnum):
    """What a role can be to a process, the weightiest first; the last four are those of RACI."""

    OWNER = "owner"
    DEPUTY = "deputy"
    ACCOUNTABLE = "accountable"
    RESPONSIBLE = "responsible"
    CONSULTED = "consulted"
    INFORMED = "informed"


@dataclass(frozen=True, slots=True)
class InProcess:
    """A role's part in one process: what it is to it, and the numbers of the steps that it does, by field."""

    page: Page
    parts: tuple[Part, ...]
    steps: Mapping[str, tuple[int, ...]]


def role_in_processes(base: KnowledgeBase) -> dict[str, tuple[InProcess, ...]]:
    """For each role guide, by path, its part in every process in which it has one; the weightiest first.

    A process is a page of a kind that has fields for responsibilities or steps. Nothing is told of people.
    """
    found: defaultdict[str, list[InProcess]] = defaultdict(list)
    for kind in process_kinds(base):
        for page in base.of_kind(kind):
            for role, part in _parts(base, page).items():
                found[role].append(part)
    return {role: tuple(sorted(parts, key=_weight)) for role, parts in found.items()}


def process_kinds(base: KnowledgeBase) -> tuple[str, ...]:
    """The kinds of page that are processes: those that have fields for responsibilities or steps."""
    return tuple(
        name
        for name, kind in base.settings.kinds.items()
        if "raci" in kind.fields or any(field.type == "steps" for field in kind.fields.values())
    )


def _weight(part: InProcess) -> tuple[int, str]:
    order = list(Part)
    first = order.index(part.parts[0]) if part.parts else order.index(Part.CONSULTED)
    return min(first, order.index(Part.CONSULTED)) if part.steps else first, part.page.title.casefold()


def _parts(base: KnowledgeBase, page: Page) -> dict[str, InProcess]:
    """What each role is to one process, by the path of its guide."""
    parts: defaultdict[str, dict[Part, None]] = defaultdict(dict)
    steps: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for part, reference in _named(page):
        role = base.resolve(reference, ("role",)).page
        if role:
            parts[role.path][part] = None
    for name, flow in page.flows.items():
        for number, step in enumerate(flow, 1):
            role = base.resolve(step.by, ("role",)).page if step.by else None
            if role:
                steps[role.path][name].append(number)
    return {
        role: InProcess(
            page,
            tuple(part for part in Part if part in parts[role]),
            {name: tuple(numbers) for name, numbers in steps[role].items()},
        )
        for role in [*parts, *(role for role in steps if role not in parts)]
    }


def _named(page: Page) -> Iterator[tuple[Part, str]]:
    if page.owner:
        yield Part.OWNER, page.owner
    if page.deputy:
        yield Part.DEPUTY, page.deputy
    groups = page.values.get("raci")
    if isinstance(groups, Mapping):
        for part in (Part.ACCOUNTABLE, Part.RESPONSIBLE, Part.CONSULTED, Part.INFORMED):
            yield from ((part, reference) for reference in groups.get(part, ()))
