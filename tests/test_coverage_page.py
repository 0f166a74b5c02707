"""The page on coverage: where knowledge is thin, at a glance and with the way to mend it, and nobody's name."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import expect

from site_builder import MKDOCS_YML, build_files
from stafett.messages import Words
from stafett.questions.reported import Reported, Search
from stafett.reading.load import load
from stafett.site.collect import Build
from stafett.site.views.coverage_page import MOST_GAPS, MOST_LINES, coverage_page
from stafett.site.views.coverage_role import role_coverage
from stafett.site.views.view import View
from test_coverage import DAY, PEOPLE, files, page
from test_reported import EXPORTS

NO_REPORTS = Reported()


def view_of(base, language: str = "en") -> View:
    """The site of a knowledge base, with an address for every page."""
    return View(base, DAY, Words(language), lambda page: f"/{page.id}/", list_link=lambda key: f"/{key}/")


def text(html: str) -> str:
    """What a reader sees."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_each_field_has_a_sign_and_words(make_base):
    """Roles by area, the thinnest first, what everyone needs at the top."""
    more = {"a": page(audience="[everyone]"), "b": page(raci="{responsible: [clerk]}", last_reviewed="2020-01-01")}
    html = coverage_page(lambda: NO_REPORTS)(view_of(make_base(files(**more))))
    shown = text(html)
    assert "Everyone ○ 0 of 1 – nothing needed ○ 0 of 1 Clerk ◐ 2 of 3 ✓ 2 of 2 ○ 0 of 1 Boss ✓ 1 of 1" in shown
    assert '<a href="#area-money">Money</a>' in html
    assert 'id="area-money"' in html
    assert '<a href="/roles/clerk/#stafett-coverage">Clerk</a>' in html


def test_a_gap_says_what_is_missing_for_whom_and_who_can_mend_it(make_base):
    """With links to the page, its owner and the roles whose path should lead there."""
    more = {"a": page("Close the books", raci="{responsible: [clerk]}", last_reviewed="2020-01-01")}
    html = coverage_page(lambda: NO_REPORTS)(view_of(make_base(files(**more))))
    (row,) = re.findall(r'<tr class="stafett-row--gap".*?</tr>', html)
    assert text(row) == ("Close the books not reviewed in time in no path 2 people Owner: Boss Path: Clerk Risk 8")
    assert [*re.findall(r'href="([^"]+)"', row)] == ["/processes/work/a/", "/roles/boss/", "/roles/clerk/"]


def test_what_readers_wrote_is_text(make_base):
    """No tag, no link, no more than a search has."""
    found = Reported({"processes/money/pay.md": 2}, (Search("<script>alert(1)</script> @everyone", 3),), 1, 2)
    html = coverage_page(lambda: found)(view_of(make_base(files())))
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; @everyone" in html
    assert "reported as wrong 2 open reports" in text(html)
    assert "3 readers told of it" in html
    assert "1 search is not shown, for it may name a person." in html


def test_a_role_guide_lists_what_the_role_needs_and_why(make_base):
    """Closed until it is opened; what lacks most stands first."""
    base = make_base(files(a=page(steps="[{step: Do it, by: clerk}]", last_reviewed="2020-01-01")))
    html = role_coverage(view_of(base), base.by_path["docs/roles/clerk.md"])
    assert html.startswith('<details class="stafett-cover-role" data-search-exclude="true"><summary>')
    assert "open" not in html.partition("<summary>")[0]
    shown = text(html)
    assert "are covered: 2 of 3 Process What is missing Why the role needs it" in shown
    assert shown.index("P not reviewed in time in no path does step 1") < shown.index("Book covered in the role's path")
    assert "Pay covered in the path of Boss" in shown
    assert role_coverage(view_of(base), base.by_path["processes/money/pay.md"]) == ""


def test_a_large_organisation_has_a_small_page(make_base):
    """Only the thinnest roles and the gravest gaps are shown; the rest is counted, and on each role's own page."""
    many = 130
    given = files(**{f"p{n}": page(f"P {n}", audience=f"[r{n}]") for n in range(many)})
    given |= {f"docs/roles/r{n}.md": page(f"R {n}", must_know="{day_1: [pay]}") for n in range(many)}
    html = coverage_page(lambda: NO_REPORTS)(view_of(make_base(given)))
    assert html.count('class="stafett-row--gap"') == MOST_GAPS
    assert html.count("#stafett-coverage") == MOST_LINES
    assert f"and {many - MOST_GAPS} more" in html
    assert f"{many + 2 - MOST_LINES} roles more have less missing." in html
    assert "Process by process" not in html
    assert "#area-" not in html
    assert len(html) < 100_000


def test_nobody_is_named_and_reports_come_from_the_settings(tmp_path):
    """Neither accounts nor names, whoever reported what."""
    people = PEOPLE.replace("id: p-1,", "id: p-1, name: Anna Andersson, email: anna@x.example,")
    export = next(path for path in EXPORTS if path.name == "gh-issue-list.json")
    given = {
        "mkdocs.yml": MKDOCS_YML,
        "stafett.yml": "language: en\nreports: issues.json\nsite_url: https://kb.example/in/\n",
        "docs/index.md": "# Home\n",
        **files(),
        "people/a.yml": people,
        "issues.json": export.read_text(encoding="utf-8"),
    }
    built = build_files(tmp_path, given)
    html = built.text("coverage/index.html")
    assert built.status == 0, built.output
    assert "hisskort" in html
    assert not [word for word in ("Anna", "anna@", "p-1", "p-2") if word in html]


def test_reports_that_cannot_be_read_are_told_and_nothing_else_is_lost(make_root, caplog):
    """As a warning, which fails a strict build."""
    root = make_root({**files(), "issues.json": "[{"}, {"reports": "issues.json"})
    assert Build(root, load(root), DAY).reported == NO_REPORTS
    assert "issues.json:1: this is not JSON" in caplog.text


@pytest.fixture(scope="module")
def shown(browser):
    """A page on a phone, without JavaScript."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_on_a_phone_and_without_javascript_the_picture_scrolls_within_itself(shown, origin, repository_site):
    """The page is no wider than the screen; a role leads to its list, which opens."""
    shown.goto(f"{origin}tackning/")
    box = shown.locator(".stafett-cover-scroll").first
    expect(box).to_be_visible()
    assert box.bounding_box()["width"] <= 360
    assert shown.locator("main").bounding_box()["width"] <= 360
    shown.get_by_role("link", name="Driftledare").first.click()
    expect(shown.locator("#stafett-coverage")).to_be_visible()
    assert not re.search(r"p-\d{4}", Path(repository_site / "tackning" / "index.html").read_text(encoding="utf-8"))
