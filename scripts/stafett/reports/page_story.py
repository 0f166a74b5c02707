"""What happened to a page, as a time line for people or as JSON."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Page
from stafett.questions.page_story import Event, Evidence, Happened, Reviewed
from stafett.reports.page_table import STATUS_WORDS
from stafett.reports.printable import printable, printable_line, visible_json

_WIDTH = 100
_INDENT = " " * len("2026-05-04  ")
_LONGEST = 300  # characters of a note that are shown
_REVIEWED: Mapping[Evidence, str] = {
    Evidence.NOTE: N_("Reviewed."),
    Evidence.CHANGE: N_("Reviewed, and what the page says was mended."),
    Evidence.WRITTEN: N_("Written, and thereby reviewed."),
    Evidence.BEFORE: N_("Reviewed before the history begins."),
    Evidence.NONE: N_("Only the date was moved: no new note, and nothing in the text changed."),
}
_HAPPENED: Mapping[Happened, str] = {
    Happened.BEGUN: N_("The history begins here; the owner is {after}"),
    Happened.CREATED: N_("The page is made; the owner is {after}"),
    Happened.OWNER: N_("New owner: {after} (before: {before})"),
    Happened.CHANGED: N_("What the page says was changed"),
    Happened.MOVED: N_("Moved here from {before}"),
    Happened.REMOVED: N_("Taken away"),
}


@dataclass(frozen=True, slots=True)
class Story:
    """A page with its reviews and events, the oldest first, and the day on which git's memory begins.

    ``cut`` tells that there may be more to know elsewhere; ``names`` whether who made the commits is told.
    """

    base: KnowledgeBase
    page: Page
    reviews: Sequence[Reviewed]
    events: Sequence[Event]
    since: date
    cut: bool
    as_of: date
    names: bool = False

    @property
    def counts(self) -> Mapping[str, int]:
        """How many there are of each."""
        told = Counter(event.what for event in self.events)
        return {
            "reviews": len(self.reviews),
            "bare_bumps": sum(review.evidence is Evidence.NONE for review in self.reviews),
            "owner_changes": told[Happened.OWNER],
            "substance_changes": told[Happened.CHANGED],
            "formatting_only": told[Happened.TIDIED],
        }


def render_json(story: Story) -> str:
    """The story as a JSON object; dates in ISO 8601."""
    due = story.base.due(story.page)
    value: dict[str, object] = {
        "id": story.page.id,
        "path": story.page.path,
        "title": story.page.title,
        "owner": story.page.owner,
        "due": due.isoformat() if due else None,
        "since": story.since.isoformat(),
        "cut": story.cut,
        "counts": dict(story.counts),
        "reviews": [
            {
                "day": review.day.isoformat(),
                "committed": review.seen.isoformat(),
                "reviewed_by": review.by,
                "review_note": review.note or None,
                "evidence": str(review.evidence),
                **({"author": review.author or None} if story.names else {}),
            }
            for review in story.reviews
        ],
        "events": [
            {
                "day": event.day.isoformat(),
                "what": str(event.what),
                "before": event.before or None,
                "after": event.after or None,
                **({"author": event.author or None} if story.names else {}),
            }
            for event in story.events
        ],
    }
    return visible_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def render_text(story: Story, words: Words) -> str:
    """The story as a time line, the newest first, with a summary before it."""
    lines = [*_head(story, words), "", *_time_line(story, words), "", *_foot(story, words)]
    return "".join(f"{printable_line(line)}\n" for line in lines)


def _head(story: Story, words: Words) -> Iterator[str]:
    yield story.page.title
    yield story.page.path
    due, status = story.base.due(story.page), story.base.status(story.page, story.as_of)
    state = words(STATUS_WORDS[status]) if status else words(N_("unknown"))
    owner = _called(story.base, story.page.owner, words)
    if due:
        yield words(N_("Owner: {owner}. Review by {due} ({status})."), owner=owner, due=due, status=state)
    else:
        yield words(N_("Owner: {owner}. Review status: {status}."), owner=owner, status=state)


def _time_line(story: Story, words: Words) -> list[str]:
    told: list[tuple[date, int, str, str]] = []
    for event in story.events:
        if event.what is not Happened.TIDIED:
            told.append((event.day, len(told), _event(story, event, words), event.author))
    for review in story.reviews:
        told.append((review.seen, len(told), _review(story, review, words), review.author))
    lines = []
    for day, _, text, author in sorted(told, reverse=True):
        by = f" [{printable(author)}]" if story.names and author else ""
        lines += textwrap.wrap(
            f"{day}  {text}{by}", _WIDTH, subsequent_indent=_INDENT, break_long_words=False, break_on_hyphens=False
        )
    return lines


def _event(story: Story, event: Event, words: Words) -> str:
    def name(value: str) -> str:
        if event.what is Happened.MOVED:
            return printable(value)
        return _called(story.base, value, words)

    return words(_HAPPENED[event.what], before=name(event.before), after=name(event.after))


def _review(story: Story, review: Reviewed, words: Words) -> str:
    parts = [words(_REVIEWED[review.evidence])]
    if review.day != review.seen:
        parts.append(words(N_("The page says {day}."), day=review.day))
    if review.by:
        parts.append(words(N_("By {by}."), by=_called(story.base, review.by, words)))
    if review.note:
        note = review.note if len(review.note) <= _LONGEST else f"{review.note[:_LONGEST]}…"
        parts.append(words(N_("Note: {note}"), note=printable(note)))
    return " ".join(parts)


def _called(base: KnowledgeBase, reference: str | None, words: Words) -> str:
    """Whom a reference means: a role by its title and id, else as it is written."""
    if not reference:
        return words(N_("nobody named"))
    role = base.answerable(reference).page
    return printable(role.title if role else reference)


def _foot(story: Story, words: Words) -> Iterator[str]:
    counts = story.counts
    parts = [
        words.plural("{n} review", "{n} reviews", counts["reviews"]),
        words.plural("{n} of them a bare date", "{n} of them bare dates", counts["bare_bumps"]),
        words.plural("{n} new owner", "{n} new owners", counts["owner_changes"]),
        words.plural("{n} change of what it says", "{n} changes of what it says", counts["substance_changes"]),
        words.plural("{n} of form alone", "{n} of form alone", counts["formatting_only"]),
    ]
    told = [part for part, number in zip(parts, counts.values(), strict=True) if number]
    yield f"{', '.join(told or parts[:1])}."
    yield words(N_("The knowledge base has been in git since {day}."), day=story.since)
    if story.cut:
        message = N_("This copy has only the newest part of its history; `git fetch --unshallow` gets the rest.")
        yield words(message)
