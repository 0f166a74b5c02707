"""What in the directory cannot be right, recomputed day by day and step by step on small made ones."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from stafett.model import Directory, Person, Spell, Tenure, Unit
from stafett.questions.directory_faults import circles, contradictions, headless, orphans

FIRST = date(2024, 2, 26)
DAYS = [FIRST + timedelta(days=number) for number in range(10)]
NAMES = "abcdef"
day = st.sampled_from(DAYS)
some_day = st.none() | day
spells = st.lists(st.builds(Spell, day, some_day), max_size=3).map(tuple)
tenures = st.lists(st.builds(Tenure, st.sampled_from("xy"), some_day, some_day), max_size=4).map(tuple)
trees = st.fixed_dictionaries({name: st.none() | st.sampled_from(NAMES + "?") for name in NAMES})


def person(**fields: object) -> Person:
    """Somebody with these dates and no others."""
    return Person("p", "u", FIRST, **fields)


def twice(held: list[Spell]) -> bool:
    """Whether a day lies in two of them; open sides reach one day beyond the days that are drawn."""
    around = [DAYS[0] - timedelta(days=1), *DAYS, DAYS[-1] + timedelta(days=1)]
    return any(sum(spell.covers(day) for spell in held) > 1 for day in around)


def backwards(spell: Spell) -> bool:
    """Whether it ends before it begins."""
    return bool(spell.start and spell.end and spell.end < spell.start)


@given(tenures, spells)
def test_dates_are_at_odds_where_a_day_counts_twice_or_the_end_comes_first(roles, leave):
    """Day by day, for each role and for leave."""
    told = list(contradictions(Directory({"p": person(roles=roles, leave=leave)})))
    lists = [[Spell(t.start, t.end) for t in roles if t.role == role] for role in "xy"] + [list(leave)]
    wrong = [spell for held in lists for spell in held if backwards(spell)]
    overlaps = [held for held in lists if twice([spell for spell in held if not backwards(spell)])]
    assert len([fault for fault in told if "before" in fault.message]) == len(wrong)
    assert len({fault.values["role"] for fault in told if "twice" in fault.message}) == len(overlaps)


@given(trees)
def test_each_circle_of_units_is_told_once(parents):
    """A unit is in a circle where following the parents leads back to it."""
    units = {name: Unit(name, name, parent) for name, parent in parents.items()}
    inside = set()
    for name in units:
        at = parents.get(name)
        for _ in units:
            if at == name:
                inside.add(name)
            at = parents.get(at or "")
    told = list(circles(units))
    assert sorted(name for circle in told for name in circle) == sorted(inside)
    assert all(
        parents[one] == other for circle in told for one, other in zip(circle, (*circle[1:], circle[0]), strict=True)
    )
    assert [unit.id for unit in orphans(units)] == [name for name in units if parents[name] == "?"]


@given(trees, st.lists(st.sampled_from(NAMES), max_size=4), st.lists(st.sampled_from(NAMES), min_size=1, max_size=6))
def test_a_unit_needs_a_head_where_somebody_works_in_it_or_below(parents, places, led):
    """Asked for each unit by going up from each person."""
    people = {f"p{number}": Person(f"p{number}", unit, FIRST) for number, unit in enumerate(places)}
    heads = {**dict.fromkeys(led[: len(led) // 2], "p0"), led[-1]: "gone"}
    units = {name: Unit(name, name, parent, heads.get(name)) for name, parent in parents.items()}
    peopled = set()
    for unit in places:
        at: str | None = unit
        for _ in range(len(NAMES) + 1):
            peopled |= {at} & set(units)
            at = parents.get(at or "")
    expected = [name for name in units if name in peopled and not (heads.get(name) == "p0" and people)]
    assert [unit.id for unit in headless(Directory(people, units), DAYS[5])] == expected
