"""The health of a knowledge base as text for people or as JSON, and the words for it that the site shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stafett.messages import N_, Words
from stafett.questions.coverage import UnitCoverage
from stafett.questions.health import Measure, Standing, Unit
from stafett.questions.health_over_time import Health
from stafett.questions.health_watch import Watch
from stafett.questions.small_units import SMALL
from stafett.reports.json_answer import json_answer
from stafett.reports.printable import printable
from stafett.reports.staff_history import staff_lines, staff_value

MOST_OVERDUE = 10
"""So many of the longest overdue are told."""
COUNTED_OTHERWISE = N_(
    "Every page is told of here, but those exempt from review do not count in the share. The forecast and the page on "
    "continuity count otherwise: they leave out pages that no longer hold, and have the exempt ones that do."
)
"""Why other reports have another number of pages."""
STANDING_WORDS: Mapping[Standing, str] = {
    Standing.VOUCHED: N_("vouched for"),
    Standing.UNKNOWN: N_("in time by their date; git cannot tell what the review left"),
    Standing.BARE: N_("in time only because the date was moved; nothing else was done"),
    Standing.WRONGLY: N_("in time, but vouched for by somebody who is neither owner nor deputy"),
    Standing.UNVOUCHED: N_("inherited by a new owner who has not vouched for them"),
    Standing.OVERDUE: N_("overdue for review"),
    Standing.NEVER: N_("reviewed by nobody yet"),
    Standing.VACANT: N_("answered for by nobody"),
    Standing.UNJUDGED: N_("impossible to judge, for their date or interval means nothing"),
    Standing.EXEMPT: N_("exempt from review, and not counted"),
}
NO_MEMORY = N_("There is no git history here, so nobody can tell which reviews were more than a moved date.")
CUT_MEMORY = N_(
    "This copy has only a part of the git history. Fetch all of it (`fetch-depth: 0` in CI) to know what older reviews "
    "left."
)


def percent(share: float | None) -> str:
    """A share as whole per cent; rounded down, so that 100 % means all."""
    return "–" if share is None else f"{int(share * 100 + 1e-9)} %"


def headline(health: Health, words: Words) -> str:
    """The number, in a sentence."""
    found = health.measure
    if found.share is None:
        return words(N_("No page is to be reviewed, so there is no share to tell."))
    if found.share_unknown:
        most = percent(found.share + found.share_unknown)
        return words(
            N_("Between {least} and {most} of the pages are vouched for in time: not all can be judged."),
            least=percent(found.share),
            most=most,
        )
    return words(
        N_("{share} of the pages are vouched for in time, counted by how critical they are."),
        share=percent(found.share),
    )


def watched(watch: Watch, words: Words) -> list[tuple[str, int]]:
    """What to watch: each in words, with its number; of changes only where git tells of them."""
    told = [
        (words(N_("Pages exempt from review")), watch.exempt),
        (words(N_("Pages with a longer interval than is usual for their kind")), watch.long_intervals),
        (words(N_("Pages whose review has been put off for now")), watch.snoozed),
        (words(N_("Pages vouched for only because they were just written")), watch.only_written),
        (words(N_("Pages vouched for by a review from before the history, taken at its word")), watch.before),
    ]
    since = [
        (N_("Reviews made"), watch.reviews),
        (N_("Of these, only a moved date"), watch.bare_bumps),
        (N_("New pages"), watch.new),
        (N_("Pages taken away"), watch.removed),
        (N_("Pages made less critical"), watch.made_less_critical),
        (N_("Pages given a longer interval"), watch.interval_made_longer),
    ]
    return told + [(words(text), number) for text, number in since if number is not None]


def unit_name(unit: Unit | UnitCoverage, words: Words) -> str:
    """What a unit is called."""
    if unit.id == SMALL:
        return words(N_("Small units together"))
    return unit.name or words(N_("Nobody holds it"))


def criticality_words(watch: Watch, words: Words) -> str:
    """How critical the pages are said to be, in a sentence."""
    told = watch.criticality
    message = N_(
        "Said to be critical: high {high}, medium {medium}, low {low}, nothing said {nothing} (counted as medium)."
    )
    return words(message, high=told["high"], medium=told["medium"], low=told["low"], nothing=told[""])


def render_json(health: Health) -> str:
    """The health as a JSON object; shares from 0 to 1, dates in ISO 8601."""
    watch = health.watch
    value = {
        "memory_since": health.memory.isoformat() if health.memory else None,
        "memory_cut": health.cut,
        **_measure(health.measure),
        "units": [{"id": unit.id or None, "name": unit.name, **_measure(unit.measure)} for unit in health.units],
        "longest_overdue": [
            {"page": late.page.id, "path": late.page.path, "due": str(late.due), "weight": late.weight}
            for late in health.overdue
        ],
        "watch": {
            "since": watch.since.isoformat() if watch.since else None,
            "criticality": {name or "none": number for name, number in watch.criticality.items()},
            **{
                name: getattr(watch, name)
                for name in (
                    "exempt", "long_intervals", "snoozed", "only_written", "before", "reviews", "bare_bumps", "new",
                    "removed", "made_less_critical", "interval_made_longer",
                )
            },
        },
        "history": [{"day": point.day.isoformat(), **_measure(point.measure)} for point in health.points],
        "staff": staff_value(health.staff),
    }  # fmt: skip
    return json_answer(health.as_of, value)


def _measure(measure: Measure) -> dict[str, object]:
    return {
        "share": _rounded(measure.share),
        "share_unweighted": _rounded(measure.plain_share),
        "share_unknown": _rounded(measure.share_unknown),
        "counted": measure.counted,
        "pages": {str(standing).replace("-", "_"): measure.pages.get(standing, 0) for standing in Standing},
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def render_text(health: Health, words: Words) -> str:
    """The health for people: the number, what it is made of, and what to see beside it."""
    return "\n".join(_lines(health, words)) + "\n"


def _lines(health: Health, words: Words) -> Iterator[str]:
    yield words(N_("The health of the knowledge base on {day}"), day=health.as_of)
    yield ""
    yield headline(health, words)
    if health.measure.share is not None:
        yield words(N_("With every page counted as one: {share}."), share=percent(health.measure.plain_share))
    if health.memory is None:
        yield words(NO_MEMORY)
    elif health.cut:
        yield words(CUT_MEMORY)
    yield ""
    yield words.plural("{n} page, of which", "{n} pages, of which", sum(health.measure.pages.values()))
    for standing, text in STANDING_WORDS.items():
        if health.measure.pages.get(standing):
            yield f"{health.measure.pages[standing]:6}  {words(text)}"
    yield ""
    yield words(COUNTED_OTHERWISE)
    yield from _overdue(health, words)
    yield from _units(health, words)
    yield ""
    yield words(N_("What to see beside the number"))
    for text, number in watched(health.watch, words):
        yield f"{number:6}  {text}"
    if health.watch.since:
        yield "        " + words(N_("(reviews and changes since {day})"), day=health.watch.since)
    yield criticality_words(health.watch, words)
    yield from staff_lines(health.staff, words)
    yield from _history(health, words)


def _overdue(health: Health, words: Words) -> Iterator[str]:
    if health.overdue:
        yield ""
        yield words(N_("Longest overdue"))
    for late in health.overdue[:MOST_OVERDUE]:
        yield f"  {late.due}  {printable(late.page.title)} ({printable(late.page.path)})"
    rest = len(health.overdue) - MOST_OVERDUE
    if rest > 0:
        yield "  " + words.plural("and {n} more", "and {n} more", rest)


def _units(health: Health, words: Words) -> Iterator[str]:
    if len(health.units) < 2:  # noqa: PLR2004 (nothing to compare)
        return
    yield ""
    yield words(N_("By the unit of whoever holds the owner's role"))
    for unit in health.units:
        name = printable(unit_name(unit, words))
        pages = words.plural("{n} page", "{n} pages", unit.measure.counted)
        yield f"{percent(unit.measure.share):>6}  {name} ({pages})"


def _history(health: Health, words: Words) -> Iterator[str]:
    yield ""
    if health.memory:
        yield words(N_("The knowledge base has been in git since {day}."), day=health.memory)
    if len(health.points) > 1:
        yield words(N_("Month by month: vouched for, every page counted as one, number of pages, only a moved date"))
        for point in health.points:
            found = point.measure
            bare = found.pages.get(Standing.BARE, 0)
            yield f"  {point.day}{percent(found.share):>7}{percent(found.plain_share):>7}{found.counted:>7}{bare:>6}"
