"""What the one who runs ``stafett digest`` is told besides the messages: who cannot be reached, and what waits."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from stafett.messages import N_, Words
from stafett.questions.digest import Message
from stafett.questions.needs import Need
from stafett.questions.reminders import Level, Reminders, Task
from stafett.reports.day_words import day_in_words
from stafett.reports.printable import printable
from stafett.reports.reminder_words import how_it_stands, owner_name

_MOST = 20


def who(words: Words, message: Message) -> str:
    """Whom a message is for, and of how many pages it tells; no address, for logs are read."""
    pressing = sum(told.task.pressing for told in message.told)
    near = len(message.told) - pressing
    counts = [words.plural("{n} page", "{n} pages", pressing)] if pressing else []
    counts += [words(N_("{n} soon"), n=near)] if near else []
    return f"{name_of(words, message)}: {', '.join(counts)}"


def name_of(words: Words, message: Message) -> str:
    """People by id, with the role by which they are told; or only the role or text, where nobody knows the people."""
    name, people = owner_name(words, message.answer), ", ".join(person.id for person in message.people)
    return f"{people} ({name})" if people and people != name else people or name


def render(
    words: Words, found: Reminders, every: Collection[Message], able: Collection[Message], lost: Collection[Task]
) -> str:
    """What cannot be told, to whom and of what; what somebody has put off; and whether there are stewards."""
    lines = [*_unwritable(words, every, able), *_lost(words, found, lost), *_delayed(words, found)]
    if any(task.level is Level.STEWARDS for task in found.tasks) and not found.stewards.reachable:
        lines.append(_no_stewards(words, found))
    return "".join(f"{printable(line)}\n" for line in lines)


def _unwritable(words: Words, every: Collection[Message], able: Collection[Message]) -> Iterator[str]:
    for message in every:
        if message not in able:
            said = N_("Cannot be written to: {who}. Give the person an `email`, or the role a `contact`.")
            yield words(said, who=who(words, message))


def _lost(words: Words, found: Reminders, lost: Collection[Task]) -> Iterator[str]:
    if lost:
        yield words.plural(
            "Nobody is told of {n} page that needs something:",
            "Nobody is told of {n} pages that need something:",
            len(lost),
        )
    for task in list(lost)[:_MOST]:
        yield f"    {task.page.path}: {how_it_stands(words, task.needed, found.as_of)}"
    if len(lost) > _MOST:
        yield f"    … ({len(lost) - _MOST})"


def _delayed(words: Words, found: Reminders) -> Iterator[str]:
    for needed in found.delayed:
        if needed.waits_until and needed.need is not Need.SOON:
            until = day_in_words(words, needed.waits_until, found.as_of)
            reason = needed.page.text("snooze_reason") or ""
            yield words(
                N_("Put off until {until}: {path} ({reason})"), until=until, path=needed.page.path, reason=reason
            )


def _no_stewards(words: Words, found: Reminders) -> str:
    name = found.stewards.reference
    if name:
        return words(N_("`reminders: stewards` names {name}, and nobody is that today."), name=name)
    return words(N_("Some of it should go to the stewards, and the settings name none (`reminders: stewards`)."))
