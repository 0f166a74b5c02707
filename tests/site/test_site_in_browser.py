"""This repository's site in a real browser: its diagrams, tables, filters, search and menu.

What holds for every type of page is in ``test_accessibility.py``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from page_types import DESK, PAGES, PHONE
from search_dialogue import type_question

# Material draws diagrams into closed shadows, which a test could not look into.
OPEN_SHADOWS = """
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (options) { return attach.call(this, { ...options, mode: "open" }); };
"""


@pytest.fixture
def open_page(browser, origin):
    """A function that opens a page at a size, and notes what it asks for."""
    contexts = []

    def visit(address: str, size=DESK):
        context = browser.new_context(viewport=size, locale="sv-SE")
        context.set_default_timeout(60_000)
        context.add_init_script(OPEN_SHADOWS)
        contexts.append(context)
        page = context.new_page()
        page.requested = []
        page.on("request", lambda request: page.requested.append(request.url))
        page.goto(origin + address, wait_until="networkidle")
        return page

    yield visit
    for context in contexts:
        context.close()


def search(page, words: str):
    """Type words into the search field; gives what is found."""
    type_question(page, words)
    return page.locator(".md-search-result__link:visible")


def test_a_diagram_becomes_a_picture_by_the_site_s_own_script(open_page, origin):
    """Mermaid is fetched from the site, and draws."""
    page = open_page(PAGES["process"])
    page.wait_for_function(
        "document.querySelector('div.mermaid')?.shadowRoot || document.querySelector('.mermaid svg')"
    )
    assert f"{origin}assets/stafett/mermaid.min.js" in page.requested


def test_a_diagram_can_be_read_on_a_phone(open_page):
    """It scrolls within itself, and its words are hardly smaller than those around it."""
    page = open_page(PAGES["process"], PHONE)
    page.wait_for_function("document.querySelector('div.mermaid')?.shadowRoot?.querySelector('svg')")
    shrunk = "e => { const s = e.shadowRoot.querySelector('svg'); return s.clientWidth / s.viewBox.baseVal.width; }"
    assert page.locator("div.mermaid").first.evaluate(shrunk) >= 0.74
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("name", ["macros", "processes", "roles", "decisions", "owners", "reviews"])
def test_tables_fit_a_desk_and_their_columns_agree(open_page, name):
    """Nothing of them is cut off, and tables of one kind on a page have the same columns."""
    page = open_page(PAGES[name])
    tables = page.locator(".stafett-table")
    assert tables.evaluate_all("all => all.filter(e => e.scrollWidth > e.clientWidth).length") == 0
    widths = "all => all.map(t => t.className + [...t.querySelectorAll('thead th')].map(e => e.clientWidth))"
    found = page.locator(".stafett-pages").evaluate_all(widths)
    assert len(set(found)) == len({entry.rstrip("0123456789,") for entry in found})


def test_filters_wrap_on_a_phone(open_page):
    """Each of them is within the window."""
    page = open_page(PAGES["processes"], PHONE)
    edges = page.locator(".stafett-filter label").evaluate_all("all => all.map(e => e.getBoundingClientRect().right)")
    assert max(edges) <= PHONE["width"]


def test_a_page_without_a_diagram_does_not_load_mermaid(open_page):
    """It is large."""
    assert not any("mermaid.min" in url for url in open_page(PAGES["role"]).requested)


def test_the_banner_is_a_landmark_with_a_name(open_page):
    """A screen reader finds it as complementary content, and its state is said in words."""
    banner = open_page(PAGES["overdue"]).get_by_role("complementary", name="Om sidan")
    assert banner.count() == 1
    assert banner.locator(".stafett-badge").inner_text().strip()


def test_a_filter_shows_one_status_only(open_page):
    """By CSS alone, and by keyboard."""
    page = open_page(PAGES["processes"])
    everything = page.locator("tbody tr:visible").count()
    page.get_by_role("group", name="Visa").get_by_role("radio").first.focus()
    page.keyboard.press("ArrowRight")
    overdue = page.locator("tbody tr.stafett-row--overdue").count()
    assert 0 < overdue < everything
    expect(page.locator("tbody tr:visible")).to_have_count(overdue)


def test_swedish_is_found_and_leads_to_the_process(open_page):
    """A newcomer searches for a word with å, ä or ö and comes to the right page."""
    page = open_page("")
    search(page, "leverantörsfaktura").first.click()
    page.wait_for_url("**/processes/ekonomi/attestera-faktura/**")


def test_a_page_is_found_by_its_keywords(open_page):
    """Also by a word that stands nowhere in its text."""
    page = open_page("")
    expect(search(page, "invoice").first).to_contain_text("Attestera en leverantörsfaktura", use_inner_text=True)


def test_the_menu_leads_from_the_front_to_a_process_on_a_phone(open_page):
    """Through the drawer, with a finger."""
    page = open_page("", PHONE)
    page.locator(".md-header label[for=__drawer]").click()
    page.get_by_role("link", name="Processer").first.click()
    page.wait_for_url("**/processer/")
    page.get_by_role("link", name="Hantera en driftincident").first.click()
    page.wait_for_url("**/processes/drift/hantera-driftincident/")
