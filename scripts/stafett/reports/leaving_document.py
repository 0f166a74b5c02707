"""A handover package as sections of points with boxes to tick, which each format of it shows in its own way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from stafett.messages import N_, Words
from stafett.questions.handover_meetings import Meeting
from stafett.questions.handover_package import Package
from stafett.questions.to_write_down import ToWrite
from stafett.reports import leaving_sections as parts
from stafett.reports import leaving_words as said
from stafett.reports.day_words import time_in_words


@dataclass(frozen=True, slots=True)
class Document:
    """The whole package; ``lead`` are sentences, ``numbers`` what it comes to in numbers."""

    title: str
    lead: tuple[str, ...]
    numbers: tuple[str, ...]
    sections: tuple[parts.Section, ...]


def document(
    package: Package,
    meetings: Sequence[Meeting],
    to_write: Sequence[ToWrite],
    words: Words,
    address: parts.Address = lambda _: "",
) -> Document:
    """The package in words; sections without points are left out."""
    who = said.name_of(package, package.leaver)
    sections = (
        parts.decide(package, words, address),
        parts.meet(package, meetings, words),
        parts.pages(package, words, address),
        parts.write(to_write, words, address),
        parts.waits(package, words, address),
        parts.besides(package, words, address),
        parts.afterwards(package, words),
    )
    title = words(N_("Handover: {who}"), who=who)
    lead = tuple(_lead(package, meetings, words))
    if not package.holdings.employed:
        return Document(title, lead, (), ())
    numbers = tuple(_numbers(package, to_write, words))
    return Document(title, lead, numbers, tuple(section for section in sections if section.points))


def _lead(package: Package, meetings: Sequence[Meeting], words: Words) -> Iterator[str]:
    last, as_of, found = package.last_day, package.as_of, package.holdings
    day = said.day_of(words, last)
    if not found.employed:
        yield words(
            N_("By the directory they do not work here on {day}, so nothing is to be handed over then."), day=day
        )
        yield from _spells(package, words)
        return
    time = time_in_words(words, abs((last - as_of).days))
    if package.past:
        yield words(
            N_("The last day was {day}, {time} ago. This is what would have been to hand over."), day=day, time=time
        )
    elif last == as_of:
        yield words(N_("The last day is today, {day}."), day=day)
    else:
        yield words(N_("The last day is {day}, in {time}."), day=day, time=time)
    if found.away:
        yield words(N_("They are on leave on that day, by the directory: settle early how they can be reached."))
    if package.successors and not meetings and not package.past:
        yield words(N_("No day is left on which they and others are here: hand over without them."))
    if not package.past and package.manager is None:
        yield words(N_("The directory has no manager above them who is here: settle who decides."))
    back = _comes_back(package)
    if back:
        yield words(N_("They come back on {day}, by the directory."), day=back.isoformat())
    if not found.owned and not any(role.needs for role in package.roles):
        yield words(N_("They own no pages, and others have each of their roles."))
    yield words(N_("As of {as_of}."), as_of=as_of.isoformat())


def _spells(package: Package, words: Words) -> Iterator[str]:
    for spell in package.leaver.spells:
        if spell.start and spell.end:
            yield words(
                N_("They work here from {start} to {end}."), start=spell.start.isoformat(), end=spell.end.isoformat()
            )
        elif spell.start:
            yield words(N_("They work here from {start}."), start=spell.start.isoformat())
        elif spell.end:
            yield words(N_("They work here until {end}."), end=spell.end.isoformat())


def _comes_back(package: Package) -> date | None:
    starts = (spell.start for spell in package.leaver.spells if spell.start and spell.start > package.last_day)
    return min(starts, default=None)


def _numbers(package: Package, to_write: Sequence[ToWrite], words: Words) -> Iterator[str]:
    pages = sum(1 for item in package.pages if not item.retired)
    roles = sum(1 for role in package.roles if role.needs)
    yield words.plural("{n} page to hand over", "{n} pages to hand over", pages)
    yield words.plural("{n} page would have no owner", "{n} pages would have no owner", len(package.ownerless))
    yield words.plural("{n} role would be vacant", "{n} roles would be vacant", roles)
    yield words.plural("{n} thing to write down", "{n} things to write down", len(to_write))
