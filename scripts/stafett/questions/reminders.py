"""Who is to be told of which page on a day, in what capacity, and why.

It climbs while nobody acts: the owner is told at once, the deputy, the head of the owner's unit and the stewards after
the times of the settings (``reminders``), counted from the day on which the page came to need something. Whoever was
told goes on being told. A level that has nobody is passed by, and nobody is told twice of one page. A page whose owner
is nobody goes to its deputy and the stewards at once. A review that is only near is the owner's alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from stafett.dates import Interval, add
from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page, Person
from stafett.questions.needs import Need, Needed, needs
from stafett.questions.ownership import Answer, Standing, answer
from stafett.questions.unit_heads import head_above
from stafett.settings import Reminders as Rule

A_WEEK = timedelta(days=7)


class Level(IntEnum):
    """How far it has climbed, and in what capacity somebody is told."""

    OWNER = 1
    DEPUTY = 2
    UNIT_HEAD = 3
    STEWARDS = 4


@dataclass(frozen=True, slots=True)
class Party:
    """Those who are told in one capacity: the role or person that ``answer`` names, and the ``people`` it means.

    ``people`` is empty where nobody knows who they are: without a directory, or where free text stands for an owner.
    """

    level: Level
    answer: Answer
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """What a page needs, how far it has climbed, and those who are told of it, the owner first; none is nobody."""

    needed: Needed
    level: Level
    parties: tuple[Party, ...]

    @property
    def page(self) -> Page:
        """The page that needs something."""
        return self.needed.page

    @property
    def pressing(self) -> bool:
        """Whether it is to be done now, and is not only near."""
        return self.needed.need is not Need.SOON

    def news(self, as_of: date) -> bool:
        """Whether it is worth a message of its own: it is to be done now, or came to be near in the last week."""
        since = self.needed.since
        return self.pressing or (since is not None and as_of - A_WEEK < since)


@dataclass(frozen=True, slots=True)
class Told:
    """A task that somebody is told of, in the capacity that concerns them most."""

    task: Task
    capacity: Level


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is told, of what, the oldest first. ``person`` is None where only the role, or the free text, is known."""

    answer: Answer
    person: Person | None
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Owned:
    """The tasks of one owner, the oldest first; where ``ownerless``, of all pages without one, for the stewards.

    ``key`` is the same as long as the owner is. ``answer`` is the owner, or the stewards, and ``people`` those who are
    it today.
    """

    key: str
    answer: Answer
    people: tuple[Person, ...]
    tasks: tuple[Task, ...]
    ownerless: bool = False


@dataclass(frozen=True, slots=True)
class Reminders:
    """What is to be told on ``as_of``: ``tasks``, and those ``delayed``, each the oldest first.

    ``stewards`` is whom the settings name as such.
    """

    as_of: date
    tasks: tuple[Task, ...]
    delayed: tuple[Needed, ...]
    stewards: Answer


_NOTHING: Mapping[str, date] = {}


def reminders(base: KnowledgeBase, as_of: date, known_since: Mapping[str, date] = _NOTHING) -> Reminders:
    """What is to be told on ``as_of``; ``known_since`` says of pages since when they are known to exist (``needs``)."""
    found = sorted(needs(base, as_of, known_since), key=_oldest_first)
    stewards = answer(base, base.settings.reminders.stewards or None, as_of)
    return Reminders(
        as_of,
        tuple(_task(base, needed, stewards, as_of) for needed in found if not needed.waits(as_of)),
        tuple(needed for needed in found if needed.waits(as_of)),
        stewards,
    )


def _oldest_first(needed: Needed) -> tuple[date, str]:
    return needed.since or date.max, needed.page.path


def level_on(needed: Needed, as_of: date, rule: Rule) -> Level:
    """How far it has climbed on ``as_of``; where nobody can tell since when, no further than to the owner."""
    if needed.need is Need.OWNER:
        return Level.STEWARDS
    start = needed.climbs_from
    if start is None or needed.need is Need.SOON:
        return Level.OWNER
    later = (
        (Level.STEWARDS, rule.stewards_after),
        (Level.UNIT_HEAD, rule.unit_head_after),
        (Level.DEPUTY, rule.deputy_after),
    )
    return next((level for level, after in later if _passed(start, after, as_of)), Level.OWNER)


def _passed(start: date, after: Interval, as_of: date) -> bool:
    day = add(start, after)
    return day is not None and day <= as_of


def _task(base: KnowledgeBase, needed: Needed, stewards: Answer, as_of: date) -> Task:
    level = level_on(needed, as_of, base.settings.reminders)
    return Task(needed, level, tuple(_told_once(_parties(base, needed, level, stewards, as_of))))


def _parties(base: KnowledgeBase, needed: Needed, level: Level, stewards: Answer, as_of: date) -> Iterator[Party]:
    ownerless = needed.need is Need.OWNER
    if not ownerless:
        yield _party(base, Level.OWNER, needed.owner, as_of)
    if level >= Level.DEPUTY:
        yield from _reachable(base, Level.DEPUTY, answer(base, needed.page.deputy, as_of), as_of)
    led_by_somebody = stewards.reachable
    if (level >= Level.UNIT_HEAD and not ownerless) or (ownerless and not led_by_somebody):
        head = head_above(base, needed.page.owner, as_of)
        if head:
            yield Party(Level.UNIT_HEAD, Answer(Standing.HELD, head.id, person=head), (head,))
    if level >= Level.STEWARDS:
        yield from _reachable(base, Level.STEWARDS, stewards, as_of)


def _reachable(base: KnowledgeBase, level: Level, found: Answer, as_of: date) -> Iterator[Party]:
    if found.reachable:
        yield _party(base, level, found, as_of)


def _party(base: KnowledgeBase, level: Level, found: Answer, as_of: date) -> Party:
    known = found.reference and (found.role or found.person)
    return Party(level, found, base.holders(found.reference or "", as_of) if known else ())


def _told_once(parties: Iterable[Party]) -> Iterator[Party]:
    """The parties without those whom an earlier one has; one that is left with nobody is passed by."""
    seen: set[str] = set()
    answers: set[tuple[str, str]] = set()
    for party in parties:
        people = tuple(person for person in party.people if person.id not in seen)
        if (people or not party.people) and party.answer.key not in answers:
            yield Party(party.level, party.answer, people)
        seen.update(person.id for person in party.people)
        answers.add(party.answer.key)


def by_recipient(found: Reminders) -> tuple[Recipient, ...]:
    """Each who is told of anything: people in the order of ids, then roles and texts that nobody knows a person of."""
    told: dict[tuple[int, str], tuple[Answer, Person | None, list[Told]]] = {}
    for task in found.tasks:
        for party in task.parties:
            for person in party.people or (None,):
                key = (0, person.id) if person else (1, "/".join(party.answer.key))
                told.setdefault(key, (party.answer, person, []))[2].append(Told(task, party.level))
    return tuple(Recipient(who, person, tuple(tasks)) for _, (who, person, tasks) in sorted(told.items(), key=_first))


def _first(item: tuple[tuple[int, str], object]) -> tuple[int, str]:
    return item[0]


def by_owner(base: KnowledgeBase, found: Reminders) -> tuple[Owned, ...]:
    """Each owner that has something to do now, with all its tasks; last, for the stewards, the pages without one."""
    owners: dict[str, tuple[Answer, list[Task]]] = {}
    ownerless = [task for task in found.tasks if task.needed.need is Need.OWNER]
    for task in found.tasks:
        if task.needed.need is not Need.OWNER:
            who = task.needed.owner
            owners.setdefault("/".join(who.key), (who, []))[1].append(task)
    groups = [
        Owned(key, who, _party(base, Level.OWNER, who, found.as_of).people, tuple(tasks))
        for key, (who, tasks) in sorted(owners.items(), key=lambda item: item[0])
        if any(task.pressing for task in tasks)
    ]
    if ownerless:
        people = _party(base, Level.STEWARDS, found.stewards, found.as_of).people
        groups.append(Owned("ownerless", found.stewards, people, tuple(ownerless), ownerless=True))
    return tuple(groups)
