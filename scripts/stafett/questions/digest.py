"""What each person is to be told in a week: one message a mailbox, or a person without one, and nothing to nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from stafett.knowledge_base import KnowledgeBase
from stafett.mail import is_mailbox
from stafett.model import Person
from stafett.questions.ownership import Answer
from stafett.questions.reminders import Recipient, Reminders, Task, Told, by_recipient
from stafett.questions.whom_to_ask import contact_of


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be said to the ``people`` who share the mailbox ``address``, the oldest first.

    ``address`` is empty where nobody knows one. ``people`` are none where only the role or text of ``answer`` is known.
    """

    address: str
    language: str
    people: tuple[Person, ...]
    answer: Answer
    told: tuple[Told, ...]

    def key(self, week: str) -> str:
        """What the message of a week is known by: the same however often it is made, and without anybody's name."""
        who = self.address.casefold() or ",".join(person.id for person in self.people) or "/".join(self.answer.key)
        text = f"{week}\n{self.language}\n{who}"
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def week_of(day: date) -> str:
    """The week of a day by ISO 8601, as 2026-W48."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def messages(base: KnowledgeBase, found: Reminders) -> tuple[Message, ...]:
    """The messages of the day, in the order of their receivers; none to who has nothing to do and nothing new.

    A person without a mail address is written to at the functional address of the role that they are told for.
    """
    groups: dict[tuple[str, str], list[Recipient]] = {}
    for recipient in by_recipient(found):
        # Without an address nobody shares one.
        mailbox = _address(recipient).casefold() or f"\0{len(groups)}"
        groups.setdefault((mailbox, _language(base, recipient)), []).append(recipient)
    made = (_message(language, group) for (_, language), group in groups.items())
    return tuple(message for message in made if any(told.task.news(found.as_of) for told in message.told))


def unreached(found: Reminders, delivered: Iterable[Message]) -> tuple[Task, ...]:
    """What is to be done now, and stands in none of the messages ``delivered``."""
    reached = {told.task.page.path for message in delivered for told in message.told}
    return tuple(task for task in found.tasks if task.pressing and task.page.path not in reached)


def _address(recipient: Recipient) -> str:
    person, text = recipient.person, recipient.answer.reference or ""
    if person and person.email and is_mailbox(person.email):
        return person.email
    contact = contact_of(recipient.answer.role)
    return contact or (text if not recipient.answer.role and person is None and is_mailbox(text) else "")


def _language(base: KnowledgeBase, recipient: Recipient) -> str:
    own = recipient.person.language if recipient.person else None
    return own or base.settings.language


def _message(language: str, group: list[Recipient]) -> Message:
    nearest: dict[str, Told] = {}
    for told in sorted((told for one in group for told in one.told), key=lambda told: told.capacity):
        nearest.setdefault(told.task.page.path, told)
    in_order = sorted(nearest.values(), key=_oldest_first)
    people = tuple(one.person for one in group if one.person)
    return Message(_address(group[0]), language, people, group[0].answer, tuple(in_order))


def _oldest_first(told: Told) -> tuple[date, str]:
    return told.task.needed.since or date.max, told.task.page.path
