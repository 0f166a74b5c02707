"""Which page is a translation of which, in which language, and whether it has kept up with its original."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from stafett.knowledge_base import ANY_PAGE, KnowledgeBase
from stafett.model import Page


class Behind(NamedTuple):
    """A translation is behind its original: the day of its last review, and that on which the original was reviewed.

    Or, where ``rewritten``, the day on which the original came to say something else.
    """

    translated: date
    original: date
    rewritten: bool = False


_NOTHING: Mapping[str, date] = {}


def language_of(base: KnowledgeBase, page: Page) -> str:
    """The language that a page is written in: its own, else that of the knowledge base."""
    return page.text("language") or base.settings.language


def original_of(base: KnowledgeBase, page: Page) -> Page | None:
    """The page that this one translates; None where it translates none, or one that does not exist."""
    reference = page.text("translation_of")
    found = base.resolve(reference, (ANY_PAGE,)).page if reference else None
    return None if found is page else found


def translations(base: KnowledgeBase) -> Mapping[str, tuple[Page, ...]]:
    """The translations of each page that has any, by the original's path, in the order of their files."""
    found: dict[str, list[Page]] = {}
    for page in base.pages:
        original = original_of(base, page)
        if original:
            found.setdefault(original.path, []).append(page)
    return {path: tuple(pages) for path, pages in found.items()}


def in_other_languages(base: KnowledgeBase, page: Page, known: Mapping[str, tuple[Page, ...]]) -> dict[str, Page]:
    """The same page in other languages, by language: its original first, then translations; one for each language.

    ``known`` are the ``translations`` of the knowledge base.
    """
    original = original_of(base, page) or page
    found: dict[str, Page] = {}
    for other in (original, *known.get(original.path, ())):
        found.setdefault(language_of(base, other), other)
    found.pop(language_of(base, page), None)
    return found


def originals(base: KnowledgeBase, pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages without those that are translations of another: what a list in one language shows."""
    return tuple(page for page in pages if not is_translation(base, page))


def is_translation(base: KnowledgeBase, page: Page) -> bool:
    """Whether the page says the same as another one, in another language."""
    original = original_of(base, page)
    return original is not None and language_of(base, original) != language_of(base, page)


def behind(base: KnowledgeBase, page: Page, changed: Mapping[str, date] = _NOTHING) -> Behind | None:
    """Whether the original was reviewed, or changed, after its translation ``page`` was reviewed; None where not.

    ``changed`` tells by path when pages last came to say something else, as far as that is known. A translation that
    was changed no earlier than its original has followed it.
    """
    original, mine = original_of(base, page), base.last_reviewed(page)
    if original is None or mine is None:
        return None
    reviewed, rewritten = base.last_reviewed(original), changed.get(original.path)
    if reviewed and mine < reviewed:
        return Behind(mine, reviewed)
    followed = changed.get(page.path, date.min)
    return Behind(mine, rewritten, rewritten=True) if rewritten and max(mine, followed) < rewritten else None
