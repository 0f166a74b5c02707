"""Turnover by unit and by service: leavers, moves, and those who come back; against counting day by day."""

from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Directory, Person, Spell, Unit
from stafett.questions.turnover import (
    BANDS,
    Exposure,
    Turnover,
    band_of,
    branches,
    by_unit,
    exposures,
    known_from,
    small_branches,
    turnover,
)
from stafett.settings import Settings

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
A_DAY = timedelta(days=1)


def base_of(*people, units=()):
    """A knowledge base of people and units alone."""
    directory = Directory({p.id: p for p in people}, {unit.id: unit for unit in units}, present=True)
    return KnowledgeBase(Settings(), directory=directory)


def person(id_, first, last=None, unit="norr", **more):
    """Somebody by ISO dates."""
    return Person(id_, unit, first and date.fromisoformat(first), last and date.fromisoformat(last), **more)


def test_leavers_by_the_average_of_those_employed():
    """Two of whom one leaves half way: one leaver of one and a half."""
    found = turnover(base_of(person("a", "2020-01-01"), person("b", "2020-01-01", "2025-07-02")), *YEAR)
    assert (found.leavers, found.days) == (1, 365 + 183)
    assert found.headcount == pytest.approx(548 / 365)
    assert found.rate == pytest.approx(365 / 548)


def test_the_last_day_is_a_day_of_work():
    """Who leaves on New Year's Eve leaves that year, who leaves on the day before it left the year before."""
    base = base_of(person("a", "2020-01-01", "2025-12-31"), person("b", "2020-01-01", "2024-12-31"))
    assert turnover(base, *YEAR).leavers == 1
    assert turnover(base, date(2024, 1, 1), date(2024, 12, 31)).leavers == 1


@pytest.mark.parametrize(
    "somebody",
    [
        person("a", "2020-01-01", unit="syd", earlier_units=(("norr", date.max),)),
        person("a", "2020-01-01", "9999-12-31"),
        person("a", "0001-01-01", "9999-12-31", unit="syd", earlier_units=(("norr", date.max),)),
    ],
)
def test_the_last_day_of_the_calendar_can_end_what_people_are(somebody):
    """Systems of human resources write it for "never": nobody leaves or moves before it."""
    base = base_of(somebody)
    found = by_unit(base, *YEAR)
    assert {unit: (t.days, t.leavers, t.moved_in, t.moved_out) for unit, t in found.items()} == {"norr": (365, 0, 0, 0)}
    assert sum(exposures(base, *YEAR).values(), Exposure()).days == 365
    assert known_from(base, date(2026, 1, 1)) is None


def test_a_move_to_another_unit_is_no_leaving():
    """It is counted out of one unit and into the other."""
    moved = person("a", "2020-01-01", unit="syd", earlier_units=(("norr", date(2025, 6, 30)),))
    found = by_unit(base_of(moved), *YEAR)
    assert {unit: (t.days, t.leavers, t.moved_in, t.moved_out) for unit, t in found.items()} == {
        "norr": (181, 0, 0, 1),
        "syd": (184, 0, 1, 0),
    }


def test_who_moves_on_new_years_day_is_out_of_a_unit_without_days():
    """The move is in the year of the first day in the new unit."""
    moved = person("a", "2020-01-01", unit="syd", earlier_units=(("norr", date(2024, 12, 31)),))
    found = by_unit(base_of(moved), *YEAR)
    assert (found["norr"].days, found["norr"].moved_out, found["syd"].moved_in) == (0, 1, 1)
    assert found["norr"].rate is None


def test_leave_is_no_leaving():
    """Who is on leave is employed."""
    away = person("a", "2020-01-01", leave=(Spell(date(2025, 2, 1), date(2025, 11, 30)),))
    assert turnover(base_of(away), *YEAR) == Turnover(*YEAR, days=365)


def test_who_comes_back_has_left_and_joins_as_one_who_returns():
    """Both employments count, and the time between does not."""
    back = person("a", "2025-09-01", earlier=(Spell(date(2019, 1, 1), date(2025, 2, 28)),))
    found = turnover(base_of(back), *YEAR)
    assert (found.leavers, found.joiners, found.returned, found.days) == (1, 1, 1, 59 + 122)


def test_who_begins_anew_the_day_after_has_not_left():
    """A new contract is no new colleague."""
    on = person("a", "2025-03-01", earlier=(Spell(date(2019, 1, 1), date(2025, 2, 28)),))
    assert turnover(base_of(on), *YEAR) == Turnover(*YEAR, days=365)


def test_a_newcomer_of_a_leap_day_has_been_here_a_year_on_the_last_of_february():
    """Service is counted in calendar years."""
    base = base_of(person("a", "2024-02-29"))
    somebody = base.directory.people["a"]
    assert [band_of(somebody, date(2025, 2, day)) for day in (27, 28)] == [0, 1]
    assert exposures(base, date(2025, 2, 1), date(2025, 3, 1)) == {("norr", 0): Exposure(27), ("norr", 1): Exposure(2)}


def test_rates_by_service_are_leavers_by_person_years():
    """One who left after half a year, one who has stayed."""
    base = base_of(person("a", "2025-01-01", "2025-07-01"), person("b", None))
    found = exposures(base, *YEAR)
    assert found == {("norr", 0): Exposure(182, 1), ("norr", len(BANDS) - 1): Exposure(365, 0)}
    assert found["norr", 0].rate == pytest.approx(365.25 / 182)


def test_nothing_is_known_before_the_first_leaving():
    """A directory without leavers is not one that nobody has left."""
    base = base_of(person("a", "2020-01-01", "2025-07-01"), person("b", "2020-01-01", "2024-03-01"), person("c", None))
    assert known_from(base, date(2026, 1, 1)) == date(2024, 3, 1)
    assert known_from(base, date(2024, 3, 1)) is None


def test_units_are_counted_as_branches_below_the_top():
    """Moves within a branch are none there; the top is a branch of its own, and so is an unknown unit."""
    units = (Unit("top", "T"), Unit("norr", "N", "top"), Unit("norr-1", "N1", "norr"), Unit("norr-2", "N2", "norr"))
    moved = person("a", "2020-01-01", unit="norr-1", earlier_units=(("norr-2", date(2025, 6, 30)),))
    base = base_of(moved, units=units)
    assert [branches(base)(unit) for unit in ("norr-1", "norr", "top", "?")] == ["norr", "norr", "top", "?"]
    assert by_unit(base, *YEAR, branches(base)) == {"norr": Turnover(*YEAR, days=365)}
    assert turnover(base, *YEAR).moved_out == 1


def test_small_units_are_told_of_together():
    """Also one that is small in another year, and the next larger one until nobody shows."""
    first = {"a": Turnover(*YEAR, 9000, 9), "b": Turnover(*YEAR, 8000, 2), "c": Turnover(*YEAR, 7000, 4)}
    second = {"a": Turnover(*YEAR, 9000, 9), "b": Turnover(*YEAR, 8000, 5), "c": Turnover(*YEAR, 7000, 0)}
    assert small_branches([first, second]) == {"b", "c"}
    assert small_branches([{"a": first["a"], "c": first["c"]}]) == frozenset()


days = st.dates(date(2023, 12, 1), date(2025, 3, 31))


@st.composite
def staff(draw):
    """A person with perhaps two employments, in up to three units."""
    cuts = sorted(draw(st.lists(days, min_size=3, max_size=3, unique=True)))
    earlier = (Spell(cuts[0], cuts[1]),) if draw(st.booleans()) else ()
    last = draw(st.none() | st.dates(cuts[2], date(2025, 4, 30)))
    before = tuple(sorted(((unit, draw(days)) for unit in draw(st.sets(st.sampled_from("xy")))), key=lambda b: b[1]))
    return Person("p", draw(st.sampled_from("xyz")), cuts[2] if earlier else cuts[0], last, earlier=earlier,
                  earlier_units=before)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(staff(), max_size=4), days, days)
def test_the_numbers_are_those_of_counting_day_by_day(people, one, other):
    """Every day of every person looked at by itself."""
    start, end = min(one, other), max(one, other)
    base = base_of(*(Person(f"p{n}", *list_of(p)[1:]) for n, p in enumerate(people)))
    units, service = defaultdict(lambda: [0] * 6), defaultdict(lambda: [0, 0])
    for somebody in base.directory.people.values():
        began = None
        day = date(2023, 11, 1)
        while day <= end:
            here, before, after = (somebody.employed(d) for d in (day, day - A_DAY, day + A_DAY))
            if here and not before:
                again, began = began is not None, day
                if day >= start:
                    units[somebody.unit_on(day)][2] += 1
                    units[somebody.unit_on(day)][3] += again
            if here and day >= start:
                unit, old = somebody.unit_on(day), somebody.unit_on(day - A_DAY)
                years = day.year - began.year - ((day.month, day.day) < (began.month, min(began.day, 28)
                        if began.month == 2 and day.year % 4 else began.day))  # fmt: skip
                band = max(n for n, least in enumerate(BANDS) if years >= least)
                units[unit][0] += 1
                units[unit][1] += not after
                service[unit, band][0] += 1
                service[unit, band][1] += not after
                if before and unit != old:
                    units[unit][4] += 1
                    units[old][5] += 1
            day += A_DAY
    assert by_unit(base, start, end) == {u: Turnover(start, end, *n) for u, n in sorted(units.items()) if any(n)}
    assert exposures(base, start, end) == {key: Exposure(*n) for key, n in sorted(service.items())}


def list_of(somebody):
    """What a person is made of, in order."""
    return [getattr(somebody, name) for name in Person.__slots__]
