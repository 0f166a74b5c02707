"""How fast people leave: from the directory, where it tells, and no further apart than it tells; as asked for, else."""

from __future__ import annotations

import numpy as np
import pytest

from stafett.forecast.ask import forecast
from stafett.forecast.assumptions import Assumptions
from stafett.forecast.organisation import organisation
from stafett.forecast.rates import factors, rates
from stafett.forecast.result import Measure
from stafett.knowledge_base import KnowledgeBase
from test_forecast import AS_OF, DAYS_A_YEAR, PAGE, SIGMAS, base_of, gone_by


def leavers_of(make_base) -> KnowledgeBase:
    """Unit x, which most of its people have left, unit y, which few have, and z with one of one."""
    lines = []
    for unit, gone, here in (("x", 20, 5), ("y", 3, 40), ("z", 1, 1)):
        lines += [
            f"  - {{id: {unit}{n}, unit: {unit}, first_day: 2022-01-01, last_day: 2025-06-01}}" for n in range(gone)
        ]
        lines += [f"  - {{id: {unit}-{n}, unit: {unit}, first_day: 2022-01-01}}" for n in range(here)]
    units = "units: [{id: x, name: X}, {id: y, name: Y}, {id: z, name: Z}]\npeople:\n"
    return make_base({"people/a.yml": units + "\n".join(lines) + "\n", "docs/p.md": PAGE})


def test_the_rate_is_leavers_by_years_of_work(make_base):
    """With enough leavers the directory tells it; units differ, small ones less than their few events would say."""
    base = leavers_of(make_base)
    found = rates(base, AS_OF)
    assert found.source == "directory"
    assert found.left == 24
    assert found.whole == pytest.approx(found.left / found.years)
    by_events = 1 / (found.whole * (541 + 1) / DAYS_A_YEAR)  # one of z left on the first day that is known, one stayed
    assert found.by_unit["x"] > 1.5
    assert found.by_unit["y"] < 1
    assert 0.9 * by_events > found.by_unit["z"] > 1
    people = base.directory.people.values()
    assert np.mean([found.of(p.unit, 1) for p in people if p.employed(AS_OF)]) == pytest.approx(
        found.whole * found.by_band[1] / found.by_band[2], rel=0.5
    )


def test_the_fewer_leavers_are_expected_of_a_unit_the_less_it_differs():
    """By hand after Marshall 1991: m = 1; A = (4 (0.5)^2 + 4 (0.5)^2 + 1) / 9 - 1 / 3 = 0 of these, 8/3 of those."""
    assert factors({"a": (6, 4), "b": (2, 4), "c": (1, 1)}) == {"a": 1, "b": 1, "c": 1}
    apart = (40 * 0.25 + 40 * 0.25) / 81 - 3 / 81
    found = factors({"a": (60, 40), "b": (20, 40), "c": (1, 1)})
    assert found == pytest.approx({"a": 1 + 0.5 * apart / (apart + 1 / 40), "b": 2 - found["a"], "c": 1})
    assert factors({"a": (0, 0.5), "b": (0, 2)}) == {"a": 1, "b": 1}
    assert factors({"a": (1, 0.0), "b": (1, 2)})["a"] == 1


def test_differences_that_chance_explains_are_not_taken_for_units_own():
    """Two hundred units alike, of whom one leaver is expected each: by their events alone they differ threefold."""
    random = np.random.default_rng(6)
    alike = factors({str(place): (int(left), 1.0) for place, left in enumerate(random.poisson(1.0, 200))})
    assert 0.7 < min(alike.values()) < max(alike.values()) < 1.6
    real = random.gamma(4, 0.25, 200)
    apart = factors({str(place): (int(left), 8.0) for place, left in enumerate(random.poisson(8 * real))})
    told = np.array([apart[str(place)] for place in range(200)])
    assert np.corrcoef(told, real)[0, 1] > 0.75
    assert abs(told.std() / real.std() - 1) < 0.35


def test_a_unit_of_newcomers_is_not_counted_twice(make_base):
    """Newcomers leave fast, in every unit alike: where many of them work is no worse than their service tells."""
    lines = []
    for unit, new, old in (("x", 60, 10), ("y", 10, 60)):
        for kind, number, first in (("new", new, "2026-01-01"), ("old", old, "2015-01-01")):
            gone = number // 2 if kind == "new" else number // 10
            lines += [
                f"  - {{id: {unit}-{kind}-{n}, unit: {unit}, first_day: {first}"
                + (", last_day: 2026-08-31}" if n < gone else "}")
                for n in range(number)
            ]
    units = "units: [{id: x, name: X}, {id: y, name: Y}]\npeople:\n"
    found = rates(make_base({"people/a.yml": units + "\n".join(lines) + "\n", "docs/p.md": PAGE}), AS_OF)
    assert found.by_band[0] > 3 * found.by_band[-1]
    assert found.by_unit == pytest.approx({"x": 1, "y": 1}, abs=0.1)


def test_a_given_turnover_holds_in_each_unit_and_they_add_up(make_base):
    """Of a unit whose people leave at the rate r, the share 1 - exp(-r t) loses the owner: unit by unit, and in all.

    One page for each of 45 people; the units' rates differ by what their leavers were, and are 0.3 together.
    """
    base = leavers_of(make_base)
    here = [person for _, person in sorted(base.directory.people.items()) if person.employed(AS_OF)]
    files = {f"docs/p/{person.id}.md": PAGE.replace("owner: r", f"owner: {person.id}") for person in here}
    base = make_base(files)  # beside those that are there
    found = forecast(base, AS_OF, Assumptions(turnover=0.3, runs=4000))
    assert sum(each.pages for each in found.units) == found.whole.pages == len(here) + 1  # one is nobody's
    losing = {each.id: each.spreads[Measure.LOSING] for each in found.units}
    whole = found.whole.spreads[Measure.LOSING]
    assert sum(each.mean for each in losing.values()) == pytest.approx(whole.mean, rel=1e-6)
    told = rates(base, AS_OF, 0.3)
    for unit, number in (("x", 5), ("y", 40), ("z", 1)):
        rate = told.of(unit, 2)  # all have been here from three to five years
        assert abs(losing[unit].mean - number * gone_by(365, rate)) < SIGMAS * losing[unit].error, unit


def test_a_given_turnover_is_that_of_the_staff_of_today(make_base):
    """Units differ as they did, and together they leave as fast as was said."""
    base = leavers_of(make_base)
    org = organisation(base, AS_OF, 12, rates(base, AS_OF, 0.3))
    assert np.mean([member.rate for member in org.staff]) == pytest.approx(0.3)
    assert len({member.rate for member in org.staff}) == 3


def test_few_leavers_tell_no_one_apart(make_base):
    """A directory that lists only those who are here says nothing of how fast people leave."""
    found = rates(base_of(make_base, "  - {id: a, unit: u, first_day: 2020-01-01}\n"), AS_OF)
    assert (found.source, found.whole, found.by_unit) == ("usual", 0.3, {})
