"""Whom a forge should ask about each page: the team of the owner's role, or the accounts of those who hold it today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from stafett.code_owners import CodeOwners, Line, is_name
from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page
from stafett.questions.vouching import answering


class Wanted(NamedTuple):
    """A page and whom the forge should ask about it: ``names`` of accounts and teams, those of the owner first.

    ``stewards`` tells that nobody who answers for the page has a name there, and those who look after the whole
    knowledge base are asked instead, if they have one.
    """

    page: Page
    names: tuple[str, ...]
    stewards: bool = False


def wanted(base: KnowledgeBase, as_of: date, forge: str) -> tuple[Wanted, ...]:
    """Whom to ask about each page, in the order of their paths, by the names that ``forge`` can have."""
    stewards = names_of(base, base.settings.reminders.stewards, as_of, forge)
    found = []
    for page in base.pages:
        own = _once(name for who in answering(page) for name in names_of(base, who, as_of, forge))
        found.append(Wanted(page, own or stewards, stewards=not own))
    return tuple(found)


def names_of(base: KnowledgeBase, reference: str, as_of: date, forge: str) -> tuple[str, ...]:
    """What the forge calls those who answer under ``reference``: the role's team, else the holders' accounts.

    Where the settings let any text stand for an owner, that text, if it is such a name itself.
    """
    target = base.answerable(reference)
    team = target.page.text("team") if target.page else None
    if team and is_name(team, forge):
        return (team,)
    if not target.found:
        return (reference,) if base.settings.free_owners and is_name(reference, forge) else ()
    accounts = (person.account or "" for person in base.holders(reference, as_of))
    return _once(account for account in accounts if is_name(account, forge))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple({name.lower(): name for name in reversed(list(names))}.values())[::-1]


class Differs(NamedTuple):
    """A page about which the forge asks others (``asked``) than those who answer for it; ``line`` says so, if any."""

    wanted: Wanted
    asked: tuple[str, ...]
    line: Line | None


def forge_of(path: str) -> str:
    """The forge whose CODEOWNERS file this is by its path; GitLab's names include those of GitHub."""
    return "github" if ".github" in path.split("/") else "gitlab"


def differing(base: KnowledgeBase, owners: CodeOwners, as_of: date) -> tuple[Differs, ...]:
    """The pages about which the forge asks others than it should, in the order of their paths.

    Of a page for which nobody has a name there, only that a line made by Stafett still names somebody.
    """
    found = []
    for want in wanted(base, as_of, forge_of(owners.path)):
        lines = owners.asked(want.page.path)
        if not want.names and not any(line.made and line.owners for line in lines):
            continue
        if owners.owners(want.page.path) != {name.lower() for name in want.names}:
            asked = tuple(name for line in lines for name in line.owners)
            found.append(Differs(want, asked, lines[-1] if lines else None))
    return tuple(found)


def idle(base: KnowledgeBase, owners: CodeOwners) -> tuple[Line, ...]:
    """The lines made by Stafett that match no page any more."""
    paths = {f"{owners.folder}{page.path}" for page in base.pages}
    return tuple(
        line
        for line in owners.made
        if line.literal not in paths and (line.literal or not any(line.matches(path) for path in paths))
    )
