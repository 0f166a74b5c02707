"""Coverage of knowledge: who needs what and why, what is missing, and in which order it is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stafett.kinds import declare
from stafett.knowledge_base import KnowledgeBase
from stafett.model import Directory, Left, Page, Person, Spell, Step, Tenure, Unit
from stafett.questions.coverage import Count, coverage
from stafett.questions.covered import FEWEST_WORDS, LACK_WEIGHTS, Lack, described
from stafett.questions.gaps import What, alone, gaps
from stafett.questions.role_needs import processes, role_needs
from stafett.questions.small_units import SMALL
from stafett.questions.unanswered import guides_missing, pages_missing, systems_missing
from stafett.questions.vouchers import vouchers
from stafett.reading.settings import built_in_declarations
from stafett.settings import Settings

DAY = date(2026, 11, 24)
TEXT = "word " * FEWEST_WORDS
PEOPLE = """
units: [{id: hq, name: Head office}, {id: north, name: North, parent: hq}, {id: south, name: South, parent: hq}]
people:
  - {id: p-1, unit: hq, first_day: 2020-01-01, roles: [{role: boss}]}
  - {id: p-2, unit: north, first_day: 2020-01-01, roles: [{role: clerk}]}
  - {id: p-3, unit: south, first_day: 2020-01-01, roles: [{role: clerk, from: 2026-10-01}]}
  - {id: p-4, unit: south, first_day: 2020-01-01, last_day: 2026-06-30, roles: [{role: clerk}]}
"""


def page(title: str = "P", body: str = TEXT, **fields: str) -> str:
    """A page in review, owned by the boss, with a text that is long enough."""
    given = {"title": title, "owner": "boss", "last_reviewed": "2026-09-01", "review_in": "1 year", **fields}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in given.items() if value) + f"---\n{body}\n"


def files(**more: str) -> dict[str, str]:
    """A boss and two clerks, whose paths lead to two processes; ``more`` are processes by name."""
    return {
        "people/a.yml": PEOPLE,
        "docs/roles/boss.md": page("Boss", must_know="{day_1: [pay]}"),
        "docs/roles/clerk.md": page("Clerk", begins_with="[boss]", must_know="{week_1: [book]}"),
        "processes/money/pay.md": page("Pay"),
        "processes/money/book.md": page("Book"),
        **{f"processes/work/{name}.md": text for name, text in more.items()},
    }


def reasons(base: KnowledgeBase, role: str) -> dict[str, list[tuple[str, str, tuple[int, ...]]]]:
    """Why a role needs each process, as plain values."""
    needs = role_needs(base).get(f"docs/roles/{role}.md", ())
    return {need.page.name: [(str(r.why), r.by.name if r.by else "", r.steps) for r in need.reasons] for need in needs}


def test_a_role_needs_what_it_is_led_to_does_is_named_in_or_addressed_by(make_base):
    """And each need says why: also whose path leads there, and which steps the role does."""
    steps = "\n  - {step: First, by: boss}\n  - {step: Then, by: clerk}\n  - {step: Last, by: roles/clerk}"
    raci = "{accountable: boss, consulted: [clerk], informed: [clerk]}"
    base = make_base(files(a=page(steps=steps), b=page(raci=raci), c=page(audience="[clerk, everyone]"), d=page()))
    assert reasons(base, "clerk") == {
        "pay": [("path", "boss", ())],
        "book": [("path", "", ())],
        "a": [("step", "", (2, 3))],
        "b": [("consulted", "", ()), ("informed", "", ())],
        "c": [("audience", "", ())],
    }
    assert reasons(base, "boss") == {
        "pay": [("path", "", ())],
        "a": [("step", "", (1,))],
        "b": [("accountable", "", ())],
    }
    found = coverage(base, DAY)
    assert found.everyone == ("processes/work/c.md",)
    assert {path.rpartition("/")[2]: found.people(known.page) for path, known in found.known.items()} == {
        "pay.md": 3, "book.md": 2, "a.md": 3, "b.md": 3, "c.md": 3, "d.md": 0,
    }  # fmt: skip


def test_replaced_processes_and_translations_are_needed_by_nobody(make_base):
    """A path that names a translation leads to its original."""
    more = {
        "gone": page(replaced_by="pay", audience="[boss]"),
        "betala": page("Betala", translation_of="pay", language="sv"),
    }
    base = make_base(files(**more) | {"docs/roles/boss.md": page("Boss", must_know="{day_1: [betala]}")})
    assert [process.name for process in processes(base)] == ["book", "pay"]
    assert reasons(base, "boss") == {"pay": [("path", "", ())]}


def test_a_local_variant_is_needed_by_those_who_need_the_original_where_it_applies(make_base):
    """Its units and those below them, and nobody elsewhere."""
    base = make_base(files(pay_north=page(variant_of="pay", units="[north]")))
    assert reasons(base, "boss")["pay_north"] == [("path", "", ()), ("variant", "pay", ())]
    found = coverage(base, DAY)
    needs = {unit.id: sorted(path.rpartition("/")[2] for path in unit.needs) for unit in found.units()}
    assert needs == {
        "hq": ["pay.md"],
        "north": ["book.md", "pay.md", "pay_north.md"],
        "south": ["book.md", "pay.md"],
    }
    assert found.people(base.by_path["processes/work/pay_north.md"]) == 1


@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        ({}, ["in-no-path"]),
        ({"body": "Soon."}, ["not-written", "in-no-path"]),
        ({"body": TEXT + "[[write: who signs]]"}, ["not-written", "in-no-path"]),
        ({"last_reviewed": "2025-01-01"}, ["not-current", "in-no-path"]),
        ({"last_reviewed": ""}, ["nobody-vouches", "not-current", "in-no-path"]),
        ({"last_reviewed": "2027-01-01"}, ["nobody-vouches", "in-no-path"]),
        ({"owner": "nobody-known"}, ["nobody-vouches", "in-no-path"]),
        ({"owner": "nobody-known", "deputy": "boss"}, ["in-no-path"]),
        ({"owner": "p-3"}, ["in-no-path"]),
        ({"owner": "p-4"}, ["nobody-vouches", "in-no-path"]),
        ({"owner": "p-3", "last_reviewed": "2026-01-01"}, ["in-no-path"]),
        ({"owner": "clerk", "last_reviewed": "2026-09-01"}, ["in-no-path"]),
        ({"review_in": "never"}, ["in-no-path"]),
    ],
)
def test_what_a_process_lacks(make_base, fields, lacks):
    """Described, current, in a path, vouched for: whatever is missing is told, the gravest first."""
    found = coverage(make_base(files(a=page(**fields))), DAY)
    assert [str(lack) for lack in found.known["processes/work/a.md"].lacks] == lacks


def test_an_inherited_process_is_not_confirmed_and_its_deputy_may_still_vouch(make_base):
    """The new owner has not said that it holds; whoever stands in for them was there at the last review."""
    people = PEOPLE.replace("id: p-2,", "id: p-2, last_day: 2026-10-31,")
    more = files(a=page(owner="clerk", deputy="boss"), b=page(owner="clerk"))
    found = coverage(make_base({**more, "people/a.yml": people}), DAY).known
    assert [str(lack) for lack in found["processes/work/a.md"].lacks] == ["not-confirmed", "in-no-path"]
    assert [str(lack) for lack in found["processes/work/b.md"].lacks] == [
        "nobody-vouches", "not-confirmed", "in-no-path",
    ]  # fmt: skip


def test_a_stub_with_steps_that_say_enough_is_described(make_base):
    """What stands in the steps is as good as what stands in the text."""
    steps = "".join(f"\n  - {{step: {'Do this and then that ' * 2}, by: boss}}" for _ in range(5))
    base = make_base(files(a=page(body="See the steps.", steps=steps)))
    assert described(base.by_path["processes/work/a.md"])


def test_who_has_vouched_held_the_role_at_the_review_and_is_here(make_base):
    """Neither who took the role later, nor who is gone, nor who is on leave."""
    base = make_base(files(a=page(owner="clerk", deputy="boss")))
    assert vouchers(base, base.by_path["processes/work/a.md"], DAY) == {"p-1", "p-2"}
    away = PEOPLE.replace("id: p-2,", "id: p-2, leave: [{from: 2026-11-01}],")
    base = make_base({**files(a=page(owner="clerk")), "people/a.yml": away})
    assert vouchers(base, base.by_path["processes/work/a.md"], DAY) == frozenset()


def test_nobody_can_tell_who_vouches_without_a_directory(make_base):
    """Then nothing is told to be missing, and people are counted as roles."""
    given = files(a=page(audience="[boss, clerk]"))
    del given["people/a.yml"]
    found = coverage(make_base(given), DAY)
    known = found.known["processes/work/a.md"]
    assert (known.vouchers, [str(lack) for lack in known.lacks], found.people(known.page)) == (None, ["in-no-path"], 2)


def test_whoever_does_the_work_is_to_be_led_there_by_their_own_path(make_base):
    """For others it is enough that somebody's path leads there, as they are only asked or told."""
    raci = "{responsible: [boss], informed: [clerk]}"
    base = make_base({**files(), "processes/money/book.md": page("Book", raci=raci)})
    found = coverage(base, DAY)
    known = found.known["processes/money/book.md"]
    assert [role.name for role in known.not_led] == ["boss"]
    by_role = {row.role.name: row.areas for row in found.roles}
    assert by_role == {"boss": {"": Count(2, 1)}, "clerk": {"": Count(2, 2)}}
    (gap,) = gaps(found)
    assert (gap.lacks, gap.people, gap.not_led, gap.risk) == ((Lack.NOT_LED,), 3, 1, 2)


def test_where_no_role_has_a_path_none_is_missed(make_base):
    """As the rules do: an organisation that has not begun with paths is not told of each page."""
    base = make_base({**files(), "docs/roles/boss.md": page("Boss"), "docs/roles/clerk.md": page("Clerk")})
    assert {known.in_path for known in coverage(base, DAY).known.values()} == {None}
    assert not gaps(coverage(base, DAY))


def test_needs_that_no_page_answers(make_base):
    """Pages that paths name, roles without a guide that people hold or processes name, systems without a page."""
    people = PEOPLE.replace("[{role: boss}]", "[{role: boss}, {role: pilot}, {role: old, until: 2026-01-01}]")
    given = files(a=page(raci="{informed: [ghost, p-2]}", systems="[Ledger, Portal]"), b=page(systems="[portal]"))
    given |= {
        "people/a.yml": people,
        "docs/roles/boss.md": page("Boss", must_know="{day_1: [pay, signing-rules]}"),
        "docs/ledger.md": page("LEDGER"),
    }
    base = make_base(given)
    assert [(found.reference, [role.name for role in found.roles]) for found in pages_missing(base)] == [
        ("signing-rules", ["boss"])
    ]
    told = [
        (found.reference, sorted(found.people), [p.name for p in found.pages]) for found in guides_missing(base, DAY)
    ]
    assert told == [("ghost", [], ["a"]), ("pilot", ["p-1"], [])]
    assert [(found.name, [p.name for p in found.pages]) for found in systems_missing(base)] == [("Portal", ["a", "b"])]
    found = {(gap.what, gap.text): gap.risk for gap in gaps(coverage(base, DAY)) if gap.page is None}
    assert found == {(What.NO_PAGE, "signing-rules"): 14, (What.NO_GUIDE, "ghost"): 8, (What.NO_GUIDE, "pilot"): 8}


def test_systems_are_not_asked_for_where_nobody_describes_any(make_base):
    """Names of systems alone are no promise of pages about them."""
    assert systems_missing(make_base(files(a=page(systems="[Ledger]")))) == ()


def test_gaps_come_in_the_order_of_risk(make_base):
    """Criticality times people times what is missing; of equal ones the weightier first."""
    more = {
        "critical": page(criticality="high", audience="[everyone]"),  # 4 x 3 x 1 (no path)
        "empty": page(body="", audience="[boss]"),  # 2 x 1 x (4 + 1)
        "old": page(criticality="low", last_reviewed="2020-01-01", audience="[boss, clerk]"),  # 1 x 3 x (1 + 1)
    }
    found = gaps(coverage(make_base(files(**more)), DAY))
    assert [(gap.page.name, gap.risk) for gap in found if gap.page] == [("critical", 12), ("empty", 10), ("old", 6)]


def test_what_one_person_alone_vouches_for_is_told(make_base):
    """The critical first; a process with a second voucher is not among them."""
    more = {"one": page(criticality="high", audience="[clerk]"), "two": page(deputy="p-2")}
    found = coverage(make_base(files(**more)), DAY)
    assert [known.page.name for known in alone(found)][:2] == ["one", "pay"]
    assert "two" not in {known.page.name for known in alone(found)}


def test_small_units_are_counted_together(make_base):
    """So that no number is somebody's; without a bound each stands for itself."""
    found = coverage(make_base(files()), DAY)
    assert [(unit.id, unit.people, unit.whole) for unit in found.units(3)] == [(SMALL, 3, Count(2, 2))]
    assert [(unit.id, unit.people) for unit in found.units()] == [("hq", 1), ("north", 1), ("south", 1)]


def test_people_whom_a_process_names_themselves_need_it(make_base):
    """Also where they hold no role in it."""
    base = make_base(files(a=page(raci="{responsible: [p-2]}")))
    found = coverage(base, DAY)
    assert found.people(base.by_path["processes/work/a.md"]) == 1
    assert {unit.id for unit in found.units() if "processes/work/a.md" in unit.needs} == {"north"}


KINDS = declare(built_in_declarations())
ROLES, PROCESSES, UNITS = ("r0", "r1", "r2"), ("a/x", "a/y", "b/z", "b/w"), ("u0", "u1", "u2")
SOME_ROLES = st.lists(st.sampled_from([*ROLES, "ghost"]), max_size=2).map(tuple)
DATES = st.integers(0, 800).map(lambda days: DAY - timedelta(days=days))
SPANS = st.tuples(st.none() | DATES, st.none() | st.integers(-400, 60).map(lambda days: DAY + timedelta(days=days)))


class Made:
    """A knowledge base that shows, where a test fails, its pages and people alone."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base

    def __repr__(self) -> str:
        return f"{[(page.id, dict(page.values)) for page in self.base.pages]} {self.base.directory}"


@st.composite
def bases(draw: st.DrawFn) -> Made:
    """Small organisations: roles with paths, processes with parts for them, and people who come and go."""

    def made(path: str, kind: str, values: dict[str, object], **more: object) -> Page:
        id_ = path.removesuffix(".md")
        given = {"title": id_, **{key: value for key, value in values.items() if value}}
        return Page(path, id_, kind, id_, path, "", given, **more)  # type: ignore[arg-type]

    owner = st.sampled_from([*ROLES, "p0", "ghost", None])
    pages = []
    for name in ROLES:
        must = {"day_1": draw(st.lists(st.sampled_from([*PROCESSES, "none"]), max_size=2).map(tuple))}
        pages.append(made(f"roles/{name}.md", "role", {"must_know": must, "begins_with": draw(SOME_ROLES)}))
    for name in PROCESSES:
        steps = tuple(Step("Do " * draw(st.sampled_from([1, 30])), by) for by in draw(SOME_ROLES))
        raci = {part: draw(SOME_ROLES) for part in ("responsible", "informed")}
        audience = draw(st.sampled_from([(), ("everyone",), ("r1",)]))
        values = {"owner": draw(owner), "deputy": draw(owner), "steps": steps, "raci": raci, "audience": audience}
        values |= {
            "last_reviewed": draw(st.none() | DATES),
            "criticality": draw(st.sampled_from(["low", "high", None])),
        }
        left = draw(st.sampled_from([(), (Left(1, 1, "x"),)]))
        pages.append(made(f"{name}.md", "process", values, words=draw(st.sampled_from([5, 100])), left=left))
    people = {}
    for number in range(draw(st.integers(0, 5))):
        roles = tuple(
            Tenure(draw(st.sampled_from([*ROLES, "ghost"])), *draw(SPANS)) for _ in range(draw(st.integers(0, 2)))
        )
        leave = (Spell(DAY, DAY),) if draw(st.booleans()) and number == 1 else ()
        first, last = draw(SPANS)
        person = Person(f"p{number}", draw(st.sampled_from([*UNITS, None])), first, last, roles=roles, leave=leave)
        people[person.id] = person
    units = {name: Unit(name, name, None) for name in UNITS}
    from_settings = Settings(kinds=KINDS, review_in={})
    return Made(KnowledgeBase(from_settings, tuple(pages), Directory(people, units, present=draw(st.booleans()))))


def _guides(base: KnowledgeBase, role: str, seen: set[str]) -> set[str]:
    """The roles whose path is part of a role's, itself among them."""
    if role in seen or role not in ROLES:
        return seen
    seen.add(role)
    for other in base.by_id[f"roles/{role}"].values.get("begins_with", ()):
        _guides(base, other, seen)
    return seen


def _led(base: KnowledgeBase, role: str) -> set[str]:
    """The processes that a role's path leads to."""
    own = (base.by_id[f"roles/{guide}"].values["must_know"]["day_1"] for guide in _guides(base, role, set()))
    return {name for names in own for name in names if name in PROCESSES}


@settings(max_examples=60)
@given(bases())
def test_coverage_is_what_a_count_by_hand_gives(made):
    """Needs, people, what is missing and risk, each worked out anew from the pages and people as they stand."""
    base, day = made.base, DAY
    found = coverage(base, day)
    here = {p.id for p in base.directory.people.values() if p.present(day)}
    holds = {
        role: {
            id_
            for id_ in here
            for tenure in base.directory.people[id_].roles
            if tenure.role == role and tenure.covers(day)
        }
        for role in ROLES
    }
    led = {role: _led(base, role) for role in ROLES}
    risks = {}
    for name in PROCESSES:
        process = base.by_id[name]
        values, known = process.values, found.known[f"{name}.md"]
        does = {step.by for step in values.get("steps", ())} | set(values["raci"]["responsible"])
        named = does | set(values["raci"]["informed"]) | set(values.get("audience", ()))
        needing = {role for role in ROLES if role in named or name in led[role]}
        assert {role.name for role in found.needed_by.get(f"{name}.md", ())} == needing
        everyone = "everyone" in values.get("audience", ())
        if base.directory.present:
            people = len(here if everyone else set().union(*(holds[role] for role in needing)))
        else:
            people = len(ROLES) if everyone else len(needing)
        assert found.people(process) == people
        lacks = set()
        words = process.words + sum(len(step.text.split()) for step in values.get("steps", ()))
        if process.left or words < FEWEST_WORDS:
            lacks.add(Lack.NOT_WRITTEN)
        if str(base.status(process, day)) not in {"current", "due-soon", "exempt"}:
            lacks.add(Lack.NOT_CONFIRMED if str(base.status(process, day)) == "unvouched" else Lack.NOT_CURRENT)
        if base.directory.present and not _vouching(base, process, here):
            lacks.add(Lack.NOBODY_VOUCHES)
        paths = any(led.values())
        if paths and not any(name in names for names in led.values()):
            lacks.add(Lack.IN_NO_PATH)
        assert set(known.lacks) == lacks
        short = (
            {role for role in ROLES if role in does and name not in led[role]}
            if Lack.IN_NO_PATH not in lacks
            else set()
        )
        assert {role.name for role in known.not_led} == (short if paths else set())
        missing = max(1, people) * sum(LACK_WEIGHTS[lack] for lack in lacks)
        if known.not_led:
            missing += max(
                1, len(set().union(*(holds[role] for role in short))) if base.directory.present else len(short)
            )
        if missing:
            risks[name] = {"low": 1, "high": 4, None: 2}[values.get("criticality")] * missing
    told = gaps(found)
    assert {gap.page.id: gap.risk for gap in told if gap.page} == risks
    assert [gap.risk for gap in told] == sorted((gap.risk for gap in told), reverse=True)
    for unit in found.units():
        members = {p.id for p in base.directory.people.values() if p.id in here and (p.unit or "") == unit.id}
        roles = {role for role in ROLES if holds[role] & members}
        wanted = {
            known.page.id
            for known in found.known.values()
            if "everyone" in known.page.values.get("audience", ())
            or roles & {role.name for role in found.needed_by.get(known.page.path, ())}
        }
        assert {found.known[path].page.id for path in unit.needs} == wanted
        assert unit.whole.needed == len(wanted)


def _vouching(base: KnowledgeBase, process: Page, here: set[str]) -> set[str]:
    """Who is here, and answered for the process on every day from its last review until today."""
    reviewed = process.values.get("last_reviewed")
    if reviewed is None:
        return set()
    days = [reviewed + timedelta(days=number) for number in range((DAY - reviewed).days + 1)]

    def answers(person: Person, reference: str | None, day: date) -> bool:
        holds = reference in ROLES and any(t.role == reference and t.covers(day) for t in person.roles)
        return person.employed(day) and (holds or reference == person.id)

    people = base.directory.people
    own = (process.owner, process.deputy)
    return {id_ for id_ in here if any(all(answers(people[id_], who, day) for day in days) for who in own)}
