"""What a leaver knows that no page says yet, as far as the pages themselves let one tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Left, Page
from stafett.questions.condition import retired
from stafett.questions.handover_package import Package
from stafett.questions.leaving import RoleHeld
from stafett.questions.onboarding import STAGES, own_references

THIN = 3
"""A path with fewer pages of its own leads a newcomer nowhere."""
WORDS_A_STEP = 20
"""A page with fewer words for each of its steps names what is done, and does not tell how."""


WORDS_A_PROCESS = 100
"""A page without steps that has fewer words does not tell how a process is done."""
PROCESSES = 10
"""So many of the processes that only the leaver knows are named, by risk; more nobody writes up in time."""


class Gap(StrEnum):
    """What is not written down."""

    NO_GUIDE = "no-guide"
    NO_PATH = "no-path"
    THIN_PATH = "thin-path"
    MARK = "mark"
    ONLY_THEY = "only-they"
    MORE = "more"
    NO_STEPS = "no-steps"
    THIN_STEPS = "thin-steps"


@dataclass(frozen=True, slots=True)
class ToWrite:
    """Something to write down: of the ``role``, on ``page``, or both.

    ``number`` is of pages in the role's path, of the first of its steps, or of further processes. ``left`` is the mark
    that says what is still to be written. ``owns`` and ``vouched`` tell why only the leaver knows a page.
    """

    gap: Gap
    role: RoleHeld | None = None
    page: Page | None = None
    left: Left | None = None
    number: int = 0
    owns: bool = False
    vouched: bool = False


def to_write_down(package: Package) -> tuple[ToWrite, ...]:
    """What is to be written down before the last day: roles first, then pages in order of risk.

    Of roles that others have too only a missing guide is told: they can be asked about the rest.
    """
    return (*_roles(package), *_pages(package), *_steps(package))


def _roles(package: Package) -> Iterator[ToWrite]:
    for role in package.roles:
        guide = role.held.guide
        if guide is None:
            yield ToWrite(Gap.NO_GUIDE, role.held)
        elif role.needs:
            pages = sum(len(own_references(guide, stage)) for stage in STAGES)
            if pages < THIN:
                yield ToWrite(Gap.THIN_PATH if pages else Gap.NO_PATH, role.held, guide, number=pages)


def _pages(package: Package) -> Iterator[ToWrite]:
    """Marks on their pages, and the processes that only they own or have vouched for."""
    processes, known = set(_process_kinds(package.base)), 0
    for item in package.pages:
        page = item.page
        if item.retired:
            continue
        yield from (ToWrite(Gap.MARK, page=page, left=left) for left in page.left)
        alone = item.ownerless is not None
        if page.kind in processes and (alone or item.only_voucher):
            known += 1
            if known <= PROCESSES:
                yield ToWrite(Gap.ONLY_THEY, page=page, owns=alone, vouched=item.only_voucher)
    if known > PROCESSES:
        yield ToWrite(Gap.MORE, number=known - PROCESSES)


def _steps(package: Package) -> Iterator[ToWrite]:
    """Processes in which a role that only they have does the work, and of which no page tells how."""
    alone = {role.held.key: role.held for role in package.roles if role.needs}
    for kind in _process_kinds(package.base) if alone else ():
        for page in package.base.of_kind(kind):
            if not retired(page):
                yield from _of_process(package, page, alone)


def _of_process(package: Package, page: Page, alone: Mapping[tuple[str, str], RoleHeld]) -> Iterator[ToWrite]:
    flow = [step for steps in page.flows.values() for step in steps]
    doing = {package.index.key(step.by): number for number, step in reversed(list(enumerate(flow, 1))) if step.by}
    groups = page.values.get("raci")
    responsible = groups.get("responsible", ()) if isinstance(groups, Mapping) else ()
    for key, role in alone.items():
        if key in doing and page.words < WORDS_A_STEP * len(flow):
            yield ToWrite(Gap.THIN_STEPS, role, page, number=doing[key])
        elif not flow and page.words < WORDS_A_PROCESS and any(package.index.key(who) == key for who in responsible):
            yield ToWrite(Gap.NO_STEPS, role, page)


def _process_kinds(base: KnowledgeBase) -> Iterator[str]:
    """The kinds of page that describe how work is done: those with fields for responsibilities or steps."""
    for name, kind in base.settings.kinds.items():
        if "raci" in kind.fields or any(field.type == "steps" for field in kind.fields.values()):
            yield name
