"""What every view may ask: the knowledge base, the day, the reader's words, and where a page is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import Words
from stafett.model import Page, Person
from stafett.questions.chains import Chains, chains
from stafett.questions.continuity import Continuity, continuity
from stafett.questions.cover import Cover
from stafett.questions.coverage import Coverage, coverage
from stafett.questions.find_person import by_any_name, spelling
from stafett.questions.onboarding import RolePath, paths
from stafett.questions.ownership import Answer, Standing, answer
from stafett.questions.page_list import Row, row
from stafett.questions.role_in_processes import InProcess, role_in_processes
from stafett.questions.translations import translations
from stafett.questions.variant_difference import Difference
from stafett.questions.variants import Variant, by_original
from stafett.site.glossary import Term

Link = Callable[[Page], str]
ListLink = Callable[[str], str]


def nowhere(_: str) -> str:
    """The address of no list page at all."""
    return ""


class Site(NamedTuple):
    """What a site is: where it lies on the web, the revision it is built from, and the address of each page, by path.

    Either text is empty where it is not known. ``urls`` are relative to the site's root, known once pages are mounted.
    """

    address: str = ""
    revision: str = ""
    urls: Mapping[str, str] = {}


@dataclass(frozen=True)
class View:
    """A knowledge base as seen from one place in the site on one day.

    ``link`` gives the address of a page from that place. ``area_titles`` names the folders that sort pages,
    ``summaries`` says in a sentence what a page is about, by path, and ``terms`` what the words of the page
    ``glossary`` mean, by word in lower case. ``list_link`` gives the address of a list page by its key, or nothing.
    ``digests`` are the substance digests of the pages in onboarding paths, by path, and ``changed`` tells by path when
    pages last came to say something else, as far as is known. ``bodies`` are the Markdown of local variants and of the
    processes that they depart from, by path; ``differences`` keeps what differs, ``answers`` who answers and
    ``conditions`` how each page stands, once that is known.
    """

    base: KnowledgeBase
    as_of: date
    words: Words
    link: Link
    area_titles: Mapping[str, str] = field(default_factory=dict)
    summaries: Mapping[str, str] = field(default_factory=dict)
    glossary: Page | None = None
    terms: Mapping[str, Term] = field(default_factory=dict)
    answers: dict[str | None, Answer] = field(default_factory=dict)
    conditions: dict[str, str] = field(default_factory=dict)
    site: Site = field(default_factory=Site)
    digests: dict[str, str] = field(default_factory=dict)
    list_link: ListLink = nowhere
    changed: Mapping[str, date] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    differences: dict[str, Difference] = field(default_factory=dict)

    @cached_property
    def chains(self) -> Chains:
        """Which decision replaced which."""
        return chains(self.base)

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """What there is to say of each page, by path."""
        return {page.path: row(self.base, page, self.as_of) for page in self.base.pages}

    @cached_property
    def paths(self) -> Mapping[str, RolePath]:
        """The onboarding paths, by the path of the role guide's file."""
        return paths(self.base, self.as_of, self.summaries)

    @cached_property
    def parts(self) -> Mapping[str, tuple[InProcess, ...]]:
        """What each role is to the processes, by the path of its guide."""
        return role_in_processes(self.base)

    @cached_property
    def coverage(self) -> Coverage:
        """Which processes each role needs, and how well each is covered."""
        return coverage(self.base, self.as_of)

    @cached_property
    def continuity(self) -> Continuity:
        """Who comes, what is vacant and what is at risk, by unit."""
        return continuity(self.base, self.as_of)

    @cached_property
    def by_title(self) -> Mapping[str, Page]:
        """Roles and processes by title, in lower case; without titles that several have."""
        pages = [page for kind in ("role", "process") for page in self.base.of_kind(kind)]
        often = Counter(page.title.casefold() for page in pages)
        return {page.title.casefold(): page for page in pages if often[page.title.casefold()] == 1}

    def answer(self, reference: str | None) -> Answer:
        """Who answers under ``reference`` on the day, found once.

        Free text that names somebody of the directory counts as that person.
        """
        if reference not in self.answers:
            found = answer(self.base, reference, self.as_of)
            people = self.called(reference) if reference and found.standing is Standing.FREE else ()
            if people:
                one = people[0] if len(people) == 1 else None
                found = replace(found, standing=Standing.HELD if one else Standing.UNKNOWN, person=one)
            self.answers[reference] = found
        return self.answers[reference]

    def called(self, reference: str) -> tuple[Person, ...]:
        """Who of the directory ``reference`` names, however it is spelt: nothing that does so may be published.

        An address or account that several have is nobody's own.
        """
        name = spelling(reference)
        people = self.by_any_name.get(name, ())
        own = len(people) == 1 or any(name in {spelling(one.id), spelling(one.name or "")} for one in people)
        return people if own else ()

    @cached_property
    def by_any_name(self) -> Mapping[str, tuple[Person, ...]]:
        """Who of the directory is called so, by each spelling that names somebody."""
        return by_any_name(self.base.directory)

    @cached_property
    def cover(self) -> Cover:
        """Who answers in the time ahead."""
        return Cover(self.base, self.as_of)

    def back(self, page: Page) -> date | None:
        """The day on which the page's owner is back from leave that the rules pass over; None where it is no such."""
        if not page.owner or self.answer(page.owner).standing is not Standing.VACANT:
            return None
        gap = self.cover.vacancy(page.owner)
        return gap.begins if gap and self.cover.passes(page, gap) else None

    def summary(self, page: Page) -> str:
        """What the page is about, in a sentence; empty where nobody has said."""
        return page.text("description") or self.summaries.get(page.path, "")

    @cached_property
    def translations(self) -> Mapping[str, tuple[Page, ...]]:
        """The translations of each page that has any, by its path."""
        return translations(self.base)

    @cached_property
    def variants(self) -> Mapping[str, tuple[Variant, ...]]:
        """The local variants of each process that has any, by its path."""
        return by_original(self.base)

    def seen_from(self, link: Link, list_link: ListLink = nowhere) -> View:
        """The same view from another place in the site; what was worked out so far is kept."""
        return self._like(replace(self, link=link, list_link=list_link))

    def speaking(self, language: str) -> View:
        """The same view in another language; what was worked out so far is kept."""
        return self if language == self.words.language else self._like(replace(self, words=Words(language)))

    def _like(self, other: View) -> View:
        names = (
            "chains",
            "rows",
            "paths",
            "parts",
            "by_title",
            "translations",
            "variants",
            "coverage",
            "continuity",
            "cover",
            "by_any_name",
        )
        for name in names:
            if name in self.__dict__:
                other.__dict__[name] = self.__dict__[name]
        return other
