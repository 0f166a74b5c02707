"""Who may vouch for a page: its owner, its deputy, and whoever holds one of these roles on the day."""

from __future__ import annotations

from datetime import date

from stafett.guesses import nearest
from stafett.knowledge_base import KnowledgeBase, Target
from stafett.messages import N_, Refusal
from stafett.model import Page, Person
from stafett.questions.find_person import find_person


class NotEntitled(Refusal):
    """Somebody may not vouch for a page."""


def answering(page: Page) -> tuple[str, ...]:
    """The page's owner and deputy, as written."""
    return tuple(reference for reference in (page.owner, page.deputy) if reference)


def vouches_as(base: KnowledgeBase, page: Page, who: str, day: date) -> str:
    """What ``reviewed_by`` is to say where ``who``, a role or a person, vouches for the page on ``day``.

    The role by which they may do it, as the page spells it: it outlives the person. A person's own id only where the
    page names that person as owner or deputy. Where the settings let any text stand for an owner, nobody can say who
    is behind it, and ``who`` is taken as it is. Raises NotEntitled.
    """
    own = answering(page)
    if not own:
        raise NotEntitled(N_("the page has no owner, so nobody can vouch for it yet; give it one first"))
    named = next((reference for reference in own if reference.casefold() == who.casefold()), None)
    target = base.answerable(named or who)
    if base.settings.free_owners and not all(base.answerable(reference).found for reference in own):
        return named or who
    if not target.found and not target.ambiguous:
        called = find_person(base.directory, who)
        if called.ambiguous:
            people = ", ".join(person.id for person in called.ambiguous)
            raise NotEntitled(N_("`{who}` can mean several people; say by id who: {people}"), who=who, people=people)
        target = Target(person=called.person)
    if not target.found:
        raise _unknown(base, who, target)
    if target.person:
        return _as_person(base, page, target.person, day)
    for reference in own:
        if base.answerable(reference) == target:
            if base.directory.present and not base.holders(reference, day):
                message = N_("nobody holds the role `{who}` on {day}, so nobody can vouch as it")
                raise NotEntitled(message, who=reference, day=day.isoformat())
            return reference
    raise _neither(page, who, day)


def _as_person(base: KnowledgeBase, page: Page, person: Person, day: date) -> str:
    if not person.present(day):
        message = N_("`{who}` does not work here on {day}, by the directory")
        raise NotEntitled(message, who=person.id, day=day.isoformat())
    for reference in answering(page):
        if base.answerable(reference).person == person:
            return reference
    for reference in answering(page):
        if person in base.holders(reference, day):
            return reference
    raise _neither(page, person.id, day)


def _neither(page: Page, who: str, day: date) -> NotEntitled:
    if page.owner and page.deputy:
        message = N_(
            "`{who}` is neither the page's owner (`{owner}`) nor its deputy (`{deputy}`), nor holds their role on {day}"
        )
    else:
        message = N_("`{who}` is not the page's owner (`{owner}`), and does not hold that role on {day}")
    return NotEntitled(
        message, who=who, owner=page.owner or page.deputy or "", deputy=page.deputy or "", day=day.isoformat()
    )


def _unknown(base: KnowledgeBase, who: str, target: Target) -> NotEntitled:
    if target.ambiguous:
        message = N_("`{who}` can mean several roles: {guesses}")
        return NotEntitled(message, who=who, guesses=", ".join(target.ambiguous))
    roles = base.of_kind("role")
    guess = nearest(who, [*(role.name for role in roles), *(role.id for role in roles), *base.directory.people])
    if guess:
        return NotEntitled(N_("there is no role or person `{who}`; did you mean `{guess}`?"), who=who, guess=guess)
    return NotEntitled(N_("there is no role or person `{who}`"), who=who)


def wrongly_vouched(base: KnowledgeBase, page: Page) -> bool:
    """Whether the page's ``reviewed_by`` is somebody who could not vouch for it on the day of its last review.

    False wherever that cannot be known: without a directory or a day, where a reference leads nowhere, and where the
    page has changed hands since.
    """
    by, day, own = page.text("reviewed_by"), base.last_reviewed(page), answering(page)
    if not by or by in own or day is None or not own or not base.directory.present:
        return False
    if base.given_to_owner(page):  # after that review, from somebody whom the page no longer names
        return False
    target, targets = base.answerable(by), [base.answerable(reference) for reference in own]
    if target in targets or not all(found.found for found in (target, *targets)):
        return False
    allowed = {person.id for reference in own for person in base.holders(reference, day)}
    return allowed.isdisjoint(person.id for person in base.holders(by, day))
