"""Who answers in the time ahead: against a look at every single day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Directory, Page, Person, Spell, Tenure
from stafett.questions.cover import AHEAD, Cover
from stafett.settings import Settings

DAY = date(2028, 2, 1)  # a leap year, a Tuesday
ROLE = Page("docs/roles/r.md", "roles/r", "role", "R", "r.md", "", {"owner": "r"})
DAYS = st.integers(-20, 75).map(lambda n: DAY + timedelta(days=n))
SPELLS = st.builds(lambda a, b: Spell(min(a, b), max(a, b)), DAYS, DAYS)
OPEN = st.builds(Spell, DAYS, st.none())


@st.composite
def people(draw):
    """Up to four people who hold the role for a while, some of them with leave."""
    return [
        Person(
            f"p-{n}",
            "u",
            DAY - timedelta(days=30),
            draw(st.none() | DAYS),
            roles=(Tenure("r", *draw(SPELLS | OPEN)),),
            leave=tuple(draw(st.lists(SPELLS | OPEN, max_size=2))),
        )
        for n in range(draw(st.integers(1, 4)))
    ]


def first_gap_by_day(base):
    """The first gap after a held day, from today to the horizon: every day is looked at; (first, last) or None."""
    until = DAY + timedelta(days=AHEAD.count + 1)
    day = DAY
    while day <= until and base.holders("r", day):
        day += timedelta(days=1)
        last = day
        while not base.holders("r", last) and last < DAY + timedelta(days=200):
            last += timedelta(days=1)
        weekend = (
            last > day
            and (last - day).days <= 2
            and all((day + timedelta(days=n)).weekday() >= 5 for n in range((last - day).days))
        )
        if weekend:
            day = last
        elif last > day:
            break
    else:
        return None
    if day == DAY or day > until:
        return None
    return (day, None if last == DAY + timedelta(days=200) else last - timedelta(days=1))


@settings(max_examples=120)
@given(people())
def test_the_first_gap_is_what_looking_at_every_day_finds(those):
    """Whoever comes, goes, overlaps or is on leave: the same first and last day, or none."""
    base = KnowledgeBase(Settings(), (ROLE,), Directory({person.id: person for person in those}, present=True))
    found = Cover(base, DAY).gap("r")
    assert (found and (found.first, found.last)) == first_gap_by_day(base)


@settings(max_examples=60)
@given(people())
def test_a_vacancy_is_told_on_every_day_on_which_nobody_is_there(those):
    """From the day after the last on which somebody was; weekends between two holders apart."""
    base = KnowledgeBase(Settings(), (ROLE,), Directory({person.id: person for person in those}, present=True))
    for number in range(0, 70, 7):
        day = DAY + timedelta(days=number)
        vacancy = Cover(base, day).vacancy("r")
        held = [n for n in range(-31, number) if base.holders("r", DAY + timedelta(days=n))]
        since = DAY + timedelta(days=held[-1] + 1) if held else date.min
        assert (vacancy and vacancy.first) == (None if base.holders("r", day) else since)


def test_who_holds_a_role_is_told_right_also_after_many_other_days(make_base):
    """What was found is kept for a few days at a time, and never another day's answer."""
    people = "{id: p-1, roles: [{role: r, until: 2026-05-10}]}, {id: p-2, roles: [{role: r, from: 2026-05-06}]}"
    files = {"docs/roles/r.md": "---\ntitle: R\nowner: r\n---\n", "people/all.yml": f"people: [{people}]\n"}
    base = make_base(files)
    days = [date(2026, 5, day) for day in range(1, 20)]
    expected = [
        [name for name, here in (("p-1", day <= date(2026, 5, 10)), ("p-2", day >= date(2026, 5, 6))) if here]
        for day in days
    ]
    for _ in range(2):
        assert [[person.id for person in base.holders("r", day)] for day in days] == expected
