"""What a rule is: its card, the two forms of check, and how it makes a finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from stafett.changes import Changes
from stafett.guesses import nearest
from stafett.knowledge_base import ANY_PAGE, PERSON, UNIT, KnowledgeBase
from stafett.messages import Words
from stafett.model import Complaint, Finding, Page, Severity, Where
from stafett.questions.chains import Chains, chains
from stafett.questions.cover import Cover
from stafett.questions.link_targets import Site
from stafett.reading.front_matter import HEAD_LINE, split
from stafett.reading.page import read_page
from stafett.reading.yaml_text import Place, nearest_place, place_of_line, places

MANY = 200


# From so many findings on, one look at the whole front matter is cheaper than a look for each.
MANY_ON_A_PAGE = 20

LONGEST_ABOUT = 100  # characters of each value that a finding's ``about`` keeps
# The names of values that differ from day to day, or that are a guess or an example.
_PASSING = frozenset(
    ("takes", "has", "guess", "example", "known", "choices", "now", "also", "problem", "suggestion", "guesses")
)


@dataclass(frozen=True, slots=True)
class Meta:
    """A rule's card. ``code`` is fixed for ever; ``severity`` is what it has where settings say nothing else."""

    code: str
    name: str
    severity: Severity
    since: str


@dataclass(frozen=True)
class Context:
    """What every rule may ask: the knowledge base, the as-of date, and the words of the reader's language.

    ``changes`` is what changed since the revision that was asked about, where one was; ``made`` are the places of the
    pages that the site makes by itself.
    """

    base: KnowledgeBase
    as_of: date
    words: Words
    changes: Changes | None = None
    made: frozenset[str] = frozenset()

    @cached_property
    def link_targets(self) -> Site:
        """What a page can link to; the headings of pages that could not be read are not judged."""
        read, unread = {}, set()
        for page in self.base.pages:
            if page.has_complaint("FMT001"):
                unread.add(page.uri)
            else:
                read[page.uri] = page.outline
        return Site(read, self.base.assets | unread)

    @cached_property
    def chains(self) -> Chains:
        """Which decision replaced which."""
        return chains(self.base)

    @cached_property
    def cover(self) -> Cover:
        """Who answers on the days ahead."""
        return Cover(self.base, self.as_of)

    def severity(self, meta: Meta) -> Severity:
        """The rule's severity here: by code, name or family, else its own."""
        severities = self.base.settings.severity
        named = (severities[key] for key in (meta.code, meta.name, meta.code[:3]) if key in severities)
        return next(named, meta.severity)

    def at_line(
        self, meta: Meta, page: Page, line: int, message: str, fix: str, column: int = 1, **values: object
    ) -> Finding:
        """A finding at a line (1-based) of the page's file; ``message`` and ``fix`` are message ids."""
        return Finding(
            page.path,
            line,
            column,
            meta.code,
            self.words(message, **values),
            self.words(fix, **values),
            meta.name,
            self.severity(meta),
            page.id,
            about(values),
        )

    def at(self, meta: Meta, page: Page, where: Where | str, message: str, fix: str, **values: object) -> Finding:
        """A finding at a field of the page's front matter, or at the nearest place to it that exists.

        Where a decision's text gives the field, at the line that does.
        """
        where = (where,) if isinstance(where, str) else where
        in_text = page.said.lines.get(str(where[0])) if where else None
        if in_text:
            return self.at_line(meta, page, in_text, message, fix, 1, **values)
        line, column = self.locate(page, (self.field(str(where[0])), *where[1:]) if where else ())
        return self.at_line(meta, page, line, message, fix, column, **values)

    def at_record(
        self, meta: Meta, record: tuple[str, str], where: Where, message: str, fix: str, **values: object
    ) -> Finding:
        """A finding at a field of a record of the directory (``("people", id)``), or the nearest place that exists."""
        path, index = self.base.directory.places[record]
        place = nearest_place(self._places_in(self.base.directory.texts[path]), (record[0], index, *where))
        line, column = (place.line, place.column) if place else (1, 1)
        told, mend = self.words(message, **values), self.words(fix, **values)
        return Finding(path, line, column, meta.code, told, mend, meta.name, self.severity(meta), about=about(values))

    def locate(self, page: Page, where: Where) -> tuple[int, int]:
        """Line and column (1-based) of a place in the page's front matter, by the names that the page has for fields.

        The page's first line where it has no such place.
        """
        if page.head is None or not where:
            return 1, 1
        few = len(where) == 1 and len(page.complaints) < MANY_ON_A_PAGE
        place = place_of_line(page.head, str(where[0])) if few else None
        place = place or nearest_place(self._places_in(page.head), where)
        return (place.line + HEAD_LINE - 1, place.column) if place else (1, 1)

    @cached_property
    def _places(self) -> dict[str, Mapping[Where, Place]]:
        return {}

    def _places_in(self, head: str) -> Mapping[Where, Place]:
        """The places of the front matter that was asked about last: one page may have thousands of findings."""
        if head not in self._places:
            self._places.clear()
            self._places[head] = places(head)
        return self._places[head]

    def nearest(self, word: str, to: tuple[str, ...], also: tuple[str, ...] = ()) -> str | None:
        """The reference that ``word`` was most likely meant to be, among those of the kinds ``to`` and ``also``.

        Where there are very many, only those whose last part begins as ``word``'s does: comparing takes its time.
        """
        key = (word, to)
        if key not in self._guesses:
            known = tuple(name for name in (*self._references(to), *also) if ("/" in name) == ("/" in word))
            if len(known) > MANY:
                first = _first_letter(word)
                known = tuple(name for name in known if _first_letter(name) == first)
            # Folders are alike by nature, so that only the last part says what was meant.
            by_last = {name.rpartition("/")[2]: name for name in known}
            last = nearest(word.rpartition("/")[2], by_last)
            self._guesses[key] = by_last[last] if last else None
        return self._guesses[key]

    @cached_property
    def _guesses(self) -> dict[tuple[str, tuple[str, ...]], str | None]:
        return {}

    def _references(self, to: tuple[str, ...]) -> tuple[str, ...]:
        """Everything that may be written where a reference to the kinds ``to`` is wanted."""
        if to not in self._known:
            pages = [page for page in self.base.pages if page.kind in to or ANY_PAGE in to]
            people = self.base.directory.people if PERSON in to else ()
            units = self.base.directory.units if UNIT in to else ()
            self._known[to] = (*(page.id for page in pages), *(page.name for page in pages), *people, *units)
        return self._known[to]

    @cached_property
    def _known(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    def before(self, page: Page) -> tuple[Page, str, str] | None:
        """The page as it was before the change that is asked about, its body then, and its body now.

        None where it is new or untouched, or no change is asked about.
        """
        change = self.changes.by_path.get(page.path) if self.changes else None
        if self.changes is None or change is None or change.earlier is None or page.head is None:
            return None
        before, now = self.changes.before.get(change.earlier), self.changes.after.get(page.path)
        if before is None or now is None:
            return None
        settings = self.base.settings
        earlier = read_page(change.earlier, settings.kinds[page.kind], before, settings)
        return earlier, split(before).body, split(now).body

    def field(self, name: str) -> str:
        """The name that this knowledge base's pages have for our field ``name``."""
        return self.base.settings.fields.get(name, name)


def _first_letter(reference: str) -> str:
    return reference.rpartition("/")[2][:1].lower()


def about(values: Mapping[str, object]) -> str:
    """What a finding is about, by the values that its sentence quotes; the same whenever it is said.

    Numbers and days are left out, since they go on while the trouble stays, and so is what only helps to mend it.
    """
    said = (value for name, value in values.items() if name not in _PASSING and isinstance(value, str))
    return " ".join(value[:LONGEST_ABOUT] for value in said if any(sign.isalpha() for sign in value))


class PageRule(Protocol):
    """A module that looks at one page at a time."""

    META: Meta

    def check(self, page: Page, ctx: Context, /) -> Iterator[Finding]:
        """What the rule has to say about ``page``."""


class BaseRule(Protocol):
    """A module that looks at the knowledge base as a whole."""

    META: Meta

    def check(self, ctx: Context, /) -> Iterator[Finding]:
        """What the rule has to say about the knowledge base."""


def tell_complaints(meta: Meta, page: Page, ctx: Context) -> Iterator[Finding]:
    """A finding for each complaint of the page that reading filed under the rule's code."""
    for complaint in page.complaints:
        if complaint.code == meta.code:
            yield finding_of(meta, page.path, page, complaint, ctx)


def finding_of(meta: Meta, path: str, page: Page | None, complaint: Complaint, ctx: Context) -> Finding:
    """The finding that a complaint becomes."""
    line, column = complaint.line, complaint.column
    if page is not None and not line:
        line, column = ctx.locate(page, complaint.where)
    return Finding(
        path,
        max(line, 1),
        column,
        meta.code,
        ctx.words(complaint.message, **complaint.values),
        ctx.words(complaint.fix, **complaint.values),
        meta.name,
        ctx.severity(meta),
        page.id if page else None,
        about(complaint.values),
    )
