"""The issue that tells an owner what is due: which pages, why, what to do with each, and where.

It says days and never how long ago they were, so that it stays the same as long as nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Page, Person
from stafett.questions.needs import Need
from stafett.questions.ownership import Answer, Standing
from stafett.questions.reminders import Level, Owned, Party, Task, Told
from stafett.reading.tree import site_url as page_address
from stafett.reports.day_words import day_in_words
from stafett.reports.forge_text import account, plain, title
from stafett.reports.form_address import form_address
from stafett.reports.reminder_words import OF_VARIANTS, how_a_variant_stands, variant_day, what_to_do

MOST_ASSIGNEES = 10
"""How many accounts GitHub gives an issue to; other forges allow no fewer, or keep the first."""
_ROOM = 4000  # characters for what stands around the list


@dataclass(frozen=True, slots=True)
class Text:
    """An issue's words. ``accounts`` (without @) are whom it is to be given to, where the owner has no team.

    ``calls`` tells whether anybody of the owner's is called by it at all.
    """

    title: str
    body: str
    accounts: tuple[str, ...]
    calls: bool


def flag_issue(base: KnowledgeBase, owned: Owned, words: Words, site: str, longest: int) -> Text:
    """The issue of one owner. ``site`` is the site's address, or empty; ``longest`` how long the body may be."""
    team = _team(owned.answer)
    accounts = () if team else _accounts(owned.people)[:MOST_ASSIGNEES]
    lines = [_line(base, task, words, site) for task in owned.tasks]
    shown = _fitting(lines, longest - _ROOM)
    blocks = [_lead(owned, team, words), "\n".join(lines[:shown])]
    if shown < len(lines):
        left = len(lines) - shown
        blocks.append(words.plural("{n} more page is not listed here.", "{n} more pages are not listed here.", left))
    blocks.append(words(_HOW if site else _HOW_BY_FILE))
    return Text(_title(base, owned, words), "\n\n".join(blocks), accounts, bool(team or accounts))


def _title(base: KnowledgeBase, owned: Owned, words: Words) -> str:
    if owned.ownerless:
        return words(N_("Pages without an owner"))
    return title(words(N_("Pages to review: {owner}"), owner=_name(base, owned.answer)))


def _name(base: KnowledgeBase, answer: Answer) -> str:
    """What the owner is called; a person by name only where the settings let names be told."""
    if answer.role:
        return answer.role.title
    if answer.person and answer.person.name and base.settings.publish_names:
        return answer.person.name
    return answer.reference or ""


def _lead(owned: Owned, team: str | None, words: Words) -> str:
    number = len(owned.tasks)
    if owned.ownerless:
        text = words.plural(
            "{n} page has no owner who can be reached:", "{n} pages have no owner who can be reached:", number
        )
    else:
        text = words.plural(
            "{n} page waits for its owner:", "{n} pages wait for their owner, the oldest first:", number
        )
    return f"@{team}: {text}" if team else text


def _line(base: KnowledgeBase, task: Task, words: Words, site: str) -> str:
    page = task.page
    address = site + quote(page_address(page.path)) if site else ""
    name = f"[{plain(page.title)}](<{address}>)" if address else f"**{plain(page.title)}** ({plain(page.path)})"
    parts = [f"- {name}. {_how_it_stands(words, task)} {_what_to_do(words, base, task)}".rstrip()]
    form = form_address(base, page, site) if site else None
    if form:
        label = words(N_("Open it in the form"))
        parts.append(f"[{label}](<{form}>).")
    others = list(_others(task, words))
    if others:
        parts.append(
            words(N_("It has waited for a while, and now concerns {others}, too."), others=_joined(others, words))
        )
    return " ".join(parts)


def _how_it_stands(words: Words, task: Task) -> str:
    needed = task.needed
    if needed.need is Need.OWNER:
        return _ownerless(words, needed.owner)
    if needed.need is Need.FIRST_REVIEW:
        return words(N_("Nobody has vouched for it yet."))
    if needed.need is Need.NEW_OWNERS_WORD:
        return words(N_("Its owner is new since {since}, and has yet to confirm it."), since=_day(words, needed.since))
    if needed.need in OF_VARIANTS:
        return how_a_variant_stands(words, needed, _day(words, variant_day(needed)))
    message = N_("Review it by {due}.") if needed.need is Need.SOON else N_("It should have been reviewed by {due}.")
    return words(message, due=_day(words, needed.due))


def _what_to_do(words: Words, base: KnowledgeBase, task: Task) -> str:
    """What the owner, or for want of one the stewards, should do; of a review that is near, its day says enough."""
    return "" if task.needed.need is Need.SOON else what_to_do(words, base, Told(task, Level.OWNER))


def _ownerless(words: Words, owner: Answer) -> str:
    if owner.standing is Standing.MISSING:
        return words(N_("It has no owner."))
    who = plain(owner.role.title if owner.role else owner.reference or "")
    if owner.standing is Standing.UNKNOWN:
        return words(N_("It names an owner that does not exist: {owner}."), owner=who)
    if owner.person:
        return words(N_("Its owner, {owner}, does not work here today."), owner=who)
    if owner.since:
        return words(N_("Nobody has been {owner} since {since}."), owner=who, since=_day(words, owner.since))
    return words(N_("Nobody is {owner} today."), owner=who)


def _day(words: Words, day: date | None) -> str:
    """A day in words, always with its year: so that it is said alike in each run."""
    return day_in_words(words, day, date.min) if day else ""


def _others(task: Task, words: Words) -> Iterator[str]:
    """Those to whom it has climbed, as they are called where they can be called."""
    for party in task.parties:
        if party.level is not Level.OWNER and not (party.level is Level.STEWARDS and task.needed.need is Need.OWNER):
            yield _other(party, words)


def _other(party: Party, words: Words) -> str:
    team = _team(party.answer)
    calls = [f"@{team}"] if team else [f"@{name}" for name in _accounts(party.people)]
    who = words(_CAPACITIES[party.level])
    if party.answer.role:
        who = f"{who} ({plain(party.answer.role.title)})"
    return f"{who} {' '.join(calls)}" if calls else who


def _joined(parts: list[str], words: Words) -> str:
    if len(parts) == 1:
        return parts[0]
    return words(N_("{some} and {last}"), some=", ".join(parts[:-1]), last=parts[-1])


def _team(answer: Answer) -> str | None:
    role: Page | None = answer.role
    return account(role.text("team")) if role else None


def _accounts(people: tuple[Person, ...]) -> tuple[str, ...]:
    found = (account(person.account) for person in people)
    return tuple(dict.fromkeys(name for name in found if name and "/" not in name))


def _fitting(lines: list[str], longest: int) -> int:
    """How many of the lines fit into ``longest`` characters; at least one is shown."""
    room = longest
    for number, line in enumerate(lines):
        room -= len(line) + 1
        if room < 0:
            return max(number, 1)
    return len(lines)


_CAPACITIES = {
    Level.DEPUTY: N_("the deputy"),
    Level.UNIT_HEAD: N_("the head of the unit"),
    Level.STEWARDS: N_("those who look after the knowledge base"),
}
_HOW = N_(
    "A review is done when `last_reviewed`, `reviewed_by` and `review_note` say so. What has to wait can be put off "
    "once, with `snoozed_until` and `snooze_reason`. This list is kept up to date, and closed when nothing is left: "
    "there is nothing to tick or close."
)
_HOW_BY_FILE = N_(
    "A review is done when `last_reviewed`, `reviewed_by` and `review_note` at the top of the page's file say so. What "
    "has to wait can be put off once, with `snoozed_until` and `snooze_reason`. This list is kept up to date, and "
    "closed when nothing is left: there is nothing to tick or close."
)
