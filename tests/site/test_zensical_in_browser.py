"""The site that Zensical builds of an export, in a real browser: nothing hostile acts in it, and search finds."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from attacks.browser import served, what_runs
from attacks.stack import Build, build_by_export, load_attacks, succeeded

PAGES = (
    "",
    "processes/ekonomi/attestera-faktura/",
    "processer/",
    "introduktion/ekonomihandlaggare/",
    "en/glossary/",
    "404.html",
)
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}

# The slow ones hang what renders the pages, which is the same as for MkDocs; see test_attacks.
ATTACKS = [attack for attack in load_attacks() if not attack.hangs]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory) -> Build:
    """A site with every attack in it."""
    if sys.platform == "win32":
        pytest.skip("links and named pipes need a POSIX system")
    return build_by_export(tmp_path_factory.mktemp("attacked"), ATTACKS)


def test_no_attack_succeeds(attacked):
    """What a page may not do in the site of MkDocs, it does not do in that of Zensical; the other pages are there."""
    assert attacked.status == 0, attacked.output[-2000:]
    assert [attack.name for attack in ATTACKS if not attack.runs and succeeded(attack, attacked, set())] == []
    assert "Harmless text." in attacked.text("victim/index.html")


def test_no_script_runs_and_no_other_host_is_asked(attacked):
    """None of the attacks' scripts runs in a reader's browser, and reading sends nothing elsewhere."""
    assert what_runs(attacked.site, ATTACKS) == (set(), set())


@pytest.fixture(scope="module")
def address(zensical_site):
    """Where this repository's site by Zensical is served."""
    with served(zensical_site.site) as found:
        yield found


@pytest.fixture(params=SIZES.values(), ids=SIZES.keys())
def page(browser, request):
    """A page of the browser, on a desk or on a phone."""
    context = browser.new_context(viewport=request.param, color_scheme="light")
    yield context.new_page()
    context.close()


def test_our_scripts_work_and_nothing_is_fetched_elsewhere(page: Page, address):
    """No script fails, no other host is asked, nothing is wider than the screen, and diagrams are drawn."""
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("response", lambda got: failed.append(got.url) if got.status >= 400 else None)
    page.on(
        "request", lambda asked: None if asked.url.startswith((address, "data:", "blob:")) else failed.append(asked.url)
    )
    for place in PAGES:
        page.goto(address + place, wait_until="networkidle")
        expect(page.locator("h1").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
        if "attestera" in place:
            page.locator(".mermaid svg, div.mermaid").first.wait_for(state="attached")
    assert failed == []


def test_a_step_is_ticked_and_remembered(page: Page, address):
    """An onboarding path works as in the other site: ticks stay on the device."""
    page.goto(address + "introduktion/ekonomihandlaggare/", wait_until="load")
    box = page.locator("article input[type=checkbox]").first
    box.check()
    page.reload(wait_until="load")
    expect(page.locator("article input[type=checkbox]").first).to_be_checked()


def test_its_own_search_finds_a_page(page: Page, address):
    """Zensical's search opens from the front page and finds, and is in English where the README says so."""
    page.goto(address, wait_until="networkidle")
    page.locator(".stafett-ask").click()
    expect(page.locator("input:focus")).to_be_visible()
    page.keyboard.type("attestera")
    hit = page.locator("[role=option][href*='processes/ekonomi/attestera-faktura/']").first
    hit.wait_for(state="visible")
    expect(page.get_by_text("results").first).to_be_visible()
