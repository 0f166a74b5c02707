"""Who comes, what is vacant, what is at risk, by unit, and what to do: plain cases, and against a look at every day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Directory, Page, Person, Tenure, Unit
from stafett.questions.continuity import continuity
from stafett.questions.continuity_actions import Act, actions
from stafett.questions.small_units import LEAST_PEOPLE
from stafett.questions.unit_groups import TOP, unit_groups
from stafett.settings import Settings

DAY = date(2026, 11, 24)
AHEAD = [DAY + timedelta(days=n) for n in range(1, 61)]


def people_file(*people: str) -> str:
    """A directory: a firm with the units a and b, and below b the small unit c."""
    listed = "\n".join(f"  - {person}" for person in people)
    units = "[{id: firm, name: Firm}, {id: a, name: Alfa, parent: firm}, {id: b, name: Beta, parent: firm}"
    return f"people:\n{listed}\nunits: {units}, {{id: c, name: Gamma, parent: b}}]\n"


def person(number: int, unit: str, roles: str = "", more: str = "") -> str:
    """A line of the directory."""
    first = "" if "first_day" in more else ", first_day: 2020-01-01"
    return f"{{id: p-{number}, unit: {unit}{first}, roles: [{roles}]{more and ', ' + more}}}"


FILLED = [person(n, "ab"[n % 2]) for n in range(10, 16)]
GUIDES = {
    f"docs/roles/{name}.md": f"---\ntitle: {name.upper()}\nowner: {owner}\nlast_reviewed: 2026-11-01\n---\n"
    for name, owner in (("boss", "boss"), ("clerk", "clerk"), ("driver", "clerk"))
}
PAGES = {
    "processes/x/a.md": "---\ntitle: A\nowner: boss\ncriticality: high\nlast_reviewed: 2025-01-01\n---\n",
    "processes/x/b.md": "---\ntitle: B\nowner: boss\ndeputy: clerk\nlast_reviewed: 2026-11-01\n---\n",
    "processes/x/c.md": "---\ntitle: C\nowner: clerk\nlast_reviewed: 2026-11-01\nraci: {responsible: [driver]}\n---\n",
}
INTERVALS = {"defaults": {"process": {"review_in": "6 months"}, "role": {"review_in": "1 year"}}}


def told(make_base, *people):
    """What there is to tell of a base with these people."""
    return continuity(make_base({**GUIDES, **PAGES, "people/all.yml": people_file(*FILLED, *people)}, INTERVALS), DAY)


def test_a_small_unit_is_counted_with_the_one_above(make_base):
    """Gamma has one person: with the three of Beta they are four, and nothing is told of Gamma by itself."""
    found = told(make_base, person(1, "c", "{role: boss}"), person(2, "firm", "{role: clerk}"))
    assert {name: (group.people, group.own) for name, group in found.groups.groups.items()} == {
        "firm": (8, ()),
        "a": (3, ()),
        "b": (4, ("Gamma",)),
    }
    assert [page.path for page in found.parts["b"].pages if page.kind == "process"] == [
        "processes/x/a.md",
        "processes/x/b.md",
    ]


def test_a_role_that_empties_asks_for_a_successor_and_for_reviews_before(make_base):
    """What is not in order is to be read while whoever knows it is here; the critical page has no deputy."""
    found = told(make_base, person(1, "a", "{role: boss}", "last_day: 2026-12-31"), person(2, "b", "{role: clerk}"))
    listed = [(action.act, action.about.path, action.day) for action in actions(found, "firm")]
    assert listed == [
        (Act.SUCCEED, "docs/roles/boss.md", date(2026, 12, 31)),
        (Act.REVIEW, "processes/x/a.md", date(2026, 12, 31)),
        (Act.DEPUTY, "processes/x/a.md", None),
    ]
    assert found.numbers("a")[:4] == (4, 0, 0, 1)
    assert actions(found, "b") == ()


def test_a_vacant_role_comes_first_where_whoever_held_it_was(make_base):
    """Since the day after; a role that nobody ever held is told of at the top."""
    found = told(make_base, person(1, "a", "{role: boss}", "last_day: 2026-10-31"))
    assert [(empty.role.name, empty.gap.first) for empty in found.parts["a"].vacant] == [("boss", date(2026, 11, 1))]
    assert [(empty.role.name, empty.gap.first) for empty in found.parts["firm"].vacant] == [("clerk", date.min)]
    assert [(action.act, action.about.name, action.critical) for action in actions(found, "firm")] == [
        (Act.FILL, "boss", 1),
        (Act.FILL, "clerk", 0),
    ]


def test_a_known_successor_is_waited_for_or_somebody_is_to_bridge(make_base):
    """Two weeks are waited for; where it is longer, somebody is asked to hold the role meanwhile."""
    leaver = person(1, "a", "{role: boss}", "last_day: 2026-11-30")
    clerk = person(2, "b", "{role: clerk}")
    soon = told(make_base, leaver, clerk, person(3, "a", "{role: boss}", "first_day: 2026-12-14"))
    assert [action.act for action in actions(soon, "firm")] == [Act.REVIEW, Act.DEPUTY, Act.PATH]
    late = told(make_base, leaver, clerk, person(3, "a", "{role: boss}", "first_day: 2027-01-18"))
    first = actions(late, "firm")[0]
    assert (first.act, first.day, first.begins) == (Act.BRIDGE, date(2026, 12, 1), date(2027, 1, 18))


def test_who_comes_is_told_by_role_and_day(make_base):
    """Newcomers together; who takes another role apart; who begins without a role; none after the horizon."""
    found = told(
        make_base,
        person(1, "a", "{role: boss}, {role: driver, from: 2026-12-01}"),
        person(2, "a", "{role: clerk}", "first_day: 2026-12-01"),
        person(3, "a", "{role: clerk}", "first_day: 2026-12-01"),
        person(4, "a", "", "first_day: 2026-12-07"),
        person(5, "a", "{role: clerk}", "first_day: 2027-02-01"),
    )
    assert [
        (str(join.day), join.role and join.role.name, join.new, join.people) for join in found.parts["a"].joins
    ] == [
        ("2026-12-01", "clerk", True, 2),
        ("2026-12-01", "driver", False, 1),
        ("2026-12-07", None, True, 1),
    ]
    assert found.numbers("firm").joining == 3


def test_a_unit_that_lacks_what_others_have_is_told(make_base):
    """A role that a process needs, which one unit lost and another has; who leaves a small unit is told with Beta."""
    found = told(
        make_base,
        person(1, "a", "{role: driver}, {role: boss}, {role: clerk}"),
        person(2, "b", "{role: driver}", "last_day: 2026-09-30"),
        person(3, "c", "{role: driver}", "last_day: 2026-12-31"),
    )
    part = found.parts["b"]
    assert [(empty.role.name, empty.unit, empty.gap.first) for empty in part.vacant] == [
        ("driver", "Beta", date(2026, 10, 1))
    ]
    assert [(empty.role.name, empty.unit) for empty in part.leaving] == [("driver", "Beta")]
    assert [action.act for action in actions(found, "b")] == [Act.FILL_HERE, Act.SUCCEED_HERE]


def test_pages_of_a_person_who_goes_ask_for_another_owner(make_base):
    """A page is named, never the person."""
    files = {
        "docs/a.md": "---\ntitle: A\nowner: p-1\n---\n",
        "people/all.yml": people_file(person(1, "a", "", "last_day: 2026-12-01")),
    }
    found = continuity(make_base(files), DAY)
    assert [(action.act, action.about.path) for action in actions(found, found.groups.top)] == [
        (Act.REOWN, "docs/a.md"),
        (Act.REVIEW, "docs/a.md"),
    ]


def test_without_units_there_is_one_group(make_base):
    """Everything is told of the whole."""
    base = make_base({**GUIDES, "people/all.yml": "people: [{id: p, first_day: 2020-01-01, roles: [{role: boss}]}]\n"})
    groups = unit_groups(base, DAY)
    assert (groups.top, list(groups.groups), groups.groups[TOP].people) == (TOP, [TOP], 1)


NAMES = ("r", "s")
UNITS = {name: Unit(name, name, parent) for name, parent in (("o", None), ("x", "o"), ("y", "o"), ("z", "x"))}
DAYS = st.integers(-40, 80).map(lambda n: DAY + timedelta(days=n))


def bases():
    """A base of two roles with a page each, and up to eight people who begin, end, and hold them for a while."""
    tenures = st.builds(Tenure, st.sampled_from(NAMES), st.none() | DAYS, st.none() | DAYS).filter(
        lambda tenure: not (tenure.start and tenure.end and tenure.end < tenure.start)
    )
    spans = st.tuples(DAYS, st.none() | DAYS).filter(lambda span: span[1] is None or span[0] <= span[1])
    record = st.tuples(st.sampled_from(sorted(UNITS)), spans, st.lists(tenures, max_size=2))
    return st.lists(record, max_size=8).map(
        lambda records: KnowledgeBase(
            Settings(),
            tuple(
                page
                for name in NAMES
                for page in (
                    Page(f"docs/roles/{name}.md", f"roles/{name}", "role", name, f"{name}.md", "", {"owner": name}),
                    Page(
                        f"processes/{name}.md",
                        f"processes/{name}",
                        "process",
                        name,
                        f"p/{name}.md",
                        "",
                        {"owner": name},
                    ),
                )
            ),
            Directory(
                {
                    f"p-{n}": Person(f"p-{n}", unit, first, last, roles=tuple(roles))
                    for n, (unit, (first, last), roles) in enumerate(records)
                },
                UNITS,
                present=True,
            ),
        )
    )


@settings(max_examples=80)
@given(bases())
def test_every_answer_is_what_looking_at_every_day_gives(base):
    """Groups, numbers, who comes, what is vacant and what empties, recomputed the long way."""
    found = continuity(base, DAY)
    people = base.directory.people.values()
    employed = [person for person in people if person.employed(DAY)]
    for name, group in found.groups.groups.items():
        assert name == found.groups.top or group.people >= LEAST_PEOPLE
    assert found.groups.groups["o"].people == len(employed)
    assert found.numbers("o").joining == sum(person.first_day in AHEAD for person in people)

    parts = found.parts.values()
    vacant = {name for name in NAMES if not base.holders(name, DAY)}
    assert {empty.role.name for part in parts for empty in part.vacant} == vacant
    leaving = {empty.role.name for part in parts for empty in part.leaving}
    first_empty = {name: next((day for day in AHEAD if not base.holders(name, day)), None) for name in NAMES}
    assert {name for name in leaving if first_empty[name] is None} <= {
        name for name in NAMES if not base.holders(name, AHEAD[-1] + timedelta(days=1))
    }
    for name in set(NAMES) - vacant - leaving:
        empty = [day for day in AHEAD if not base.holders(name, day)]
        assert all(day.weekday() > 4 for day in empty), "only weekends may be passed over"

    begun: Counter[tuple[str, date]] = Counter()
    for person in people:
        for name in NAMES:
            starts = {
                max(t.start or person.first_day, person.first_day)
                for t in person.roles
                if t.role == name and holds(person, t)
            }
            begun.update([(name, min(starts & set(AHEAD)))] if starts & set(AHEAD) else [])
    shown: Counter[tuple[str, date]] = Counter()
    for join in (join for part in parts for join in part.joins if join.role):
        shown[join.role.name, join.day] += join.people
    assert shown == begun


def holds(person, tenure):
    """Whether there is a day on which they have the role."""
    start = max(tenure.start or person.first_day, person.first_day)
    return start <= min(tenure.end or date.max, person.last_day or date.max)
