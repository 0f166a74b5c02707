"""How fast people leave: the rate of the whole, and how units and lengths of service differ from it.

The rate is the annual turnover by its usual definition (``questions.turnover``), leavers in a year over average
headcount, which is the number of events per person and year: an occurrence-exposure rate. So a turnover of 30 % is the
rate 0.30 a year. Of those who are here today, 1 - exp(-0.30) = 26 % have left in a year; the rest of the 30 leavers per
100 places are people who came meanwhile.

Where the directory remembers at least ``ENOUGH`` leavers of the last ``YEARS``, lengths of service and units are told
apart, each as a factor: its leavers by those to expect of it. Those to expect of a unit are reckoned with the lengths
of service of its people (indirect standardisation), so that a unit full of newcomers is not counted as high for that
twice. Of few leavers much is chance, so each factor is drawn towards 1, the more the fewer were to be expected, and all
the way where the units differ by no more than chance would let them: the empirical Bayes estimate by moments of
Marshall 1991 ("Mapping disease and mortality rates using empirical Bayes estimators", Applied Statistics 40). Then all
are scaled so that today's staff together leaves at the rate of the whole. A length of service counts as it is today,
and successors begin new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar

from stafett.dates import Interval, before
from stafett.knowledge_base import KnowledgeBase
from stafett.questions.intervals import USUAL_LEAVING
from stafett.questions.turnover import BANDS, Exposure, band_of, exposures, known_from

Part = TypeVar("Part", str, int)
YEARS = 3
"""How many years back leavers are counted."""
ENOUGH = 10
"""With fewer leavers nothing is told apart."""
NEW = 0
"""The band of service of those who have just begun."""


@dataclass(frozen=True, slots=True)
class Rates:
    """The rate of the whole a year, and where it comes from: ``given``, the ``directory``, or what is ``usual``.

    ``left`` leavers were counted in ``years`` of work. ``by_unit`` and ``by_band`` (of service, as ``BANDS``) are
    factors on the whole; without them everybody leaves alike.
    """

    whole: float
    source: str
    left: int = 0
    years: float = 0.0
    by_unit: Mapping[str, float] = field(default_factory=dict)
    by_band: tuple[float, ...] = (1.0,) * len(BANDS)

    def of(self, unit: str | None, band: int | None) -> float:
        """The rate of somebody in ``unit``, in a band of service (None: not here yet)."""
        return self.whole * self.by_unit.get(unit or "", 1.0) * self.by_band[NEW if band is None else band]


def rates(base: KnowledgeBase, as_of: date, turnover: float | None = None) -> Rates:
    """The rates on ``as_of``; the whole is ``turnover`` a year where that is given."""
    begins = known_from(base, as_of)
    if begins is None:
        return Rates(USUAL_LEAVING, "usual") if turnover is None else Rates(turnover, "given")
    since = max(begins, before(as_of, Interval(YEARS, "year")))
    seen = exposures(base, since, as_of - timedelta(days=1))
    left, years = sum(each.leavers for each in seen.values()), sum(each.person_years for each in seen.values())
    known = left >= ENOUGH
    found = Rates(USUAL_LEAVING, "usual", left, years)
    if turnover is not None:
        found = replace(found, whole=turnover, source="given")
    elif known:
        found = replace(found, whole=left / years, source="directory")
    return _told_apart(found, seen, base, as_of) if known else found


def _told_apart(found: Rates, seen: Mapping[tuple[str, int], Exposure], base: KnowledgeBase, as_of: date) -> Rates:
    observed = found.left / found.years
    bands: defaultdict[int, list[float]] = defaultdict(_NONE.copy)
    for (_, band), each in seen.items():
        _count(bands[band], each.leavers, each.person_years * observed)
    by_band = factors(bands)
    units: defaultdict[str, list[float]] = defaultdict(_NONE.copy)
    for (unit, band), each in seen.items():
        _count(units[unit], each.leavers, each.person_years * observed * by_band[band])
    found = replace(found, by_unit=factors(units), by_band=tuple(by_band.get(band, 1.0) for band in range(len(BANDS))))
    return _scaled(found, base, as_of)


_NONE = [0.0, 0.0]


def _count(counted: list[float], leavers: int, expected: float) -> None:
    counted[0] += leavers
    counted[1] += expected


def factors(counted: Mapping[Part, Sequence[float]]) -> dict[Part, float]:
    """How much faster than expected each part's people leave, by its leavers and by those to expect of it.

    With the ratio m of all leavers to all expected, the ratio x of a part and its expected e, the variance between
    parts is taken to be A = sum e (x - m)^2 / sum e - m / mean e, at least 0, and the factor m + (x - m) A / (A + m/e).
    """
    left, expected = (sum(each[place] for each in counted.values()) for place in (0, 1))
    if not left or not expected:
        return dict.fromkeys(counted, 1.0)
    mean = left / expected
    apart = sum((own / most - mean) ** 2 * most for own, most in counted.values() if most) / expected
    between = max(0.0, apart - mean * len(counted) / expected)
    return {
        part: mean + (own / most - mean) * between / (between + mean / most) if most else mean
        for part, (own, most) in counted.items()
    }


def _scaled(found: Rates, base: KnowledgeBase, as_of: date) -> Rates:
    """The same, so that today's staff together leaves at the rate of the whole."""
    staff = [person for person in base.directory.people.values() if person.employed(as_of)]
    if not staff or not found.whole:
        return found
    mean = sum(found.of(person.unit_on(as_of), band_of(person, as_of)) for person in staff) / len(staff)
    return replace(found, by_band=tuple(factor * found.whole / mean for factor in found.by_band))
