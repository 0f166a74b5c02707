"""Intervals, due dates and review status."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from stafett.dates import NEVER, UNITS, Interval, add, parse_interval, review_status, soon_from
from stafett.model import Status

DAYS = st.dates(date(1900, 1, 1), date(2400, 12, 31))
LONGEST = {"day": 36_600, "week": 5_300, "month": 1_200, "year": 100}
INTERVALS = st.sampled_from(UNITS).flatmap(
    lambda unit: st.builds(Interval, st.integers(1, LONGEST[unit]), st.just(unit))
)
A_MONTH = Interval(30, "day")


@given(DAYS, INTERVALS)
def test_adding_agrees_with_another_calendar(day, interval):
    """Days, weeks, months and years come to the same day as dateutil has."""
    assert add(day, interval) == day + relativedelta(**{f"{interval.unit}s": interval.count})


@given(DAYS, st.integers(1, 1200))
def test_adding_months_keeps_the_day_or_clamps_to_the_months_end(day, months):
    """The day of the month is the same, or the last day of a month that is shorter."""
    after = add(day, Interval(months, "month"))
    assert after.day == day.day or (after.day < day.day and (after + timedelta(days=1)).day == 1)
    assert (after.year - day.year) * 12 + after.month - day.month == months


@given(DAYS, DAYS, INTERVALS)
def test_a_later_review_is_never_due_earlier(one, other, interval):
    """Adding keeps the order of days."""
    earlier, later = sorted((one, other))
    assert add(earlier, interval) <= add(later, interval)


@given(st.dates(date(1900, 1, 1), date(2400, 12, 31)), INTERVALS, st.data())
def test_a_page_is_due_soon_from_the_day_on_which_it_first_is(due, due_soon, data):
    """Before that day the interval does not reach the due date, and from it on it does."""
    first = soon_from(due, due_soon)
    day = data.draw(st.just(first) | st.just(first - timedelta(days=1)) | st.dates(date(1900, 1, 1), due))
    assert (add(day, due_soon) >= due) == (day >= first)


@given(st.dates())
def test_nothing_is_due_soon_where_the_interval_is_never(due):
    """And a date near the calendar's beginning does not fail."""
    assert soon_from(due, NEVER) is None
    assert soon_from(due, Interval(100, "year")) <= due


@given(st.dates(), INTERVALS)
def test_adding_never_raises(day, interval):
    """A day after the calendar's end becomes the calendar's end."""
    assert day < add(day, interval) <= date.max or add(day, interval) == date.max


@pytest.mark.parametrize(
    ("day", "interval", "due"),
    [
        (date(2025, 8, 31), Interval(6, "month"), date(2026, 2, 28)),
        (date(2023, 8, 31), Interval(6, "month"), date(2024, 2, 29)),
        (date(2024, 2, 29), Interval(1, "year"), date(2025, 2, 28)),
        (date(2024, 2, 29), Interval(4, "year"), date(2028, 2, 29)),
        (date(2025, 1, 31), Interval(1, "month"), date(2025, 2, 28)),
        (date(2025, 12, 31), Interval(2, "month"), date(2026, 2, 28)),
        (date(2025, 12, 31), Interval(1, "day"), date(2026, 1, 1)),
        (date(9999, 12, 1), Interval(1, "month"), date.max),
        (date(2025, 1, 1), NEVER, None),
    ],
)
def test_adding_by_example(day, interval, due):
    """The cases that people argue about."""
    assert add(day, interval) == due


@given(INTERVALS | st.just(NEVER))
def test_an_interval_reads_back_as_it_is_written(interval):
    """Writing and reading an interval gives the same one."""
    assert parse_interval(str(interval)) == interval


@given(st.text(max_size=20) | st.from_regex(r"\d{1,7} ?[a-z]{1,7}", fullmatch=True))
def test_any_text_is_an_interval_within_bounds_or_none(text):
    """Reading an interval never raises, and an interval is at least a day and at most a hundred years."""
    interval = parse_interval(text)
    assert interval is None or interval == NEVER or 1 <= interval.count <= LONGEST[interval.unit]


@pytest.mark.parametrize(
    "text",
    "| |6|months|6months|0 days|-1 day|6 mnths|1.5 years|101 years|٣ days|1e3 days|6 months ago|6 s|99999999999 days|"
    "+6 months|1_0 days|²3 days".split("|"),
)
def test_what_is_no_interval(text):
    """Neither guesses nor numbers of another script are taken."""
    assert parse_interval(text) is None


@pytest.mark.parametrize(("text", "written"), [("1 day", "1 day"), ("6 MONTHS", "6 months"), ("1 years", "1 year")])
def test_what_is_an_interval(text, written):
    """Case and the plural s do not matter."""
    assert str(parse_interval(text)) == written


def status(as_of, reviewed, interval, *, unvouched=False):
    """The status with a month as what is soon."""
    return review_status(as_of, reviewed, interval, unvouched=unvouched, due_soon=A_MONTH)


REVIEWED, HALF_YEAR, DUE = date(2025, 11, 1), Interval(6, "month"), date(2026, 5, 1)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (DUE + timedelta(days=1), Status.OVERDUE),
        (DUE, Status.DUE_SOON),
        (DUE - timedelta(days=30), Status.DUE_SOON),
        (DUE - timedelta(days=31), Status.CURRENT),
        (REVIEWED - timedelta(days=1), Status.CURRENT),
    ],
)
def test_status_by_day(as_of, expected):
    """Overdue is strictly after the due date; soon begins at exactly thirty days."""
    assert status(as_of, REVIEWED, HALF_YEAR) is expected


def test_the_first_status_that_fits_counts():
    """Exempt and never reviewed go before overdue, which goes before unvouched, which goes before soon."""
    assert status(DUE, None, NEVER, unvouched=True) is Status.EXEMPT
    assert status(DUE, None, HALF_YEAR) is Status.NEVER_REVIEWED
    assert status(DUE + timedelta(days=1), REVIEWED, HALF_YEAR, unvouched=True) is Status.OVERDUE
    assert status(DUE, REVIEWED, HALF_YEAR, unvouched=True) is Status.UNVOUCHED


def test_without_an_interval_nobody_knows():
    """A page whose interval is unknown is never overdue, and not current either."""
    assert status(date(2099, 1, 1), REVIEWED, None) is None
    assert status(date(2099, 1, 1), REVIEWED, None, unvouched=True) is Status.UNVOUCHED
    assert status(date(2099, 1, 1), None, None) is Status.NEVER_REVIEWED


@given(st.dates(), st.none() | st.dates(), st.none() | INTERVALS | st.just(NEVER), st.booleans(), INTERVALS)
def test_status_never_raises_and_overdue_means_due_before_today(as_of, reviewed, interval, unvouched, soon):
    """On any days at all, a page is overdue exactly where its due date lies before the day asked about."""
    result = review_status(as_of, reviewed, interval, unvouched=unvouched, due_soon=soon)
    due = add(reviewed, interval) if reviewed and interval else None
    assert (result is Status.OVERDUE) == (due is not None and due < as_of)
