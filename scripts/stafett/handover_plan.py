"""A plan for a handover: who takes over what from whom, and what becomes of units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RoleTo:
    """The person ``to`` holds ``role`` from ``start`` on; None is the plan's own day."""

    role: str
    to: str
    start: date | None = None


@dataclass(frozen=True, slots=True)
class PageTo:
    """Who takes the leaver's place on ``page``: a role or person by field (``owner``, ``deputy``, ``raci``, ...)."""

    page: str
    to: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class HeadTo:
    """The person ``to`` leads ``unit``."""

    unit: str
    to: str


@dataclass(frozen=True, slots=True)
class Merge:
    """``unit`` becomes a part of ``into`` from ``start`` on, and is no unit of its own any more."""

    unit: str
    into: str
    start: date | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """``unit`` belongs to the unit ``under`` from ``start`` on."""

    unit: str
    under: str
    start: date | None = None


UnitPlan = HeadTo | Merge | Move


@dataclass(frozen=True, slots=True)
class Plan:
    """What changes hands.

    ``on`` is the last day on which ``leaver`` answers for it, None the last day that the directory has. ``to`` takes
    whatever the lists do not name. ``start`` is the first day of whoever takes over, None the day after ``on``.
    ``leaves`` says that ``on`` is to be written into the directory as the leaver's last day at work.
    """

    leaver: str | None = None
    on: date | None = None
    to: str | None = None
    start: date | None = None
    leaves: bool = False
    roles: tuple[RoleTo, ...] = ()
    pages: tuple[PageTo, ...] = ()
    units: tuple[UnitPlan, ...] = ()
