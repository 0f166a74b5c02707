"""The settings of a knowledge base, as ``stafett.yml`` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stafett.dates import Interval
from stafett.fields import Notation
from stafett.kinds import Kind
from stafett.model import Severity

RULES_ON_PAGES = (
    ("processes/**/*.md", "process"),
    ("docs/roles/**/*.md", "role"),
    ("docs/decisions/[0-9]*.md", "decision"),
    ("docs/**/*.md", "article"),
)


@dataclass(frozen=True, slots=True)
class Onboarding:
    """What onboarding paths reckon with.

    ``words_per_minute`` is how fast people read (see ``stafett.substance.reading_minutes``), ``hours_per_day`` how
    much of a working day a newcomer can spend on reading at the very most.
    """

    words_per_minute: int = 200
    hours_per_day: float = 6


@dataclass(frozen=True, slots=True)
class Feedback:
    """Where readers say that something is not right: ``to`` is ``github``, ``gitlab``, ``azure`` or ``mailto``.

    ``url`` is the address of the repository (for Azure DevOps, of the project), ``address`` that of a mailbox, and
    ``work_item`` the kind of work item that Azure DevOps is to make.
    """

    to: str
    url: str = ""
    address: str = ""
    work_item: str = "Task"


@dataclass(frozen=True, slots=True)
class Form:
    """Where the form in the browser saves: ``to`` is ``github``, ``gitlab``, ``gitea``, ``local`` or ``none``.

    ``url`` is the address of the repository, ``branch`` the one that the site is built from, ``app_id`` the number of
    the application that was registered with the forge, and ``login`` the server that logs in for GitHub.
    """

    to: str
    url: str = ""
    branch: str = "main"
    app_id: str = ""
    login: str = ""


@dataclass(frozen=True, slots=True)
class Import:
    """How people are imported from another system.

    ``columns`` has our field (or ``-`` for none) of that system's headings, ``units`` and ``roles`` our ids of its
    names. ``prefix`` stands before each id here, ``dates`` are its notations of dates, ``carry`` the personal fields
    that are copied: none, unless somebody says so. ``to`` is the file for newcomers.
    """

    format: str = ""
    to: str = ""
    prefix: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    carry: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reminders:
    """Who is told when nobody acts, and after how long, counted from the day on which a page came to need something.

    ``stewards`` is the role that looks after the knowledge base as a whole, empty where there is none;
    ``longest_snooze`` how long a review may be put off after its due date.
    """

    deputy_after: Interval = Interval(14, "day")  # noqa: RUF009 (frozen)
    unit_head_after: Interval = Interval(30, "day")  # noqa: RUF009 (frozen)
    stewards_after: Interval = Interval(60, "day")  # noqa: RUF009 (frozen)
    stewards: str = ""
    longest_snooze: Interval = Interval(30, "day")  # noqa: RUF009 (frozen)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a forecast assumes: ``turnover`` a year (None: as the directory tells), how long a ``vacancy`` lasts.

    ``together`` is how much luck people of a unit share, ``hours_a_month`` what a person has for reviews, and
    ``hours_a_review`` what one takes (see ``stafett.forecast``).
    """

    turnover: float | None = None
    months: int = 12
    vacancy: Interval = Interval(90, "day")  # noqa: RUF009 (frozen)
    together: float = 0.0
    hours_a_month: float = 4.0
    hours_a_review: float = 1.0


@dataclass(frozen=True, slots=True)
class Settings:
    """How one knowledge base is read and checked.

    ``pages`` says what is a page and of which kind, by glob, first match wins; ``fields`` maps our field names to
    the knowledge base's own; ``defaults`` gives the review interval of each kind. ``site_url`` is where the site is,
    with a slash at its end, and empty where nobody has said. Where ``decisions_as_found``, a
    decision without owner is a record that is kept, and is asked for no front matter.
    ``baseline`` is the file of the findings that do not fail a check, ``reports`` that of the issues which a forge has
    exported; empty where there is none.
    ``continuity_page`` tells whether the site has the page on who comes and goes, by unit.
    """

    language: str = "sv"
    pages: tuple[tuple[str, str], ...] = RULES_ON_PAGES
    exclude: tuple[str, ...] = ("docs/index.md",)
    fields: Mapping[str, str] = field(default_factory=dict)
    known_fields: tuple[str, ...] = ()
    notation: Notation = field(default_factory=Notation)
    free_owners: bool = False
    review_in: Mapping[str, Interval] = field(default_factory=dict)
    due_soon: Interval = Interval(30, "day")  # noqa: RUF009 (frozen)
    people: str = "people/"
    templates: str = "templates/"
    publish_names: bool = False
    ignore: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    onboarding: Onboarding = field(default_factory=Onboarding)
    feedback: Feedback | None = None
    form: Form | None = None
    people_import: Import = field(default_factory=Import)
    reminders: Reminders = field(default_factory=Reminders)
    forecast: Forecast = field(default_factory=Forecast)
    site_url: str = ""
    decisions_as_found: bool = False
    baseline: str = ""
    reports: str = ""
    continuity_page: bool = True
