"""A digest as a letter, whatever it is written as: what is said, in the receiver's language, with its links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Page
from stafett.questions.digest import Message
from stafett.questions.reminders import Level, Reminders, Told
from stafett.questions.translations import language_of
from stafett.reading.tree import site_url as page_address
from stafett.reports.day_words import day_in_words
from stafett.reports.form_address import form_address
from stafett.reports.list_addresses import REVIEWS, list_folder
from stafett.reports.reminder_words import how_it_stands_for, named_with_contact, shown_text, what_to_do, why_told
from stafett.substance import reading_minutes

MOST = 20
"""Pages that one letter names: whoever has more begins with the oldest, and finds the rest in the site's list."""

LONGEST_TITLE = 150

_IN_THE_FORM = N_(
    "To vouch for a page, open it in the form, mend what is wrong, set the day of the review to today and say in a "
    "line what you did. Where all was right, say how you know."
)
_IN_THE_FILE = N_(
    "To vouch for a page, mend what is wrong, set `{reviewed}` to today and say in `{note}` what you did: "
    "`stafett review` does so. Where all was right, say how you know."
)


@dataclass(frozen=True, slots=True)
class Item:
    """A page that is to be acted on: how it stands, what to do, why one is told, and where to read and to edit it."""

    title: str
    language: str
    stands: str
    do: str
    why: str
    read: str
    edit: str
    told: Told


@dataclass(frozen=True, slots=True)
class Near:
    """A page whose review is near: by when, and where it is."""

    title: str
    language: str
    by: str
    read: str
    told: Told


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said to one receiver; ``more`` is said, and linked to ``more_at``, where not all pages are named."""

    language: str
    subject: str
    opening: str
    items: tuple[Item, ...]
    more: str
    more_at: str
    near_title: str
    near: tuple[Near, ...]
    notes: tuple[str, ...]


def letter(base: KnowledgeBase, found: Reminders, message: Message, site: str) -> Letter:
    """The letter that ``message`` becomes; ``site`` is the site's address, empty where nobody has said."""
    words = Words(message.language)
    pressing = [told for told in message.told if told.task.pressing]
    near = [told for told in message.told if not told.task.pressing]
    rest = len(pressing) - MOST
    return Letter(
        message.language,
        _subject(words, pressing, near),
        _opening(words, base, pressing),
        tuple(_item(words, base, told, found.as_of, site) for told in pressing[:MOST]),
        words.plural("{n} more page is waiting.", "{n} more pages are waiting.", rest) if rest > 0 else "",
        f"{site}{list_folder(base.settings.language, REVIEWS)}/" if site and rest > 0 else "",
        words(N_("Soon to be reviewed")) if near else "",
        tuple(_near(words, base, told, found.as_of, site) for told in near[:MOST]),
        tuple(_notes(words, base, pressing, found, site)),
    )


def _subject(words: Words, pressing: Sequence[Told], near: Sequence[Told]) -> str:
    title, number = title_of((pressing or near)[0].task.page), len(pressing)
    if number == 1:
        return words(N_("Waits for you in the knowledge base: {title}"), title=title)
    if _mine(pressing):
        return words.plural(
            "{n} page in the knowledge base waits for you", "{n} pages in the knowledge base wait for you", number
        )
    if pressing:
        return words.plural(
            "{n} page in the knowledge base has waited long", "{n} pages in the knowledge base have waited long", number
        )
    if len(near) == 1:
        return words(N_("Soon to be reviewed: {title}"), title=title)
    return words.plural("{n} page is soon to be reviewed", "{n} pages are soon to be reviewed", len(near))


def _mine(pressing: Sequence[Told]) -> list[Told]:
    """What whoever is told is to read themselves, as owner or deputy."""
    return [told for told in pressing if told.capacity <= Level.DEPUTY]


def _opening(words: Words, base: KnowledgeBase, pressing: Sequence[Told]) -> str:
    if not pressing:
        return words(N_("Nothing is waiting for you. This is soon to be reviewed, so that you can plan it."))
    mine = _mine(pressing)
    others = len(pressing) - len(mine)
    speed = base.settings.onboarding.words_per_minute
    minutes = sum(reading_minutes(told.task.page.words, speed) for told in mine)
    said = [
        words.plural(
            "{n} page waits for your review, and takes about {minutes} min to read.",
            "{n} pages wait for your review, the oldest first. They take about {minutes} min to read.",
            len(mine),
            minutes=minutes,
        )
        if mine
        else "",
        words.plural(
            "{n} page that others answer for has waited so long that you should know of it.",
            "{n} pages that others answer for have waited so long that you should know of them.",
            others,
        )
        if others
        else "",
    ]
    return " ".join(part for part in said if part)


def _item(words: Words, base: KnowledgeBase, told: Told, as_of: date, site: str) -> Item:
    page = told.task.page
    return Item(
        title_of(page),
        language_of(base, page),
        how_it_stands_for(words, told, as_of),
        what_to_do(words, base, told),
        why_told(words, told, as_of),
        _read(page, site),
        form_address(base, page, site) or "",
        told,
    )


def _near(words: Words, base: KnowledgeBase, told: Told, as_of: date, site: str) -> Near:
    page, due = told.task.page, told.task.needed.due
    by = words(N_("due {day}"), day=day_in_words(words, due, as_of)) if due else ""
    return Near(title_of(page), language_of(base, page), by, _read(page, site), told)


def title_of(page: Page) -> str:
    """A page's title on one line of signs that can be shown, cut where it is very long."""
    title = shown_text(page.title)
    return title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE]}…"


def _read(page: Page, site: str) -> str:
    return site + quote(page_address(page.path), errors="replace") if site else ""


def _notes(words: Words, base: KnowledgeBase, pressing: Sequence[Told], found: Reminders, site: str) -> Iterator[str]:
    """How to vouch for a page, what to do where it has to wait or is not one's own, and how often this comes."""
    mine = _mine(pressing)
    if any(form_address(base, told.task.page, site) for told in mine):
        yield words(_IN_THE_FORM)
    elif mine:
        named = {name: base.settings.fields.get(name, name) for name in ("last_reviewed", "review_note")}
        yield words(_IN_THE_FILE, reviewed=named["last_reviewed"], note=named["review_note"])
    if mine:
        yield words(N_("Does a review have to wait? It may, once, with a day and a reason that readers see."))
    if mine and found.stewards.reachable:
        message = N_("Is a page not yours to answer for? Tell {stewards}, who will find whose it is.")
        yield words(message, stewards=named_with_contact(words, found.stewards))
    yield words(N_("You get this at most once a week, and only when something waits for you."))
