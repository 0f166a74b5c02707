"""Pages, names and remembered things that would take over the site's own scripts, in a real browser."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from attacks.browser import served
from site_builder import MKDOCS_YML, build_files

LATE = "2027-06-01"
RULES = {"stages": ["x"], "paths": {"roles/boss": [[0, 0]]}, "pages": [["a", "Read", "javascript:window.pwned=1", "x"]]}
SETTINGS = """\
language: en
defaults: {article: {review_in: 1 year}}
pages:
  - {match: "docs/roles/*.md", kind: role}
  - {match: "docs/**/*.md", kind: article}
exclude: ["docs/index.md"]
"""
PEOPLE = """
units: [{id: u, name: U}]
people: [{id: p, unit: u, first_day: 2020-01-01, roles: [{role: boss, from: 2020-01-01}]}]
"""
FILES = {
    "mkdocs.yml": MKDOCS_YML.replace('"2026-11-24"', '"2026-11-24", begin_here: [aged]'),
    "stafett.yml": SETTINGS,
    "people/a.yml": PEOPLE,
    "docs/index.md": f"# Front\n\n<div id='stafett-paths'>{json.dumps(RULES)}</div>\n",
    "docs/roles/boss.md": (
        "---\ntitle: Boss\nowner: boss\nreview_in: never\n"
        "must_know: {day_1: [aged, constructor, __proto__, toString]}\n---\n# Boss\n"
    ),
    "docs/constructor.md": "---\ntitle: C\nowner: boss\nlast_reviewed: 2026-06-01\n---\n# C\n",
    "docs/__proto__.md": "---\ntitle: P\nowner: boss\nlast_reviewed: 2026-06-01\n---\n# P\n",
    "docs/toString.md": "---\ntitle: S\nowner: boss\nlast_reviewed: 2026-06-01\n---\n# S\n",
    "docs/aged.md": (
        "---\ntitle: Aged\nowner: boss\nlast_reviewed: 2026-04-01\n---\n# Aged\n\n"
        "<div id='stafett-ageing'></div><div id='stafett-words'>{}</div><div id='stafett-missed'></div>\n\n"
        "<div class='stafett-progress'></div><div class='stafett-step'></div><div class='stafett-filter'>"
        "<input type=radio id=x></div><div class='stafett-read stafett-missed stafett-flow'></div>\n"
    ),
}


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    """Where the built site is served."""
    with served(build_files(tmp_path_factory.mktemp("hostile"), FILES).site) as address:
        yield address


@pytest.fixture
def visit(browser, origin):
    """A function that opens a page on a day, on a device that remembers some things."""
    contexts = []

    def open_page(path: str, day: str = "2026-11-24", **remembered: object):
        context = browser.new_context(timezone_id="Europe/Stockholm")
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        page.clock.set_fixed_time(f"{day}T12:00:00+01:00")
        kept = {f"stafett.{name}": v if isinstance(v, str) else json.dumps(v) for name, v in remembered.items()}
        page.add_init_script(f"for (const [k, v] of Object.entries({json.dumps(kept)})) localStorage.setItem(k, v);")
        page.goto(f"{origin}/{path}", wait_until="networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_a_page_cannot_stop_its_own_ageing(visit):
    """Not by elements that pass for the build's own, nor by such as a script expects more of."""
    page = visit("aged/", LATE)
    assert page.locator(".stafett-banner").first.get_attribute("data-stafett-status") == "overdue"
    assert "2027-04-01" in page.locator(".stafett-banner").first.text_content()


def test_the_front_page_takes_its_links_from_the_build_alone(visit):
    """A text on it that looks like the data of the paths would lead anywhere, or run."""
    page = visit("", role="roles/boss")
    link = page.locator(".stafett-mine__next a")
    assert link.get_attribute("href") == "aged/"
    link.click()
    page.wait_for_url("**/aged/")


def test_no_page_counts_as_read_by_its_name(visit):
    """Objects know words such as `constructor` from birth."""
    page = visit("", role="roles/boss")
    assert page.locator(".stafett-mine__bar").evaluate("bar => [bar.value, bar.max]") == [0, 4]
    page = visit("", role="roles/boss", read={"constructor": {"digest": "", "on": "2026-11-01"}, "aged": 5})
    assert page.locator(".stafett-mine__bar").evaluate("bar => [bar.value, bar.max]") == [1, 4]


@pytest.mark.parametrize(
    "kept", ["", "[]", "null", "{", '{"aged": null}', '{"aged": {"digest": {}, "on": 1}}', "9" * 9]
)
def test_whatever_is_remembered_pages_work(visit, kept):
    """Another site on the same host, or an older version, may have left anything."""
    page = visit("", role=kept, read=kept, missed=kept)
    assert page.locator(".stafett-pick").is_visible()
    page = visit("onboarding/boss/", role=kept, read=kept, missed=kept)
    box = page.locator(".stafett-step__box").first
    assert not box.is_checked()
    box.check()
    page.reload(wait_until="networkidle")
    assert page.locator(".stafett-step__box").first.is_visible()
    assert visit("missed/", missed=kept).locator(".stafett-missed__said").is_visible()
