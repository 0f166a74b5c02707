"""What a knowledge base offers to choose from: its pages as references write them, and lengths of time."""

from __future__ import annotations

from stafett.dates import Interval
from stafett.field_shapes import Offer, Option
from stafett.knowledge_base import ANY_PAGE, DECISION, PERSON, KnowledgeBase, decision_number
from stafett.messages import Words
from stafett.model import Page

_USUAL = ("30 days", "3 months", "6 months", "1 year", "2 years", "3 years", "never")


def offers(base: KnowledgeBase, words: Words) -> Offer:
    """What fields of the knowledge base may be filled with. No person is named, unless names may be published."""
    kinds = (ANY_PAGE, *base.settings.kinds)
    pages = {kind: base.pages if kind == ANY_PAGE else base.of_kind(kind) for kind in kinds}
    options = {
        kind: tuple(sorted((_option(base, page, kind) for page in found), key=lambda option: option.label.casefold()))
        for kind, found in pages.items()
    }
    spellings = {kind: _spellings(base, found, kind) for kind, found in pages.items()}
    if base.settings.publish_names:
        people = base.directory.people.values()
        options[PERSON] = tuple(Option(person.id, person.name or person.id) for person in people)
        spellings[PERSON] = tuple(sorted(person.id for person in people))
    return Offer(words, options, spellings, base.settings.notation.date_formats, _intervals(base))


def _option(base: KnowledgeBase, page: Page, kind: str) -> Option:
    """A page by the shortest name that means it alone among those of ``kind``; a decision by its number."""
    number = decision_number(page) if page.kind == DECISION else None
    if number is not None and len(base.decisions.get(number, ())) == 1:
        return Option(f"{number:04}", f"{number:04} {page.title}")
    return Option(page.name if base.resolve(page.name, (kind,)).page is page else page.id, page.title)


def _spellings(base: KnowledgeBase, pages: tuple[Page, ...], kind: str) -> tuple[str | int, ...]:
    """Every way to write a reference to one of the pages; a decision's number may lose its zeros in YAML."""
    found: dict[str | int, None] = {}
    for page in pages:
        found[page.id] = None
        if base.resolve(page.name, (kind,)).page is page:
            found[page.name] = None
        number = decision_number(page) if page.kind == DECISION else None
        if number is not None:
            found.update(dict.fromkeys((f"{number:04}", str(number), number)))
    return tuple(found)


def _intervals(base: KnowledgeBase) -> tuple[str, ...]:
    """The usual lengths of time, and those that pages have, shortest first."""
    used = {str(value) for page in base.pages if isinstance(value := page.values.get("review_in"), Interval)}
    used |= {str(interval) for interval in base.settings.review_in.values()}
    return tuple(sorted({*_USUAL, *used}, key=_days))


def _days(text: str) -> float:
    count, _, unit = text.partition(" ")
    lengths = {"day": 1, "week": 7, "month": 30.5, "year": 365}
    return int(count) * lengths[unit.removesuffix("s")] if unit else float("inf")
