"""How long owners hold their roles, how long roles stand empty, and what of it is told year by year."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import Words
from stafett.model import Directory, Page, PathsDone, Person, Spell, Tenure, Unit
from stafett.questions.owner_tenure import Held, owned_by, owners
from stafett.questions.small_units import SMALL
from stafett.questions.staff_history import Paths, staff_history
from stafett.reports.staff_history import staff_lines, staff_value
from stafett.reports.turnover_chart import turnover_chart
from stafett.settings import Settings
from stafett.site.safety.svg import is_inert

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
AS_OF = date(2026, 11, 24)
A_DAY = timedelta(days=1)


def page(path, kind="process", **values):
    """A page of those values."""
    return Page(path, path.removesuffix(".md"), kind, path, path, "", values)


ROLE = page("roles/agare.md", "role")


def base_of(*people, pages=None, units=()):
    """A knowledge base in which a page is owned by the role `agare`."""
    directory = Directory({p.id: p for p in people}, {unit.id: unit for unit in units}, present=True)
    return KnowledgeBase(Settings(), (ROLE, *(pages or [page("a.md", owner="agare")])), directory)


def holder(id_, *times, first="2015-01-01", last=None, **more):
    """Somebody who holds the role in each of the times, as two ISO dates; an empty one leaves a side open."""
    days = [tuple(date.fromisoformat(day) if day else None for day in time) for time in times]
    roles = tuple(Tenure("agare", *time) for time in days)
    return Person(id_, "u", date.fromisoformat(first), last and date.fromisoformat(last), roles=roles, **more)


def told(base, start, end):
    """What became of the owners, as plain numbers."""
    found = owners(owned_by(base), start, end)
    return (found.so_far.days, found.ended.days, found.followed, found.filled.days, found.open.days)


def test_a_handover_the_day_after_is_no_vacancy():
    """The next one begins on the day after the last one's last day."""
    base = base_of(holder("a", ("2024-12-30", "2025-03-31")), holder("b", ("2025-04-01", "")))
    assert told(base, *YEAR) == ((275,), (92,), 1, (), ())


def test_a_gap_is_a_vacancy_of_the_year_in_which_it_is_filled():
    """Nobody from the 1st to the 14th of January."""
    base = base_of(holder("a", ("2024-01-01", "2024-12-31")), holder("b", ("2025-01-15", "")))
    assert told(base, *YEAR)[2:] == (0, (14,), ())
    assert told(base, date(2024, 1, 1), date(2024, 12, 31))[1:] == ((366,), 0, (), ())


def test_a_vacancy_that_goes_on_is_never_told_as_if_it_had_ended():
    """Also where the next one is known to come later."""
    base = base_of(holder("a", ("2024-01-01", "2025-12-21")), holder("b", ("2026-02-01", "")))
    assert told(base, *YEAR)[3:] == ((), (10,))


def test_a_second_holder_lets_no_vacancy_begin():
    """The role was held the day after."""
    base = base_of(holder("a", ("2024-01-01", "2025-06-30")), holder("b", ("2025-01-01", "")))
    assert told(base, *YEAR)[1:] == ((547,), 1, (), ())


def test_leave_ends_no_time_in_a_role():
    """It is still theirs when they are back."""
    away = holder("a", ("2024-12-31", ""), leave=(Spell(date(2025, 2, 1), date(2025, 8, 31)),))
    assert told(base_of(away), *YEAR) == ((366,), (), 0, (), ())


def test_who_comes_back_holds_the_role_anew():
    """The time between was a vacancy."""
    back = holder("a", ("", ""), first="2025-03-01", earlier=(Spell(date(2020, 1, 1), date(2025, 1, 31)),))
    found = told(base_of(back), *YEAR)
    assert found == ((306,), (1858,), 0, (28,), ())


def test_two_words_for_one_owner_are_one():
    """By its id and by the last part of it; a page without owner, or with one that means nobody, adds none."""
    pages = [page(f"{n}.md", owner=owner) for n, owner in enumerate(("agare", "roles/agare", None, "?", "a"))]
    base = base_of(holder("a", ("2024-01-01", "")), pages=pages)
    day = date(2024, 1, 1).toordinal()
    assert [times[0].start for times in owned_by(base)] == [day, date(2015, 1, 1).toordinal()]
    assert owned_by(base)[0] == (Held(day, date.max.toordinal() + 1),)


days = st.dates(date(2024, 11, 1), date(2026, 2, 28))


@settings(max_examples=40)
@given(st.lists(st.tuples(days, st.none() | days), max_size=4), days, days)
def test_the_numbers_are_those_of_counting_day_by_day(times, one, other):
    """Each holding looked at day by day; who holds is asked of each day anew."""
    start, end = min(one, other), max(one, other)
    times = [(first, last) for first, last in times if last is None or first <= last]
    people = [Person(f"p{n}", "u", date(2020, 1, 1), roles=(Tenure("agare", *time),)) for n, time in enumerate(times)]

    def held(day):
        return [n for n, (first, last) in enumerate(times) if first <= day and (last is None or day <= last)]

    so_far, ended, followed, filled, empty, lengths = [], [], 0, [], None, {}
    day = date(2024, 10, 31)
    while day <= end:
        day += A_DAY
        now, before = held(day), held(day - A_DAY)
        for n in before:
            lengths[n] = lengths.get(n, 0) + 1
            if n not in now and start <= day - A_DAY:
                ended.append(lengths[n])
                followed += bool(now)
        if day > end:
            so_far = [lengths[n] for n in before]
            break
        if now and empty and start <= day:
            filled.append(empty)
        empty = None if now else (empty or 0) + 1 if before or empty else None
    expected = (sorted(so_far), sorted(ended), followed, sorted(filled), [empty] if empty else [])
    assert tuple(list(n) if isinstance(n, tuple) else n for n in told(base_of(*people), start, end)) == expected


def test_years_are_told_from_the_first_that_a_leaving_is_known_for():
    """A year that begins before the first known leaving would look too good; the last twelve months are always told."""
    people = [Person(f"p{n}", "u", date(2010, 1, 1), date(year, 3, 1)) for n, year in enumerate((2023, 2025, 2026))]
    found = staff_history(base_of(*people, Person("q", "u", date(2010, 1, 1))), AS_OF)
    assert [(year.start, year.end, year.turnover.leavers, year.partial) for year in found.years] == [
        (date(2024, 1, 1), date(2024, 12, 31), 0, False),
        (date(2025, 1, 1), date(2025, 12, 31), 1, False),
        (date(2025, 11, 25), AS_OF, 1, False),
    ]
    new = staff_history(base_of(Person("q", "u", date(2010, 1, 1))), date(2024, 2, 29))
    assert [(year.start, year.end, year.partial) for year in new.years] == [(date(2023, 3, 1), date(2024, 2, 29), True)]


def test_units_are_told_as_branches_and_the_small_ones_together():
    """Of two branches one is too small to be told of on its own."""
    units = (Unit("top", "Top"), Unit("n", "Norr", "top"), Unit("n1", "N1", "n"), Unit("s", "Syd", "top"))
    people = [
        Person(f"p{n}", "s" if n == 9 else "n1", date(2010, 1, 1), date(2026, 5, 1) if n < 3 else None)
        for n in range(10)
    ]
    found = staff_history(base_of(*people, units=units), AS_OF)
    assert [(branch.id, branch.years[AS_OF].leavers) for branch in found.branches] == [(SMALL, 3)]
    more = [Person(f"q{n}", "s", date(2010, 1, 1)) for n in range(5)]
    found = staff_history(base_of(*people, *more, units=units), AS_OF)
    assert [(branch.name, branch.years[AS_OF].leavers) for branch in found.branches] == [("Norr", 3), ("Syd", 0)]


def test_what_units_report_of_paths_is_averaged_over_newcomers():
    """Fewer than three newcomers could be somebody, and are not told."""
    units = (
        Unit("a", "A", paths_done=(PathsDone(date(2026, 6, 30), 4, 90), PathsDone(date(2024, 6, 30), 2, 300))),
        Unit("b", "B", paths_done=(PathsDone(date(2026, 3, 31), 1, 100),)),
    )
    people = [Person("q", "a", date(2010, 1, 1)), Person("p", "a", date(2010, 1, 1), date(2023, 12, 31))]
    found = staff_history(base_of(*people, units=units), AS_OF)
    assert [year.paths for year in found.years] == [None, None, Paths(5, pytest.approx(92))]


def test_without_a_directory_nothing_is_told():
    """Nobody can say who has left."""
    assert staff_history(KnowledgeBase(Settings(), (ROLE,)), AS_OF) is None


def test_region_2_comes_before_region_10():
    """Names with numbers are in the order in which people count."""
    units = (Unit("top", "Top"), *(Unit(f"r{n}", f"Region {n}", "top") for n in (10, 2)))
    people = [Person(f"p{n}", f"r{(2, 10)[n % 2]}", date(2010, 1, 1)) for n in range(8)]
    found = staff_history(base_of(*people, units=units), AS_OF)
    assert [branch.name for branch in found.branches] == ["Region 2", "Region 10"]


def organisation():
    """Three years of an organisation of two branches, in which three leave every year, and newcomers are reported."""
    units = (
        Unit("top", "Top"),
        Unit("n", "Norr <b>", "top", paths_done=(PathsDone(date(2026, 6, 30), 4, 90),)),
        Unit("s", "Syd", "top"),
    )
    people = [
        Person(f"person-{n}", unit, date(2015, 1, 1), date(year, 3, 1 + n % 5), name=f"Name {n}")
        for n, (unit, year) in enumerate((unit, year) for unit in "ns" for year in (2023, 2024, 2025, 2026) * 3)
    ]
    stay = [Person(f"stays-{n}", "ns"[n % 2], date(2015, 1, 1), name="Stays") for n in range(12)]
    return base_of(*people, *stay, holder("a", ("2020-01-01", "2025-03-31")), units=units)


def test_the_history_is_told_in_text_and_json_without_a_name():
    """For people and for dashboards; a median of fewer than three is nobody's business."""
    found = staff_history(organisation(), AS_OF)
    text = "\n".join(staff_lines(found, Words("en")))
    assert " 41 %  Last 12 months: 6 left, 15 employed on average, 0 came" in text
    assert "30 %  2025: 6 left" in text
    assert "times that ended: 1, after –; somebody there the next day: 0 of 1" in text
    assert "newcomers at the end of their path, by what units report: 4, on average after 90 days" in text
    value = json.dumps(staff_value(found))
    assert '"ended": 1, "median_days_ended": null' in value
    assert not [name for name in ("person-", "Name", "Stays", "stays-") if name in text + value]
    assert list(staff_lines(None, Words("en"))) == []
    assert staff_value(None) is None


def test_the_picture_of_turnover_only_draws_and_says_what_it_shows():
    """A bar for each year; with one year there is nothing to compare."""
    found = staff_history(organisation(), AS_OF)
    picture = turnover_chart(found.years, Words("en"))
    assert is_inert(picture.encode())
    assert picture.count("<rect") == len(found.years) == 3
    assert "2024 23 %, 2025 30 %, Last 12 months 41 %." in picture
    assert turnover_chart(found.years[:1], Words("en")) == ""


def test_the_first_day_of_the_calendar_has_a_history_of_one_day():
    """No year lies before it."""
    base = KnowledgeBase(Settings(), directory=Directory({"a": Person("a", "norr", None)}, present=True))
    history = staff_history(base, date.min)
    assert history is not None
    assert [(year.start, year.end) for year in history.years] == [(date.min, date.min)]
