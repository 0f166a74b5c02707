"""Who is told of which page on a day: needs, climbing, delays, and the grouping by person and by owner."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import write_files
from stafett.dates import Interval
from stafett.questions.needs import Need, Needed, needs
from stafett.questions.reminders import Level, by_owner, by_recipient, level_on, reminders
from stafett.questions.unit_heads import head_above
from stafett.reading.load import load
from stafett.reading.settings import SettingsError, read_settings
from stafett.settings import Reminders

DAY = date(2026, 11, 24)
PEOPLE = """\
people:
  - {id: p-boss, unit: top, first_day: 2020-01-01, roles: [{role: boss, from: 2020-01-01}]}
  - id: p-head
    unit: part
    first_day: 2020-01-01
    roles: [{role: head, from: 2020-01-01}]
  - id: p-clerk
    unit: part
    first_day: 2020-01-01
    email: clerk@x.example
    account: "@clerk"
    language: en
    roles: [{role: clerk, from: 2020-01-01}]
  - {id: p-stand-in, unit: part, first_day: 2020-01-01, roles: [{role: stand-in, from: 2020-01-01}]}
  - {id: p-gone, unit: part, first_day: 2020-01-01, last_day: 2026-05-31, roles: [{role: gone, from: 2020-01-01}]}
  - {id: p-new, unit: part, first_day: 2026-11-01, roles: [{role: new, from: 2026-11-01}]}
  - {id: p-steward, unit: top, first_day: 2020-01-01, roles: [{role: steward, from: 2020-01-01}]}
units:
  - {id: top, name: The whole, head: p-boss}
  - {id: part, name: The part, parent: top, head: p-head}
"""
ROLES = ("boss", "head", "clerk", "stand-in", "gone", "new", "steward")
SETTINGS = {
    "defaults": {
        "article": {"review_in": "1 year"},
        "decision": {"review_in": "1 year"},
        "role": {"review_in": "never"},
    },
    "reminders": {"stewards": "steward"},
}


def page(due="", **fields):
    """An article that is due on a day (its interval is a year), with other fields."""
    reviewed = {"last_reviewed": date.fromisoformat(due).replace(year=int(due[:4]) - 1).isoformat()} if due else {}
    lines = {"title": "A", "owner": "clerk", **reviewed, **fields}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in lines.items() if value) + "---\n# A\n"


@pytest.fixture
def base(make_base):
    """A function that makes a base of roles, people and the files of the test."""

    def make(files, more=None):
        roles = {f"docs/roles/{name}.md": f"---\ntitle: {name.title()}\nowner: boss\n---\n" for name in ROLES}
        return make_base({"people/all.yml": PEOPLE, **roles, **files}, {**SETTINGS, **(more or {})})

    return make


def told(found):
    """Who is told of each page, in what capacity, as short text."""
    return {
        task.page.name: " ".join(
            f"{party.level.name.lower()}:{'+'.join(person.id for person in party.people) or party.answer.reference}"
            for party in task.parties
        )
        for task in found.tasks
    }


def test_each_page_says_what_it_needs_and_since_when(base):
    """The gravest need counts, from the day on which the page came to have it."""
    made = base(
        {
            "docs/overdue.md": page("2026-10-20"),
            "docs/near.md": page("2026-12-01"),
            "docs/inherited.md": page("2027-03-01", owner="new"),
            "docs/inherited-and-overdue.md": page("2026-11-20", owner="new"),
            "docs/draft.md": page(),
            "docs/vacant.md": page("2026-10-20", owner="gone"),
            "docs/unknown.md": page("2026-10-20", owner="nobody"),
            "docs/ownerless.md": page("2026-10-20", owner=""),
            "docs/fine.md": page("2027-06-01"),
            "docs/due-today.md": page("2026-11-24"),
            "docs/replaced.md": page("2026-10-20", replaced_by="fine"),
            "docs/broken.md": "---\nowner: [\n---\n",
            "docs/decisions/0001-taken.md": page(status="proposed", date="2026-09-01"),
        }
    )
    found = {needed.page.name: (str(needed.need), needed.since) for needed in needs(made, DAY)}
    assert found == {
        "overdue": ("review", date(2026, 10, 20)),
        "near": ("soon", date(2026, 11, 1)),
        "inherited": ("new-owners-word", date(2026, 11, 1)),
        "inherited-and-overdue": ("review", date(2026, 11, 1)),
        "draft": ("first-review", None),
        "vacant": ("owner", date(2026, 6, 1)),
        "unknown": ("owner", None),
        "ownerless": ("owner", None),
        "due-today": ("soon", date(2026, 10, 25)),
        "0001-taken": ("first-review", date(2026, 9, 1)),
    }


def test_what_was_never_reviewed_counts_from_when_it_is_known_to_exist(base):
    """So that it climbs, too."""
    made = base({"docs/draft.md": page()})
    assert told(reminders(made, DAY)) == {"draft": "owner:p-clerk"}
    known = {"docs/draft.md": date(2026, 11, 1)}
    assert told(reminders(made, DAY, known)) == {"draft": "owner:p-clerk"}
    made = base({"docs/draft.md": page(deputy="stand-in")})
    assert told(reminders(made, DAY, known)) == {"draft": "owner:p-clerk deputy:p-stand-in"}


@pytest.mark.parametrize(
    ("due", "who"),
    [
        ("2026-11-23", "owner:p-clerk"),
        ("2026-11-11", "owner:p-clerk"),
        ("2026-11-10", "owner:p-clerk deputy:p-stand-in"),
        ("2026-10-26", "owner:p-clerk deputy:p-stand-in"),
        ("2026-10-25", "owner:p-clerk deputy:p-stand-in unit_head:p-head"),
        ("2026-09-26", "owner:p-clerk deputy:p-stand-in unit_head:p-head"),
        ("2026-09-25", "owner:p-clerk deputy:p-stand-in unit_head:p-head stewards:p-steward"),
        ("2020-01-01", "owner:p-clerk deputy:p-stand-in unit_head:p-head stewards:p-steward"),
    ],
)
def test_it_climbs_after_14_30_and_60_days(base, due, who):
    """Whoever was told goes on being told."""
    made = base({"docs/a.md": page(due, deputy="stand-in")})
    assert told(reminders(made, DAY)) == {"a": who}


def test_a_level_that_has_nobody_is_passed_by_and_nobody_is_told_twice(base):
    """Without a deputy, with one who left, with an owner who leads the unit, or who is a steward."""
    made = base(
        {
            "docs/alone.md": page("2026-09-01"),
            "docs/deputy-left.md": page("2026-09-01", deputy="gone"),
            "docs/deputy-is-owner.md": page("2026-09-01", deputy="p-clerk"),
            "docs/of-the-head.md": page("2026-09-01", owner="head"),
            "docs/deputy-is-head.md": page("2026-09-01", deputy="head"),
            "docs/of-the-boss.md": page("2026-09-01", owner="boss"),
            "docs/of-the-steward.md": page("2026-09-01", owner="steward"),
        }
    )
    assert told(reminders(made, DAY)) == {
        "alone": "owner:p-clerk unit_head:p-head stewards:p-steward",
        "deputy-left": "owner:p-clerk unit_head:p-head stewards:p-steward",
        "deputy-is-owner": "owner:p-clerk unit_head:p-head stewards:p-steward",
        "of-the-head": "owner:p-head unit_head:p-boss stewards:p-steward",
        "deputy-is-head": "owner:p-clerk deputy:p-head stewards:p-steward",
        "of-the-boss": "owner:p-boss stewards:p-steward",
        "of-the-steward": "owner:p-steward unit_head:p-boss",
    }


def test_a_page_without_owner_goes_to_the_stewards_at_once(base):
    """And to its deputy, who is there to stand in; without stewards to the head of the owner's last unit, or nobody."""
    files = {
        "docs/vacant.md": page("2027-06-01", owner="gone", deputy="stand-in"),
        "docs/ownerless.md": page("2027-06-01", owner=""),
        "docs/bare.md": "# Nobody has said anything\n",
    }
    found = reminders(base(files), DAY)
    assert told(found) == {
        "vacant": "deputy:p-stand-in stewards:p-steward",
        "bare": "stewards:p-steward",
        "ownerless": "stewards:p-steward",
    }
    without = reminders(base(files, {"reminders": {"stewards": "gone"}}), DAY)
    assert told(without) == {"vacant": "deputy:p-stand-in unit_head:p-head", "bare": "", "ownerless": ""}
    assert not without.stewards.reachable


def test_a_review_that_is_near_is_the_owners_alone_and_news_for_a_week(base):
    """It never climbs, and is no reason for a message of its own later on."""
    made = base({"docs/near.md": page("2026-12-24", deputy="stand-in")})
    for day, news in ((date(2026, 11, 24), True), (date(2026, 11, 30), True), (date(2026, 12, 1), False)):
        (task,) = reminders(made, day).tasks
        assert (told(reminders(made, day)), task.pressing, task.news(day)) == ({"near": "owner:p-clerk"}, False, news)


def test_a_delay_with_a_reason_holds_reminders_back_until_its_day(base):
    """On that day the owner is told again, and it climbs anew from there."""
    made = base(
        {
            "docs/a.md": page(
                "2026-11-01", deputy="stand-in", snoozed_until="2026-11-28", snooze_reason="The system is replaced"
            )
        }
    )
    before, on, later = (reminders(made, date(2026, month, day)) for month, day in ((11, 27), (11, 28), (12, 12)))
    assert (before.tasks, [needed.page.name for needed in before.delayed]) == ((), ["a"])
    assert (told(on), on.delayed) == ({"a": "owner:p-clerk"}, ())
    assert told(later) == {"a": "owner:p-clerk deputy:p-stand-in"}


def test_a_delay_counts_no_longer_than_is_allowed_and_not_without_a_reason(base):
    """Thirty days after the due date, by default; a page without an owner cannot wait at all."""
    made = base(
        {
            "docs/long.md": page("2026-10-20", snoozed_until="2029-01-01", snooze_reason="Later"),
            "docs/silent.md": page("2026-11-20", snoozed_until="2026-12-01"),
            "docs/vacant.md": page("2026-11-20", owner="gone", snoozed_until="2026-12-01", snooze_reason="Later"),
        }
    )
    assert told(reminders(made, DAY)) == {
        "long": "owner:p-clerk",
        "silent": "owner:p-clerk",
        "vacant": "stewards:p-steward",
    }
    assert [needed.page.name for needed in reminders(made, date(2026, 11, 18)).delayed] == ["long"]


def test_each_person_is_told_of_all_their_pages_at_once_the_oldest_first(base):
    """In the capacity that concerns them most."""
    made = base(
        {
            "docs/mine.md": page("2026-11-20"),
            "docs/older.md": page("2026-09-01"),
            "docs/of-another.md": page("2026-10-30", owner="stand-in", deputy="clerk"),
            "docs/theirs.md": page("2026-11-20", owner="stand-in"),
        }
    )
    found = {
        recipient.person.id: [(told.task.page.name, told.capacity) for told in recipient.told]
        for recipient in by_recipient(reminders(made, DAY))
    }
    assert found == {
        "p-clerk": [("older", Level.OWNER), ("of-another", Level.DEPUTY), ("mine", Level.OWNER)],
        "p-head": [("older", Level.UNIT_HEAD)],
        "p-stand-in": [("of-another", Level.OWNER), ("theirs", Level.OWNER)],
        "p-steward": [("older", Level.STEWARDS)],
    }


def test_without_a_directory_the_role_itself_is_told(make_base):
    """Nobody is vacant then; free text is told as it is."""
    made = make_base(
        {
            "docs/roles/clerk.md": "---\ntitle: Clerk\nowner: clerk\ncontact: clerks@x.example\n---\n",
            "docs/a.md": page("2026-09-01", deputy="clerk"),
            "docs/b.md": page("2026-09-01", owner='"#team"'),
        },
        {**SETTINGS, "owners": "any", "reminders": {}},
    )
    found = by_recipient(reminders(made, DAY))
    assert [(one.answer.reference, one.person, [told.task.page.name for told in one.told]) for one in found] == [
        ("#team", None, ["b"]),
        ("clerk", None, ["a"]),
    ]


def test_pages_are_grouped_by_owner_and_those_without_one_for_the_stewards(base):
    """An owner with nothing but what is near has no group."""
    made = base(
        {
            "docs/a.md": page("2026-11-20"),
            "docs/b.md": page("2026-09-01"),
            "docs/near.md": page("2026-12-01"),
            "docs/others-near.md": page("2026-12-01", owner="stand-in"),
            "docs/vacant.md": page("2026-11-20", owner="gone"),
            "docs/ownerless.md": page(owner=""),
        }
    )
    groups = by_owner(made, reminders(made, DAY))
    assert [
        (group.key, [person.id for person in group.people], [task.page.name for task in group.tasks])
        for group in groups
    ] == [
        ("role/roles/clerk", ["p-clerk"], ["b", "near", "a"]),
        ("ownerless", ["p-steward"], ["vacant", "ownerless"]),
    ]
    assert [group.ownerless for group in groups] == [False, True]


def test_the_head_is_of_the_unit_that_all_holders_share(make_base):
    """Of a role that several units have, the head of the nearest unit above them all."""
    people = PEOPLE.replace(
        "units:", "  - {id: p-far, unit: other, first_day: 2020-01-01, roles: [{role: clerk}]}\nunits:"
    )
    people += "  - {id: other, name: Another, parent: top, head: p-far}\n"
    made = make_base({"people/all.yml": people, "docs/roles/clerk.md": "---\ntitle: Clerk\nowner: clerk\n---\n"})
    assert head_above(made, "clerk", DAY).id == "p-boss"
    assert head_above(made, "p-clerk", DAY).id == "p-head"
    assert head_above(made, "nobody", DAY) is None


def test_units_in_a_circle_end(make_base):
    """What is wrong in the directory stops no reminder."""
    people = "people:\n  - {id: p-1, unit: a, first_day: 2020-01-01}\n"
    people += "units:\n  - {id: a, name: A, parent: b}\n  - {id: b, name: B, parent: a, head: p-1}\n"
    made = make_base({"people/all.yml": people})
    assert head_above(made, "p-1", DAY) is None


intervals = st.builds(Interval, st.integers(1, 400), st.sampled_from(["day", "week", "month"]))
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
NEEDED = st.builds(lambda since, waits: Needed(None, Need.REVIEW, None, since, since, waits), days, st.none() | days)


@settings(max_examples=80)
@given(needed=NEEDED, day=days, later=st.integers(0, 2000), times=st.lists(intervals, min_size=3, max_size=3))
def test_it_only_ever_climbs(needed, day, later, times):
    """Whatever the times are, another day never brings it down, and what never began never climbs."""
    rule = Reminders(*sorted(times, key=lambda time: time.count), "")
    before, after = level_on(needed, day, rule), level_on(needed, day + timedelta(days=later), rule)
    assert before <= after
    if day <= needed.climbs_from:
        assert before is Level.OWNER


@pytest.fixture(scope="module")
def yearly(tmp_path_factory):
    """A base with a page that is inherited first and overdue later, one that is delayed, and one that goes vacant."""
    root = tmp_path_factory.mktemp("base")
    people = PEOPLE.replace("role: head, from: 2020-01-01}", "role: head, from: 2020-01-01, until: 2027-01-31}")
    files = {
        "stafett.yml": "language: en\ndefaults: {article: {review_in: 1 year}}\nreminders: {stewards: steward}\n",
        "people/all.yml": people,
        **{f"docs/roles/{name}.md": f"---\ntitle: {name}\nowner: boss\nreview_in: never\n---\n" for name in ROLES},
        "docs/inherited.md": page("2026-12-15", owner="new", deputy="stand-in"),
        "docs/delayed.md": page("2026-11-20", snoozed_until="2026-12-10", snooze_reason="Later"),
        "docs/vacant.md": page("2026-12-20", owner="head", deputy="stand-in"),
    }
    write_files(root, files)
    return load(root)


@settings(max_examples=60)
@given(day=st.dates(date(2026, 11, 2), date(2028, 1, 1)), later=st.integers(0, 300))
def test_as_long_as_nobody_acts_everybody_who_was_told_is_told_on(yearly, day, later):
    """Days pass, needs change from one to the other, and nothing is ever forgotten."""
    before = {(t.page.path, t.level) for t in reminders(yearly, day).tasks if t.pressing}
    after = {t.page.path: t.level for t in reminders(yearly, day + timedelta(days=later)).tasks}
    delayed = {needed.page.path for needed in reminders(yearly, day + timedelta(days=later)).delayed}
    assert all(path in delayed or after[path] >= level for path, level in before)


def written(tmp_path, text):
    """The settings that a text makes."""
    (tmp_path / "stafett.yml").write_text(f"language: en\n{text}", encoding="utf-8")
    return read_settings(tmp_path)


def test_the_times_and_the_stewards_are_settings(tmp_path):
    """What is not given is as usual."""
    found = written(
        tmp_path,
        "reminders: {deputy_after: 1 week, stewards_after: never, stewards: keeper, longest_snooze: 2 weeks}\n"
        "site_url: https://kb.example/a\n",
    )
    assert found.reminders == Reminders(
        Interval(1, "week"), Interval(30, "day"), Interval(0, "never"), "keeper", Interval(2, "week")
    )
    assert found.site_url == "https://kb.example/a/"
    assert written(tmp_path, "").reminders == Reminders()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "reminders: {deputy_after: soon}",
            "stafett.yml:2: `soon` is not a length of time such as 30 days or 6 months",
        ),
        (
            "reminders: {longest_snooze: never}",
            "stafett.yml:2: `never` is not a length of time such as 30 days or 6 months",
        ),
        ("reminders: {stewards: [a, b]}", "stafett.yml:2: `reminders: stewards` should be one value"),
        (
            "reminders:\n  unit_head_after: 90 days",
            (
                "stafett.yml:3: `unit_head_after` should not be longer than `stewards_after`: it climbs from one to "
                "the next"
            ),
        ),
        (
            "reminders: {boss: a}",
            (
                "stafett.yml:2: `reminders` knows `deputy_after`, `unit_head_after`, `stewards_after`, `stewards`, "
                "`longest_snooze`, not `boss`"
            ),
        ),
        ("reminders: daily", "stafett.yml:2: `reminders` should be lines of `name: value`"),
        (
            "site_url: javascript:alert(1)",
            "stafett.yml:2: `site_url` should be the address of the site, as https://kb.organisation.example/",
        ),
    ],
)
def test_settings_that_will_not_do_are_told(tmp_path, text, line):
    """Each with its line and what would do."""
    with pytest.raises(SettingsError) as caught:
        written(tmp_path, text)
    assert caught.value.lines == (line,)
