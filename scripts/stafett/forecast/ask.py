"""Asks for a forecast of a knowledge base: makes the organisation ready, plays it, and sums up what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import nan

import numpy as np

from stafett.dates import Interval, add
from stafett.forecast.assumptions import Assumptions
from stafett.forecast.days import Singles
from stafett.forecast.organisation import CRITICALITIES, NOBODY, Group, Organisation, organisation
from stafett.forecast.rates import rates
from stafett.forecast.result import Forecast, Help, Look, Measure, Point, Row, Spread, Together
from stafett.forecast.simulate import Outcome, simulate
from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page

MOST_HELPS, MOST_LOOKS = 20, 20
PERCENTILES = (10, 50, 90)
LEAST_DAYS, LEAST_MONTHS = 0.05, 0.5
"""Whatever spares fewer page-days with nobody, or fewer page-months of being overdue, is not told as help."""


def forecast(
    base: KnowledgeBase, as_of: date, assumed: Assumptions, *, least_people: int = 0, processes: int = 1
) -> Forecast | None:
    """What is likely to happen in the months after ``as_of``; None where there is no directory, or the calendar ends.

    Units where fewer than ``least_people`` work are counted together.
    """
    if not base.directory.present or add(as_of, Interval(assumed.months, "month")) in (None, date.max):
        return None
    found = rates(base, as_of, assumed.turnover)
    org = organisation(base, as_of, assumed.months, found, least_people)
    outcome = simulate(org, assumed, found.whole, processes)
    helps = tuple(_helps(base, org, outcome))[:MOST_HELPS]
    return Forecast(
        as_of, org.until, assumed, found, sum(member.begins == 0 for member in org.staff), org.left_out,
        Row("", "", org.pages, sum(org.people), _spreads(outcome.whole)),
        tuple(_criticality(org, outcome)), tuple(_units(org, outcome)), tuple(_points(org, outcome)),
        tuple(each for each, _ in helps), tuple(_looks(base, org, outcome, assumed))[:MOST_LOOKS],
        tuple(_together(outcome, [row for _, row in helps])),
    )  # fmt: skip


def _spread(runs: Singles) -> Spread:
    low, middle, high = (float(each) for each in np.percentile(runs, PERCENTILES))
    exact = runs.astype(np.float64)
    error = float(exact.std(ddof=1)) / len(runs) ** 0.5 if len(runs) > 1 else nan
    return Spread(low, middle, high, float(exact.mean()), error)


def _spreads(rows: Singles) -> dict[Measure, Spread]:
    return {measure: _spread(rows[place]) for place, measure in enumerate(Measure)}


def _criticality(org: Organisation, outcome: Outcome) -> Iterator[Row]:
    for place, name in enumerate(CRITICALITIES):
        pages = sum(group.pages for group in org.groups if group.criticality == place)
        if pages:
            spreads = _spreads(outcome.criticality[place])
            del spreads[Measure.OVERLOADED]
            yield Row(name, name, pages, 0, spreads)


def _units(org: Organisation, outcome: Outcome) -> Iterator[Row]:
    pages = [0] * len(org.units)
    for group in org.groups:
        for unit in org.answerer_units[group.owner]:
            pages[unit] += group.pages
    for place, (id_, name) in enumerate(org.units):
        if pages[place]:
            yield Row(id_, name, pages[place], org.people[place], _spreads(outcome.unit[place]))


def _points(org: Organisation, outcome: Outcome) -> Iterator[Point]:
    for place, day in enumerate(org.month_ends):
        yield Point(org.as_of + timedelta(days=day), _spread(outcome.vacant[place]), _spread(outcome.waiting[place]))


def _helps(base: KnowledgeBase, org: Organisation, outcome: Outcome) -> Iterator[tuple[Help, Singles]]:
    """What one more person spares, best first, with what it spares in each run."""
    worth = outcome.helped.astype(np.float64).mean(axis=1)
    for place in np.argsort(-worth, kind="stable"):
        if worth[place] < LEAST_DAYS:
            break
        candidate, runs = outcome.candidates[place], outcome.helped[place]
        every = not org.held_today[candidate.owner]
        mine = [
            group
            for group in org.groups
            if group.owner == candidate.owner and (every or (group.deputy != NOBODY) == candidate.holder)
        ]
        yield Help(org.answerers[candidate.owner], candidate.holder, _pages(base, mine), _spread(runs)), runs


def _pages(base: KnowledgeBase, groups: Sequence[Group]) -> tuple[Page, ...]:
    return tuple(base.by_path[path] for path in sorted(path for group in groups for path in group.paths))


def _looks(base: KnowledgeBase, org: Organisation, outcome: Outcome, assumed: Assumptions) -> list[Look]:
    """What reviewing an owner's pages now spares: only of those that would else be overdue for some time."""
    groups: defaultdict[int, list[Group]] = defaultdict(list)
    worth: defaultdict[int, float] = defaultdict(float)
    for group, spared in zip(org.groups, outcome.spared, strict=True):
        if spared >= LEAST_DAYS and group.owner != NOBODY:
            groups[group.owner].append(group)
            worth[group.owner] += float(spared)
    owners = sorted(
        (owner for owner in worth if worth[owner] >= LEAST_MONTHS), key=lambda owner: (-worth[owner], owner)
    )
    found = ((org.answerers[owner], _pages(base, groups[owner]), worth[owner]) for owner in owners)
    return [Look(*each, len(each[1]) * assumed.hours_a_review) for each in found]


def _together(outcome: Outcome, rows: Sequence[Singles]) -> Iterator[Together]:
    """What the first of the helps spare together, one more each time, in the very same runs."""
    before = outcome.whole[list(Measure).index(Measure.NOBODY_DAYS)]
    after = before
    for number, row in enumerate(rows, 1):
        after = after - row
        yield Together(number, _spread(before), _spread(after))
