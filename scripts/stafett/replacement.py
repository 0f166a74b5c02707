"""What the files of two decisions hold once one has replaced the other: bytes in, bytes out.

A decision that says in its text how it stands is mended there, in its log's notation; any other in its front matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from stafett.drafting import Draft, compose, written_day
from stafett.drafting_decision import Successor, compose_like
from stafett.knowledge_base import DECISION, KnowledgeBase, decision_number, numbered
from stafett.messages import N_
from stafett.model import Complaint, Page, Raw
from stafett.questions.succession import link_to_page
from stafett.reading.front_matter import decode
from stafett.reading.page import read_page
from stafett.writing import CannotSplice, splice
from stafett.writing.decision_status import status_word, superseded_in_text, superseding_in_text, words_like
from stafett.writing.yaml_values import inline

STATUS = "status"
_IN_TEXT = frozenset((STATUS, "date", "decision-makers", "supersedes", "superseded-by"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """The decision to be made: its file and title, the template, other fields, who takes it, and whether it holds."""

    path: str
    title: str
    template: str
    fields: Mapping[str, Raw]
    makers: tuple[str, ...] = ()
    accepted: bool = True


@dataclass(frozen=True, slots=True)
class Replacement:
    """Works on the decisions of one knowledge base, on one day."""

    base: KnowledgeBase
    day: date

    def read(self, path: str, data: bytes) -> Page:
        """The decision that the bytes are."""
        return read_page(path, self.base.settings.kinds[DECISION], data, self.base.settings)

    def successor(self, old: Page, before: bytes, wanted: Wanted) -> bytes:
        """A new decision that replaces ``old``, whose file holds ``before``."""
        text = self._in_text(old, before, wanted) if in_text(old) else self._in_fields(old, wanted)
        return text.encode()

    def _number(self, path: str) -> str:
        number = decision_number(self.read(path, b""))
        return "" if number is None else f"{number:04}"

    def _in_fields(self, old: Page, wanted: Wanted) -> str:
        said: dict[str, Raw] = {STATUS: "accepted" if wanted.accepted else "proposed", "date": self._day()}
        if wanted.makers:
            said["decision-makers"] = list(wanted.makers)
        fields: dict[str, Raw] = {**said, "supersedes": [self._reference(old)], **wanted.fields}
        draft = Draft(wanted.title, fields, self.day, self._number(wanted.path))
        return compose(wanted.template, draft, self.base.settings)

    def _in_text(self, old: Page, before: bytes, wanted: Wanted) -> str:
        words = words_like(status_word(before, old.said.lines[STATUS]))
        says = {
            STATUS: words.accepted if wanted.accepted else words.proposed,
            "date": self._day(),
            "supersedes": link_to_page(old, wanted.path),
        }
        if wanted.makers:
            says["decision-makers"] = ", ".join(wanted.makers)
        language = self.base.settings.language
        decoded = decode(before)
        text = "" if isinstance(decoded, Complaint) else decoded
        body = compose_like(text, Successor(wanted.title, self._number(wanted.path), says, words, language))
        fields = {name: value for name, value in wanted.fields.items() if name not in _IN_TEXT}
        if not fields and not old.head:
            return body
        head = self._spelled({"title": wanted.title, **fields})
        return "".join(
            ("---\n", *(f"{inline(name)}: {inline(value)}\n" for name, value in head.items()), "---\n", body)
        )

    def mended(self, old: Page, before: bytes, new: Page) -> bytes:
        """The decision ``old``, whose file holds ``before``, superseded by ``new``. Raises CannotSplice."""
        if new.path in self._found(old, "superseded-by") and old.text(STATUS) == "superseded":
            return before
        fields: dict[str, Raw] = {STATUS: "superseded", "superseded-by": self._reference(new)}
        if in_text(old):
            data = superseded_in_text(before, old.said.lines[STATUS], link_to_page(new, old.path))
        else:
            data = splice(before, self._spelled(fields), ("date", STATUS))
        return self._verified(old, data, fields)

    def replacing(self, new: Page, before: bytes, old: Page) -> bytes:
        """The decision ``new``, whose file holds ``before``, accepted and superseding ``old``. Raises CannotSplice."""
        known = new.texts("supersedes")
        fields: dict[str, Raw] = {} if new.text(STATUS) == "accepted" else {STATUS: "accepted", "date": self._day()}
        if old.path not in self._found(new, "supersedes"):
            fields["supersedes"] = [*known, self._reference(old)]
        if not fields:
            return before
        if in_text(new):
            data = superseding_in_text(before, new.said.lines[STATUS], link_to_page(old, new.path))
        else:
            data = splice(before, self._spelled(fields), ("decision-makers", "date", STATUS))
        return self._verified(new, data, fields)

    def _verified(self, page: Page, data: bytes, fields: Mapping[str, Raw]) -> bytes:
        """``data``, where reading it gives what ``fields`` say and all else as before. Raises CannotSplice."""
        read = self.read(page.path, data)
        changed = {name for name in {*read.values, *page.values} if read.values.get(name) != page.values.get(name)}
        if read.text(STATUS) == fields.get(STATUS, page.text(STATUS)) and changed <= _IN_TEXT and not read.invalid:
            return data
        line = page.said.lines.get(STATUS, 1)
        message = N_("The decision is written in a way that cannot be changed safely")
        raise CannotSplice(Complaint("FMT010", message, N_("Change the line by hand."), line=line))

    def _found(self, page: Page, name: str) -> set[str]:
        """The paths of the decisions that a field of the page names."""
        value = page.values.get(name)
        references = (value,) if isinstance(value, str) else page.texts(name)
        targets = (self.base.resolve(reference, (DECISION,)).page for reference in references)
        return {target.path for target in targets if target}

    def _reference(self, page: Page) -> str:
        """How front matter refers to a decision: by its number, unless another one has that too."""
        number, target = numbered(page), self.base.resolve(numbered(page), (DECISION,))
        return page.id if target.ambiguous or (target.page and target.page.path != page.path) else number

    def _day(self) -> str:
        return written_day(self.day, self.base.settings)

    def _spelled(self, fields: Mapping[str, Raw]) -> dict[str, Raw]:
        """Fields by the names that the knowledge base has for them."""
        return {self.base.settings.fields.get(name, name): value for name, value in fields.items()}


def in_text(page: Page) -> bool:
    """Whether the decision says in its text, not in its front matter, how it stands."""
    return STATUS in page.said.lines
