"""What a forecast takes for granted, beside what the directory and the pages tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stafett.dates import add
from stafett.knowledge_base import KnowledgeBase
from stafett.settings import Forecast

MOST_USUAL_RUNS, LEAST_USUAL_RUNS, USUAL_WORK = 10_000, 1_000, 1_500_000
"""At most and at least so often a forecast is played where nobody says how often, and so many pages and people in all:
the more there are, the less the sums over them vary, and the longer it takes."""
_ANY_DAY = date(2000, 1, 1)  # lengths of time are days from it
LOGNORMAL, EXPONENTIAL = "lognormal", "exponential"
SHAPES = (LOGNORMAL, EXPONENTIAL)
SPREAD_OF_VACANCIES = 0.5
"""The standard deviation of log-normal vacancies as a part of their mean: most last from half to one and a half."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is taken for granted.

    ``turnover`` is how many leave in a year, as a share of the average headcount; None where the directory is to tell.
    ``months`` is how far the forecast reaches. ``vacancy`` is the mean time in days until a successor comes, ``shape``
    how that time is distributed: log-normal, for hardly anybody is replaced within days, or exponential. ``together``
    is the variance of the luck that people of a unit share, 0 where each leaves for themselves. A person has
    ``hours_a_month`` for reviews, and one takes ``hours_a_review``.
    """

    turnover: float | None = None
    months: int = 12
    vacancy: float = 90.0
    shape: str = LOGNORMAL
    together: float = 0.0
    hours_a_month: float = 4.0
    hours_a_review: float = 1.0
    runs: int = MOST_USUAL_RUNS
    seed: int = 1


def usual_runs(base: KnowledgeBase) -> int:
    """How often a forecast of ``base`` is played where nobody says how often: on the site and by the command alike."""
    size = len(base.pages) + len(base.directory.people) + 1
    return max(LEAST_USUAL_RUNS, min(MOST_USUAL_RUNS, USUAL_WORK // size))


def assumptions(settings: Forecast, runs: int, seed: int = 1) -> Assumptions:
    """What the settings assume."""
    days = ((add(_ANY_DAY, settings.vacancy) or date.max) - _ANY_DAY).days
    return Assumptions(
        turnover=settings.turnover,
        months=settings.months,
        vacancy=float(days),
        together=settings.together,
        hours_a_month=settings.hours_a_month,
        hours_a_review=settings.hours_a_review,
        runs=runs,
        seed=seed,
    )
