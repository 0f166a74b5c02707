"""The questions that the site asks: who owns what, what is due, what replaced what, which areas there are."""

from __future__ import annotations

from datetime import date

from stafett.model import Status
from stafett.questions.areas import areas
from stafett.questions.chains import chains
from stafett.questions.due import due
from stafett.questions.ownership import Standing, answer, ownership
from stafett.questions.page_list import rows

DAY = date(2026, 11, 24)
PEOPLE = """
units: [{id: u, name: U}]
people:
  - {id: p-1, unit: u, first_day: 2020-01-01, roles: [{role: boss, from: 2020-01-01}]}
  - {id: p-2, unit: u, first_day: 2020-01-01, last_day: 2026-05-31, roles: [{role: clerk, from: 2020-01-01}]}
"""


def page(title: str, **fields: str) -> str:
    """A page with front matter."""
    lines = "\n".join(f"{key.replace('_by', '-by')}: {value}" for key, value in fields.items())
    return f"---\ntitle: {title}\n{lines}\n---\n# {title}\n"


ROLES = {
    "docs/roles/boss.md": page("Boss", owner="boss"),
    "docs/roles/clerk.md": page("Clerk", owner="boss"),
    "people/a.yml": PEOPLE,
}


def test_a_role_that_somebody_holds_is_held(make_base):
    """The answer leads to the role guide, and tells that somebody is there."""
    found = answer(make_base(ROLES), "boss", DAY)
    assert (found.standing, found.role.title, found.reachable) == (Standing.HELD, "Boss", True)


def test_a_role_whose_last_holder_left_is_vacant_since_the_day_after(make_base):
    """The vacancy begins on the day after the last holder's last day."""
    base = make_base(ROLES)
    found = answer(base, "clerk", DAY)
    assert (found.standing, found.since, found.reachable) == (Standing.VACANT, date(2026, 6, 1), False)
    assert answer(base, "clerk", date(2026, 6, 1)).since == date(2026, 6, 1), "on its first day, too"


def test_a_role_whose_only_holder_is_on_leave_is_vacant_since_the_leave_began(make_base):
    """Nobody can ask them; once they are back they hold it as before, and have not taken it anew."""
    away = PEOPLE.replace("first_day: 2020-01-01, roles", "first_day: 2020-01-01, leave: [{from: 2026-11-01}], roles")
    back = away.replace("from: 2026-11-01", "from: 2026-09-01, until: 2026-11-23")
    pages = {**ROLES, "docs/a.md": page("A", owner="boss", last_reviewed="2026-05-04", review_in="1 year")}
    found = answer(make_base({**pages, "people/a.yml": away}), "boss", DAY)
    assert (found.standing, found.since) == (Standing.VACANT, date(2026, 11, 1))
    base = make_base({**pages, "people/a.yml": back})
    assert answer(base, "boss", DAY).standing is Standing.HELD
    assert base.status(base.by_id["a"], DAY) is Status.CURRENT


def test_somebody_who_comes_back_takes_their_role_anew(make_base):
    """They have not vouched for what happened while they did not work here."""
    again = PEOPLE.replace(
        "first_day: 2020-01-01, roles",
        "first_day: 2026-09-01, earlier: [{first_day: 2020-01-01, last_day: 2026-03-31}], roles",
    )
    files = {**ROLES, "people/a.yml": again}
    base = make_base({**files, "docs/a.md": page("A", owner="boss", last_reviewed="2026-05-04", review_in="1 year")})
    assert answer(base, "boss", date(2026, 6, 1)).since == date(2026, 4, 1)
    assert base.status(base.by_id["a"], DAY) is Status.UNVOUCHED


def test_an_owner_that_nobody_knows_is_unknown_unless_free_text_is_allowed(make_base):
    """Free text stands for itself only where the settings let it."""
    assert answer(make_base(ROLES), "#team", DAY).standing is Standing.UNKNOWN
    assert answer(make_base(ROLES, {"owners": "any"}), "#team", DAY).standing is Standing.FREE
    assert answer(make_base(ROLES), None, DAY).standing is Standing.MISSING


def test_without_a_directory_no_role_is_vacant(make_base):
    """Nobody can say who holds a role where there is no directory."""
    files = {path: text for path, text in ROLES.items() if not path.startswith("people/")}
    assert answer(make_base(files), "clerk", DAY).reachable


def test_ownership_names_the_unreachable_first(make_base):
    """Owners whom nobody can reach come before the others, and two spellings of one owner are one."""
    base = make_base(
        {
            **ROLES,
            "docs/a.md": page("A", owner="roles/boss"),
            "docs/b.md": page("B", owner="clerk"),
        }
    )
    owned = ownership(base, DAY)
    assert [(item.answer.role.title, [p.title for p in item.pages]) for item in owned] == [
        ("Clerk", ["B"]),
        ("Boss", ["A", "Boss", "Clerk"]),
    ]


def test_due_groups_by_urgency_and_sorts_by_date(make_base):
    """The most urgent status comes first, the longest overdue page first within it."""
    base = make_base(
        {
            "docs/a.md": page("A", owner="x", last_reviewed="2026-01-01", review_in="1 month"),
            "docs/b.md": page("B", owner="x", last_reviewed="2025-01-01", review_in="1 month"),
            "docs/c.md": page("C", owner="x", review_in="1 month"),
            "docs/d.md": page("D", owner="x", last_reviewed="2026-11-20", review_in="1 year"),
        }
    )
    found = due(rows(base, DAY))
    assert {status: [row.page.title for row in group] for status, group in found.items()} == {
        Status.OVERDUE: ["B", "A"],
        Status.NEVER_REVIEWED: ["C"],
    }


def decision(title: str, **fields: str) -> str:
    """A decision."""
    return page(title, status="accepted", date="2026-01-01", owner="x", **fields)


def test_a_chain_is_known_from_either_end(make_base):
    """A replacement counts where only one of the two decisions tells of it; what holds now is at the chain's end."""
    base = make_base(
        {
            "docs/decisions/0001-a.md": decision("A", superseded_by='"0002"'),
            "docs/decisions/0002-b.md": decision("B"),
            "docs/decisions/0003-c.md": decision("C", supersedes='["0002"]'),
        }
    )
    first, second, third = base.of_kind("decision")
    found = chains(base)
    assert found.newer(first) == (second,)
    assert found.older(third) == (second,)
    assert found.holds_now(first) == (third,)
    assert found.holds_now(third) == ()


def test_a_chain_that_bites_its_tail_ends(make_base):
    """Two decisions that replace each other leave nothing that holds, and no endless search."""
    base = make_base(
        {
            "docs/decisions/0001-a.md": decision("A", superseded_by='"0002"'),
            "docs/decisions/0002-b.md": decision("B", superseded_by='"0001"'),
        }
    )
    assert chains(base).holds_now(base.of_kind("decision")[0]) == ()


def test_areas_are_the_first_folders_below_what_all_share(make_base):
    """A page in the shared folder itself belongs to no area."""
    base = make_base(
        {
            "processes/a.md": page("A", owner="x"),
            "processes/it/b.md": page("B", owner="x"),
            "processes/it/deep/c.md": page("C", owner="x"),
            "processes/hr/d.md": page("D", owner="x"),
        }
    )
    found = areas(base.of_kind("process"))
    assert {area: [p.title for p in pages] for area, pages in found.items()} == {
        "": ["A"],
        "hr": ["D"],
        "it": ["B", "C"],
    }
    assert areas(()) == {}
