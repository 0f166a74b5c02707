"""Pages that age in the reader's browser: on every later day it shows what a build of that day would."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from attacks.browser import served
from site_builder import AS_OF, MKDOCS_YML, REPOSITORY, build_files
from stafett.messages import Words
from stafett.reading.load import load
from stafett.site.views.labels import CONDITIONS, VACANT, condition
from stafett.site.views.view import View

BUILT = date.fromisoformat(AS_OF)
SETTINGS = """\
language: en
due_soon: 1 month
defaults: {article: {review_in: 6 months}}
pages:
  - {match: "processes/*.md", kind: process}
  - {match: "docs/roles/*.md", kind: role}
  - {match: "docs/**/*.md", kind: article}
"""
PEOPLE = """
units: [{id: u, name: U}]
people:
  - {id: p-1, unit: u, first_day: 2020-01-01, roles: [{role: boss, from: 2020-01-01}]}
  - {id: p-2, unit: u, first_day: 2026-10-01, roles: [{role: newcomer, from: 2026-10-01}]}
"""
REVIEWED = [
    "2026-05-01", "2026-05-23", "2026-05-24", "2026-05-25", "2026-06-23", "2026-06-24", "2026-06-25", "2026-06-30",
    "2026-07-31", "2026-08-29", "2026-08-30", "2026-08-31", "2026-09-15", "2026-11-24",
]  # fmt: skip
DAYS = [
    BUILT, BUILT + timedelta(days=1), date(2026, 12, 23), date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 31),
    date(2027, 1, 1), date(2027, 1, 22),
]  # fmt: skip
LATE = date(2027, 6, 1)


def article(owner: str, *fields: str) -> str:
    """A page of its owner."""
    return "\n".join(("---", "title: T", f"owner: {owner}", *fields, "---", "# T", ""))


FILES = {
    "stafett.yml": SETTINGS,
    "people/a.yml": PEOPLE,
    "docs/roles/boss.md": (
        "---\ntitle: Boss\nowner: boss\nreview_in: never\nmust_know: {day_1: [boss-2026-07-31]}\n---\n# Boss\n"
    ),
    "docs/roles/newcomer.md": "---\ntitle: Newcomer\nowner: boss\nreview_in: never\n---\n# Newcomer\n",
    "docs/never.md": article("boss"),
    "docs/macros.md": (
        "---\ntitle: T\nowner: boss\nreview_in: never\nrender_macros: true\n---\n# T\n\n"
        "{{ process_table(status='overdue') }}\n\n{{ due_list(criticality='high') }}\n"
    ),
    "processes/p.md": "---\ntitle: P\nowner: boss\nlast_reviewed: 2026-06-25\nreview_in: 6 months\n---\n# P\n",
    "mkdocs.yml": MKDOCS_YML.replace("[search,", "[search, macros: {module_name: macros, render_by_default: false},"),
    **{f"macros/{path.name}": path.read_text(encoding="utf-8") for path in (REPOSITORY / "macros").glob("*.py")},
    "docs/exempt.md": article("boss", "review_in: never"),
    "docs/vacant.md": article("nobody", "last_reviewed: 2026-09-01"),
    "docs/unknown.md": article("boss", "last_reviewed: 2026-09-01", "review_in: soon"),
    **{f"docs/boss-{day}.md": article("boss", f"last_reviewed: {day}") for day in REVIEWED},
    **{f"docs/newcomer-{day}.md": article("newcomer", f"last_reviewed: {day}") for day in REVIEWED},
}
STATES = """
all => Object.fromEntries(all.map(row => [
  row.querySelector("a").getAttribute("href").replace(/^\\.\\.\\/|\\/$/g, ""),
  [row.className, row.querySelector(".stafett-badge").className, row.querySelector(".stafett-badge").textContent],
]))
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A knowledge base with a page for every way to age, built on one day."""
    folder = tmp_path_factory.mktemp("ageing")
    assert build_files(folder, FILES).status == 0
    return folder


@pytest.fixture(scope="module")
def open_on(root, browser):
    """A function that opens a page as a reader does on a day, by default at half past eleven in the evening."""
    with served(root / "site") as origin:
        context = browser.new_context(timezone_id="Europe/Stockholm", locale="sv-SE")
        script_free = browser.new_context(java_script_enabled=False)

        def visit(address: str, day: date, *, time: str = "23:30:00+01:00", scripts: bool = True):
            page = (context if scripts else script_free).new_page()
            if scripts:
                page.clock.set_fixed_time(f"{day}T{time}")
            page.goto(origin + address)
            return page

        yield visit


def expected(root, day: date) -> dict[str, str]:
    """How each article stands on a day, by the core's own rule, by the last part of its address."""
    base = load(root)
    view = View(base, day, Words("en"), lambda _: "")
    return {page.id: condition(view, page) for page in base.of_kind("article")}


@pytest.mark.parametrize("day", [*DAYS, LATE], ids=str)
def test_the_browser_and_the_core_agree_on_every_day(open_on, root, day):
    """Each row of a list has the state, the words and the class that a build of that day would give it."""
    page = open_on("articles/", day)
    found = page.locator("tbody tr").evaluate_all(STATES)
    page.close()
    wanted = {
        key: [f"stafett-row--{state}", f"stafett-badge stafett-badge--{state}", CONDITIONS[state]]
        for key, state in expected(root, day).items()
    }
    assert found == wanted


@pytest.mark.parametrize("day", [*DAYS, LATE], ids=str)
def test_the_numbers_on_the_filters_follow(open_on, root, day):
    """And a filter for a state that no page is in any more, or yet, is not offered."""
    page = open_on("articles/", day)
    labels = page.locator(".stafett-filter label:visible").all_inner_texts()
    page.close()
    states = list(expected(root, day).values())
    counts = {CONDITIONS[state]: states.count(state) for state in CONDITIONS if state in states}
    assert labels == [f"All {len(states)}", *(f"{words} {number}" for words, number in counts.items())]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_list_of_reviews_is_that_of_the_day(open_on, root, day):
    """Pages come into it, go from one part to the next, and the numbers in headings and contents say how many."""
    page = open_on("reviews/", day)
    shown = {
        heading.get_attribute("id"): int(heading.inner_text().partition("(")[2].partition(")")[0])
        for heading in page.locator("article h2:visible").all()
    }
    rows = {key: page.locator(f"[data-stafett-with='{key}'] tbody tr:visible").count() for key in shown}
    rest = page.locator("[data-stafett-rest]").inner_text()
    intro = page.locator(".stafett-lead").first.inner_text()
    contents = page.locator(".md-sidebar--secondary .md-nav__link:visible").all_inner_texts()
    page.close()
    base = load(root)
    view = View(base, day, Words("en"), lambda _: "")
    states = [condition(view, page) for page in base.pages]
    due = [VACANT, "overdue", "unvouched", "never-reviewed", "due-soon"]
    counts = {state: states.count(state) for state in due if state in states}
    assert shown == rows == counts
    assert intro.endswith(f"as of {day}.")
    assert rest == f"{len(load(root).pages) - sum(counts.values())} other pages need nothing."
    assert all(f"({number})" in " ".join(contents) for number in counts.values())


@pytest.mark.parametrize(
    ("day", "state", "says"),
    [
        (BUILT, "current", "Somebody has vouched for this page. It will be reviewed again by 2027-01-31."),
        (date(2027, 1, 5), "due-soon", "This page holds. It is time to review it again, by 2027-01-31."),
        (
            date(2027, 2, 1),
            "overdue",
            "This page should have been reviewed by 2027-01-31. It is probably right, but ask Boss where it matters.",
        ),
    ],
)
def test_the_banner_says_what_is_known_that_day(open_on, day, state, says):
    """In class, badge and sentence, with the link to whom to ask."""
    page = open_on("boss-2026-07-31/", day)
    banner = page.get_by_role("complementary", name="About this page")
    assert banner.get_attribute("class") == f"stafett-banner stafett-banner--{state}"
    assert banner.locator(".stafett-badge").inner_text() == CONDITIONS[state]
    assert banner.locator("[data-stafett-says]").inner_text() == says
    assert banner.locator("[data-stafett-says] a").count() == (state == "overdue")
    assert banner.evaluate("e => e.closest('[aria-live], [role=alert], [role=status]')") is None
    page.close()


def test_the_day_is_the_readers_own(open_on):
    """Half past eleven in the evening by UTC is the next day in Stockholm."""
    for time, state in (("22:30:00Z", "due-soon"), ("23:30:00Z", "overdue")):
        page = open_on("boss-2026-06-30/", date(2026, 12, 30), time=time)
        assert page.locator(".stafett-banner").get_attribute("data-stafett-status") == state
        page.close()


def test_a_clock_that_is_slow_changes_nothing(open_on, root):
    """Before the day of the build, what was built stands."""
    page = open_on("articles/", date(2019, 1, 1))
    found = page.locator("tbody tr").evaluate_all(STATES)
    page.close()
    assert {key: row[0].removeprefix("stafett-row--") for key, row in found.items()} == expected(root, BUILT)


def test_without_a_script_the_state_of_the_build_shows(open_on, root):
    """And nothing that was kept ready for later."""
    page = open_on("reviews/", LATE, scripts=False)
    assert page.locator("tbody tr:visible").count() == sum(
        state not in {"current", "exempt", "unknown"} for state in expected(root, BUILT).values()
    )
    assert page.get_by_text("You are reading a copy").count() == 0
    page.close()


@pytest.mark.parametrize(("day", "old"), [(date(2027, 1, 23), False), (date(2027, 1, 24), True)])
@pytest.mark.parametrize("address", ["", "never/", "reviews/", "404.html"])
def test_an_old_copy_says_that_it_is_old(open_on, address, day, old):
    """On every page, with the way to the one that is not."""
    page = open_on(address, day)
    notice = page.get_by_text("You are reading a copy of the site from 2026-11-24.")
    assert notice.count() == old
    if old:
        assert page.get_by_role("link", name="See what holds now").get_attribute("href") == "https://site.example/"
    page.close()


def test_a_step_of_a_path_comes_to_say_whom_to_ask(open_on):
    """Once its page is overdue; until then it has nothing to say."""
    for day, doubt in ((BUILT, ""), (date(2027, 2, 1), "This page should have been reviewed by 2027-01-31. Ask Boss")):
        page = open_on("onboarding/boss/", day)
        step = page.locator(".stafett-step")
        assert step.locator("[data-stafett-says]").inner_text().startswith(doubt)
        assert step.locator("[data-stafett-says]").is_visible() is bool(doubt)
        assert step.locator(".stafett-badge").inner_text() == CONDITIONS["overdue" if doubt else "current"]
        page.close()


def test_the_table_of_a_macro_fills_when_its_time_comes(open_on):
    """And the words that stood there instead go; those of another table stay."""
    for day, number in ((BUILT, 0), (date(2026, 12, 25), 0), (date(2026, 12, 26), 1)):
        page = open_on("macros/", day)
        assert page.locator("[data-stafett-shows=overdue] tbody tr:visible").count() == number
        assert page.get_by_text("No page fits this.").count() == 2
        assert page.get_by_text("No page fits this.").and_(page.locator(":visible")).count() == 2 - number
        page.close()


def test_other_scripts_can_ask(open_on):
    """An element that is made later, as a search hit is, ages by the same rule."""
    page = open_on("", date(2027, 1, 1))
    made = """() => {
      const badge = document.createElement("span");
      badge.className = "stafett-badge stafett-badge--due-soon";
      Object.assign(badge.dataset, { stafettStatus: "due-soon", stafettDue: "2026-12-31", stafettSoon: "2026-12-01" });
      const now = stafettAge(badge);
      return [now, badge.className, badge.textContent, stafettAge.state("current", "2027-02-01", "2027-01-01")];
    }"""
    assert page.evaluate(made) == ["overdue", "stafett-badge stafett-badge--overdue", "Review overdue", "due-soon"]
    page.close()
