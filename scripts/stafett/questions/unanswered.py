"""Needs that no page answers: references to pages, roles and systems that nobody has described."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from stafett.knowledge_base import ANY_PAGE, PERSON, KnowledgeBase
from stafett.model import Page
from stafett.questions.onboarding import ROLE, STAGES, own_references
from stafett.questions.role_needs import EVERYONE, processes
from stafett.search.folding import fold


@dataclass(frozen=True, slots=True)
class NoPage:
    """An onboarding path names ``reference``, which is no page; ``roles`` are the role guides that do."""

    reference: str
    roles: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class NoGuide:
    """There is no guide of the role ``reference``, though ``people`` hold it today, or ``pages`` give it a part."""

    reference: str
    people: frozenset[str]
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class NoSystem:
    """No page describes the system ``name``, which ``pages`` need."""

    name: str
    pages: tuple[Page, ...]


def pages_missing(base: KnowledgeBase) -> tuple[NoPage, ...]:
    """The pages that onboarding paths name and that do not exist, in the order of their references.

    A reference that can mean several pages is not one of them: there is a page, and LNK002 tells of it.
    """
    found: defaultdict[str, dict[str, Page]] = defaultdict(dict)
    for role in base.of_kind(ROLE):
        for reference in (reference for stage in STAGES for reference in own_references(role, stage)):
            target = base.resolve(reference, (ANY_PAGE,))
            if not target.found and not target.ambiguous:
                found[reference][role.path] = role
    return tuple(NoPage(reference, tuple(roles.values())) for reference, roles in sorted(found.items()))


def guides_missing(base: KnowledgeBase, as_of: date) -> tuple[NoGuide, ...]:
    """The roles without a guide that people hold on ``as_of``, or that processes give a part, by reference.

    Where the settings let any text stand for somebody, what processes say tells nothing of roles.
    """
    people: defaultdict[str, set[str]] = defaultdict(set)
    for person in base.directory.people.values():
        for tenure in person.roles:
            if tenure.covers(as_of) and person.present(as_of) and _missing(base, tenure.role):
                people[tenure.role].add(person.id)
    pages: defaultdict[str, dict[str, Page]] = defaultdict(dict)
    for page in () if base.settings.free_owners else processes(base):
        for reference in _parts(page):
            if reference != EVERYONE and _missing(base, reference):
                pages[reference][page.path] = page
    return tuple(
        NoGuide(reference, frozenset(people[reference]), tuple(pages[reference].values()))
        for reference in sorted({*people, *pages})
    )


def _missing(base: KnowledgeBase, reference: str) -> bool:
    target = base.resolve(reference, (ROLE, PERSON))
    return not target.found and not target.ambiguous


def _parts(page: Page) -> Iterator[str]:
    """Whom a process gives a part: in its steps, its responsibilities, its audience."""
    yield from (step.by for flow in page.flows.values() for step in flow if step.by)
    groups = page.values.get("raci")
    if isinstance(groups, Mapping):
        yield from (reference for references in groups.values() for reference in references)
    yield from page.texts("audience")


def systems_missing(base: KnowledgeBase) -> tuple[NoSystem, ...]:
    """The systems that processes need and no page describes, the one that most need first.

    A page describes a system whose name is its title or its id's last part, but for case and diacritics. Where no
    system at all is described so, nobody meant to describe any, and nothing is told.
    """
    needed: defaultdict[str, dict[str, Page]] = defaultdict(dict)
    names: dict[str, str] = {}
    own = {page.path for page in processes(base)}
    for page in (page for page in base.pages if page.path in own):
        for system in page.texts("systems"):
            names.setdefault(fold(system), system)
            needed[fold(system)][page.path] = page
    described = {
        fold(name)
        for page in base.pages
        if page.path not in own
        for name in (page.title, page.name, page.name.replace("-", " "))
    }
    missing = [NoSystem(names[key], tuple(pages.values())) for key, pages in needed.items() if key not in described]
    if len(missing) == len(needed):
        return ()
    return tuple(sorted(missing, key=lambda found: (-len(found.pages), fold(found.name))))
