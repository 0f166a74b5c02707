"""Reads ``reminders`` and ``site_url`` in ``stafett.yml``: who is told when nobody acts, and where links lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from stafett.dates import Interval, add, parse_interval
from stafett.messages import N_
from stafett.model import Raw
from stafett.reading.settings_block import Problem, is_address, not_of, texts
from stafett.refusals import shown
from stafett.settings import Reminders

_TIMES = ("deputy_after", "unit_head_after", "stewards_after")
_INTERVALS = (*_TIMES, "longest_snooze")
_KNOWN = (*_TIMES, "stewards", "longest_snooze")
_NEVER = ("longest_snooze", "never")  # a delay has to end
_ANY_DAY = date(2026, 1, 1)  # lengths of time are compared by the day that they lead to


def read_reminders(raw: Mapping[str, Raw], tell: Callable[[Problem], None]) -> Reminders:
    """What ``raw``, the value of ``reminders``, means; what is wrong with it is told, and as usual then."""
    problems = list(_problems(raw))
    for problem in problems:
        tell(problem)
    if problems:
        return Reminders()
    usual = Reminders()
    found = Reminders(
        _interval(raw, "deputy_after", usual.deputy_after),
        _interval(raw, "unit_head_after", usual.unit_head_after),
        _interval(raw, "stewards_after", usual.stewards_after),
        str(raw.get("stewards") or ""),
        _interval(raw, "longest_snooze", usual.longest_snooze),
    )
    for earlier, later in pairwise(_TIMES):
        if _day(getattr(found, earlier)) > _day(getattr(found, later)):
            message = N_("`{earlier}` should not be longer than `{later}`: it climbs from one to the next")
            tell(
                Problem(
                    ("reminders", later if later in raw else earlier), message, {"earlier": earlier, "later": later}
                )
            )
    return found


def _problems(raw: Mapping[str, Raw]) -> Iterator[Problem]:
    yield from not_of("reminders", raw, _KNOWN)
    for name, value in texts(raw).items():
        if name in _INTERVALS and value and (parse_interval(value) is None or (name, value) == _NEVER):
            message = N_("`{value}` is not a length of time such as 30 days or 6 months")
            yield Problem(("reminders", name), message, {"value": shown(value)})


def _interval(raw: Mapping[str, Raw], name: str, usual: Interval) -> Interval:
    return parse_interval(str(raw.get(name))) or usual


def _day(interval: Interval) -> date:
    """The day that the length of time leads to; "never" leads to the last of all."""
    return add(_ANY_DAY, interval) or date.max


def read_site_url(raw: Raw, tell: Callable[[Problem], None]) -> str:
    """Where the site is, with a slash at its end; empty where nobody has said, or it will not do, which is told."""
    if raw is None:
        return ""
    if isinstance(raw, str) and is_address(raw):
        return raw if raw.endswith("/") else f"{raw}/"
    message = N_("`site_url` should be the address of the site, as https://kb.organisation.example/")
    tell(Problem(("site_url",), message))
    return ""
