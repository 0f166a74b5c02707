"""What a handover package says of people, roles and pages, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from stafett.knowledge_base import DECISION
from stafett.messages import N_, Words
from stafett.model import Page, Person, Status
from stafett.questions.candidates import Candidate, Reason, Why
from stafett.questions.handover_meetings import Meeting, With
from stafett.questions.handover_package import Package, PageToHand, RoleToHand
from stafett.questions.leaving import Act, Action
from stafett.questions.needs import Need
from stafett.questions.onboarding import ROLE
from stafett.questions.to_write_down import Gap, ToWrite
from stafett.reports.path_words import RETIRED, weekday

_FEW = 3  # so many people are named; of more the number is told

_WHYS = {
    Why.HOLDS: N_("has the role already"),
    Why.COMES: N_("gets the role on {day}"),
    Why.HAD_IT: N_("had the role until {day}"),
    Why.SAME_ROLE: N_("has the role {role} too"),
    Why.LEADS: N_("leads the unit"),
    Why.SAME_UNIT: N_("works in the same unit"),
    Why.NEW: N_("but is new here, since {day}"),
    Why.LEAVES: N_("but leaves on {day}"),
}
_CRITICAL = {
    "high": N_("high criticality"),
    "medium": N_("medium criticality"),
    "low": N_("low criticality"),
}
ACTS: Mapping[Act | Need, str] = {
    Need.OWNER: N_("It has no owner; they stand in."),
    Need.FIRST_REVIEW: N_("It has never been reviewed."),
    Need.REVIEW: N_("It is to be reviewed by {day}."),
    Need.NEW_OWNERS_WORD: N_("Whoever owns it has yet to vouch for it."),
    Need.SOON: N_("It is to be reviewed by {day}."),
    Need.ANOTHER_END: N_("It is a local variant whose last day has passed."),
    Need.COMPARISON: N_("It is a local variant, and its national page has been changed since it was reviewed."),
    Act.DECIDE: N_("The decision is proposed, and has yet to be taken."),
    Act.REVISIT: N_("The decision is to be considered anew by {day}."),
}


_OF_ROLES = {
    Gap.NO_GUIDE: N_("The role has no guide: write what it is for, what one must know, and whom one asks."),
    Gap.NO_PATH: N_("The guide has no onboarding path of its own (`must_know`): list what a successor reads first."),
}
_OF_STEPS = {
    Gap.NO_STEPS: N_("The page says that {role} does the work, but not how. Write the steps."),
    Gap.THIN_STEPS: N_("The page says what {role} does from step {n} on, but hardly how. Write it out."),
}


def name_of(package: Package, person: Person) -> str:
    """A person as their colleagues know them: name where the directory has one, id, and the role that says most."""
    name = f"{person.name}, {person.id}" if person.name else person.id
    index, day = package.index, package.last_day if person.id == package.leaver.id else package.colleagues.after
    roles = [
        (len(index.holders(key, day)), guide.title)
        for key in index.held(person, day, day)
        if (guide := index.guide(key))
    ]
    return f"{name} ({min(roles)[1]})" if roles else name


def title_of(words: Words, package: Package, page: Page) -> str:
    """A page's title, with its kind where the title alone could be that of something else, as of a role."""
    if page.kind not in {ROLE, DECISION}:
        return page.title
    kind = package.base.settings.kinds.get(page.kind)
    label = (kind.label.get(words.language) if kind else None) or page.kind
    return f"{page.title} ({label.lower()})"


def names_of(words: Words, package: Package, people: Sequence[Person]) -> str:
    """Several people: at most three by name."""
    if len(people) > _FEW:
        return words.plural("{n} other person", "{n} other people", len(people))
    return ", ".join(name_of(package, person) for person in people)


def vacancy(words: Words, package: Package, role: RoleToHand) -> str:
    """That nobody has a role the day after, and what follows from it."""
    day = package.colleagues.after.isoformat()
    if role.fades:
        return words(N_("Whoever else has the role leaves soon, too: {who}."), who=names_of(words, package, role.after))
    if not role.pages:
        return words(N_("Nobody has the role from {day}."), day=day)
    return words.plural(
        "Nobody has the role from {day}. {n} page follows it.",
        "Nobody has the role from {day}. {n} pages follow it.",
        role.pages,
        day=day,
    )


def reasons_of(words: Words, candidate: Candidate) -> str:
    """Why somebody could take over, in a line."""
    return ", ".join(_reason(words, reason) for reason in candidate.reasons)


def _reason(words: Words, reason: Reason) -> str:
    if reason.why is Why.DEPUTY:
        return words.plural("deputy of {n} of the pages", "deputy of {n} of the pages", reason.number)
    if reason.why is Why.NEAR_UNIT:
        return words.plural(
            "{n} step away in the organisation ({unit})",
            "{n} steps away in the organisation ({unit})",
            reason.number,
            unit=reason.unit,
        )
    if reason.why is Why.NO_DEPUTY:
        return words.plural(
            "but then {n} page has the same person as owner and deputy",
            "but then {n} pages have the same person as owner and deputy",
            reason.number,
        )
    if reason.why is Why.LOAD:
        if not reason.number:
            return words(N_("owns no pages"))
        return words.plural("owns {n} page", "owns {n} pages", reason.number)
    return words(_WHYS[reason.why], day=_iso(reason.day), role=reason.role)


def risks_of(words: Words, package: Package, item: PageToHand) -> Iterator[str]:
    """What is at risk with a page, the gravest first; each part of a sentence."""
    if item.retired:
        yield words(RETIRED).rstrip(".").lower()
        return
    after = _iso(package.colleagues.after)
    if item.ownerless:
        deputies = item.ownerless.deputies
        if deputies:
            message = N_("no owner from {day}, only a deputy: {who}")
            yield words(message, day=after, who=names_of(words, package, deputies))
        else:
            yield words(N_("neither owner nor deputy from {day}"), day=after)
        if item.ownerless.again:
            yield words(N_("owned again from {day}"), day=_iso(item.ownerless.again))
    if item.criticality in _CRITICAL:
        yield words(_CRITICAL[item.criticality])
    yield from _review(words, package, item)
    if item.only_voucher:
        yield words(N_("nobody else who is here has vouched for it"))
    if item.only_reader:
        yield words(N_("in nobody else's onboarding path"))


def _review(words: Words, package: Package, item: PageToHand) -> Iterator[str]:
    if item.status is Status.NEVER_REVIEWED:
        yield words(N_("never reviewed"))
    elif item.status is Status.UNVOUCHED:
        yield words(N_("whoever owns it now has not vouched for it"))
    elif item.status is Status.OVERDUE and item.due and item.due < package.as_of:
        yield words(N_("should have been reviewed by {day}"), day=_iso(item.due))
    elif item.status in {Status.OVERDUE, Status.DUE_SOON}:
        yield words(N_("to be reviewed by {day}"), day=_iso(item.due))


def action_of(words: Words, action: Action) -> str:
    """What waits to be done."""
    message = ACTS[action.act]
    return words(message, day=_iso(action.day)) if "{day}" in message else words(message)


def to_write_of(words: Words, item: ToWrite) -> tuple[str, str]:
    """What is to be written down: a heading, and why or what."""
    role, title = item.role.name if item.role else "", item.page.title if item.page else ""
    if item.gap is Gap.THIN_PATH:
        return role, words.plural(
            "The onboarding path of the role has only {n} page of its own: what more must a successor know?",
            "The onboarding path of the role has only {n} pages of its own: what more must a successor know?",
            item.number,
        )
    if item.gap is Gap.MORE:
        more = words.plural("{n} more process", "{n} more processes", item.number)
        return more, words(N_("Nobody else owns them or has vouched for them: take the first in the list of pages."))
    if item.gap in _OF_ROLES:
        return role, words(_OF_ROLES[item.gap])
    if item.gap in _OF_STEPS:
        return title, words(_OF_STEPS[item.gap], role=role, n=item.number)
    if item.left:
        message = N_("Still to be written (line {line}): {what}")
        return title, words(message, line=item.left.line, what=item.left.what or "…")
    return title, words(_only_they(item))


def _only_they(item: ToWrite) -> str:
    if item.owns and item.vouched:
        return N_("Nobody else owns it or has vouched for it.")
    return N_("Nobody else owns it.") if item.owns else N_("Nobody else who is here has vouched for it.")


def meeting_title(words: Words, package: Package, meeting: Meeting) -> str:
    """Whom to meet, and in which capacity."""
    who = names_of(words, package, meeting.people)
    if meeting.whom is With.MANAGER:
        return words(N_("Begin: with the manager, {who}"), who=who)
    if meeting.whom is With.CLOSING:
        return words(N_("End: with the manager, {who}"), who=who)
    if meeting.whom is With.STEWARDS:
        return words(N_("The knowledge base: with {who}"), who=who)
    if meeting.walks > 1:
        message = N_("Walk-through {number} of {walks}: with {who}")
        return words(message, number=meeting.number, walks=meeting.walks, who=who)
    return words(N_("Walk-through: with {who}"), who=who)


def meeting_lines(words: Words, package: Package, meeting: Meeting) -> Iterator[str]:
    """What the meeting is about."""
    if meeting.whom is With.MANAGER and not package.undecided:
        yield words(N_("Go through this list. Is anything missing from it? Half an hour."))
    elif meeting.whom is With.MANAGER:
        yield words(N_("Decide who takes over what, and set aside time for the walk-throughs. 1 hour."))
    elif meeting.whom is With.CLOSING:
        yield words(N_("Go through the boxes without a tick: who does what is left? Half an hour."))
    elif meeting.whom is With.STEWARDS:
        yield words(N_("The directory, the plan for the handover, and what has no page yet. Half an hour."))
    else:
        if meeting.roles:
            yield words(N_("Roles: {roles}."), roles=", ".join(role.held.name for role in meeting.roles))
        if meeting.pages:
            yield words(N_("Read together: {pages}."), pages="; ".join(page.title for page in meeting.pages))
            yield words(N_("The successor reviews each page as you go, and writes what you did. An hour and a half."))
            if meeting.left:
                yield words.plural(
                    "{n} page is left then, for the successor to read alone.",
                    "{n} pages are left then, for the successor to read alone.",
                    meeting.left,
                )
        else:
            yield words(N_("What does whoever has the role do that no page says? Half an hour."))


def day_of(words: Words, day: date) -> str:
    """A day with the name that it has in the week."""
    return weekday(words, day)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else "–"
