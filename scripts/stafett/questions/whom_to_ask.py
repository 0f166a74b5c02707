"""Whom to ask about what a page says, where the page itself is not to be trusted alone. Never a person: a role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stafett.knowledge_base import KnowledgeBase
from stafett.mail import is_mailbox
from stafett.model import Page, Person
from stafett.questions.ownership import answer, roles_of
from stafett.questions.unit_heads import units_above


class Who(StrEnum):
    """In what capacity somebody is asked."""

    OWNER = "owner"
    DEPUTY = "deputy"
    CONTACT = "contact"
    UNIT_HEAD = "unit-head"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Ask:
    """Whom to ask: ``role`` is the guide of the role that they hold, where it has one.

    ``text`` is the owner or deputy as written where the settings let free text stand for one; ``contact`` the
    functional address of the role, or empty; ``unit`` the name of the unit that they lead, or empty.
    """

    who: Who
    role: Page | None = None
    text: str = ""
    contact: str = ""
    unit: str = ""


def whom_to_ask(base: KnowledgeBase, page: Page, as_of: date) -> Ask:
    """The owner where somebody is it, else the deputy.

    Where nobody is either: the functional address of the owner's role, else the head of the unit that the owner
    belonged to, else the reader's own manager.
    """
    for who, reference in ((Who.OWNER, page.owner), (Who.DEPUTY, page.deputy)):
        found = answer(base, reference, as_of)
        if reference and found.reachable and (found.role or found.person is None):
            return Ask(who, found.role, "" if found.role else reference, contact_of(found.role))
    lost = base.answerable(page.owner).page if page.owner else None
    if contact_of(lost):
        return Ask(Who.CONTACT, lost, contact=contact_of(lost))
    return _head(base, page, as_of) or Ask(Who.MANAGER)


def contact_of(role: Page | None) -> str:
    """The functional address that a role guide gives, if it is one mail address and nothing beside it."""
    contact = (role.text("contact") if role else None) or ""
    return contact if is_mailbox(contact) else ""


def _head(base: KnowledgeBase, page: Page, as_of: date) -> Ask | None:
    """The head of the unit in which the owner was last, or of the nearest one above it whose head holds a role."""
    owner = _last_holder(base, page)
    for unit in units_above(base, owner.unit_on(as_of) if owner else None):
        head = base.directory.people.get(unit.head or "")
        if head is None or head is owner or not head.present(as_of):
            continue
        roles = roles_of(base, head, as_of)
        if roles:
            return Ask(Who.UNIT_HEAD, roles[0], contact=contact_of(roles[0]), unit=unit.name)
    return None


def _last_holder(base: KnowledgeBase, page: Page) -> Person | None:
    held = base.tenures(page.owner) if page.owner else ()
    return max(held, key=lambda tenure: tenure[2] or date.max)[0] if held else None
