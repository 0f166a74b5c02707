"""Local variants in the built site: what a reader of either page and of the register sees and reaches."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from search_dialogue import type_question

VARIANT, NATIONAL = "processes/sakerhet/ga-skyddsrond-goteborg/", "processes/sakerhet/ga-skyddsrond/"
WITHOUT_TABS = {"width": 360, "height": 740}


@pytest.fixture
def page(browser):
    """A page on a phone."""
    context = browser.new_context(viewport=WITHOUT_TABS, reduced_motion="reduce", locale="sv-SE")
    yield context.new_page()
    context.close()


def test_a_reader_comes_from_the_national_page_to_what_differs_and_on_to_the_register(page, origin):
    """Each of the three leads to the next, and nothing is wider than a phone."""
    page.goto(origin + NATIONAL)
    page.locator(".stafett-variants").get_by_role("link", name="Gå skyddsrond i Driftområde Göteborg").click()
    note = page.locator("aside.stafett-variant")
    expect(note).to_contain_text("för Driftområde Göteborg")
    note.get_by_role("link", name="Visa vad som skiljer").click()
    difference = page.locator("section.stafett-difference")
    expect(difference.locator("h2")).to_be_in_viewport()
    expect(difference.locator("del", has_text="två veckor").first).to_be_visible()
    folded = difference.locator("details", has_text="stycken är likadana").first
    expect(folded.locator("ul")).to_be_hidden()
    folded.locator("summary").click()
    expect(folded.locator("ul")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= WITHOUT_TABS["width"]
    page.goto(origin + NATIONAL)
    page.get_by_role("link", name="Alla lokala avvikelser").click()
    expect(page.get_by_role("heading", name="Driftområde Göteborg")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= WITHOUT_TABS["width"]


@pytest.mark.parametrize(("day", "words"), [("2026-12-18", "Går snart ut"), ("2026-12-19", "Har gått ut")])
def test_a_variant_runs_out_while_the_site_lies_still(page, origin, day, words):
    """On its last day it holds; the day after the reader's own calendar says that it does not."""
    noon = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
    page.clock.set_fixed_time(noon)
    places = {VARIANT: ".stafett-variant", NATIONAL: ".stafett-variants", "avvikelser/": "tr:has-text('skyddsrond')"}
    for address, place in places.items():
        page.goto(origin + address)
        expect(page.locator(f"{place} .stafett-badge").filter(visible=True)).to_have_text([words])


def test_on_paper_what_differs_is_there_and_marked(page, origin):
    """Whoever carries it to a meeting has the changed words, and what is alike in a line."""
    page.goto(origin + VARIANT)
    page.emulate_media(media="print")
    expect(page.locator("section.stafett-difference ins").first).to_be_visible()
    decoration = "element => getComputedStyle(element).textDecorationLine"
    assert page.locator("section.stafett-difference del").first.evaluate(decoration) == "line-through"
    assert page.locator("section.stafett-difference ins").first.evaluate(decoration) == "underline"


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("trafikavstängning", "Planera en trafikavstängning"),
        ("avstängning nord", "Planera en trafikavstängning i Region Nord"),
    ],
)
def test_the_search_leads_to_the_page_that_holds_for_all_unless_a_unit_is_asked_for(page, origin, question, first):
    """A variant is short and on the point, and would come first by its words alone."""
    page.goto(origin)
    type_question(page, question)
    expect(page.locator(".md-search-result__item h1").first).to_have_text(first)
