"""What a handover comes to: what changes, what stands in its way, and what is left for people to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from stafett.handover_plan import Plan
from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page, Person, Unit, Where
from stafett.questions.naming import Naming


class Said(NamedTuple):
    """A sentence: a message id with named places for ``values``, and what in the plan it is about."""

    message: str
    values: Mapping[str, object] = {}
    where: Where = ()


def counted(number: int, one: str, many: str, **values: object) -> Said:
    """``one`` or ``many``, two message ids, by ``number``, which also fills the place ``{n}``."""
    return Said(one if number == 1 else many, {"n": number, **values})


class Passed(NamedTuple):
    """The ``role`` passes to ``to`` on the day ``start``; ``owned`` and ``deputised`` are the pages that follow it.

    ``guide`` is the role's own page, where there is one. ``already`` says that they held it before and go on.
    """

    role: str
    to: str
    start: date
    guide: Page | None = None
    owned: tuple[Page, ...] = ()
    deputised: tuple[Page, ...] = ()
    already: bool = False


@dataclass(frozen=True)
class Handover:
    """What a plan changes. Nothing of it is to be written where there are ``refusals``.

    ``pages`` are the new values by path and our names of fields, None where a field goes; ``people`` and ``units`` are
    the records as they become, None for a unit that goes. ``after`` is the knowledge base then; its pages have the new
    values, and the text of their front matter as it was. ``given`` are pages that go to another owner by their own
    fields, ``left`` what is to be done by people. ``naming`` is that of ``after``, for the next handover.
    """

    plan: Plan
    base: KnowledgeBase
    after: KnowledgeBase
    pages: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    units: Mapping[str, Unit | None] = field(default_factory=dict)
    passed: tuple[Passed, ...] = ()
    refusals: tuple[Said, ...] = ()
    warnings: tuple[Said, ...] = ()
    left: tuple[Said, ...] = ()
    naming: Naming | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing changes at all."""
        return not (self.pages or self.people or self.units)
