"""What a knowledge base is made of: pages, people, units and findings.

Everything here is frozen and knows no files, no clock and no MkDocs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from stafett.anchors import anchors_of

if TYPE_CHECKING:
    from datetime import date

# What YAML gives before a field's type has given it meaning: every scalar is text, an empty one is None.
Raw = str | list["Raw"] | dict[str, "Raw"] | None
# Where in the front matter: field name, then key or index, as deep as needed.
Where = tuple[str | int, ...]


class Severity(StrEnum):
    """How much a finding matters; ``error`` fails a check by default."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Status(StrEnum):
    """The review status of a page on a given day."""

    CURRENT = "current"
    DUE_SOON = "due-soon"
    OVERDUE = "overdue"
    NEVER_REVIEWED = "never-reviewed"
    UNVOUCHED = "unvouched"
    EXEMPT = "exempt"


class Link(NamedTuple):
    """A link or picture as written in a page's body; ``line`` and ``column`` count from 1 in the body.

    ``raw`` tells that it stands in raw HTML, which MkDocs leaves as it is: an address, not the path of a file.
    """

    target: str
    line: int
    column: int
    image: bool
    raw: bool = False


class Active(NamedTuple):
    """Something in a page's body that could run or reach out; ``line`` counts from 1 in the body."""

    line: int
    column: int
    what: str


class Left(NamedTuple):
    """A place that an author has marked as still to be written; ``line`` and ``column`` count from 1 in the file."""

    line: int
    column: int
    what: str


@dataclass(frozen=True)
class Outline:
    """What a page's body offers to others: its first heading, links, and the anchors one can link to.

    ``headings`` are the texts of headings without an anchor of their own, ``given`` the anchors that attribute lists
    and notes give, ``html_ids`` those in raw HTML. Anchors are made of them when they are asked for: most never are.
    """

    title: str | None = None
    links: tuple[Link, ...] = ()
    headings: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()
    html_ids: frozenset[str] = frozenset()

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Every anchor on the page."""
        return anchors_of(self.headings, self.given) | self.given | self.html_ids


NO_OUTLINE = Outline()


class Mention(NamedTuple):
    """Words in a decision's text, on ``line`` of its file, by which it replaces the one that ``reference`` means.

    Or (``by``) is replaced by it.
    """

    reference: str
    by: bool
    line: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a decision's text says that its front matter does not.

    ``lines`` has the line in the file of each field whose value comes from the text, ``linked`` those of its references
    that are links there; ``mentions`` are replacements that are told in words alone.
    """

    lines: Mapping[str, int] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    linked: frozenset[str] = frozenset()


NOTHING_SAID = Said()


class Answer(NamedTuple):
    """Where a step leads: to the step of number ``to`` (from 1), or where that is None, to an end called ``end``.

    ``words`` is the answer to the step's question; empty where it only goes on.
    """

    words: str
    to: int | None
    end: str = ""


class Step(NamedTuple):
    """A step of a process: what is done, the role that does it (as written), and where it leads.

    Without ``answers`` it leads to the next step, and the last one ends the process.
    """

    text: str
    by: str | None = None
    answers: tuple[Answer, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether the step is a question, with answers to choose from."""
        return any(answer.words for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why something in a file could not be read as it was meant; becomes a finding of rule ``code``.

    ``message`` and ``fix`` are message ids (see ``stafett.messages``) with named places for ``values``.
    ``line`` is given where the place is known by line (1-based in the file), else ``where`` names the field.
    """

    code: str
    message: str
    fix: str
    values: Mapping[str, str] = field(default_factory=dict)
    where: Where = ()
    line: int = 0
    column: int = 1


class Rewritten(NamedTuple):
    """What git knows of a page's words: they are known from ``since`` on, and came to say something else on ``last``.

    ``last`` is None where no change of them is known.
    """

    since: date
    last: date | None = None


@dataclass(frozen=True)
class Page:
    """One Markdown file with front matter.

    ``values`` holds each declared field that could be read, by field name; ``invalid`` the names of those that
    could not. ``head`` is the front matter's text, None where the page has none or it could not be read.
    ``body_line`` is the line (1-based) on which the body begins, ``words`` about how many words it has. ``left`` are
    the places in the file that are still to be written, ``said`` what a decision's text says of it.
    """

    path: str
    id: str
    kind: str
    title: str
    uri: str
    head: str | None
    values: Mapping[str, object]
    invalid: frozenset[str] = frozenset()
    complaints: tuple[Complaint, ...] = ()
    outline: Outline = NO_OUTLINE
    active: tuple[Active, ...] = ()
    body_line: int = 1
    words: int = 0
    left: tuple[Left, ...] = ()
    said: Said = NOTHING_SAID

    @property
    def name(self) -> str:
        """The last part of the id, by which other pages may refer to this one."""
        return self.id.rpartition("/")[2]

    def text(self, name: str) -> str | None:
        """The value of a field of text, or None where it is absent."""
        value = self.values.get(name)
        return value if isinstance(value, str) else None

    def texts(self, name: str) -> tuple[str, ...]:
        """The values of a field that is a list of texts; empty where it is absent."""
        value = self.values.get(name)
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, tuple) else ()

    @cached_property
    def flows(self) -> dict[str, tuple[Step, ...]]:
        """Each field of steps that has some, by name."""
        return {
            name: tuple(step for step in value if isinstance(step, Step))
            for name, value in self.values.items()
            if isinstance(value, tuple) and value and isinstance(value[0], Step)
        }

    def has_complaint(self, code: str) -> bool:
        """Whether reading the page filed something under the rule ``code``."""
        return any(complaint.code == code for complaint in self.complaints)

    @property
    def owner(self) -> str | None:
        """Who answers for the page, as written: the id of a role guide or person."""
        return self.text("owner")

    @property
    def deputy(self) -> str | None:
        """Who stands in for the owner, as written."""
        return self.text("deputy")


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person holds a role from ``start`` to ``end``, both days included; None leaves that side open."""

    role: str
    start: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the role is held on ``day``."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Spell(NamedTuple):
    """From ``start`` to ``end``, both days included; None leaves that side open."""

    start: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether ``day`` is one of its days."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here from ``first_day`` to ``last_day``, both included.

    ``account`` is what the forge calls them, as ``@anna``; ``language`` the one that they want to be told in. ``leave``
    are the times in which they are away and nobody can ask them, ``earlier`` those in which they worked here before,
    and ``earlier_units`` the units that they belonged to before ``unit``, each with the last day there.
    """

    id: str
    unit: str | None
    first_day: date | None
    last_day: date | None = None
    name: str | None = None
    email: str | None = None
    roles: tuple[Tenure, ...] = ()
    account: str | None = None
    language: str | None = None
    leave: tuple[Spell, ...] = ()
    earlier: tuple[Spell, ...] = ()
    earlier_units: tuple[tuple[str, date], ...] = ()

    @property
    def spells(self) -> tuple[Spell, ...]:
        """The times in which they work here, the first one first."""
        return (*sorted(self.earlier), Spell(self.first_day, self.last_day))

    def employed(self, day: date) -> bool:
        """Whether they belong to the staff on ``day``, be it on leave."""
        return any(spell.covers(day) for spell in self.spells)

    def away(self, day: date) -> bool:
        """Whether they are on leave on ``day``."""
        return any(spell.covers(day) for spell in self.leave)

    def present(self, day: date) -> bool:
        """Whether the person works here on ``day`` and can be asked."""
        return self.employed(day) and not self.away(day)

    def unit_on(self, day: date) -> str | None:
        """The unit that they belong to on ``day``."""
        return next((unit for unit, until in self.earlier_units if day <= until), self.unit)


class PathsDone(NamedTuple):
    """A unit reports: by ``until``, so many newcomers had ended their path, on average so many days after they came."""

    until: date
    newcomers: int
    days: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the organisation; ``parent`` is the unit above, ``head`` the person who leads it.

    ``paths_done`` is what the unit reports of its newcomers.
    ``until`` is the last day of a unit that has become part of another, and is kept for what it was.
    """

    id: str
    name: str
    parent: str | None = None
    head: str | None = None
    paths_done: tuple[PathsDone, ...] = ()
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Directory:
    """The people and units that ``people/*.yml`` describe; ``present`` says whether there is a directory at all.

    ``texts`` are the files by path. ``places`` tells of ``("people", id)`` and ``("units", id)`` in which file the
    record stands, and as which of that list (from 0).
    """

    people: Mapping[str, Person] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    present: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[tuple[str, str], tuple[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What a rule has to say about a place in a file; sorts by path, line, column and code.

    ``path`` is POSIX and relative to the knowledge base; ``line`` and ``column`` count from 1. ``about`` names what it
    is about, as a field or the target of a link, in words that neither time nor another language changes.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    fix: str
    name: str
    severity: Severity
    page: str | None = field(default=None, compare=False)
    about: str = field(default="", compare=False)
