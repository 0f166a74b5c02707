"""What a person answers for on a day, what nobody would answer for without them, and who could take it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Directory, Page, Person, Spell, Tenure, Unit
from stafett.questions.answering import Answering
from stafett.questions.candidates import Candidate, Colleagues, Why
from stafett.questions.leaving import Act, holdings, ownerless_after
from stafett.questions.needs import Need
from stafett.reports.leaving_words import ACTS
from stafett.settings import Settings

BEGAN = date(2026, 1, 1)
LAST = date(2026, 12, 31)
AFTER = LAST + timedelta(days=1)


def page(name: str, kind: str = "article", **values: object) -> Page:
    """A page called ``name``; a guide of a role where its kind is ``role``."""
    folder = {"role": "roles/", "decision": "decisions/"}.get(kind, "")
    return Page(f"docs/{folder}{name}.md", f"{folder}{name}", kind, name.title(), f"{folder}{name}.md", "", values)


def person(name: str, *roles: str | Tenure, unit: str | None = "u", **more: object) -> Person:
    """Somebody who has been here since ``BEGAN`` with ``roles``."""
    tenures = tuple(Tenure(role) if isinstance(role, str) else role for role in roles)
    return Person(name, unit, **{"first_day": BEGAN, "roles": tenures, **more})


def base(pages: list[Page], people: list[Person], units: list[Unit] | None = None) -> KnowledgeBase:
    """A knowledge base of them."""
    directory = Directory({p.id: p for p in people}, {u.id: u for u in units or [Unit("u", "U")]}, present=True)
    return KnowledgeBase(Settings(), tuple(sorted(pages, key=lambda page: page.path)), directory)


def names(found) -> list[str]:
    """The names of pages, or of what has a page."""
    return [getattr(item, "page", item).name for item in found]


CHIEF = page("chief", "role", owner="chief")


def test_a_person_answers_by_their_roles_and_themselves():
    """As owner and as deputy; a page that names them both ways stands in each list once."""
    pages = [CHIEF, page("a", owner="chief"), page("b", owner="p", deputy="chief"), page("c", owner="q"), page("d")]
    found = holdings(base(pages, [person("p", "chief"), person("q")]), person("p", "chief"), LAST)
    assert names(found.owned) == ["a", "b", "chief"]
    assert names(found.deputised) == ["b"]
    assert [(role.name, role.others) for role in found.roles] == [("Chief", ())]


def test_whoever_is_on_leave_has_their_roles_all_the_same():
    """What is to be handed over does not go away with them; but nobody can ask them meanwhile."""
    away = person("p", "chief", leave=(Spell(date(2026, 6, 1), None),))
    found = holdings(base([CHIEF], [away]), away, LAST)
    assert (found.employed, found.away, names(found.owned)) == (True, True, ["chief"])


@pytest.mark.parametrize(
    ("day", "owned"), [(date(2025, 12, 31), []), (BEGAN, ["chief"]), (LAST, ["chief"]), (AFTER, [])]
)
def test_nobody_answers_before_they_began_or_after_they_left(day, owned):
    """Both days count as worked."""
    leaver = person("p", "chief", last_day=LAST)
    found = holdings(base([CHIEF], [leaver]), leaver, day)
    assert (found.employed, names(found.owned)) == (bool(owned), owned)


def test_a_role_that_ends_before_the_last_day_is_still_handed_over():
    """Where the question is of all days since the one on which it is asked."""
    leaver = person("p", Tenure("chief", None, date(2026, 12, 15)))
    asked = base([CHIEF], [leaver])
    assert names(holdings(asked, leaver, LAST).owned) == []
    assert names(holdings(asked, leaver, LAST, since=date(2026, 11, 24)).owned) == ["chief"]


def test_what_is_ownerless_says_who_could_stand_in_and_when_it_ends():
    """The leaver stands in for nobody; whoever begins later is known, after their leave."""
    late = person("late", Tenure("chief", date(2027, 2, 1)), leave=(Spell(date(2027, 1, 1), date(2027, 2, 28)),))
    people = [person("p", "chief", "clerk"), late, person("s", "clerk")]
    pages = [CHIEF, page("clerk", "role", owner="clerk"), page("a", owner="chief", deputy="clerk")]
    first, second = ownerless_after(base(pages, people), people[0], LAST)
    assert (first.page.name, [p.id for p in first.deputies], first.again) == ("a", ["s"], date(2027, 3, 1))
    assert (second.page.name, second.deputies) == ("chief", ())


def test_who_comes_back_is_known_to_own_it_again():
    """But not where they leave earlier than the directory knows of."""
    back = person("p", "chief", first_day=date(2027, 6, 1), earlier=(Spell(BEGAN, LAST),))
    asked = base([CHIEF], [back])
    assert ownerless_after(asked, back, LAST)[0].again == date(2027, 6, 1)
    stays = person("p", "chief")
    assert ownerless_after(base([CHIEF], [stays]), stays, LAST)[0].again is None
    assert holdings(asked, back, date(2027, 3, 1)).employed is False


def test_without_a_successor_on_the_day_after_it_is_ownerless():
    """Whoever leaves on the same day is no successor, nor whoever is on leave."""
    leavers = [person("p", "chief"), person("q", "chief", last_day=LAST)]
    away = person("r", "chief", leave=(Spell(AFTER, date(2027, 1, 31)),))
    assert names(ownerless_after(base([CHIEF], leavers), leavers[0], LAST)) == ["chief"]
    assert ownerless_after(base([CHIEF], [*leavers, away]), leavers[0], LAST)[0].again == date(2027, 2, 1)
    assert ownerless_after(base([CHIEF], [*leavers, person("s", "chief")]), leavers[0], LAST) == ()


def test_only_one_may_read_and_vouch():
    """Readers are those whose path has the page; vouchers those who could at the last review, if they are here."""
    clerk = page("clerk", "role", owner="chief", must_know={"day_1": ("a",)})
    chief = page("chief", "role", owner="chief", must_know={"day_1": ("a", "b")})
    reviewed = date(2026, 3, 1)
    pages = [
        clerk,
        chief,
        page("a", owner="chief", last_reviewed=reviewed),
        page("b", owner="chief", last_reviewed=reviewed, reviewed_by="clerk"),
    ]
    people = [person("p", "chief"), person("q", Tenure("clerk", None, date(2026, 6, 30)))]
    found = holdings(base(pages, people), people[0], LAST)
    assert (names(found.only_reader), names(found.only_voucher)) == (["a", "b"], ["a"])
    assert names(holdings(base(pages, people), people[1], LAST).only_voucher) == ["b"]
    assert names(holdings(base(pages, people), people[0], date(2026, 5, 1)).only_reader) == ["b"]


def test_what_waits_is_what_their_pages_need_and_what_they_are_to_decide():
    """Of pages where they are deputy only while the owner is not here; of what no longer holds nothing."""
    pages = [
        CHIEF,
        page(
            "0001-a",
            "decision",
            owner="chief",
            status="proposed",
            date=date(2026, 11, 1),
            **{"decision-makers": ("p",)},
        ),
        page("0002-b", "decision", status="accepted", revisit=date(2027, 1, 1), **{"decision-makers": ("chief",)}),
        page("0003-c", "decision", owner="chief", status="rejected"),
        page("x", owner="gone", deputy="chief"),
        page("y", owner="q", deputy="chief"),
    ]
    people = [person("p", "chief"), person("gone", last_day=BEGAN), person("q")]
    found = holdings(base(pages, people), people[0], LAST)
    assert [(str(item.act), item.page.name, item.day) for item in found.actions] == [
        ("first-review", "0001-a", date(2026, 11, 1)),
        ("decide", "0001-a", date(2026, 11, 1)),
        ("revisit", "0002-b", date(2027, 1, 1)),
        ("first-review", "chief", None),
        ("owner", "x", date(2026, 1, 2)),
    ]
    assert names(found.decided) == ["0001-a", "0002-b"]


def whys(found: tuple[Candidate, ...]) -> list[tuple[str, str]]:
    """Each candidate with their first reason."""
    return [(item.person.id, str(item.reasons[0].why)) for item in found]


UNITS = [Unit("top", "Top"), Unit("u", "U", "top", "boss"), Unit("v", "V", "top"), Unit("w", "W", "v")]
CLERK = page("clerk", "role", owner="chief")
CROWD = [person(f"x{number}", unit="w") for number in range(9)]


def test_candidates_come_in_the_order_of_what_they_know():
    """Deputy, earlier holder, same other role, same unit, the nearest one; and last whoever leaves soon."""
    pages = [CHIEF, CLERK, page("aide", "role", owner="chief"), page("a", owner="chief", deputy="clerk")]
    people = [
        person("p", "chief", "aide"),
        person("deputy", "clerk", unit="w"),
        person("earlier", Tenure("chief", None, BEGAN), unit="w"),
        person("fellow", "aide", unit="w"),
        person("near", unit="v"),
        person("same"),
        person("soon", last_day=date(2027, 1, 31)),
        *CROWD,
    ]
    found = Colleagues(base(pages, people, UNITS), people[0], LAST).candidates(("role", "roles/chief"), most=20)
    ids = [item.person.id for item in found]
    assert ids == ["deputy", "earlier", "fellow", "same", "near", *(p.id for p in CROWD), "soon"]
    assert [str(item.reasons[0].why) for item in found[:5]] == [
        "deputy",
        "had-it",
        "same-role",
        "same-unit",
        "near-unit",
    ]


def test_who_has_the_role_anyway_comes_first():
    """Then whoever gets it later; a role that many have says nothing of what somebody knows."""
    people = [
        person("p", "chief", "staff"),
        person("holds", "chief", unit="w"),
        person("comes", Tenure("chief", date(2027, 3, 1)), unit="w"),
        *(person(f"y{number}", "staff", unit="w") for number in range(9)),
        person("same"),
    ]
    found = Colleagues(base([CHIEF], people, UNITS), people[0], LAST).candidates(("role", "roles/chief"))
    assert [(item.person.id, str(item.reasons[0].why)) for item in found] == [
        ("holds", "holds"),
        ("comes", "comes"),
        ("same", "same-unit"),
    ]
    assert found[0].has(Why.HOLDS)
    assert not found[0].has(Why.SAME_ROLE, Why.LEAVES)


def test_the_deputy_of_few_of_the_pages_is_not_the_deputy_of_the_role():
    """A colleague from the same unit comes before whoever stands in for one page of eleven; it is told all the same."""
    pages = [CHIEF, CLERK, page("a", owner="chief", deputy="clerk"), *(page(f"x{n}", owner="chief") for n in range(9))]
    people = [person("p", "chief"), person("far", "clerk", unit="w"), person("same")]
    found = Colleagues(base(pages, people, UNITS), people[0], LAST).candidates(("role", "roles/chief"))
    assert [item.person.id for item in found] == ["same", "far"]
    assert found[1].has(Why.DEPUTY, Why.NO_DEPUTY)


def test_of_two_as_near_the_one_with_less_to_do_is_proposed():
    """Counted in the pages that they own on the day after."""
    people = [person("p"), person("a", "chief"), person("b"), person("c", Tenure("chief", None, LAST))]
    found = Colleagues(base([CHIEF, page("x", owner="p")], people), people[0], LAST).candidates(("person", "p"))
    assert [(item.person.id, item.reasons[-1].number) for item in found] == [("b", 0), ("c", 0), ("a", 1)]


def test_everything_that_a_page_may_need_can_wait_for_somebody():
    """A local variant may need another last day, or a look at its national page; the package has words for each."""
    assert set(ACTS) == {*Act, *Need}
    variant = page("v", "process", owner="chief", variant_of="a", units=("u",), until=date(2026, 1, 31))
    found = holdings(
        base([CHIEF, page("a", "process", owner="x"), variant], [person("p", "chief")]), person("p", "chief"), LAST
    )
    assert Need.ANOTHER_END in {action.act for action in found.actions}


def test_units_in_a_circle_and_unknown_ones_end():
    """What the directory says wrongly hinders nobody."""
    circle = [Unit("u", "U", "v"), Unit("v", "V", "u", "p"), Unit("z", "Z", "nowhere")]
    people = [person("p", "chief"), person("v", unit="v"), person("lost", unit="nowhere"), person("none", unit=None)]
    asked = base([CHIEF], people, circle)
    assert [c.person.id for c in Colleagues(asked, people[0], LAST).candidates(("role", "roles/chief"))] == ["v"]
    assert Colleagues(asked, people[2], LAST).candidates(("role", "roles/chief"))[0].person.id == "p"


# A brute-force recomputation, day by day and pair by pair, on organisations of a few people.

DAYS = st.integers(0, 60).map(lambda number: LAST - timedelta(days=30) + timedelta(days=number))
ROLES = ("r1", "r2", "r3")
PEOPLE = ("p1", "p2", "p3", "p4")


@st.composite
def spells(draw):
    """A time with two sides, each perhaps open."""
    start, end = draw(st.none() | DAYS), draw(st.none() | DAYS)
    return Spell(min(start, end), max(start, end)) if start and end else Spell(start, end)


@st.composite
def organisations(draw):
    """A knowledge base of a few people and pages."""
    people = []
    for name in PEOPLE:
        work = draw(spells())
        roles = draw(st.lists(st.tuples(st.sampled_from(ROLES), spells()), max_size=3))
        tenures = tuple(Tenure(role, *time) for role, time in roles)
        leave = tuple(draw(st.lists(spells(), max_size=1)))
        people.append(Person(name, "u", work.start, work.end, roles=tenures, leave=leave))
    who = st.sampled_from((*ROLES, *PEOPLE, "nobody"))
    pages = [
        page(role, "role", owner=draw(who), must_know={"day_1": tuple(draw(st.sets(st.sampled_from("abc"))))})
        for role in ROLES[:2]  # the third has no guide
    ]
    pages += [
        page(name, owner=draw(who), deputy=draw(who), last_reviewed=draw(DAYS), reviewed_by=draw(who)) for name in "abc"
    ]
    return base(pages, people)


def have(asked: KnowledgeBase, reference: str, day: date, *, present: bool) -> set[str]:
    """Who answers under a reference on a day, by going through everybody."""
    guided = {"r1", "r2"}
    return {
        p.id
        for p in asked.directory.people.values()
        if (p.present(day) if present else p.employed(day))
        and ((reference in guided and any(t.role == reference and t.covers(day) for t in p.roles)) or reference == p.id)
    }


@settings(max_examples=60)
@given(organisations(), DAYS, st.sampled_from(PEOPLE))
def test_answers_are_those_of_brute_force(asked, day, name):
    """For everything that is asked of a person on a day."""
    leaver = asked.directory.people[name]
    found = holdings(asked, leaver, day, Answering(asked))
    after = day + timedelta(days=1)
    mine = [p for p in asked.pages if name in have(asked, p.owner, day, present=False)]
    assert [item.page for item in found.owned] == mine
    for item in found.owned:
        assert {p.id for p in item.others} == have(asked, item.page.owner, day, present=True) - {name}
    stands_in = [p for p in asked.pages if p.deputy and name in have(asked, p.deputy, day, present=False)]
    assert [item.page for item in found.deputised] == stands_in
    lost = [p for p in mine if not have(asked, p.owner, after, present=True) - {name}]
    ownerless = ownerless_after(asked, leaver, day)
    assert [item.page for item in ownerless] == lost
    for item in ownerless:
        standing_in = have(asked, item.page.deputy, after, present=True) - {name} if item.page.deputy else set()
        assert {p.id for p in item.deputies} == standing_in
        assert item.again == _again(asked, item.page.owner, leaver, day)
    assert [role.key[1].removeprefix("roles/") for role in found.roles] == [
        role
        for role in dict.fromkeys(t.role for t in leaver.roles)
        if leaver.employed(day) and any(t.role == role and t.covers(day) for t in leaver.roles)
    ]
    assert set(names(found.only_reader)) == {
        title for title in "abc" if leaver.employed(day) and _readers(asked, title, day, name)
    }
    assert set(names(found.only_voucher)) == {
        p.name for p in asked.pages if leaver.employed(day) and _only_voucher(asked, p, day, name)
    }


def _again(asked: KnowledgeBase, owner: str, leaver: Person, day: date) -> date | None:
    """Goes on day by day until somebody else has it; the leaver only after a day on which they did not."""
    gone = False
    for number in range(1, 80):
        later = day + timedelta(days=number)
        those = have(asked, owner, later, present=True)
        had = leaver.id in have(asked, owner, later, present=False)
        gone = gone or not had
        if those - ({leaver.id} if not gone else set()):
            return later
    return None


def _readers(asked: KnowledgeBase, name: str, day: date, mine: str) -> bool:
    """Whether the page is in the path of a role of ``mine``, and of nobody else who is here."""
    roles = [p.name for p in asked.of_kind("role") if name in p.values["must_know"]["day_1"]]
    others = {who for role in roles for who in have(asked, role, day, present=True)} - {mine}
    return any(mine in have(asked, role, day, present=False) for role in roles) and not others


def _only_voucher(asked: KnowledgeBase, found: Page, day: date, mine: str) -> bool:
    reviewed = asked.last_reviewed(found)
    if reviewed is None or reviewed > day:
        return False
    those = have(asked, found.text("reviewed_by") or found.owner, reviewed, present=True)
    people = asked.directory.people
    return mine in those and not any(people[who].present(day) for who in those - {mine})


@settings(max_examples=40)
@given(organisations(), DAYS, st.sampled_from(PEOPLE))
def test_candidates_are_here_the_day_after_or_come_to_the_role(asked, day, name):
    """Each once, never the leaver, and whoever holds the role anyway before everybody else."""
    leaver, after = asked.directory.people[name], day + timedelta(days=1)
    for role in ("r1", "r2"):
        found = Colleagues(asked, leaver, day).candidates(("role", f"roles/{role}"), most=99)
        ids = [item.person.id for item in found]
        assert len(set(ids)) == len(ids)
        assert name not in ids
        holders = have(asked, role, after, present=True) - {name}
        assert {item.person.id for item in found if item.has(Why.HOLDS)} == holders
        assert all(item.person.present(after) or item.has(Why.COMES) for item in found)
        assert {p.id for p in asked.directory.people.values() if p.present(after)} - {name} <= set(ids)
