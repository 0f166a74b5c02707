"""The front page in a real browser: picking a role, coming back to it, the search, and all of it without a script."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie


PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
ROLE = "Ekonomihandläggare"


@pytest.fixture
def front(browser, origin):
    """A function that opens the front page on a device that knows nothing yet; notes errors and what is asked for."""
    contexts = []

    def visit(size=DESK, *, before: str = "", **options):
        context = browser.new_context(viewport=size, locale="sv-SE", **options)
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        page.errors, page.requested = [], []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("request", lambda request: page.requested.append(request.url))
        if before:
            page.add_init_script(before)
        page.goto(origin, wait_until="networkidle")
        return page

    yield visit
    for context in contexts:
        assert [error for page in context.pages for error in getattr(page, "errors", [])] == []
        context.close()


def pick(page) -> None:
    """Pick the role, which leads to its path."""
    page.locator(".stafett-pick").get_by_role("link", name=ROLE).click()
    page.wait_for_url("**/introduktion/ekonomihandlaggare/")


def told(page) -> dict:
    """What the page knows of the paths."""
    return json.loads(page.locator("#stafett-paths").text_content())


def test_one_click_leads_to_the_role_s_path_and_is_remembered(front):
    """A newcomer stands on the path at once, and finds it again when they come back."""
    page = front()
    assert page.locator(".stafett-mine").is_hidden()
    pick(page)
    page.go_back()
    mine = page.locator(".stafett-mine")
    expect(mine.locator("strong")).to_have_text(ROLE, use_inner_text=True)
    page.reload()
    expect(mine.locator("strong")).to_have_text(ROLE, use_inner_text=True)
    expect(page.locator(".stafett-pick")).to_be_hidden()
    mine.get_by_role("link", name="Din introduktion").click()
    page.wait_for_url("**/introduktion/ekonomihandlaggare/")


def test_progress_and_the_next_step_are_those_of_the_ticks(front):
    """A tick counts for what the page said when it was set; the first step without one is the next."""
    page = front()
    data = told(page)
    steps = data["paths"]["roles/ekonomihandlaggare"]
    first, second = (data["pages"][steps[place][0]] for place in (0, 1))
    pick(page)
    page.evaluate("ticks => stafettStore.set('stafett.read', ticks)", {first[0]: {"digest": first[3], "on": ""}})
    page.go_back()
    mine = page.locator(".stafett-mine")
    expect(mine.locator(".stafett-mine__count")).to_have_text(f"1 av {len(steps)} lästa", use_inner_text=True)
    assert mine.get_by_role("progressbar").evaluate("bar => [bar.value, bar.max]") == [1, len(steps)]
    assert mine.locator(".stafett-mine__next a").inner_text() == second[1]
    page.evaluate("ticks => stafettStore.set('stafett.read', ticks)", {first[0]: {"digest": "other", "on": ""}})
    assert mine.locator(".stafett-mine__next").inner_text().startswith(f"Ändrad sedan du läste den: {first[1]}")
    everything = {data["pages"][place][0]: {"digest": data["pages"][place][3], "on": ""} for place, _ in steps}
    page.evaluate("ticks => stafettStore.set('stafett.read', ticks)", everything)
    assert mine.locator(".stafett-mine__next").inner_text() == "Du har läst allt. Bra jobbat!"


def test_a_role_can_be_changed_and_forgotten_by_keyboard(front):
    """On a device that others use too."""
    page = front()
    pick(page)
    page.go_back()
    change = page.get_by_role("button", name="Byt roll")
    change.focus()
    page.keyboard.press("Enter")
    expect(change).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".stafett-pick :focus")).to_have_count(1)
    page.get_by_role("button", name="Glöm min roll").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".stafett-mine")).to_be_hidden()
    expect(page.locator(".stafett-pick")).to_be_visible()
    expect(page.locator("#stafett-who")).to_be_focused()
    assert page.evaluate("localStorage.getItem('stafett.role')") is None


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_search_opens_from_the_front_page_by_keyboard(front, size):
    """The button leads into Material's own dialogue, in which the reader types on at once."""
    page = front(size)
    button = page.get_by_role("button", name="Vad letar du efter?")
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("hur attesterar jag en faktura")
    hit = page.locator(".md-search-result__link:visible").first
    expect(hit).to_contain_text("Attestera en leverantörsfaktura")


def test_a_role_that_is_gone_or_storage_that_is_full_of_nonsense_does_no_harm(front):
    """The roles are shown, as on the first day."""
    page = front(before="localStorage.setItem('stafett.role', 'roles/gone'); localStorage.setItem('stafett.read', '[')")
    assert page.locator(".stafett-pick").is_visible()
    pick(page)
    page.goto(page.url.split("introduktion")[0])
    assert page.locator(".stafett-mine").is_hidden()  # the script before the page has put the old role back


def test_where_the_device_remembers_nothing_everything_leads_on_all_the_same(front):
    """A browser may refuse to store anything, or have no room for it."""
    page = front(before="Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }")
    page.evaluate("stafettStore.set('stafett.role', 'roles/ekonomihandlaggare')")
    assert page.locator(".stafett-mine strong").inner_text() == ROLE  # for as long as the page is open
    page.get_by_role("button", name="Byt roll").click()
    pick(page)


def test_without_a_script_roles_pages_and_news_are_there(front):
    """As links; what only a script could do is not shown."""
    page = front(java_script_enabled=False)
    for question in ("Vem är du här?", "Vad behöver du just nu?", "Vad är nytt?"):
        assert page.get_by_role("heading", name=question).is_visible()
    assert page.locator(".stafett-ask").is_hidden()
    assert page.locator(".stafett-mine").is_hidden()
    pick(page)


def test_nothing_is_sent_when_a_role_is_picked(front, origin):
    """Every request is for a file of the site, and none tells which role it was."""
    page = front()
    pick(page)
    page.go_back(wait_until="networkidle")
    assert [url for url in page.requested if not url.startswith((origin, "data:", "blob:")) or "?" in url] == []


@pytest.mark.parametrize("picked", [False, True], ids=["new", "picked"])
@pytest.mark.parametrize("width", [320, 360])
def test_it_fits_a_phone_s_width(front, width, picked):
    """Nothing sticks out, and what is touched is large enough for a finger."""
    before = "localStorage.setItem('stafett.role', 'roles/ekonomihandlaggare')" if picked else ""
    page = front({"width": width, "height": 740}, before=before)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    small = """all => all.map(e => [e.textContent, e.getBoundingClientRect()])
        .filter(([, box]) => box.height && box.height < 24).map(([text]) => text)"""
    assert page.locator(".stafett-front button, .stafett-roles a, .stafett-hero button").evaluate_all(small) == []
