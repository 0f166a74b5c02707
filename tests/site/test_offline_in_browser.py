"""Pages that were visited are there without a network, are never old with one, and say what they are."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from attacks.browser import served
from search_dialogue import type_question

VISITED, OTHER, PATH = "kontakt/", "ordlista/", "introduktion/driftledare/"
COPIES = """
async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
  return found;
}
"""


def wait_until(page, condition: str):
    """Wait until an expression, which may await, is true in the page."""
    for _ in range(150):
        if page.evaluate(f"async () => {condition}"):
            return
        page.wait_for_timeout(100)
    raise AssertionError(condition)


@pytest.fixture
def folder(repository_site, tmp_path):
    """A copy of the built site in a folder of a server, that a test may change."""
    return Path(shutil.copytree(repository_site, tmp_path / "deep" / "kb")).parents[1]


@pytest.fixture
def asked() -> list[str]:
    """What the server was asked for, as often as it was."""
    return []


@pytest.fixture
def visit(browser, folder, asked):
    """A function that opens a page of the site, which lies below the server's root, and waits until it is kept."""
    with served(folder, asked=asked) as origin:
        context = browser.new_context(locale="sv-SE")
        context.set_default_timeout(60_000)
        page = context.new_page()

        def go(address: str, *, kept: bool = True):
            page.goto(f"{origin}deep/kb/{address}")
            if kept:
                path = f"/deep/kb/{address}"
                page.wait_for_function("navigator.serviceWorker.controller")
                wait_until(page, f"(await ({COPIES})()).includes('{path}')")
            return page

        yield go
        context.close()


def test_a_visited_page_is_there_without_network(visit):
    """With its style, and a word on when the copy was saved; also when it was the first page that was visited."""
    page = visit(VISITED)
    assert page.locator(".stafett-copy").count() == 0
    page.context.set_offline(True)
    page = visit(VISITED, kept=False)
    expect(page.locator("h1")).to_have_text(re.compile("^Kontakt"), use_inner_text=True)
    expect(page.locator(".stafett-copy")).to_contain_text("kopia som sparades", use_inner_text=True)
    assert page.locator(".md-header").evaluate("e => getComputedStyle(e).position") == "sticky"
    page.context.set_offline(False)
    page.get_by_role("link", name="Nätverket är tillbaka").click()
    page.wait_for_function("!document.querySelector('.stafett-copy')")


def test_keeping_the_first_page_fetches_nothing_twice(visit, asked):
    """What the page has just shown is kept as the browser has it: a phone on a slow line pays for it once."""
    visit(VISITED)
    assert len(asked) > 5
    assert sorted(asked) == sorted(set(asked))


def test_a_page_that_was_not_visited_leads_to_those_that_were(visit):
    """Instead of the browser's own page."""
    page = visit(VISITED)
    page.context.set_offline(True)
    visit(OTHER, kept=False)
    expect(page.locator("h1")).to_have_text("Inget nätverk", use_inner_text=True)
    page.get_by_role("link", name="Kontakt").click()
    page.locator(".stafett-copy").wait_for()


def test_a_page_is_never_old_where_there_is_network(visit, folder):
    """A copy is no reason to show anything but what the server has now."""
    page = visit(VISITED)
    target = folder / "deep" / "kb" / VISITED / "index.html"
    text = target.read_text(encoding="utf-8")
    target.write_text(text.replace("<article", '<article data-new="yes"'), encoding="utf-8")
    visit(VISITED)
    expect(page.locator("article[data-new]")).to_have_count(1)


def test_a_new_build_replaces_what_the_old_one_kept(visit, folder):
    """The copies of visited pages are fetched anew, and what only the old build needed is gone."""
    page = visit(VISITED)
    before = page.evaluate("caches.keys()")
    site = folder / "deep" / "kb"
    target = site / VISITED / "index.html"
    target.write_text(
        target.read_text(encoding="utf-8").replace("<article", '<article data-new="yes"'), encoding="utf-8"
    )
    worker = (site / "sw.js").read_text(encoding="utf-8")
    (site / "sw.js").write_text(worker.replace('"revision": "', '"revision": "new', 1), encoding="utf-8")
    visit(OTHER)
    shell = next(name for name in before if "shell" in name)
    wait_until(page, f"!(await caches.keys()).includes('{shell}')")
    assert len(page.evaluate("caches.keys()")) == len(before)
    wait_until(page, f"(await (await caches.match('/deep/kb/{VISITED}')).text()).includes('data-new')")
    page.context.set_offline(True)
    visit(VISITED, kept=False)
    expect(page.locator("article[data-new]")).to_have_count(1)


def test_a_path_is_saved_as_a_whole(visit):
    """All pages of its steps, and the search, by one button that says how it went."""
    page = visit(PATH)
    page.get_by_role("button", name="Spara för läsning utan nätverk").click()
    page.get_by_text("sidor kan läsas utan nätverk").wait_for(timeout=60_000)
    page.context.set_offline(True)
    page.locator(".stafett-steps").get_by_role("link", name="Hantera en driftincident", exact=True).click()
    page.locator(".stafett-copy").wait_for()
    type_question(page, "faktura")
    expect(page.locator(".md-search-result__link").first).to_contain_text(re.compile("faktura", re.IGNORECASE))
