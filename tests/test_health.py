"""The health of a knowledge base: what counts as vouched for, what every way to cheat does to it, and past days."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder import MKDOCS_YML, mkdocs
from stafett.cli.main import main
from stafett.dates import Interval, before
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import Words
from stafett.model import Directory, Page, Person
from stafett.questions.health import WEIGHTS, Judged, Measure, Standing, by_unit, judge, measure
from stafett.questions.health_over_time import health, month_ends, needed_from
from stafett.questions.onboarding import substance_of
from stafett.questions.page_story import Evidence
from stafett.questions.small_units import SMALL
from stafett.reading.load import load
from stafett.reading.page_history import read_histories
from stafett.reports.health import headline, percent
from stafett.reports.health_chart import chart
from stafett.settings import Settings
from stafett.site.safety.svg import is_inert
from test_history import commit, git

DAY, SINCE = date(2026, 11, 24), date(2026, 5, 1)
PEOPLE = """
units: [{id: hq, name: Head office}, {id: north, name: North}]
people:
  - {id: p-1, unit: hq, first_day: 2020-01-01, roles: [{role: boss}]}
  - {id: p-2, unit: north, first_day: 2020-01-01, last_day: 2026-08-31, roles: [{role: clerk}]}
  - {id: p-3, unit: north, first_day: 2026-10-01, roles: [{role: newcomer}]}
"""
SETTINGS = "language: en\ndefaults: {article: {review_in: 1 year}}\n"


def page(owner: str = "boss", body: str = "Text.", **fields: str) -> str:
    """A page with front matter; fields of no text are left out."""
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items() if value)
    return f"---\ntitle: A\nowner: {owner}\n{lines}---\n# A\n\n{body}\n"


BASE = {
    "stafett.yml": SETTINGS,
    "people/a.yml": PEOPLE,
    **{f"docs/roles/{name}.md": page(review_in="never") for name in ("boss", "clerk", "newcomer")},
}


@pytest.mark.parametrize(
    ("fields", "evidence", "standing"),
    [
        ({"last_reviewed": "2026-09-01"}, Evidence.NOTE, Standing.VOUCHED),
        ({"last_reviewed": "2026-09-01"}, Evidence.CHANGE, Standing.VOUCHED),
        ({"last_reviewed": "2026-09-01"}, Evidence.WRITTEN, Standing.VOUCHED),
        ({"last_reviewed": "2026-09-01"}, Evidence.NONE, Standing.BARE),
        ({"last_reviewed": "2026-09-01"}, None, Standing.UNKNOWN),
        ({"last_reviewed": "2026-09-01", "reviewed_by": "p-1"}, Evidence.NOTE, Standing.VOUCHED),
        ({"last_reviewed": "2026-09-01", "reviewed_by": "p-2"}, Evidence.NOTE, Standing.WRONGLY),
        ({"last_reviewed": "2025-09-01"}, Evidence.NOTE, Standing.OVERDUE),
        ({"last_reviewed": "2026-09-01", "owner": "clerk"}, Evidence.NOTE, Standing.VACANT),
        ({"last_reviewed": "2026-09-01", "owner": "newcomer"}, Evidence.NOTE, Standing.UNVOUCHED),
        ({}, None, Standing.NEVER),
        ({"last_reviewed": "2027-09-01"}, Evidence.NOTE, Standing.UNJUDGED),
        ({"last_reviewed": "yesterday"}, Evidence.NOTE, Standing.UNJUDGED),
        ({"last_reviewed": "2026-09-01", "review_in": "never"}, Evidence.NOTE, Standing.EXEMPT),
        ({"last_reviewed": "2025-09-01", "snoozed_until": "2027-01-01"}, Evidence.NOTE, Standing.OVERDUE),
    ],
)
def test_a_page_stands_as_the_first_thing_that_is_wrong_with_it(make_base, fields, evidence, standing):
    """Only a review in time, with evidence, by an owner who is here and has not inherited the page, vouches for it."""
    base = make_base({**BASE, "docs/a.md": page(**fields)})
    assert judge(base, base.by_path["docs/a.md"], DAY, evidence).standing is standing


JUDGED = st.lists(st.tuples(st.sampled_from(list(Standing)), st.sampled_from([1, 2, 4])), max_size=12)


def measured(pairs) -> Measure:
    """The measure of pages with these standings and weights."""
    return measure(Judged(None, standing, weight, None, None) for standing, weight in pairs)  # type: ignore[arg-type]


@given(JUDGED, st.sampled_from(list(Standing)), st.sampled_from([1, 2, 4]))
def test_shares_are_shares_and_only_vouching_betters_them(pairs, standing, weight):
    """Another page that is not vouched for never makes the share better; one that is never makes it worse."""
    less, more = measured(pairs), measured([*pairs, (standing, weight)])
    for found in (less, more):
        for share in (found.share, found.plain_share, found.share_unknown):
            assert share is None or 0 <= share <= 1
    if less.share is not None and more.share is not None:
        assert (more.share >= less.share) if standing is Standing.VOUCHED else (more.share <= less.share)


def test_weights_tell_critical_pages_from_others(make_base):
    """A page that says nothing weighs as much as one of medium criticality; nobody wins by leaving it out."""
    base = make_base({**BASE, "docs/a.md": page(), "docs/b.md": page(criticality="high")})
    weights = {path: judge(base, base.by_path[path], DAY, None).weight for path in ("docs/a.md", "docs/b.md")}
    assert weights == {"docs/a.md": WEIGHTS["medium"], "docs/b.md": WEIGHTS["high"]}


def test_a_page_counts_in_the_unit_of_whoever_holds_its_owners_role(make_base):
    """And pages that nobody holds come last, without a unit."""
    files = {"docs/a.md": page("boss", last_reviewed="2026-09-01"), "docs/b.md": page("clerk")}
    base = make_base({**BASE, **files, "docs/c.md": page("newcomer")})
    judged = [judge(base, page, DAY, Evidence.NOTE) for page in base.pages if page.kind == "article"]
    found = [(unit.name, unit.people, unit.measure.counted, unit.measure.share) for unit in by_unit(base, judged, DAY)]
    assert found == [("Head office", 1, 1, 1.0), ("North", 1, 1, 0.0), ("", 0, 1, 0.0)]


@pytest.mark.parametrize(
    ("present", "small"),
    [
        ({"a": 5, "b": 3}, set()),
        ({"a": 5, "b": 1, "c": 2}, {"b", "c"}),
        ({"a": 5, "b": 1, "c": 4}, {"b", "c"}),
        ({"a": 1, "": 9}, {"a"}),
    ],
)
def test_units_that_are_counted_together_are_not_one_person_in_disguise(present, small):
    """Where the small ones together are still too few, the next one is counted with them."""
    people = {
        f"{unit or 'none'}-{n}": Person(f"{unit}{n}", unit or None, None)
        for unit in present
        for n in range(present[unit])
    }
    judged = [
        Judged(Page("a.md", "a", "article", "A", "a.md", "", {"owner": key}), Standing.VOUCHED, 1, None, None)
        for key in people
    ]
    base = KnowledgeBase(Settings(), (), Directory(people, {}, present=True))
    named = {unit.id for unit in by_unit(base, judged, DAY, 3)}
    assert named == (set(present) - small) | ({SMALL} if small else set())


@pytest.mark.parametrize(
    ("since", "as_of", "days"),
    [
        (date(2026, 9, 1), date(2026, 11, 24), [date(2026, 9, 30), date(2026, 10, 31)]),
        (date(2026, 9, 30), date(2026, 10, 31), [date(2026, 9, 30)]),
        (date(2026, 11, 1), date(2026, 11, 24), []),
        (date.min, date(1, 3, 1), []),
    ],
)
def test_months_end_on_their_last_days(since, as_of, days):
    """From the day asked for to before the day of the question."""
    assert month_ends(since, as_of) == days


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A knowledge base with half a year of history, in which people review, cheat, and leave."""
    folder = tmp_path_factory.mktemp("kb")
    git(folder, "init", "-q", "-b", "main")
    first = {
        "docs/good.md": page(last_reviewed="2026-04-01", review_note="Read it", review_in="3 months"),
        "docs/bad.md": page(body="Other text.", last_reviewed="2026-04-01", criticality="high", review_in="3 months"),
        "docs/left.md": page("clerk", body="Third text.", last_reviewed="2026-04-01"),
    }
    commit(folder, "2026-05-20", {**BASE, **first})
    good = page(last_reviewed="2026-06-20", review_note="Read it with Ann", review_in="3 months")
    bad = page(body="Other text.", last_reviewed="2026-06-20", criticality="high", review_in="3 months")
    commit(folder, "2026-06-20", {"docs/good.md": good, "docs/bad.md": bad})
    commit(folder, "2026-07-10", {"docs/new.md": page(body="New text.", last_reviewed="2026-07-10")})
    bad = page(body="Other text.", last_reviewed="2026-10-05", criticality="low", review_in="2 years")
    commit(folder, "2026-10-05", {"docs/bad.md": bad})
    commit(folder, "2026-10-20", {}, "docs/new.md")
    return folder


def told(root, as_of=DAY, since=SINCE):
    """The health with its history."""
    base = load(root)
    return health(base, as_of, read_histories(root, base, as_of, substance_of), since)


def test_past_days_are_told_as_they_were(root):
    """With pages that are gone by now, people who have left since, and no day before git's memory begins."""
    found = [
        (str(point.day), {str(k): n for k, n in point.measure.pages.items() if k is not Standing.EXEMPT})
        for point in told(root).points
    ]
    assert found == [
        ("2026-05-31", {"vouched": 3}),
        ("2026-06-30", {"bare-bump": 1, "vouched": 2}),
        ("2026-07-31", {"bare-bump": 1, "vouched": 3}),
        ("2026-08-31", {"bare-bump": 1, "vouched": 3}),
        ("2026-09-30", {"overdue": 2, "vacant": 1, "vouched": 1}),
        ("2026-10-31", {"bare-bump": 1, "overdue": 1, "vacant": 1}),
        ("2026-11-24", {"bare-bump": 1, "overdue": 1, "vacant": 1}),
    ]


def test_only_the_history_that_matters_is_read(root):
    """What lies so far back that no review of it can be in time is left alone, and the numbers are the same."""
    base = load(root)
    since, now = date(2026, 9, 1), date(2026, 11, 24)
    begin = needed_from(base, since)
    assert begin == date(2024, 9, 1)  # one page is reviewed every second year
    near = read_histories(root, base, now, substance_of, begin=date(2026, 7, 15))
    assert near
    assert len(near.by_path["docs/bad.md"].versions) == 2
    assert (
        health(base, now, near, since).points
        == health(base, now, read_histories(root, base, now, substance_of), since).points
    )


def test_every_way_to_look_better_is_counted(root):
    """Moved dates, longer intervals, lower criticality, pages taken away; the share does not go up by any."""
    found = told(root)
    watch = found.watch
    assert found.measure.share == 0
    assert (watch.reviews, watch.bare_bumps, watch.removed, watch.made_less_critical) == (3, 2, 1, 1)
    assert (watch.interval_made_longer, watch.long_intervals, watch.exempt, watch.since) == (1, 1, 3, date(2026, 5, 20))
    assert [late.page.path for late in found.overdue] == ["docs/good.md"]


def test_before_git_remembers_reviews_are_taken_at_their_word_and_counted(root):
    """They stand in the first commit, where nobody can see what they left."""
    found = told(root, date(2026, 5, 25))
    assert found.points[-1].day == date(2026, 5, 25)
    base = load(root)
    assert health(base, DAY, None, SINCE).watch.since is None


def test_without_git_nothing_is_known_to_be_vouched_for(root):
    """The share is what it is at the least and at the most."""
    base = load(root)
    found = health(base, DAY, None, SINCE)
    assert found.measure.pages[Standing.UNKNOWN] == 1
    assert headline(found, Words("en")).startswith("Between 0 % and 20 %")
    assert [point.day for point in found.points] == [DAY]


def test_a_shallow_clone_betters_nothing(root, tmp_path):
    """Else a build that forgets what was cheated would look better."""
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "one")
    found = told(tmp_path / "one")
    assert found.cut
    assert Standing.VOUCHED not in found.measure.pages
    assert found.measure.pages[Standing.UNKNOWN] == 1


def test_a_page_that_was_never_committed_is_not_vouched_for(root):
    """Else pages kept out of git would all look well."""
    base = load(root)
    histories = read_histories(root, base, DAY, substance_of)
    (good,) = [page for page in base.pages if page.path == "docs/good.md"]
    fresh = replace(good, path="docs/fresh.md", id="fresh", values={**good.values, "last_reviewed": date(2026, 11, 1)})
    found = health(replace(base, pages=(*base.of_kind("role"), fresh)), DAY, histories, SINCE)
    assert found.measure.pages == {Standing.UNKNOWN: 1, Standing.EXEMPT: 3}


def test_a_clone_without_old_contents_betters_nothing(root, tmp_path):
    """What a date left cannot be seen where only the newest text is there."""
    git(root, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", root.as_uri(), "part")
    base = load(tmp_path / "part")
    found = health(base, DAY, read_histories(tmp_path / "part", base, DAY, substance_of), SINCE)
    assert Standing.VOUCHED not in found.measure.pages
    assert found.measure.pages[Standing.UNKNOWN] == 1


def test_the_command_tells_the_number_and_what_is_beside_it(root, capsys):
    """For people, and as JSON for dashboards."""
    assert main(["health", "-C", str(root), "--as-of", "2026-11-24", "--since", "2026-06-01"]) == 0
    out = capsys.readouterr().out
    assert "in time only because the date was moved; nothing else was done" in out
    assert "The knowledge base has been in git since 2026-05-20." in out
    assert "they leave out pages that no longer hold" in out, "why the forecast has another number of pages"
    assert "  2026-07-31" in out
    assert "2026-05-31" not in out
    assert main(["health", "-C", str(root), "--as-of", "2026-11-24", "--format", "json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["share"] == 0
    assert value["pages"]["bare_bump"] == 1
    assert value["staff"]["years"][-1]["until"] == "2026-11-24"
    assert [point["day"] for point in value["history"]][-1] == "2026-11-24"
    assert "p-1" not in json.dumps(value)


def test_per_cent_are_rounded_down():
    """A hundred means all."""
    assert [percent(share) for share in (None, 0, 0.29, 0.999, 1)] == ["–", "0 %", "29 %", "99 %", "100 %"]
    assert before(DAY, Interval(1, "year")) == date(2025, 11, 24)


def test_the_picture_only_draws_and_says_what_it_shows(root):
    """It passes what any picture in the site must pass, and is told in words for those who do not see it."""
    picture = chart(told(root).points, Words("en"))
    assert is_inert(picture.encode())
    assert picture.count("<circle") == 7
    assert 'role="img" aria-labelledby="stafett-chart-title stafett-chart-desc"' in picture
    assert "From 100 % on 2026-05-31 to 0 % on 2026-11-24; lowest 0 % on 2026-10-31, highest 100 %" in picture
    assert chart(told(root).points[-1:], Words("en")) == ""


def test_the_site_has_a_page_on_it_without_people(root, tmp_path):
    """With the line, the months beside it, and units by name; small ones together, for their numbers are somebody's."""
    files = {"mkdocs.yml": MKDOCS_YML, "docs/index.md": "# Front\n"}
    for path, text in files.items():
        (root / path).write_text(text)
    built = mkdocs(root / "mkdocs.yml", tmp_path / "site")
    shown = built.text("health/index.html")
    assert built.status == 0, built.output
    assert '<svg xmlns="http://www.w3.org/2000/svg" viewBox' in shown
    assert shown.count("<time datetime=") > 7
    assert "they leave out pages that no longer hold" in shown
    assert "Small units together" in shown
    assert "North" not in shown
    assert "How long owners stay" in shown
    assert "p-1" not in shown
    assert 'href="../health/"' in built.text("reviews/index.html")
    (root / "mkdocs.yml").write_text(MKDOCS_YML.replace("stafett: {", "stafett: {health: false, "))
    built = mkdocs(root / "mkdocs.yml", tmp_path / "without")
    assert built.text("reviews/index.html")
    assert not built.text("health/index.html")
    assert "health" not in built.text("reviews/index.html")


def test_dates_moved_all_at_once_better_nothing_in_a_real_knowledge_base(corpora, tmp_path):
    """As people did where reviewers could not judge the pages: every date set to today, and not a word more."""
    root = tmp_path / "govuk"
    shutil.copytree(corpora / "govuk-developer-docs-20201103", root, copy_function=shutil.copyfile)
    for folder in (root, *root.rglob("*/")):
        folder.chmod(0o755)
    settings = (
        'language: en\npages: [{match: "**/*.md", kind: article}]\nexclude: []\nowners: any\n'
        "fields: {last_reviewed: last_reviewed_on, owner: owner_slack}\n"
    )
    git(root, "init", "-q", "-b", "main")
    commit(root, "2020-11-03", {"stafett.yml": settings})
    moved = 0
    for path in sorted(root.rglob("*.md")):
        text = path.read_bytes()
        new = re.sub(rb"^last_reviewed_on: .*$", b"last_reviewed_on: 2021-01-05", text, count=1, flags=re.MULTILINE)
        path.write_bytes(new)
        moved += new != text
    commit(root, "2021-01-05", {})
    found = told(root, date(2021, 1, 5), date(2020, 11, 1))
    assert moved > 250
    assert found.watch.bare_bumps == moved
    before, after = found.points[0].measure, found.points[-1].measure
    assert before.share is not None
    assert before.share > 0.5
    assert after.share is not None
    assert after.share < 0.05
    assert after.pages[Standing.BARE] > 250
