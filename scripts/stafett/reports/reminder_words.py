"""What a reminder says of a page: how it stands, what whoever reads it should do, and who else is told."""

from __future__ import annotations

from datetime import date, timedelta

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.questions.needs import Need, Needed
from stafett.questions.ownership import Answer, Standing
from stafett.questions.reminders import Level, Task, Told
from stafett.questions.whom_to_ask import contact_of
from stafett.refusals import one_line
from stafett.reports.day_words import day_in_words, time_in_words
from stafett.substance import reading_minutes

_REVIEWS = {
    Level.OWNER: N_("Read it ({minutes} min), mend what is wrong, and vouch for it."),
    Level.DEPUTY: N_("Agree with {owner} which of you reads it ({minutes} min) and vouches for it."),
    Level.UNIT_HEAD: N_("Ask {owner} what stands in the way, or give the page another owner."),
    Level.STEWARDS: N_("Help {owner} to review it, find another owner, or take the page away."),
}
_OWNERLESS = {
    Level.OWNER: N_("Find an owner who is here today, or take the page away."),
    Level.DEPUTY: N_("You answer for it until it has an owner: readers are told to ask you."),
    Level.UNIT_HEAD: N_("Say who is to answer for it, or take the page away."),
    Level.STEWARDS: N_("Find an owner who is here today, or take the page away."),
}
_ANOTHER_END = {
    Level.OWNER: N_("Agree on a new last day with whoever approved it, or take the page away."),
    Level.DEPUTY: N_("Agree with {owner} who asks for a new last day, or takes the page away."),
    Level.UNIT_HEAD: N_("Say whether the unit still needs to work differently, or let {owner} take the page away."),
    Level.STEWARDS: N_("Help {owner} to agree on a new last day, or take the page away."),
}
_COMPARISON = {
    Level.OWNER: N_("Compare the two ({minutes} min), mend what is to follow, and vouch for the variant."),
    Level.DEPUTY: N_("Agree with {owner} which of you compares the two ({minutes} min) and vouches for the variant."),
    Level.UNIT_HEAD: N_("Ask {owner} what stands in the way, or give the page another owner."),
    Level.STEWARDS: N_("Help {owner} to compare the two, or take the variant away."),
}
OF_VARIANTS = frozenset((Need.ANOTHER_END, Need.COMPARISON))
"""What only a local variant needs."""
_TO_DO = {Need.OWNER: _OWNERLESS, Need.ANOTHER_END: _ANOTHER_END, Need.COMPARISON: _COMPARISON}
_CAPACITIES = {
    Level.DEPUTY: N_("You are told as deputy."),
    Level.UNIT_HEAD: N_("You are told as head of the unit."),
    Level.STEWARDS: N_("You are told as steward of the knowledge base."),
}
_WAITED = {
    Level.DEPUTY: N_("You are told as deputy, since it has waited for {time}."),
    Level.UNIT_HEAD: N_("You are told as head of the unit, since it has waited for {time}."),
    Level.STEWARDS: N_("You are told as steward of the knowledge base, since it has waited for {time}."),
}
_YOUNG = timedelta(days=14)  # of what is younger its age says nothing
_OTHERS = {
    Level.OWNER: N_("the owner"),
    Level.DEPUTY: N_("the deputy"),
    Level.UNIT_HEAD: N_("the head of the unit"),
    Level.STEWARDS: N_("the stewards of the knowledge base"),
}


def how_it_stands(words: Words, needed: Needed, as_of: date) -> str:
    """What the page needs and since when, as a sentence."""
    if needed.need is Need.OWNER:
        return _ownerless(words, needed, as_of)
    if needed.need in {Need.SOON, Need.REVIEW}:
        return _by_its_date(words, needed, as_of)
    if needed.need in OF_VARIANTS:
        return how_a_variant_stands(words, needed, _said(words, variant_day(needed), as_of))
    if needed.need is Need.NEW_OWNERS_WORD:
        message = N_("{owner} is new since {since}, and has yet to confirm the page.")
        return words(message, owner=owner_name(words, needed.owner), since=_said(words, needed.since, as_of))
    if needed.since and as_of - needed.since > _YOUNG:
        message = N_("Nobody has vouched for it yet. It is at least {time} old.")
        return words(message, time=_time(words, needed.since, as_of))
    return words(N_("Nobody has vouched for it yet."))


def _by_its_date(words: Words, needed: Needed, as_of: date) -> str:
    due = _said(words, needed.due, as_of)
    if needed.need is Need.SOON:
        return words(N_("Review it by {due}."), due=due)
    message = N_("It should have been reviewed by {due}, {time} ago.")
    return words(message, due=due, time=_time(words, needed.due, as_of))


def variant_day(needed: Needed) -> date | None:
    """The day that a local variant's need is about: its last one, or that on which its national page was changed."""
    return needed.due if needed.need is Need.ANOTHER_END else needed.since


def how_a_variant_stands(words: Words, needed: Needed, day: str) -> str:
    """What a local variant needs as such, as a sentence; ``day`` is ``variant_day`` in words."""
    if needed.need is Need.ANOTHER_END:
        message = N_("It is a local variant that held until {due}; the national process holds again.")
        return words(message, due=day)
    return words(N_("It is a local variant, and its national page was changed on {since}."), since=day)


def how_it_stands_for(words: Words, told: Told, as_of: date) -> str:
    """As ``how_it_stands``, said to whoever is told of the page: a new owner is spoken to."""
    needed = told.task.needed
    if needed.need is Need.NEW_OWNERS_WORD and told.capacity is Level.OWNER:
        message = N_("You took it over on {since}, and have yet to confirm it.")
        return words(message, since=_said(words, needed.since, as_of))
    return how_it_stands(words, needed, as_of)


def _ownerless(words: Words, needed: Needed, as_of: date) -> str:
    owner = needed.owner
    if owner.standing is Standing.MISSING:
        return words(N_("It has no owner."))
    name = owner_name(words, owner)
    if owner.standing is Standing.UNKNOWN:
        return words(N_("It names an owner that does not exist: {owner}."), owner=name)
    if owner.person:
        return words(N_("Its owner, {owner}, does not work here today."), owner=name)
    if needed.since:
        message = N_("Nobody has been {owner} since {since}.")
        return words(message, owner=name, since=_said(words, needed.since, as_of))
    return words(N_("Nobody is {owner} today."), owner=name)


def what_to_do(words: Words, base: KnowledgeBase, told: Told) -> str:
    """What whoever is told of the page should do, in the capacity in which they are told."""
    needed = told.task.needed
    message = _TO_DO.get(needed.need, _REVIEWS)[told.capacity]
    minutes = reading_minutes(needed.page.words, base.settings.onboarding.words_per_minute)
    return words(message, owner=named_with_contact(words, needed.owner), minutes=minutes)


def why_told(words: Words, told: Told, as_of: date) -> str:
    """Why somebody else than the owner is told, and to an owner, who else is by now; empty where it is the owner's."""
    if told.capacity is Level.OWNER:
        return also_told(words, told.task)
    start = told.task.needed.climbs_from
    if start is None or told.task.needed.need is Need.OWNER:
        return words(_CAPACITIES[told.capacity])
    return words(_WAITED[told.capacity], time=time_in_words(words, (as_of - start).days))


def also_told(words: Words, task: Task) -> str:
    """Who beside the owner is told of the page by now; empty where nobody is."""
    others = [words(_OTHERS[party.level]) for party in task.parties if party.level is not Level.OWNER]
    if len(others) > 1:
        first = ", ".join(others[:-1])
        others = [words(N_("{first} and {last}"), first=first, last=others[-1])]
    return words(N_("By now it has also gone to {others}."), others=others[0]) if others else ""


def owner_name(words: Words, owner: Answer) -> str:
    """What an owner is called in a message to a colleague: the role's title, or the person by name or id."""
    if owner.role:
        return shown_text(owner.role.title)
    if owner.person:
        return shown_text(owner.person.name or owner.person.id)
    return shown_text(owner.reference or "") or words(N_("nobody"))


def shown_text(text: str) -> str:
    """Text of a page or of the directory on one line, of signs that can be shown."""
    return one_line("".join(sign if sign.isprintable() else " " for sign in text))


def named_with_contact(words: Words, who: Answer) -> str:
    """As ``owner_name``, with the functional address of the role, where it has one."""
    name, contact = owner_name(words, who), contact_of(who.role)
    return f"{name} ({contact})" if contact else name


def _said(words: Words, day: date | None, as_of: date) -> str:
    return day_in_words(words, day, as_of) if day else ""


def _time(words: Words, day: date | None, as_of: date) -> str:
    return time_in_words(words, (as_of - day).days) if day else ""
