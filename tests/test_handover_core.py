"""What a handover changes: every question of who answers for what, on the days around it."""

from datetime import date

import pytest

from stafett.handover_plan import HeadTo, Merge, Move, PageTo, Plan, RoleTo
from stafett.messages import Words
from stafett.model import Status, Tenure, Unit
from stafett.questions.handover import hand_over

TODAY = date(2026, 11, 24)
LAST = date(2026, 12, 31)
NEXT = date(2027, 1, 1)
ENGLISH = Words("en")
ROLE = "---\ntitle: {}\nowner: boss\nlast_reviewed: 2026-10-01\nreview_in: 1 year\n---\n# R\n"
PAGE = "---\ntitle: T\nowner: {owner}\ndeputy: {deputy}\nlast_reviewed: 2026-10-01\nreviewed_by: {owner}\nreview_in: 1 year\n{more}---\n# T\n"  # noqa: E501 (a page)
PEOPLE = """units:
  - {id: hq, name: HQ, head: p-boss}
  - {id: north, name: North, parent: hq, head: p-old}
  - {id: south, name: South, parent: hq}
  - {id: team, name: Team, parent: north}
people:
  - {id: p-boss, unit: hq, first_day: 2015-01-01, roles: [{role: boss, from: 2015-01-01}]}
  - {id: p-old, unit: north, first_day: 2018-01-01, last_day: 2026-12-31, roles: [{role: clerk, from: 2018-01-01}]}
  - {id: p-new, unit: south, first_day: 2020-01-01}
  - {id: p-gone, unit: north, first_day: 2020-01-01, last_day: 2026-06-30}
  - {id: p-late, unit: south, first_day: 2027-02-01}
  - {id: p-away, unit: south, first_day: 2020-01-01, leave: [{from: 2026-09-01, until: 2027-05-31}]}
  - {id: p-soon, unit: south, first_day: 2020-01-01, last_day: 2027-03-31}
"""
FILES = {
    "people/all.yml": PEOPLE,
    "docs/roles/boss.md": ROLE.format("Boss"),
    "docs/roles/clerk.md": ROLE.format("Clerk"),
    "docs/by-role.md": PAGE.format(owner="clerk", deputy="boss", more=""),
    "docs/by-name.md": PAGE.format(owner="p-old", deputy="boss", more=""),
    "processes/deputy.md": PAGE.format(
        owner="boss", deputy="p-old", more="raci: {responsible: [p-old, p-new], accountable: boss}\n"
    ),
    "processes/south.md": PAGE.format(owner="boss", deputy="clerk", more="variant_of: deputy\nunits: [north, hq]\n"),
    "docs/decisions/0001-a.md": PAGE.format(
        owner="boss", deputy="clerk", more="status: accepted\ndate: 2026-01-01\ndecision-makers: [p-old]\n"
    ),
    "docs/decisions/0002-b.md": PAGE.format(
        owner="boss", deputy="clerk", more="status: proposed\ndate: 2026-01-01\ndecision-makers: [p-old]\n"
    ),
}


def said(sentences):
    """What is said, in English."""
    return [ENGLISH(one.message, **one.values) for one in sentences]


def holders(base, reference, *days):
    """Who holds the role on each day."""
    return [[person.id for person in base.holders(reference, day)] for day in days]


@pytest.fixture
def base(make_base):
    """A small organisation, in which `p-old` leaves at the year's end."""
    return make_base(FILES)


def test_a_role_passes_and_no_page_changes(base):
    """The successor has it from the day after the leaver's last; the page's review is as it was."""
    found = hand_over(base, Plan("p-old", roles=(RoleTo("clerk", "p-new"),)), TODAY, partial=True)
    assert (found.refusals, dict(found.pages)) == ((), {})
    assert found.people["p-old"].roles == (Tenure("clerk", date(2018, 1, 1), LAST),)
    assert found.people["p-new"].roles == (Tenure("clerk", NEXT),)
    assert holders(found.after, "clerk", LAST, NEXT) == [["p-old"], ["p-new"]]
    page = found.after.by_path["docs/by-role.md"]
    assert [found.after.status(page, day) for day in (LAST, NEXT)] == [Status.CURRENT, Status.UNVOUCHED]


def test_everything_goes_to_one_successor(base):
    """Pages that name the leaver name the successor; who decided and who reviewed stays."""
    found = hand_over(base, Plan("p-old", to="p-new"), TODAY)
    assert found.refusals == ()
    assert found.pages == {
        "docs/by-name.md": {"owner": "p-new", "owner_since": NEXT},
        "processes/deputy.md": {
            "deputy": "p-new",
            "raci": {"responsible": ("p-new",), "accountable": ("boss",)},
        },
        "docs/decisions/0002-b.md": {"decision-makers": ("p-new",)},
    }
    assert found.units == {"north": Unit("north", "North", "hq", "p-new")}
    page = found.after.by_path["docs/by-name.md"]
    assert page.text("reviewed_by") == "p-old"
    assert [found.after.status(page, day) for day in (LAST, NEXT)] == [Status.CURRENT, Status.UNVOUCHED]


def test_each_page_may_have_another_successor(base):
    """A page of the role's goes to another role, one of the leaver's own to a role, and the rest to a person."""
    plan = Plan(
        "p-old",
        roles=(RoleTo("clerk", "p-new", date(2026, 12, 17)), RoleTo("clerk", "p-boss")),
        pages=(
            PageTo("by-role", {"owner": "p-new"}),
            PageTo("docs/by-name.md", {"owner": "clerk"}),
            PageTo("processes/deputy", {"deputy": "clerk", "raci": "p-boss"}),
            PageTo("0002", {"decision-makers": "boss"}),
        ),
        units=(HeadTo("north", "p-boss"),),
    )
    found = hand_over(base, plan, TODAY)
    assert found.refusals == ()
    assert holders(found.after, "clerk", date(2026, 12, 16), date(2026, 12, 17), LAST, NEXT) == [
        ["p-old"],
        ["p-new", "p-old"],
        ["p-new", "p-old"],
        ["p-boss", "p-new"],
    ]
    assert found.pages["docs/by-name.md"] == {"owner": "clerk", "owner_since": NEXT}
    assert found.pages["processes/deputy.md"]["raci"] == {"responsible": ("p-boss", "p-new"), "accountable": ("boss",)}
    assert found.pages["docs/decisions/0002-b.md"] == {"decision-makers": ("boss",)}


def test_what_the_plan_forgets_is_refused_and_told(base):
    """Unless only a part is handed over; then it stays the leaver's, and is told all the same."""
    found = hand_over(base, Plan("p-old"), TODAY)
    forgotten = [
        "docs/by-name.md names p-old in `owner`, and nobody is named instead",
        "docs/decisions/0002-b.md names p-old in `decision-makers`, and nobody is named instead",
        "processes/deputy.md names p-old in `deputy`, and nobody is named instead",
        "processes/deputy.md names p-old in `raci`, and nobody is named instead",
        "p-old leads the unit `north`, and nobody is named to lead it",
    ]
    vacant = "Nobody would hold the role `clerk`, which owns 1 page, from 2027-01-01 on"
    assert said(found.refusals) == [*forgotten, vacant]
    found = hand_over(base, Plan("p-old"), TODAY, partial=True)
    assert found.refusals == ()
    assert said(found.warnings) == [vacant]
    assert said(found.left)[:5] == forgotten
    assert found.empty


@pytest.mark.parametrize(
    ("plan", "reasons"),
    [
        (Plan("p-xyz"), ["there is nobody called `p-xyz`"]),
        (Plan("p-nww", to="p-old"), ["there is nobody called `p-nww`; did you mean `p-new`?"]),
        (
            Plan("p-new", to="p-boss"),
            ["the directory has no last day for `p-new`; say which is the last day (`--on`, or `on:`)"],
        ),
        (
            Plan("p-old", date(2027, 1, 1), "p-new"),
            ["`p-old` does not work here on 2027-01-01: their last day is 2026-12-31, by the directory"],
        ),
        (Plan("p-late", date(2027, 1, 1), "p-new"), ["`p-late` does not work here on 2027-01-01, by the directory"]),
        (Plan(roles=(RoleTo("clerk", "p-new"),)), ["the plan does not say whose roles and pages they are (`leaver:`)"]),
        (Plan("p-old", roles=(RoleTo("boss", "p-new"),)), ["`p-old` does not hold the role `boss` on 2026-12-31"]),
        (
            Plan("p-old", pages=(PageTo("roles/boss", {"owner": "p-new"}),)),
            ["docs/roles/boss.md: `p-old` is not in its `owner` on 2026-12-31, neither by name nor by a role"],
        ),
        (
            Plan("p-old", pages=(PageTo("by-nam", {"owner": "p-new"}),)),
            ["there is no page 'by-nam'; did you mean 'by-name'?"],
        ),
        (
            Plan("p-old", pages=(PageTo("by-name", {"owner": "p-new"}), PageTo("docs/by-name", {"deputy": "p-new"}))),
            ["the page docs/by-name.md stands twice in the plan"],
        ),
        (Plan("p-old", pages=(PageTo("by-name", {"owner": "boss"}),), units=()), []),
        (
            Plan("p-old", pages=(PageTo("by-name", {"owner": "clrk"}),)),
            ["there is nobody called `clrk`; did you mean `clerk`?"],
        ),
        (
            Plan("p-old", pages=(PageTo("processes/deputy", {"deputy": "boss"}),)),
            ["processes/deputy.md: `boss` would be both owner and deputy"],
        ),
        (
            Plan("p-old", date(2026, 12, 1), pages=(PageTo("by-name", {"owner": "clerk"}),)),
            ["docs/by-name.md: nobody would hold the role `clerk`, its new owner, on 2026-12-02"],
        ),
        (Plan(units=(Merge("north", "north"),)), ["`north` cannot become a part of itself: the plan goes in a circle"]),
        (
            Plan(units=(Merge("north", "south"), Merge("south", "north"))),
            ["the unit `north` is no more after 2026-11-23"],
        ),
        (
            Plan(units=(Move("hq", "team"),)),
            ["`hq` cannot belong to `team`, which itself belongs to it: the plan goes in a circle"],
        ),
        (
            Plan(units=(Move("nroth", "hq"), HeadTo("xyz", "p-new"))),
            ["there is no unit `nroth`; did you mean `north`?", "there is no unit `xyz`"],
        ),
    ],
)
def test_a_plan_that_cannot_be_followed_is_refused(base, plan, reasons):
    """Each reason in words."""
    told = said(hand_over(base, plan, TODAY).refusals)
    assert [one for one in told if "is named" not in one and "Nobody would" not in one] == reasons


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("p-old", "`p-old` cannot take over from themselves: the plan goes in a circle"),
        ("p-gone", "`p-gone` has left by 2027-01-01: their last day is 2026-06-30"),
        ("p-late", "`p-late` begins on 2027-02-01, after 2027-01-01"),
        ("p-away", "`p-away` is on leave on 2027-01-01, until 2027-05-31"),
        ("p-nev", "there is nobody called `p-nev`; did you mean `p-new`?"),
        ("boss", "`boss` is a role; name the person who is to hold it"),
    ],
)
def test_a_successor_has_to_be_there(base, name, reason):
    """On the day, and be somebody else."""
    assert reason in said(hand_over(base, Plan("p-old", roles=(RoleTo("clerk", name),)), TODAY).refusals)


def test_a_gap_is_refused(base):
    """From the day after the last to the day before the first nobody would answer."""
    told = said(hand_over(base, Plan("p-old", to="p-late", start=date(2027, 2, 1)), TODAY).refusals)
    assert told == ["Nobody would hold the role `clerk`, which owns 1 page, from 2027-01-01 to 2027-01-31"]


def test_a_successor_who_leaves_soon_is_a_warning(base):
    """And what is left to do is said."""
    found = hand_over(base, Plan("p-old", to="p-soon"), TODAY)
    assert found.refusals == ()
    assert said(found.warnings) == ["p-soon leaves soon, too: their last day is 2027-03-31"]
    assert said(found.left) == [
        "2 pages wait for their new owners to read them, and say so until then",
        "2 pages name a person as owner or deputy; a role would outlive them: docs/by-name.md, processes/deputy.md",
        "What pages and units say has no date: it holds as soon as the change is merged, also before 2027-01-01",
    ]


def test_a_unit_merges_into_another(base):
    """People follow on the day, with their past; units below it and variants follow; the old one is kept, closed."""
    found = hand_over(base, Plan(units=(Merge("north", "south", NEXT),)), TODAY)
    assert found.refusals == ()
    assert set(found.people) == set()  # p-old leaves on the day before, p-gone has left
    assert found.units == {
        "north": Unit("north", "North", "south", "p-old", until=LAST),
        "south": Unit("south", "South", "hq", "p-old"),
        "team": Unit("team", "Team", "south"),
    }
    assert found.pages == {"processes/south.md": {"units": ("south", "hq")}}
    assert (
        said(found.left)[0]
        == "processes/south.md now holds for all of `south`: agree on that with the unit, or narrow it"
    )
    early = hand_over(base, Plan(units=(Merge("north", "south", date(2026, 12, 1)),)), TODAY)
    assert set(early.people) == {"p-old"}
    days = (date(2026, 11, 30), date(2026, 12, 1))
    assert [early.after.directory.people["p-old"].unit_on(day) for day in days] == ["north", "south"]


def test_a_unit_that_nobody_was_ever_in_goes(base):
    """Nothing remembers it; and one may merge into a unit below it."""
    assert hand_over(base, Plan(units=(Merge("team", "hq"),)), TODAY).units == {"team": None}
    up = hand_over(base, Plan(units=(Merge("north", "team", NEXT),)), TODAY)
    assert up.units["team"] == Unit("team", "Team", "hq", "p-old")
    assert up.units["north"].parent == "team"


def test_a_team_moves(base):
    """Only its place in the tree changes."""
    found = hand_over(base, Plan(units=(Move("team", "south"),)), TODAY)
    assert (found.units, dict(found.people)) == ({"team": Unit("team", "Team", "south")}, {})
