"""Who may be erased from the directory, and which role stays in each place where a page names them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from stafett.fields import Field
from stafett.knowledge_base import PERSON, KnowledgeBase
from stafett.messages import N_
from stafett.model import Page, Person, Raw
from stafett.questions.people_list import roles_on
from stafett.questions.staff_matching import role_key

# Whom a decision names in these without a reference, which is how MADR has them.
_NAMED_IN_TEXTS = ("consulted", "informed")
_ANSWERING = ("owner", "deputy")


@dataclass(frozen=True)
class Place:
    """A field of a page that names somebody, and the role that is to stand there instead.

    ``day`` is the one that the field speaks of: that of the review, the decision's date, else their last day here.
    ``role`` is None where it cannot be told; ``held`` are the roles that they had that day. ``in_text`` tells that the
    value stands in the page's text, which only a human changes.
    """

    page: Page
    field: str
    day: date
    held: tuple[str, ...]
    role: str | None = None
    in_text: bool = False


@dataclass(frozen=True)
class Refusal:
    """Why somebody cannot be erased; ``message`` is a message id with named places for ``values``."""

    message: str
    values: Mapping[str, str]


def refusal(base: KnowledgeBase, person: Person, as_of: date) -> Refusal | None:
    """Why the person cannot be erased on ``as_of``: they work here, are to come back, or still answer for something."""
    if any(spell.end is None or spell.end >= as_of for spell in person.spells):
        message = N_("{id} works here, or is to: only who has left can be erased. Give them a last day first.")
        return Refusal(message, {"id": person.id})
    held = [page.path for page in base.pages for name in _ANSWERING if _names(base, page, name, person)]
    if held:
        message = N_(
            "{id} is still owner or deputy of {pages}. Hand that over first: stafett handover {id} --to SUCCESSOR"
        )
        return Refusal(message, {"id": person.id, "pages": ", ".join(dict.fromkeys(held))})
    units = [unit.id for unit in base.directory.units.values() if unit.head == person.id]
    if units:
        message = N_(
            "{id} is still the head of {units} in the directory. Hand that over first: stafett handover {id} --to "
            "SUCCESSOR"
        )
        return Refusal(message, {"id": person.id, "units": ", ".join(units)})
    return None


def places(base: KnowledgeBase, person: Person, chosen: Mapping[str, str]) -> tuple[Place, ...]:
    """Each field that names the person, with the role to write there.

    It is the page's owner where they were one on the day, else its deputy, else their only role that day; where that
    does not tell, what ``chosen`` has for the page's path, or for "" as for any page.
    """
    return tuple(
        _place(base, page, declared, person, chosen)
        for page in base.pages
        for declared in base.settings.kinds[page.kind].fields.values()
        if declared.name not in _ANSWERING and _names(base, page, declared.name, person)
    )


def without(value: Raw, id_: str, role: str) -> Raw:
    """``value`` with ``role`` wherever ``id_`` stands; a role that a list has already stands there once."""
    if isinstance(value, str):
        return role if value.strip() == id_ else value
    if isinstance(value, dict):
        return {name: without(inner, id_, role) for name, inner in value.items()}
    if isinstance(value, list):
        new: list[Raw] = []
        for item in value:
            kept = without(item, id_, role)
            if not (kept != item and kept in (*value, *new)):
                new.append(kept)
        return new
    return value


def mentions(text: str, terms: Collection[str]) -> list[int]:
    """The lines (from 1) on which one of ``terms`` begins, as words of their own.

    Neither case, nor how ``å`` is encoded, nor whether blanks or a line's end part its words makes a difference.
    """
    if not terms:
        return []
    words = "|".join(r"\s+".join(map(re.escape, _composed(term).split())) for term in sorted(terms))
    pattern = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)
    found, number, place, searched = [], 1, 0, _composed(text)
    for match in pattern.finditer(searched):
        number += searched.count("\n", place, match.start())
        place = match.start()
        found.append(number)
    return list(dict.fromkeys(found))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def terms(base: KnowledgeBase, person: Person) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """By what a text can name the person (id, name, address, account), and what of that names others, too.

    Others are colleagues, and roles whose guide gives the address or account as the role's own.
    """
    others = [other for other in base.directory.people.values() if other.id != person.id]
    shared = {text for other in others for text in (other.email, other.account, other.name)}
    shared |= {role.text(name) for role in base.of_kind("role") for name in ("contact", "team")}
    own = (person.id, person.name, person.email, person.account)
    known = [text for text in own if text]
    mine = tuple(text for text in known if text == person.id or text not in shared)
    return mine, tuple(text for text in known if text not in mine)


def _names(base: KnowledgeBase, page: Page, name: str, person: Person) -> bool:
    declared = base.settings.kinds[page.kind].fields.get(name)
    if declared is None or not (PERSON in declared.to or name in _NAMED_IN_TEXTS):
        return False
    to = declared.to or ("role", PERSON)
    return any(base.resolve(text, to).person == person for text in _texts(page.values.get(name)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _texts(inner)


def _place(base: KnowledgeBase, page: Page, declared: Field, person: Person, chosen: Mapping[str, str]) -> Place:
    day = _day(base, page, declared.name) or person.last_day or date.max
    held = tuple(roles_on(person, day))
    by_key = {role_key(base, role): role for role in held}
    answering = [ref for ref in (page.owner, page.deputy) if ref and role_key(base, ref) in by_key]
    role = answering[0] if answering else held[0] if len(by_key) == 1 else chosen.get(page.path, chosen.get(""))
    return Place(page, declared.name, day, held, role, declared.name in page.said.lines)


def _day(base: KnowledgeBase, page: Page, name: str) -> date | None:
    """The day that a field speaks of, where the page has one."""
    decided = page.values.get("date")
    reviewed = base.last_reviewed(page)
    if page.kind == "decision" and name != "reviewed_by":
        return decided if isinstance(decided, date) else None
    return reviewed
