"""The page for managers in a real browser, as one finds it and acts on it, also without scripts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from page_types import PHONE


@pytest.fixture
def page(browser):
    """A phone whose browser runs no scripts."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="sv-SE")
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def test_a_manager_finds_it_and_is_led_to_what_there_is_to_do(page, origin):
    """From the list of owners to the page, from its first action to the guide of the role, without scripts."""
    page.goto(f"{origin}ansvar/")
    page.locator("article").get_by_role("link", name="vem som börjar, vad som är vakant").click()
    expect(page.locator("h1")).to_contain_text("Kontinuitet")
    first = page.locator(".stafett-todo > li").first
    expect(first).to_contain_text("Utse en efterträdare till rollen Registrator")
    first.get_by_role("link").click()
    expect(page.locator("h1")).to_contain_text("Registrator")


def test_a_unit_of_the_table_leads_to_its_section(page, origin):
    """And who comes there is led to the path of their role."""
    page.goto(f"{origin}kontinuitet/")
    page.locator("article").get_by_role("link", name="Ekonomi", exact=True).click()
    expect(page.locator("h2#unit-ekonomi")).to_be_in_viewport()
    page.get_by_role("table", name="Ekonomi: börjar").get_by_role("link", name="Introduktion").click()
    expect(page.locator("h1")).to_contain_text("Ekonomihandläggare")


def test_nothing_is_wider_than_a_phone(page, origin):
    """No table makes the page scroll sideways."""
    page.goto(f"{origin}kontinuitet/")
    expect(page.locator("h2#do")).to_be_visible()
    boxes = [table.bounding_box() for table in page.locator("article table").all()]
    assert len(boxes) == 6
    assert all(box["x"] + box["width"] <= PHONE["width"] for box in boxes)
