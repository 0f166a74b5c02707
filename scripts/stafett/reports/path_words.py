"""The sentences of an onboarding path, which the site and the check lists share."""

from __future__ import annotations

from datetime import date

from stafett.messages import N_, Words
from stafett.model import Status
from stafett.questions.check_list import CheckList, Due
from stafett.questions.condition import UNKNOWN, VACANT
from stafett.questions.onboarding import STAGES, Step
from stafett.questions.whom_to_ask import Ask, Who

STAGE_TITLES = {
    "day_1": N_("The first day"),
    "week_1": N_("The first week"),
    "month_1": N_("The first month"),
    "month_3": N_("Within three months"),
}
# What is known of a page that is not to be trusted alone; {due} is when it should have been reviewed.
DOUBTS = {
    VACANT: N_("Nobody answers for this page today."),
    UNKNOWN: N_("It cannot be told whether this page is current."),
    str(Status.OVERDUE): N_("This page should have been reviewed by {due}."),
    str(Status.UNVOUCHED): N_("This page has a new owner, who has yet to confirm it."),
    str(Status.NEVER_REVIEWED): N_("Nobody has vouched for this page yet."),
}
# Whom to ask instead; {who} is a role.
ASKS = {
    Who.OWNER: N_("Ask {who} before you rely on it."),
    Who.DEPUTY: N_("Ask {who}, who stands in, before you rely on it."),
    Who.CONTACT: N_("Write to {who} before you rely on it."),
    Who.UNIT_HEAD: N_("Ask {who}, who leads {unit}, before you rely on it."),
    Who.MANAGER: N_("Ask your manager before you rely on it."),
}
RETIRED = N_("This page no longer holds.")
READ_INSTEAD = N_("Read {pages} instead.")
MINUTES_AN_HOUR = 60


def duration(words: Words, minutes: int) -> str:
    """A length of time as people say it."""
    hours, rest = divmod(minutes, MINUTES_AN_HOUR)
    if not hours:
        return words(N_("{n} min"), n=rest)
    return words(N_("{hours} h {n} min"), hours=hours, n=rest) if rest else words(N_("{hours} h"), hours=hours)


def steps_in_words(words: Words, number: int) -> str:
    """How many steps there are."""
    return words.plural("{n} step", "{n} steps", number)


def named(ask: Ask) -> str:
    """Whom to ask, in plain text: the role with its functional address, or only that."""
    name = ask.role.title if ask.role else ask.text
    if ask.who is Who.CONTACT:
        return ask.contact
    return f"{name} ({ask.contact})" if ask.contact else name


_WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip


def weekday(words: Words, day: date) -> str:
    """A day with the name that it has in the week."""
    return f"{words(_WEEKDAYS[day.weekday()])} {day.isoformat()}"


def due_of(words: Words, due: Due) -> str:
    """By when a stage is to be read: the first day is that day itself."""
    day = weekday(words, due.day)
    return day if due.stage.name == STAGES[0] else words(N_("by {day}"), day=day)


def title_of(words: Words, checked: CheckList) -> str:
    """What a check list is called."""
    return words(N_("Onboarding: {role}"), role=checked.path.role.title)


def lead_of(words: Words, checked: CheckList) -> str:
    """When the newcomer begins, how much there is to read, and on which day that was known."""
    return words(
        N_("Begins on {start}. {steps}, about {time} of reading. As of {as_of}."),
        start=weekday(words, checked.start),
        steps=steps_in_words(words, len(checked.path.steps)),
        time=duration(words, checked.path.minutes),
        as_of=checked.as_of.isoformat(),
    )


def systems_of(words: Words, checked: CheckList) -> str:
    """The systems that the newcomer needs access to, in a sentence; empty where there is none."""
    systems = ", ".join(checked.path.systems)
    return words(N_("Access to order beforehand: {systems}."), systems=systems) if systems else ""


def needs_of(words: Words, step: Step) -> str:
    """The systems that a step needs; empty where it needs none."""
    return words(N_("Needs {systems}"), systems=", ".join(step.systems)) + "." if step.systems else ""


def doubt_of(words: Words, checked: CheckList, step: Step) -> str:
    """That a page is not to be relied on alone, and where to turn instead; empty where it can be."""
    if step.retired:
        pages = ", ".join(page.title for page in step.successors)
        return " ".join([words(RETIRED), *([words(READ_INSTEAD, pages=pages)] if pages else [])])
    if step.ask is None:
        return ""
    due = checked.base.due(step.page)
    known = words(DOUBTS[step.condition], due=due.isoformat() if due else "")
    return f"{known} {words(ASKS[step.ask.who], who=named(step.ask), unit=step.ask.unit)}"
