"""The meetings of a handover, and what is to be done by when, as calendar entries.

An entry is known by the leaver, their last day and what it is about, so that a later calendar moves it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from stafett.messages import N_, Words
from stafett.model import Page
from stafett.questions.handover_meetings import Meeting
from stafett.questions.handover_package import Package
from stafett.questions.to_write_down import ToWrite
from stafett.reports import leaving_words as said
from stafett.reports.icalendar import Entry, calendar


def render(
    package: Package,
    meetings: Sequence[Meeting],
    to_write: Sequence[ToWrite],
    words: Words,
    address: Callable[[Page], str],
) -> str:
    """An entry for each meeting, one for what is to be written by the last of them, and one for the last day."""
    title = words(N_("Handover: {who}"), who=said.name_of(package, package.leaver))
    entries = (*_meetings(package, meetings, words, address), *_others(package, meetings, to_write, words))
    return calendar(title, f"Handover//{words.language.upper()}", package.as_of, entries)


def _meetings(
    package: Package, meetings: Sequence[Meeting], words: Words, address: Callable[[Page], str]
) -> Iterator[Entry]:
    for meeting in meetings:
        pages = (f"{page.title} {address(page)}".rstrip() for page in meeting.pages)
        people = " ".join(person.id for person in meeting.people)
        yield Entry(
            f"{_about(package)}\n{meeting.whom.name}\n{people}\n{meeting.number}",
            meeting.day,
            words(
                N_("Handover {who}: {meeting}"),
                who=package.leaver.id,
                meeting=said.meeting_title(words, package, meeting),
            ),
            "\n".join((*said.meeting_lines(words, package, meeting), *pages)),
            words(N_("Handover")),
        )


def _others(
    package: Package, meetings: Sequence[Meeting], to_write: Sequence[ToWrite], words: Words
) -> Iterator[Entry]:
    if to_write and meetings:
        points = (f"{title}: {line}" for title, line in (said.to_write_of(words, item) for item in to_write))
        summary = words(N_("Handover {who}: what no page says is written down"), who=package.leaver.id)
        yield Entry(f"{_about(package)}\nwrite", meetings[-1].day, summary, "\n".join(points), words(N_("Handover")))
    if package.holdings.employed:
        summary = words(N_("Last day: {who}"), who=said.name_of(package, package.leaver))
        lost = words.plural("{n} page would have no owner", "{n} pages would have no owner", len(package.ownerless))
        yield Entry(f"{_about(package)}\nlast", package.last_day, summary, lost, words(N_("Handover")))


def _about(package: Package) -> str:
    return f"handover\n{package.leaver.id}\n{package.last_day.isoformat()}"
