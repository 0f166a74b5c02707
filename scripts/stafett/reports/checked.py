"""What a check came to: what every report of it is made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from stafett.changes import Changes
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import Words
from stafett.model import Finding, Page, Severity
from stafett.questions.news import News, mark_of, place_of

_LENGTH = 32  # hexadecimal digits of a fingerprint


@dataclass(frozen=True)
class Checked:
    """The ``pages`` of ``base`` that were asked about on ``as_of``, and what was found.

    ``fails`` are the severities that fail a check; ``folder`` is where the knowledge base lies in its repository, with
    a stroke at its end (empty where it is the repository, or in none): forges name files by it.
    """

    base: KnowledgeBase
    as_of: date
    pages: tuple[Page, ...]
    news: News
    words: Words
    fails: frozenset[Severity] = frozenset((Severity.ERROR,))
    changes: Changes | None = None
    folder: str = ""

    @property
    def failing(self) -> tuple[Finding, ...]:
        """The new findings that fail the check."""
        return tuple(finding for finding in self.news.new if finding.severity in self.fails)

    def file(self, finding: Finding) -> str:
        """The finding's file as the forge names it."""
        return self.folder + finding.path


def fingerprints(news: News) -> Iterator[tuple[Finding, bool, str]]:
    """Each finding, whether it is new, and what tells it from any other, also when lines and files have moved."""
    times: Counter[tuple[str, str]] = Counter()
    for finding, new in zip(news.findings, news.is_new, strict=True):
        key = (place_of(finding), mark_of(finding))
        times[key] += 1
        said = "\0".join((*key, str(times[key])))
        yield finding, new, sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
