"""A decision log on its way out: each decision with its text, what its file will be called, and who decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from stafett.knowledge_base import DECISION, KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Page, Person
from stafett.questions.chains import Chains, chains
from stafett.questions.ownership import roles_of


@dataclass(frozen=True)
class Log:
    """The decisions of a knowledge base, with the text below each one's front matter by path.

    ``site_url`` is where the site is, to which links to other pages lead; without it such links become plain text.
    ``pictures`` says what the pictures in decisions are called from now on, by path.
    """

    base: KnowledgeBase
    bodies: Mapping[str, str]
    day: date
    words: Words
    site_url: str = ""
    pictures: Mapping[str, str] = field(default_factory=dict)

    @property
    def decisions(self) -> tuple[Page, ...]:
        """The decisions whose files could be read, in the order of their paths."""
        return tuple(page for page in self.base.of_kind(DECISION) if page.path in self.bodies)

    @cached_property
    def chains(self) -> Chains:
        """Which decision replaced which."""
        return chains(self.base)

    def people(self, page: Page, name: str) -> list[str]:
        """Whom a field of the page names, for readers anywhere: roles by title, and no person by name.

        Names only where the settings publish them; who holds no role is a colleague.
        """
        return list(dict.fromkeys(self._called(reference) for reference in page.texts(name)))

    def _called(self, reference: str) -> str:
        target = self.base.answerable(reference)
        if target.page:
            return target.page.title
        person = target.person or self._by_name.get(reference.casefold())
        if person is None:
            return reference
        if self.base.settings.publish_names and person.name:
            return person.name
        roles = roles_of(self.base, person, self.day)
        return roles[0].title if roles else self.words(N_("a colleague without a role guide"))

    @cached_property
    def _by_name(self) -> Mapping[str, Person]:
        return {person.name.casefold(): person for person in self.base.directory.people.values() if person.name}


@dataclass
class Named:
    """Hands out the names of files, each once."""

    taken: set[str] = field(default_factory=set)

    def free(self, name: str) -> str:
        """``name`` without suffix, counted up where it is taken."""
        found, number = name, 1
        while found.lower() in self.taken:
            number += 1
            found = f"{name}-{number}"
        self.taken.add(found.lower())
        return found
