"""Years of joiners, movers, leavers and returners with real handovers, checked against plain recomputations."""

import sys
from collections import Counter
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import REPOSITORY, write_files
from stafett.handing_over import hand_over_files, touched
from stafett.handover_plan import Plan
from stafett.questions.handover import hand_over
from stafett.questions.ownership import vacant_since
from stafett.questions.turnover import Turnover, by_unit
from stafett.reading.load import load

sys.path.append(str(REPOSITORY / "benchmarks"))

from oracle import World
from organisation import organisation
from years import years
from years_check import Checker
from years_world import page_differs, people_differ

A_DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """A small organisation after half a year with a leap day: its folder, what was wrong, and what was done."""
    root = tmp_path_factory.mktemp("years") / "organisation"
    organisation(root, people=90, regions=2, pages=140, seed=4, as_of=date(2027, 10, 24))
    wrong, counts = years(root, 6, seed=4, start=date(2027, 11, 1))
    return root, wrong, counts


def test_after_each_month_every_answer_is_that_of_looking_at_each_day(lived):
    """Pages that name somebody who has left have a finding, and nothing changed that should not."""
    _, wrong, counts = lived
    assert wrong == []
    assert counts["leavers"] > 5
    assert counts["handovers"] > 2
    assert counts["returned"] > 0
    assert counts["compared: holders"] > 100
    assert counts["files compared byte for byte"] > 2


def test_a_wrong_answer_is_told(lived):
    """The check is not one that everything passes."""
    root, *_ = lived
    world = World(root)
    world.read()
    run = SimpleNamespace(base=load(root), world=world, wrong=[], counts=Counter(), passed=[])
    day = date(2028, 4, 30)
    page = next(path for path, what in world.pages.items() if world.status(path, day) == "current")
    world.pages[page]["last_reviewed"] = "2020-01-01"
    Checker(run).pages(run.base, world, day)
    assert run.wrong == [f"status of {page} on 2028-04-30: told current, is overdue"]


def test_what_a_handover_may_not_change_is_seen():
    """A review, a page's text, another person's record."""
    page = b"---\nowner: a\nraci:\n  responsible: [a]\nlast_reviewed: 2026-01-01\n---\n# T\n"
    assert page_differs(page, page.replace(b"owner: a", b"owner: b\nowner_since: 2027-01-01")) == ""
    assert page_differs(page, page.replace(b"2026-01-01", b"2027-01-01")) == "other fields have changed"
    assert page_differs(page, page.replace(b"# T", b"# U")) == "its text has changed"
    people = b"people:\n  - id: p-1\n    unit: u\n  - id: p-2\n    unit: u\n    name: B\n"
    found = SimpleNamespace(people={"p-2": None}, units={})
    assert people_differ(people, people + b"    last_day: 2027-01-01\n", found) == ""
    assert people_differ(people, people.replace(b"name: B", b"name: C"), found) == "['name'] of p-2 have changed"
    changed = people.replace(b"p-1\n    unit: u", b"p-1\n    unit: v")
    assert people_differ(people, changed, found) == "the record p-1 has changed"


PAGE = "---\ntitle: T\nowner: {}\nlast_reviewed: {}\nreviewed_by: {}\nreview_in: 1 year\n---\n# T\n"
around = st.dates(date(2028, 2, 25), date(2028, 3, 4))


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(last=around, gap=st.integers(0, 3), back=st.none() | st.integers(2, 5), reviewed=around)
def test_handovers_about_a_leap_day_are_right_on_every_day(last, gap, back, reviewed, tmp_path_factory):
    """The same day, the next or later; and the leaver may come back after some days."""
    root = tmp_path_factory.mktemp("leap")
    write_files(
        root,
        {
            "stafett.yml": "language: en\ndefaults: {article: {review_in: 1 year}, role: {review_in: 1 year}}\n",
            "docs/roles/r.md": PAGE.format("r", reviewed, "r"),
            "docs/a.md": PAGE.format("p-1", reviewed, "p-1"),
            "people/all.yml": "units:\n  - id: u\n    name: U\n    head: p-1\npeople:\n"
            "  - id: p-1\n    unit: u\n    first_day: 2024-02-29\n    roles:\n      - {role: r, from: 2024-02-29}\n"
            "  - id: p-2\n    unit: u\n    first_day: 2025-01-01\n",
        },
    )
    start = last + gap * A_DAY
    base = load(root)
    found = hand_over(base, Plan("p-1", last, "p-2", start, leaves=True), date(2028, 2, 20), partial=True)
    assert found.refusals == ()
    held = {path: (root / path).read_bytes() for path in touched(found)}
    write_files(root, hand_over_files(found, held).contents)
    if back:
        path, first = root / "people/all.yml", last + back * A_DAY
        text = path.read_text().replace("first_day: 2024-02-29", f"first_day: {first}", 1)
        text = text.replace(f"    last_day: {last}\n", f"    earlier: [{{first_day: 2024-02-29, last_day: {last}}}]\n")
        path.write_text(text)
    base, world = load(root), World(root)
    world.read()
    for day in (date(2028, 2, 24) + n * A_DAY for n in range(18)):
        for name in ("r", "p-1", "p-2"):
            assert [person.id for person in base.holders(name, day)] == world.holders(name, day), (name, day)
            if not world.holders(name, day):
                assert vacant_since(base, name, day) == world.vacant_since(name, day), (name, day)
        for page in base.pages:
            assert str(base.status(page, day)) == world.status(page.path, day), (page.path, day)
        plain = {unit: Turnover(day, day + 3 * A_DAY, *n) for unit, n in world.turnover(day, day + 3 * A_DAY).items()}
        assert by_unit(base, day, day + 3 * A_DAY) == plain
