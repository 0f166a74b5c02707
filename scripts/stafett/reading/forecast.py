"""Reads ``forecast`` in ``stafett.yml``: what is assumed of the months to come."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from stafett.dates import NEVER, parse_interval
from stafett.messages import N_
from stafett.model import Raw
from stafett.reading.settings_block import Problem, not_of, texts
from stafett.refusals import shown
from stafett.settings import Forecast

LIMITS: Mapping[str, tuple[float, float]] = {
    "turnover": (0, 3),
    "months": (1, 60),
    "together": (0, 5),
    "hours_a_month": (0, 200),
    "hours_a_review": (0.01, 100),
}
"""Within which limits each number lies, both included."""
_NUMBER = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")


def read_forecast(raw: Mapping[str, Raw], tell: Callable[[Problem], None]) -> Forecast:
    """What ``raw``, the value of ``forecast``, means; what is wrong with it is told, and as usual then."""
    problems = list(_problems(raw))
    for problem in problems:
        tell(problem)
    if problems:
        return Forecast()
    given, usual = texts(raw), Forecast()

    def number(name: str, otherwise: float) -> float:
        return float(given[name]) if name in given else otherwise

    return Forecast(
        float(given["turnover"]) if "turnover" in given else None,
        int(number("months", usual.months)),
        parse_interval(given.get("vacancy", "")) or usual.vacancy,
        number("together", usual.together),
        number("hours_a_month", usual.hours_a_month),
        number("hours_a_review", usual.hours_a_review),
    )


def _problems(raw: Mapping[str, Raw]) -> Iterator[Problem]:
    yield from not_of("forecast", raw, (*LIMITS, "vacancy"))
    for name, value in texts(raw).items():
        if name in LIMITS and not in_limits(name, value):
            low, high = LIMITS[name]
            values = {"value": shown(value), "low": f"{low:g}", "high": f"{high:g}"}
            yield Problem(("forecast", name), N_("`{value}` is not a number from {low} to {high}"), values)
        elif name == "vacancy" and parse_interval(value) in (None, NEVER):
            message = N_("`{value}` is not a length of time such as 30 days or 6 months")
            yield Problem(("forecast", name), message, {"value": shown(value)})


def in_limits(name: str, text: str) -> bool:
    """Whether ``text`` is a number that the setting called ``name`` can have; of months a whole one."""
    if not _NUMBER.fullmatch(text) or (name == "months" and "." in text):
        return False
    low, high = LIMITS[name]
    return low <= float(text) <= high
