"""What a forecast takes for granted, beside what the directory and the pages tell."""

from __future__ import annotations

from dataclasses import dataclass

USUAL_RUNS = 10_000
LOGNORMAL, EXPONENTIAL = "lognormal", "exponential"
SHAPES = (LOGNORMAL, EXPONENTIAL)
SPREAD_OF_VACANCIES = 0.5
"""The standard deviation of log-normal vacancies as a part of their mean: most last from half to one and a half."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is taken for granted.

    ``vacancy`` is the mean time in days until a successor comes, ``shape`` how that time is distributed: log-normal,
    for hardly anybody is replaced within days, or exponential. ``together`` is the variance of the luck that people of
    a unit share, 0 where each leaves for themselves. A person has ``hours_a_month`` for reviews, and one takes
    ``hours_a_review``.
    """

    vacancy: float = 90.0
    shape: str = LOGNORMAL
    together: float = 0.0
    hours_a_month: float = 4.0
    hours_a_review: float = 1.0
    runs: int = USUAL_RUNS
    seed: int = 1
