"""The forecast: against results in closed form, against the same model in plain Python, and against known facts.

Random numbers have fixed seeds, and limits are several standard errors of the mean: a test fails always or never.
"""

from __future__ import annotations

import heapq
import random
import sys
from dataclasses import replace
from datetime import date
from math import inf

import numpy as np
import pytest

from conftest import REPOSITORY
from stafett.forecast.ask import forecast
from stafett.forecast.assumptions import EXPONENTIAL, Assumptions
from stafett.forecast.days import count, on, up_to
from stafett.forecast.organisation import NO_MEMBER, Group, LeftOut, Member, Organisation, Position, Seat
from stafett.forecast.result import Measure
from stafett.forecast.simulate import Play, simulate
from stafett.forecast.staff import Staff
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import Words
from stafett.questions.ownership import Answer, Standing
from stafett.reports.forecast_words import help_words

sys.path.append(str(REPOSITORY / "benchmarks"))

import forecast_plain

AS_OF = date(2026, 11, 24)
DAYS_A_YEAR = 365.25
NEVER = 1e12
SIGMAS = 4.5
RATE, HORIZON = 0.3, 365
DAYS = np.arange(1, HORIZON + 1)


def staff_of(number: int, rate: float = RATE, horizon: int = HORIZON, units: int = 1) -> Organisation:
    """An organisation of so many people who hold nothing, spread evenly over the units."""
    members = tuple(Member(place % units, rate, 0.0, ()) for place in range(number))
    positions = tuple(Position(place, place % units, inf, rate, refilled=True) for place in range(number))
    return Organisation(
        AS_OF, AS_OF, (horizon,), tuple((str(n), "") for n in range(units)), (number,), tuple(range(units)),
        members, positions, (), (), (), (), (), LeftOut(),
    )  # fmt: skip


def empty_days(org: Organisation, assumed: Assumptions, blocks: int = 8) -> np.ndarray:
    """The sets of days on which each position is empty, of all runs: shape (words, positions, runs)."""
    staff = Staff(org, assumed, RATE)
    return np.concatenate([staff.empty(block) for block in range(blocks)], axis=2)


def assert_mean(values: np.ndarray, expected: float) -> None:
    """The mean of independent ``values`` is what it should be, as far as so many can tell."""
    error = values.std() / np.sqrt(values.size)
    assert abs(values.mean() - expected) < SIGMAS * error, (values.mean(), expected, error)


def gone_by(days: np.ndarray, rate: float = RATE) -> np.ndarray:
    """The chance to have left after so many days, by a constant rate a year."""
    return 1 - np.exp(-rate * days / DAYS_A_YEAR)


NOT_REPLACED = Assumptions(vacancy=NEVER, shape=EXPONENTIAL)


def test_the_time_until_somebody_leaves_is_exponential():
    """The chance to have left after t years is 1 - exp(-rate t), on each day (Ross, chapter 5)."""
    gone = empty_days(staff_of(300), NOT_REPLACED)
    for day in (1, 30, 64, 65, 200, HORIZON):
        assert_mean(on(gone, day).ravel().astype(float), gone_by(day))
    assert_mean(count(gone).ravel().astype(float), gone_by(DAYS).sum())


def test_the_number_of_leavers_has_the_variance_of_independent_departures():
    """Of n people who leave each for themselves, the number who have left is binomial: its variance is n p (1 - p)."""
    number = 200
    left = on(empty_days(staff_of(number), NOT_REPLACED, 40), HORIZON).sum(axis=0).astype(float)
    chance = gone_by(HORIZON)
    assert_mean(left, number * chance)
    expected = number * chance * (1 - chance)
    assert abs(left.var(ddof=1) / expected - 1) < SIGMAS * np.sqrt(2 / left.size)


@pytest.mark.parametrize("holders", [1, 2, 3])
def test_a_role_of_several_is_empty_when_all_are_gone(holders):
    """Its expected days without a holder are the sum over days of the chance that all have left by then."""
    gone = empty_days(staff_of(300, rate=1.0), NOT_REPLACED)
    roles = gone.reshape(len(gone), 300 // holders, holders, -1)
    all_gone = np.bitwise_and.reduce(roles, axis=2)
    assert_mean(count(all_gone).ravel().astype(float), (gone_by(DAYS, 1.0) ** holders).sum())


def test_a_place_that_is_filled_again_is_empty_as_an_alternating_renewal_process_is():
    """On day t with the chance a / (a + b) (1 - exp(-(a + b) t)), for rates a of leaving and b of filling (Trivedi)."""
    leaving, filling = RATE / DAYS_A_YEAR, 1 / 90
    gone = empty_days(staff_of(300), Assumptions(vacancy=90, shape=EXPONENTIAL))
    expected = leaving / (leaving + filling) * (1 - np.exp(-(leaving + filling) * DAYS))
    for day in (10, 100, HORIZON):
        assert_mean(on(gone, day).ravel().astype(float), expected[day - 1])
    assert_mean(count(gone).ravel().astype(float), expected.sum())


@pytest.mark.parametrize("shape", ["exponential", "lognormal"])
def test_in_the_long_run_a_place_is_empty_for_the_vacancy_s_part_of_the_cycle(shape):
    """Unavailability goes to MTTR / (MTBF + MTTR), whatever the distributions (Ross, chapter 7)."""
    rate, vacancy, horizon = 2.0, 60.0, 1800
    gone = empty_days(staff_of(200, rate, horizon), Assumptions(vacancy=vacancy, shape=shape), 4)
    late = count(gone[horizon // 2 // 64 :]).ravel() / (horizon - horizon // 2 // 64 * 64)
    assert_mean(late, vacancy / (DAYS_A_YEAR / rate + vacancy))


def test_people_of_a_unit_who_share_their_luck_leave_together():
    """With gamma luck of variance v the chance to have left is 1 - (1 + v rate t)^(-1/v) (Clayton 1978).

    The numbers of leavers in a unit vary by more than those of people who leave each for themselves.
    """
    variance, units, each = 0.5, 100, 20
    gone = empty_days(staff_of(units * each, units=units), replace(NOT_REPLACED, together=variance))
    left = on(gone, HORIZON).reshape(each, units, -1).mean(axis=0).ravel()  # units are independent
    time = RATE * HORIZON / DAYS_A_YEAR
    chance = 1 - (1 + variance * time) ** (-1 / variance)
    assert_mean(left, chance)
    both = 1 - 2 * (1 + variance * time) ** (-1 / variance) + (1 + 2 * variance * time) ** (-1 / variance)
    expected = (chance + (each - 1) * both) / each - chance**2  # of the mean of indicators that depend on each other
    assert abs(left.var() / expected - 1) < 0.1
    assert expected > 3 * chance * (1 - chance) / each


def test_sets_of_days_are_what_they_say():
    """Day 1 is the first; the words of the horizon hold each day once."""
    table = up_to(130)
    assert table.shape == (3, 131)
    for days in (0, 1, 63, 64, 65, 128, 130):
        assert count(table)[days] == days
        assert [on(table, day)[days] for day in (1, 64, 65, 130)] == [day <= days for day in (1, 64, 65, 130)]


# --- a small organisation, all by hand


def small(leave: tuple[tuple[int, int], ...] = ()) -> Organisation:
    """Three roles: one with one holder, with two, and vacant; pages with and without deputies; leave and known ends."""
    members = (
        Member(0, 0.6, 0.0, leave), Member(0, 0.3, 0.0, ()), Member(1, 0.9, 0.0, ()), Member(1, 0.3, 99.5, ()),
    )  # fmt: skip
    positions = (
        *(Position(place, members[place].unit, inf, 0.5, refilled=True) for place in range(4)),
        Position(1, 0, 200.5, 0.5, refilled=False),
        Position(NO_MEMBER, 1, 0.0, 0.5, refilled=True),
    )
    seats = (
        Seat(1, 0, 1), Seat(2, 2, 1), Seat(2, 3, 100), Seat(3, 4, 1), Seat(3, 3, 150), Seat(4, 5, 1), Seat(4, 1, 1),
    )  # fmt: skip
    held = (Answer(Standing.MISSING), *(Answer(Standing.HELD, f"role-{n}") for n in range(1, 5)))
    names = iter(f"p{n}.md" for n in range(1000))

    def group(owner: int, deputy: int, every: int, due: dict[int, int], pages: int) -> Group:
        months = tuple(due.get(month, 0) for month in range(12))
        return Group(owner, deputy, every, pages % 3, tuple(next(names) for _ in range(pages)), months)

    groups = (
        group(0, 0, 12, {0: 2}, 3), group(1, 0, 6, {1: 2, 4: 3}, 6), group(1, 2, 12, {0: 4, 7: 5}, 11),
        group(2, 3, 3, {0: 1, 1: 1, 2: 5}, 7), group(3, 1, 0, {}, 4), group(4, 0, 12, {3: 8}, 8),
    )  # fmt: skip
    ends = (30, 61, 91, 122, 152, 183, 213, 244, 274, 305, 335, 365)
    return Organisation(
        AS_OF, date(2027, 11, 24), ends, (("a", "A"), ("b", "B")), (2, 2), (0, 1), members, positions, seats, held,
        ((1,), (0,), (1,), (0, 1), (0,)), (False, True, True, True, True), groups, LeftOut(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("together", "shape", "hours"), [(0.0, "lognormal", 1.5), (0.6, "exponential", 0.7), (0.0, "exponential", 40.0)]
)
def test_the_same_model_in_plain_python_comes_to_the_same(together, shape, hours):
    """Written apart, with events in place of sets of days: every measure agrees as far as so many runs can tell."""
    org = small(leave=((20, 80), (300, 365)))
    assumed = Assumptions(vacancy=70, shape=shape, together=together, hours_a_month=hours, runs=4096, seed=3)
    fast = simulate(org, assumed, RATE).whole
    plain = forecast_plain.play(org, assumed, 500, seed=5)
    for place, measure in enumerate(Measure):
        ours = fast[place].astype(float)
        theirs = np.array([run[measure] for run in plain], float)
        error = np.sqrt(ours.var() / ours.size + theirs.var() / theirs.size)
        assert abs(ours.mean() - theirs.mean()) <= SIGMAS * error + 1e-3, (measure, ours.mean(), theirs.mean(), error)


class Retold(forecast_plain.Run):
    """A run in which people come and go on the days on which they do in the other one, at any time of those days."""

    def __init__(self, org: Organisation, assumed: Assumptions, empty: np.ndarray, rng: random.Random) -> None:
        self.empty = np.unpackbits(empty.view(np.uint8), axis=1, bitorder="little")[:, : org.horizon].astype(bool)
        super().__init__(org, assumed, rng)

    def _begin(self) -> None:
        super()._begin()
        self.events = [event for event in self.events if event[2] in (forecast_plain.MONTH_ENDS, forecast_plain.OPENED)]
        heapq.heapify(self.events)
        for place, days in enumerate(self.empty):
            changes = np.flatnonzero(np.diff(days, prepend=False))
            for number, day in enumerate(changes):
                kind = forecast_plain.FILLED if number % 2 else forecast_plain.GONE
                self._plan(day + self.rng.uniform(0.001, 1), kind, place)  # day is that before the change

    def _turn(self, kind: int, subject: int, when: float) -> None:
        del when
        self.up[subject] = kind == forecast_plain.FILLED


@pytest.mark.parametrize(("together", "hours", "vacancy"), [(0.0, 1.5, 70.0), (0.6, 0.7, 3.0), (0.3, 40.0, 400.0)])
def test_where_the_same_people_leave_on_the_same_days_plain_python_tells_the_very_same(together, hours, vacancy):
    """Run by run and measure by measure: no day is counted twice or not at all, and no review is done in a wrong month.

    Of two luck alike, no difference is chance: one day in a year, or one page, would be seen.
    """
    org = small(leave=((20, 80), (300, 365)))
    assumed = Assumptions(vacancy=vacancy, together=together, hours_a_month=hours, runs=64, seed=11)
    play = Play(org, assumed, RATE)
    fast, empty, rng = play.block(0).whole, play.staff.empty(0), random.Random(4)  # noqa: S311 (no secret)
    for run in range(64):
        told = Retold(org, assumed, np.ascontiguousarray(empty[:, :, run].T), rng).measured()
        assert fast[:, run].tolist() == pytest.approx([told[measure] for measure in Measure], rel=1e-5, abs=1e-4), run


@pytest.mark.parametrize("shape", ["exponential", "lognormal"])
def test_times_become_days_without_a_bias(shape):
    """Places that are empty for a day or two, twenty times a year: half a day too many would be a third too much."""
    rate, vacancy, horizon = 20.0, 1.5, 730
    gone = empty_days(staff_of(200, rate, horizon), Assumptions(vacancy=vacancy, shape=shape), 4)
    late = count(gone[2:]).ravel() / (horizon - 2 * 64)
    assert_mean(late, vacancy / (DAYS_A_YEAR / rate + vacancy))


def test_the_same_seed_gives_the_same_numbers_whatever_the_processes():
    """And the first runs are the same of however many; another seed gives others."""
    org, assumed = small(), Assumptions(runs=300, seed=7, together=0.2)
    once = simulate(org, assumed, RATE)
    twice = simulate(org, assumed, RATE, processes=2)
    for name in ("whole", "unit", "criticality", "vacant", "waiting", "helped", "spared"):
        assert np.array_equal(getattr(once, name), getattr(twice, name)), name
    fewer = simulate(org, replace(assumed, runs=100), RATE)
    assert np.array_equal(fewer.whole, once.whole[:, :100])
    assert not np.array_equal(simulate(org, replace(assumed, seed=8), RATE).whole, once.whole)


def test_parts_add_up_to_the_whole():
    """Classes of criticality hold each page once; so do units, where each role is held within one."""
    org = replace(small(), answerer_units=((1,), (0,), (1,), (0,), (0,)))
    found = simulate(org, Assumptions(runs=128), RATE)
    over = list(Measure).index(Measure.OVERLOADED)
    assert np.allclose(np.delete(found.criticality.sum(axis=0), over, 0), np.delete(found.whole, over, 0), rtol=1e-5)
    assert np.allclose(found.unit.sum(axis=0), found.whole, rtol=1e-5)
    nobody = list(Measure).index(Measure.NOBODY_DAYS)
    assert (found.whole[nobody] <= found.whole[list(Measure).index(Measure.NO_OWNER)]).all()


def test_one_more_person_spares_what_it_spares_run_by_run():
    """A deputy who never leaves spares every day on which nobody was there; helps are about different pages."""
    org = small()
    found = simulate(org, Assumptions(runs=128), 0.0)
    for candidate, row in zip(found.candidates, found.helped, strict=True):
        assert (row >= 0).all(), candidate
    whole = found.whole[list(Measure).index(Measure.NOBODY_DAYS)]
    of_nobody = 3 * org.horizon  # the pages whose owner nobody knows: no deputy can be named for them
    assert np.allclose(found.helped.sum(axis=0), whole - of_nobody)


def test_reviews_wait_where_nobody_has_the_hours():
    """Without leavers all is reckoned by hand: two pages a month can be reviewed, and the rest waits its turn."""
    org = replace(staff_of(1, 0.0), month_ends=(30, 60, 90))
    held = (Answer(Standing.MISSING), Answer(Standing.HELD, "r"))
    org = replace(
        org,
        answerers=held,
        answerer_units=((0,), (0,)),
        held_today=(False, True),
        seats=(Seat(1, 0, 1),),
        groups=(Group(1, 0, 12, 0, tuple("abcdefg"), (5, 0, 2)),),
    )
    found = simulate(org, Assumptions(runs=64, hours_a_month=2.0), RATE)
    assert np.allclose(found.waiting[:, 0], (3, 1, 1))
    assert np.allclose(found.whole[list(Measure).index(Measure.HOURS)], 6)
    # a review of all of them today: what waits after 1, 2 and 3 months would not
    assert np.allclose(found.spared, 3 + 1 + 1)


# --- what the directory knows

ROLE = "---\ntitle: R\nowner: r\nlast_reviewed: 2026-11-01\nreview_in: 1 year\n---\n# R\n"
PAGE = "---\ntitle: P\nowner: r\nlast_reviewed: 2026-11-01\nreview_in: 1 year\n---\n# P\n"
FOLLOWED = (
    "  - {id: a, unit: u, first_day: 2020-01-01, last_day: 2026-12-04, roles: [{role: r}]}\n"
    "  - {id: b, unit: u, first_day: 2026-12-10, roles: [{role: r}]}\n"
)
ON_LEAVE = (
    "  - id: a\n    unit: u\n    first_day: 2020-01-01\n    roles: [{role: r}]\n"
    "    leave: [{from: 2026-12-01, until: 2026-12-31}]\n"
)
COMES_BACK = (
    "  - id: a\n    unit: u\n    first_day: 2027-01-01\n    roles: [{role: r}]\n"
    "    earlier: [{first_day: 2020-01-01, last_day: 2026-12-30}]\n"
)
SETTINGS = {"forecast": {"turnover": 0, "vacancy": "10 days"}}


def base_of(make_base, people: str, page: str = PAGE, settings: dict | None = None) -> KnowledgeBase:
    """A role and a page of its own, with ``people`` in the directory, of whom nobody leaves by chance."""
    directory = "units:\n  - {id: u, name: U}\npeople:\n" + people
    files = {"docs/roles/r.md": ROLE, "docs/p.md": page, "people/a.yml": directory}
    return make_base(files, settings or SETTINGS)


def days_without(base: KnowledgeBase, measure: Measure = Measure.NO_OWNER, vacancy: float = 0.0) -> float:
    """The mean of a measure in a year, where nobody leaves by chance."""
    found = forecast(base, AS_OF, Assumptions(turnover=0.0, vacancy=vacancy, runs=64))
    assert found
    return found.whole.spreads[measure].mean


@pytest.mark.parametrize(
    ("people", "days"),
    [
        ("  - {id: a, unit: u, first_day: 2020-01-01, roles: [{role: r}]}\n", 0),
        # who leaves is replaced after a vacancy that lasts beyond the year, but for those who are known to follow
        ("  - {id: a, unit: u, first_day: 2020-01-01, last_day: 2026-12-04, roles: [{role: r}]}\n", 355),
        ("  - {id: a, unit: u, first_day: 2020-01-01, roles: [{role: r, until: 2026-12-04}]}\n", 355),
        (FOLLOWED, 5),
        ("  - {id: b, unit: u, first_day: 2026-12-04, roles: [{role: r}]}\n", 9),
        (ON_LEAVE, 31),
        (COMES_BACK, 1),
    ],
)
def test_what_the_directory_knows_of_the_future_is_a_fact(make_base, people, days):
    """Last days, first days, ends of roles and leave; each of two pages is without an owner for so many days."""
    assert days_without(base_of(make_base, people), vacancy=1e9) == 2 * days


def test_a_vacancy_of_today_is_filled_as_others_are(make_base):
    """Somebody has held the role: a successor comes after the vacancy. A role that nobody has held stays empty."""
    gone = "  - {id: a, unit: u, first_day: 2020-01-01, last_day: 2026-11-01, roles: [{role: r}]}\n"
    base = base_of(make_base, gone)
    assumed = Assumptions(turnover=0.0, vacancy=30.0, shape=EXPONENTIAL, runs=2000)
    found = forecast(base, AS_OF, assumed)
    days = found.whole.spreads[Measure.NO_OWNER]
    expected = 2 * np.exp(-DAYS / 30).sum()
    assert abs(days.mean - expected) < SIGMAS * days.error
    assert found.whole.spreads[Measure.LOSING].mean == 0  # they have none to lose
    never = base_of(make_base, "  - {id: b, unit: u, first_day: 2020-01-01}\n")
    assert days_without(never) == 2 * 365


def test_a_deputy_stands_in(make_base):
    """A page whose owner goes and whose deputy stays is without an owner, and not without anybody."""
    people = (
        "  - {id: a, unit: u, first_day: 2020-01-01, last_day: 2026-12-04, roles: [{role: r}]}\n"
        "  - {id: b, unit: u, first_day: 2020-01-01}\n"
    )
    base = base_of(make_base, people, PAGE.replace("owner: r", "owner: r\ndeputy: b"))
    assert days_without(base, vacancy=1e9) == 2 * 355
    assert days_without(base, Measure.NOBODY_DAYS, vacancy=1e9) == 355
    assert days_without(base, Measure.NOBODY, vacancy=1e9) == 1


def test_naming_a_deputy_changes_nobody_s_fate(make_base):
    """Two forecasts of one seed have the same leavers: what they differ by is what was changed, and not luck."""
    people = "".join(f"  - {{id: a{n}, unit: u, first_day: 2020-01-01}}\n" for n in range(9))
    people += "  - {id: b, unit: u, first_day: 2020-01-01, roles: [{role: r}]}\n"
    assumed = Assumptions(turnover=0.5, runs=500)
    before = forecast(base_of(make_base, people), AS_OF, assumed)
    after = forecast(base_of(make_base, people, PAGE.replace("owner: r", "owner: r\ndeputy: a4")), AS_OF, assumed)
    assert before.whole.spreads[Measure.NO_OWNER] == after.whole.spreads[Measure.NO_OWNER]
    assert before.whole.spreads[Measure.NOBODY_DAYS].mean > after.whole.spreads[Measure.NOBODY_DAYS].mean * 1.5
    help_ = before.helps[0]
    assert (help_.answer.reference, help_.holder, len(help_.pages)) == ("r", False, 2)
    spared = before.together[0]
    assert spared.before.mean - spared.after.mean == pytest.approx(help_.spared.mean)


def test_of_a_vacant_role_somebody_is_to_hold_it_and_it_is_proposed_once(make_base):
    """One who holds it helps all its pages, with a deputy or without: no page is counted in two proposals."""
    people = (
        "  - {id: a, unit: u, first_day: 2020-01-01, last_day: 2026-11-01, roles: [{role: r}]}\n"
        "  - {id: b, unit: u, first_day: 2020-01-01}\n"
    )
    base = base_of(make_base, people, PAGE.replace("owner: r", "owner: r\ndeputy: b"))
    found = forecast(base, AS_OF, Assumptions(runs=64))
    help_ = found.helps[0]
    assert [(each.answer.key[1], each.holder) for each in found.helps] == [("roles/r", True)]
    assert [page.path for page in help_.pages] == ["docs/p.md", "docs/roles/r.md"]
    assert help_words(help_, "“R”", Words("en")) == "Let somebody hold the role “R”, which nobody has today: 2 pages"


def test_without_a_directory_there_is_nothing_to_tell(make_base):
    """Nobody knows who is here, and so nobody can know who will be."""
    assert forecast(make_base({"docs/p.md": PAGE}, {"owners": "any"}), AS_OF, Assumptions(runs=64)) is None


def test_owners_in_free_text_are_left_out_and_counted(make_base):
    """Of them no directory knows."""
    page = PAGE.replace("owner: r", 'owner: "#some-channel"')
    people = "  - {id: a, unit: u, first_day: 2020-01-01, roles: [{role: r}]}\n"
    found = forecast(base_of(make_base, people, page, {"owners": "any"}), AS_OF, Assumptions(runs=64))
    assert (found.whole.pages, found.left_out) == (1, LeftOut(unknown=1))


def test_what_no_longer_holds_is_left_out_and_counted(make_base):
    """With what is looked at, that makes all pages of the knowledge base, so that any count can be compared."""
    people = "  - {id: a, unit: u, first_day: 2020-01-01, roles: [{role: r}]}\n"
    base = base_of(make_base, people, PAGE.replace("owner: r", "owner: r\nreplaced_by: roles/r"))
    found = forecast(base, AS_OF, Assumptions(runs=64))
    assert (found.whole.pages, found.left_out) == (1, LeftOut(retired=1))
    assert found.whole.pages + sum(found.left_out) == len(base.pages)
