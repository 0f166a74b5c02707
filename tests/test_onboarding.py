"""The onboarding path of a role: its steps, what they say, and whom they send the newcomer to."""

from __future__ import annotations

from datetime import date

import pytest

from stafett.questions.onboarding import begins_with, path_of, paths, places, substance_of
from stafett.questions.whom_to_ask import Who, whom_to_ask

DAY = date(2026, 11, 24)
ROLE = "---\ntitle: {title}\nowner: boss\nlast_reviewed: 2026-11-01\n{more}---\n"
PAGE = "---\ntitle: {title}\nowner: {owner}\nlast_reviewed: {day}\n{more}---\n# {title}\n\n{body}\n"
PEOPLE = """\
people:
  - {id: p-1, unit: top, first_day: 2020-01-01, roles: [{role: boss, from: 2020-01-01}]}
  - {id: p-2, unit: part, first_day: 2020-01-01, last_day: 2026-05-31, roles: [{role: gone, from: 2020-01-01}]}
  - {id: p-3, unit: part, first_day: 2020-01-01, roles: [{role: clerk, from: 2020-01-01}]}
units:
  - {id: top, name: The whole, head: p-1}
  - {id: part, name: The part, parent: top, head: p-2}
"""
SETTINGS = {"defaults": {kind: {"review_in": "1 year"} for kind in ("process", "article", "role", "decision")}}


def role(title, more=""):
    """A role guide."""
    return ROLE.format(title=title, more=more)


def page(title, owner="boss", day="2026-11-01", more="", body="Some text."):
    """A page."""
    return PAGE.format(title=title, owner=owner, day=day, more=more, body=body)


@pytest.fixture
def base(make_base):
    """A function that makes a base of roles, people, and the files of the test."""

    def make(files, settings=None):
        usual = {
            "people/all.yml": PEOPLE,
            "docs/roles/boss.md": role("Boss"),
            "docs/roles/gone.md": role("Gone"),
            "docs/roles/clerk.md": role("Clerk", "must_know: {day_1: [a], week_1: [b, a], month_3: [nowhere, c]}\n"),
        }
        return make_base({**usual, **files}, {**SETTINGS, **(settings or {})})

    return make


def asked(base, path):
    """Whom to ask about a page: capacity, role and address."""
    found = whom_to_ask(base, base.by_path[path], DAY)
    return found.who, found.role.name if found.role else None, found.contact or found.unit or found.text


def test_steps_come_by_stage_and_order_and_each_page_once(base):
    """What does not exist is left out, and an empty stage too."""
    made = base({f"docs/{name}.md": page(name.upper()) for name in "abc"})
    path = path_of(made, made.by_id["roles/clerk"], DAY, {})
    assert [(stage.name, [step.page.title for step in stage.steps]) for stage in path.stages] == [
        ("day_1", ["A"]),
        ("week_1", ["B"]),
        ("month_3", ["C"]),
    ]
    assert path.begins_with == ()
    assert list(paths(made, DAY, {})) == ["docs/roles/clerk.md"]


def test_a_step_says_why_how_long_and_what_it_needs(base):
    """Its reason is the author's line, else the first sentence of what the page is about."""
    body = "The first words. " + "word " * 1000
    made = base(
        {
            "docs/a.md": page("A", more="why: Because it pays\ndescription: Not this.\nsystems: [Portal]\n", body=body),
            "docs/b.md": page("B", more="description: What it is. And more.\n"),
            "docs/c.md": page("C"),
        }
    )
    path = path_of(made, made.by_id["roles/clerk"], DAY, {"docs/c.md": "Summed up, e.g. so. Second sentence."})
    assert [step.why for step in path.steps] == ["Because it pays", "What it is.", "Summed up, e.g. so."]
    assert [step.minutes for step in path.steps] == [5, 1, 1]
    assert path.minutes == 7
    assert path.systems == ("Portal",)


def test_reading_speed_is_a_setting(base):
    """In words a minute."""
    made = base({"docs/a.md": page("A", body="word " * 1000)}, {"onboarding": {"words_per_minute": 100}})
    assert path_of(made, made.by_id["roles/clerk"], DAY, {}).minutes == 10


def test_only_what_is_not_to_be_trusted_alone_sends_to_somebody(base):
    """A page that holds says what it says."""
    made = base(
        {
            "docs/a.md": page("A"),
            "docs/b.md": page("B", day="2025-01-01"),
            "docs/c.md": page("C", owner="gone"),
        }
    )
    steps = path_of(made, made.by_id["roles/clerk"], DAY, {}).steps
    assert [(step.condition, step.ask.who if step.ask else None) for step in steps] == [
        ("current", None),
        ("overdue", Who.OWNER),
        ("vacant", Who.UNIT_HEAD),
    ]


def test_a_stale_page_sends_to_its_owner_with_the_address_of_the_role(base):
    """The owner is there and can answer before the page is mended."""
    made = base(
        {"docs/a.md": page("A", day="2025-01-01"), "docs/roles/boss.md": role("Boss", "contact: b@x.example\n")}
    )
    assert asked(made, "docs/a.md") == (Who.OWNER, "boss", "b@x.example")


def test_a_page_without_owner_sends_to_the_deputy_first(base):
    """The one who stands in."""
    made = base({"docs/a.md": page("A", owner="gone", more="deputy: clerk\n")})
    assert asked(made, "docs/a.md") == (Who.DEPUTY, "clerk", "")


def test_without_deputy_it_sends_to_the_functional_address(base):
    """Somebody reads what arrives there, also while the role is vacant."""
    made = base({"docs/a.md": page("A", owner="gone"), "docs/roles/gone.md": role("Gone", "contact: g@x.example\n")})
    assert asked(made, "docs/a.md") == (Who.CONTACT, "gone", "g@x.example")


def test_without_address_it_sends_to_the_head_of_the_owner_s_unit_as_a_role(base):
    """Of the unit above, where the owner led the unit; never to the person by name."""
    made = base({"docs/a.md": page("A", owner="gone")})
    assert asked(made, "docs/a.md") == (Who.UNIT_HEAD, "boss", "The whole")


@pytest.mark.parametrize("owner", ["", "nobody-known", "p-9"])
def test_without_any_of_these_it_sends_to_the_reader_s_manager(base, owner):
    """Everybody has one."""
    made = base({"docs/a.md": page("A", owner=owner)})
    assert asked(made, "docs/a.md") == (Who.MANAGER, None, "")


def test_an_owner_who_is_a_person_is_not_named(base):
    """A page says roles only: the person's head is asked."""
    made = base({"docs/a.md": page("A", owner="p-3", day="2025-01-01")})
    assert asked(made, "docs/a.md") == (Who.UNIT_HEAD, "boss", "The whole")


def test_an_owner_in_free_text_is_asked_as_written(base):
    """Where the settings let free text stand for an owner."""
    made = base({"docs/a.md": page("A", owner="a-channel", day="2025-01-01")}, {"owners": "any"})
    assert asked(made, "docs/a.md") == (Who.OWNER, None, "a-channel")


def test_what_no_longer_holds_leads_to_what_does(base):
    """A page to its replacement, at the end of the chain; a decision to the decision that holds now."""
    made = base(
        {
            "docs/a.md": page("A", more="replaced_by: b\n"),
            "docs/b.md": page("B", more="replaced_by: c\n"),
            "docs/c.md": page("C"),
            "docs/decisions/0001-old.md": page(
                "Old", more="status: superseded\ndate: 2026-01-01\nsuperseded-by: '2'\n"
            ),
            "docs/decisions/0002-new.md": page("New", more="status: accepted\ndate: 2026-02-01\nsupersedes: ['1']\n"),
            "docs/roles/clerk.md": role("Clerk", "must_know: {day_1: [a, c, '1', '2']}\n"),
        }
    )
    steps = path_of(made, made.by_id["roles/clerk"], DAY, {}).steps
    assert [(step.page.title, step.retired, [page.title for page in step.successors]) for step in steps] == [
        ("A", True, ["C"]),
        ("C", False, []),
        ("Old", True, ["New"]),
        ("New", False, []),
    ]


def test_replacements_that_bite_their_tail_lead_nowhere(base):
    """And end."""
    files = {"docs/a.md": page("A", more="replaced_by: b\n"), "docs/b.md": page("B", more="replaced_by: a\n")}
    made = base(files)
    assert [step.successors for step in path_of(made, made.by_id["roles/clerk"], DAY, {}).steps] == [(), ()]


def test_a_path_begins_with_those_of_other_roles(base):
    """Stage by stage theirs comes first; a page that two of them have stands where it comes first."""
    made = base(
        {
            **{f"docs/{name}.md": page(name.upper()) for name in "abcd"},
            "docs/roles/all.md": role("All", "must_know: {day_1: [d], week_1: [a]}\n"),
            "docs/roles/clerk.md": role("Clerk", "begins_with: [all]\nmust_know: {day_1: [a, b], week_1: [d, c]}\n"),
            "docs/roles/chief.md": role("Chief", "begins_with: [clerk, all]\n"),
        }
    )
    found = [(place.stage, place.by.name, place.page.title) for place in places(made, made.by_id["roles/chief"])]
    assert found == [
        ("day_1", "all", "D"),
        ("day_1", "clerk", "A"),
        ("day_1", "clerk", "B"),
        ("week_1", "clerk", "C"),
    ]
    path = path_of(made, made.by_id["roles/chief"], DAY, {})
    assert [guide.name for guide in path.begins_with] == ["all", "clerk"]


def test_roles_that_begin_with_one_another_in_a_ring_each_have_a_path(base):
    """It ends, however long the ring is."""
    names = [f"r{number}" for number in range(1200)]
    ring = zip(names, [*names[1:], names[0]], strict=True)
    files = {f"docs/roles/{name}.md": role(name, f"begins_with: [{after}]\n") for name, after in ring}
    made = base(files)
    assert len(begins_with(made, made.by_id["roles/r0"])) == 1200


def test_what_a_page_says_is_more_than_its_text(base):
    """A step of the process or the status of the decision is a change; a review or a new owner is none."""
    steps = "steps: [Do it, {step: 'Well?', by: boss, then: {Yes: 1, No: end}}]\n"
    decision = "status: accepted\ndate: 2026-01-01\n"

    def said(more, kind="processes", owner="boss", day="2026-11-01"):
        name = "0001-x" if kind.endswith("decisions") else "x"
        made = base({f"{kind}/{name}.md": page("X", owner=owner, day=day, more=more)})
        return substance_of(made.by_path[f"{kind}/{name}.md"], "Text.")

    assert said(steps) == said(steps, owner="clerk", day="2026-01-01")
    assert said(steps) != said(steps.replace("Do it", "Do that"))
    assert said(steps) != said(steps.replace("Yes: 1", "Yes: 2"))
    assert said(steps) != said(steps.replace("boss", "clerk"))
    assert said(decision, "docs/decisions") != said(decision.replace("accepted", "deprecated"), "docs/decisions")
