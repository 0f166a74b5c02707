"""A forecast as text for whoever leads, as JSON or as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan

from stafett.forecast.result import Forecast, Measure, Row, Spread
from stafett.messages import N_, Words
from stafett.model import Page
from stafett.questions.ownership import Answer
from stafett.reports.csv_table import csv_table
from stafett.reports.forecast_words import (
    CRITICALITY_WORDS,
    HOW_TO_READ,
    MEASURE_WORDS,
    NO_RANGE,
    PROMISE,
    assumed,
    between,
    help_words,
    left_out,
    look_words,
    number,
    played,
    row_name,
    together_words,
)
from stafett.reports.json_answer import json_answer
from stafett.reports.printable import printable

MOST_UNITS, MOST_ADVICE = 5, 5
"""So many of the units and of the advice are told on the terminal."""
MOST_TITLES = 3
"""So many of the pages that an advice is about are told by title."""


def render_text(found: Forecast, words: Words) -> str:
    """The forecast for people: what will happen, where, and what to do about it."""
    return "\n".join(_lines(found, words)) + "\n"


def _lines(found: Forecast, words: Words) -> Iterator[str]:
    pages = found.whole.pages
    yield words(N_("Forecast from {first} to {last}"), first=found.as_of, last=found.until)
    yield ""
    yield words.plural("What is likely to happen to {n} page", "What is likely to happen to {n} pages", pages)
    yield from _measures(found.whole, words)
    yield ""
    yield words(PROMISE)
    yield words(HOW_TO_READ) + " " + words(NO_RANGE)
    yield from _advice(found, words)
    yield from _parts(N_("By criticality: days with nobody to ask, pages overdue at the end"), found.criticality, words)
    yield from _parts(N_("The units where it is worst: days with nobody to ask, pages overdue at the end"),
                      worst(found.units)[:MOST_UNITS], words)  # fmt: skip
    yield ""
    yield words(N_("What it takes for granted"))
    yield from (f"  {text}" for text in assumed(found, words))
    yield from (f"  {text}" for text in left_out(found, words))
    yield f"  {played(found, words)}"


def _measures(row: Row, words: Words) -> Iterator[str]:
    told = [(number(s.mean, words), between(s, words), words(MEASURE_WORDS[m])) for m, s in row.spreads.items()]
    widths = [max(len(line[place]) for line in told) for place in (0, 1)]
    for mean, spread, text in told:
        yield f"  {mean:>{widths[0]}} {f'({spread})':<{widths[1] + 2}}  {text}"


def worst(rows: Sequence[Row]) -> list[Row]:
    """The rows with most days with nobody to ask first, then those with most pages overdue."""
    return sorted(rows, key=lambda row: (-row.spreads[Measure.NOBODY_DAYS].mean, -row.spreads[Measure.OVERDUE].mean))


def _parts(title: str, rows: Sequence[Row], words: Words) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield words(title)
    for row in rows:
        name = words(CRITICALITY_WORDS[row.id]) if row.id in CRITICALITY_WORDS else row_name(row, words)
        spreads = (row.spreads[Measure.NOBODY_DAYS], row.spreads[Measure.OVERDUE])
        days, late = (f"{number(spread.mean, words)} ({between(spread, words)})" for spread in spreads)
        pages = words.plural("{n} page", "{n} pages", row.pages)
        yield f"  {printable(name)} ({pages}): {days}; {late}"


def _advice(found: Forecast, words: Words) -> Iterator[str]:
    if found.helps:
        yield ""
        yield words(N_("What helps most against days with nobody to ask"))
    for place, each in enumerate(found.helps[:MOST_ADVICE], 1):
        spared = words(N_("spares {days} days on average"), days=number(each.spared.mean, words))
        yield f"  {place}. {help_words(each, _owner(each.answer, words), words)} ({spared})"
        if not each.holder:
            yield _titles(each.pages, words)
    if found.helps:
        yield "  " + together_words(found, MOST_ADVICE, words)
    if found.looks:
        yield ""
        yield words(N_("Which reviews help most against pages overdue"))
    for place, look in enumerate(found.looks[:MOST_ADVICE], 1):
        spared = words(
            N_("{hours} hours now spare {months} months of being overdue"),
            hours=number(look.hours, words),
            months=number(look.spared, words),
        )
        yield f"  {place}. {look_words(look, _owner(look.answer, words), words)} ({spared})"
        yield _titles(look.pages, words)


def _titles(pages: Sequence[Page], words: Words) -> str:
    """The first pages by title, and how many more there are."""
    first = [printable(page.title) for page in pages[:MOST_TITLES]]
    rest = len(pages) - len(first)
    more = [words.plural("and {n} more", "and {n} more", rest)] if rest else []
    return f"     {'; '.join([*first, *more])}"


def _owner(answer: Answer, words: Words) -> str:
    """A role by its title, a person by name and id: what is printed is for whoever leads."""
    if answer.person:
        return printable(f"{answer.person.name}, {answer.person.id}" if answer.person.name else answer.person.id)
    if answer.role is None:
        return printable(answer.reference or "")
    return printable(words(N_("“{title}”"), title=answer.role.title))


def render_json(found: Forecast) -> str:
    """The forecast as a JSON object; dates in ISO 8601, turnover as a share, times in days, months or hours."""
    given, rates = found.assumed, found.rates
    value = {
        "until": found.until.isoformat(),
        "assumed": {
            "turnover": round(rates.whole, 4), "turnover_source": rates.source, "leavers": rates.left,
            "person_years": round(rates.years, 1), "months": given.months, "vacancy_days": given.vacancy,
            "vacancy_shape": given.shape, "together": given.together, "hours_a_month": given.hours_a_month,
            "hours_a_review": given.hours_a_review, "runs": given.runs, "seed": given.seed,
        },
        "pages_left_out": {
            "no_longer_hold": found.left_out.retired, "owner_not_in_directory": found.left_out.unknown,
            "without_front_matter": found.left_out.bare,
        },
        **_row(found.whole),
        "criticality": [{"id": row.id, **_row(row)} for row in found.criticality],
        "units": [{"id": row.id or None, "name": row.name, "people": row.people, **_row(row)} for row in found.units],
        "months": [
            {"day": point.day.isoformat(), "pages_with_nobody": _spread(point.nobody),
             "pages_overdue": _spread(point.overdue)}
            for point in found.points
        ],
        "helps": [
            {"owner": _id(each.answer), "do": "holder" if each.holder else "deputy",
             "pages": [page.id for page in each.pages], "days_with_nobody_spared": _spread(each.spared)}
            for each in found.helps
        ],
        "helps_together": [
            {"first": each.number, "before": _spread(each.before), "after": _spread(each.after)}
            for each in found.together
        ],
        "reviews": [
            {"owner": _id(each.answer), "pages": [page.id for page in each.pages], "hours": each.hours,
             "overdue_months_spared": round(each.spared, 2)}
            for each in found.looks
        ],
    }  # fmt: skip
    return json_answer(found.as_of, value)


def _id(answer: Answer) -> str:
    return answer.key[1]


def _row(row: Row) -> dict[str, object]:
    return {"pages": row.pages, "measures": {str(measure): _spread(each) for measure, each in row.spreads.items()}}


def _spread(spread: Spread) -> dict[str, float | None]:
    low, middle, high, mean, error = (None if isnan(each) else round(each, 4) for each in spread)
    return {"p10": low, "p50": middle, "p90": high, "mean": mean, "standard_error": error}


def render_csv(found: Forecast, words: Words) -> str:
    """Every measure of the whole, of each class of criticality and of each unit, a line each, after RFC 4180."""
    parts = (("whole", (found.whole,)), ("criticality", found.criticality), ("unit", found.units))
    rows = (
        (part, row.id, row.name, row.pages, measure, *(None if isnan(value) else round(value, 4) for value in each))
        for part, part_rows in parts
        for row in part_rows
        for measure, each in row.spreads.items()
    )
    return csv_table(
        ("part", "id", "name", "pages", "measure", "p10", "p50", "p90", "mean", "standard_error"), rows, words
    )
