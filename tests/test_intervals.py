"""Proposed review intervals: the formula, what it is made of, and how they are told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett.cli.main import main
from stafett.messages import Words
from stafett.questions.intervals import LEAST_LEAVING, LENGTHS, UNSEEN, change_rate, leaving_rate, longest, proposals
from stafett.questions.onboarding import substance_of
from stafett.reading.load import load
from stafett.reading.page_history import read_histories
from stafett.reports.intervals import why
from test_history import commit, git

DAY = date(2026, 11, 24)
COUNT, YEARS = st.integers(0, 200), st.floats(0, 50)
CRITICALITY = st.sampled_from(["low", "medium", "high"])


def proposed(changes: int, years: float, left: int, worked: float, criticality: str) -> int:
    """The interval for these counts."""
    return longest(change_rate(changes, years) + leaving_rate(left, worked), UNSEEN[criticality])


@given(COUNT, YEARS, COUNT, YEARS, CRITICALITY, st.integers(1, 50))
def test_more_change_more_leaving_or_more_at_stake_never_means_longer(changes, years, left, worked, criticality, more):
    """Whatever the counts are; and what is proposed is always an ordinary length."""
    months = proposed(changes, years, left, worked, criticality)
    assert months in LENGTHS
    assert proposed(changes + more, years, left, worked, criticality) <= months
    assert proposed(changes, years, left + more, worked, criticality) <= months
    assert proposed(changes, years, left, worked, "high") <= months <= proposed(changes, years, left, worked, "low")


@pytest.mark.parametrize(
    ("changes", "years", "left", "worked", "criticality", "months"),
    [
        (0, 0, 0, 20, "high", 6),
        (0, 0, 0, 20, "medium", 12),
        (0, 0, 0, 20, "low", 24),
        (12, 1, 0, 20, "high", 1),
        (3, 2, 3, 10, "medium", 3),
        (0, 10, 0, 50, "low", 24),
    ],
)
def test_the_formula_gives_lengths_that_people_would_set(changes, years, left, worked, criticality, months):
    """A few that the documentation speaks of."""
    assert proposed(changes, years, left, worked, criticality) == months


def page(body: str = "Text.", **fields: str) -> str:
    """A page with front matter."""
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"---\ntitle: A\nowner: boss\n{lines}---\n# A\n\n{body}\n"


PEOPLE = """
units: [{id: hq, name: Head office}]
people:
  - {id: p-1, unit: hq, first_day: 2021-01-01, last_day: 2022-12-31, roles: [{role: boss}]}
  - {id: p-2, unit: hq, first_day: 2023-01-01, last_day: 2024-12-31, roles: [{role: boss}]}
  - {id: p-3, unit: hq, first_day: 2025-01-01, roles: [{role: boss}]}
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Two years of history: one page that changes every second month, and one that was only written and tidied."""
    folder = tmp_path_factory.mktemp("kb")
    git(folder, "init", "-q", "-b", "main")
    files = {
        "stafett.yml": "language: en\ndefaults: {article: {review_in: 1 year}, role: {review_in: 1 year}}\n",
        "people/a.yml": PEOPLE,
        "docs/roles/boss.md": page(title="Boss", review_in="never").replace("title: A\n", ""),
        "docs/busy.md": page("0", criticality="high"),
        "docs/calm.md": page("Calm text.", criticality="low", review_in="3 months"),
    }
    commit(folder, "2024-11-01", files)
    commit(folder, "2024-11-10", {"docs/busy.md": page("Still being written", criticality="high")})
    for n in range(1, 12):
        day = date(2025 + n // 7, n * 2 % 12 + 1, 5)
        commit(folder, str(day), {"docs/busy.md": page(str(n), criticality="high")})
    tidied = page("Calm  text.", criticality="low", review_in="3 months")
    commit(folder, "2025-06-01", {"docs/calm.md": tidied})
    return folder


def found(root):
    """The proposals by the names of the pages, in their order."""
    base = load(root)
    histories = read_histories(root, base, DAY, substance_of)
    return {proposal.page.name: proposal for proposal in proposals(base, DAY, histories)}


def test_a_page_that_changes_much_is_to_be_reviewed_more_often(root):
    """Changes while it is being written, and of its form, count for nothing; the largest difference is first."""
    proposed = found(root)
    assert list(proposed) == ["busy", "calm", "boss"]
    busy, calm, boss = proposed.values()
    assert (busy.changes, calm.changes) == (11, 0)
    assert str(busy.interval) == "1 month"
    assert str(calm.interval) == "2 years"
    assert round(1 / calm.leaving) == 3  # two of three have left, in not quite six years
    assert boss.set_months is None
    assert busy.differs
    assert calm.differs
    assert busy.chance <= UNSEEN["high"]
    assert calm.chance <= UNSEEN["low"]


def test_that_nobody_is_taken_to_stay_for_ever_is_said_as_a_reckoning(root):
    """An owner whom the directory has seen for six years only is not said to stay for ten."""
    calm = found(root)["calm"]
    assert "its owners stay about 3 years" in why(calm, Words("en"))
    assert "its owners stay long (reckoned: 10 years at most)" in why(replace(calm, leaving=LEAST_LEAVING), Words("en"))


def test_the_command_says_what_to_write_and_why(root, capsys):
    """One sentence a page."""
    assert main(["intervals", "-C", str(root), "--as-of", "2026-11-24"]) == 0
    out = capsys.readouterr().out
    assert out == (
        "A (docs/busy.md)\n"
        "  now 1 year; write `review_in: 1 month`\n"
        "  It was changed 11 times in 24 months, its owners stay about 3 years, and high criticality lets at\n"
        "  most 30 % of such things go unseen.\n"
        "\n"
        "A (docs/calm.md)\n"
        "  now 3 months; write `review_in: 2 years`\n"
        "  It was changed 0 times in 24 months, its owners stay about 3 years, and low criticality lets at\n"
        "  most 70 % of such things go unseen.\n"
        "\n"
        "2 proposals; 1 page is exempt.\n"
    )
    assert main(["intervals", "calm", "-C", str(root), "--as-of", "2026-11-24", "--format", "json"]) == 0
    (value,) = json.loads(capsys.readouterr().out)
    assert (value["proposed"], value["review_in"], value["changes"]) == ("2 years", "3 months", 0)


def test_what_is_said_of_several_pages_is_said_once(make_root, capsys):
    """In the reader's language, but for what is to be written."""
    files = {f"docs/{name}.md": page().replace("title: A", f"title: {name.upper()}") for name in "abc"}
    root = make_root(files, {"language": "sv", "owners": "any", "defaults": {"article": {"review_in": "1 year"}}})
    assert main(["intervals", "-C", str(root), "--as-of", "2026-11-24"]) == 0
    told, _, rest = capsys.readouterr().out.partition("\n\n")
    assert told.splitlines()[:4] == [
        "A (docs/a.md)",
        "B (docs/b.md)",
        "C (docs/c.md)",
        "  nu 1 år; skriv `review_in: 9 months`",
    ]
    assert rest.startswith("3 förslag")


def test_without_git_it_says_so_and_proposes_nothing_longer(make_root, capsys):
    """That nothing is known of a page is no reason to look at it more seldom."""
    files = {
        "docs/a.md": page(criticality="low", review_in="3 months"),
        "docs/b.md": page(criticality="high", review_in="2 years"),
        "docs/c.md": page(),
    }
    root = make_root(files, {"owners": "any"})
    assert main(["intervals", "-C", str(root), "--as-of", "2026-11-24"]) == 0
    out = capsys.readouterr().out
    assert "docs/a.md" not in out
    assert "now 2 years; write `review_in: 3 months`" in out
    assert "now none; write `review_in: 9 months`" in out
    assert "There is no git history here" in out
    assert main(["intervals", "a", "-C", str(root)]) == 0
    assert "now 3 months, which fits" in capsys.readouterr().out
    assert main(["intervals", "nothing", "-C", str(root)]) == 2
