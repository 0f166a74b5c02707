"""The steps of a process in a real browser: drawn, tied to their text, and read without JavaScript too."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from attacks.browser import served
from search_dialogue import type_question
from site_builder import build_files
from test_flowchart import ATTACKS

# Material draws diagrams into closed shadows, which a test could not look into.
OPEN_SHADOWS = """
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (options) { return attach.call(this, { ...options, mode: "open" }); };
"""
DRAWN = "document.querySelector('.stafett-flow div.mermaid')?.shadowRoot?.querySelector('svg')"
COUNT = "selector => document.querySelector('.stafett-flow div.mermaid').shadowRoot.querySelectorAll(selector).length"
HEAD = "---\ntitle: {title}\nowner: clerk\nlast_reviewed: 2026-10-01\nreview_in: 1 year\nsteps:\n"
FLOW = """\
  - The invoice comes in
  - step: Does it match the order?
    by: clerk
    then: {Yes: 4, "No, it does not match": 3, It is not ours: It goes back}
  - step: Find out who ordered
    by: clerk
    then: 2
  - Pay
"""
TEXT = "# A\n\nWhat it is.\n\n## How it is done\n\nMore.\n"


CLERK = HEAD.format(title="Clerk").replace("steps:", "---")


def attack_steps() -> str:
    """A step for each attack, in all its places."""
    lines = []
    for text in ATTACKS:
        end, yes, no = (json.dumps(f"{text}{more}") for more in ("", " yes", " no"))
        lines.append(f"  - {{step: {end}, then: {{{yes}: 1, {no}: {end}}}}}\n")
    return "".join(lines)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A built site with processes, being served."""
    files = {
        "docs/roles/clerk.md": CLERK,
        "processes/a.md": HEAD.format(title="A") + FLOW + "---\n" + TEXT,
        "processes/attacks.md": HEAD.format(title="B") + attack_steps() + "---\n" + TEXT,
    }
    built = build_files(tmp_path_factory.mktemp("flow"), files)
    assert built.status == 0, built.output
    with served(built.site) as address:
        yield address


@pytest.fixture
def visit(browser, address):
    """A function that opens a page of the site; ``page.far`` are the other hosts that were asked for anything."""
    contexts = []

    def open_(path: str, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        context.add_init_script(OPEN_SHADOWS)
        page = context.new_page()
        page.far = []
        page.route(
            lambda url: not url.startswith(address), lambda route: (page.far.append(route.request.url), route.abort())
        )
        page.goto(address + path)
        return page

    yield open_
    for context in contexts:
        context.close()


def test_every_step_is_drawn_in_its_shape(visit):
    """Four steps, one of them a question, and two ends; five ways with an arrow or more."""
    page = visit("processes/a/")
    page.wait_for_function(DRAWN, timeout=60_000)
    assert page.evaluate(COUNT, ".node") == 6
    assert page.evaluate(COUNT, ".node.questionBy polygon") == 1
    assert page.evaluate(COUNT, ".node.end_") == 2
    assert page.evaluate(COUNT, ".edgePaths path") == 6
    drawn = page.evaluate("document.querySelector('.stafett-flow div.mermaid').shadowRoot.textContent")
    assert "Clerk" in drawn
    assert "It goes back" in drawn


def test_the_text_is_there_to_be_opened_and_described_by(visit):
    """Once the picture is drawn the text is folded away; what describes the picture is the list."""
    page = visit("processes/a/")
    page.wait_for_function(DRAWN, timeout=60_000)
    text = page.locator(".stafett-flow details")
    assert text.get_attribute("open") is None
    described = page.locator(".stafett-flow [role=img]").get_attribute("aria-describedby")
    assert page.locator(f"ol#{described} > li").count() == 4
    text.locator("summary").press("Enter")
    page.locator(f"ol#{described}").get_by_role("link", name="step 4").click()
    page.wait_for_url("**#stafett-steps-4")


def test_the_picture_scrolls_within_itself_on_a_phone(visit):
    """The page is no wider than the screen, and the region can be scrolled with the keyboard."""
    page = visit("processes/a/", viewport={"width": 320, "height": 640})
    page.wait_for_function(DRAWN, timeout=60_000)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    region = page.locator(".stafett-flow [role=region][aria-label][tabindex='0']")
    region.focus()
    expect(region).to_have_count(1)
    assert region.evaluate("region => region.scrollWidth > region.clientWidth")
    assert page.locator("[role=img] [role=region]").count() == 0
    page.wait_for_function("document.activeElement.scrollLeft > 0")  # where the first step is
    start = region.evaluate("region => region.scrollLeft")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("start => document.activeElement.scrollLeft > start", arg=start)


def test_without_javascript_the_text_stands_there(visit):
    """And no notation of Mermaid's is shown."""
    page = visit("processes/a/", java_script_enabled=False)
    assert page.locator("li", has_text="Find out who ordered").is_visible()
    assert not page.locator(".stafett-flow pre").is_visible()


def test_the_text_comes_back_where_nothing_can_be_drawn(visit, browser, address):
    """As when Mermaid cannot be fetched."""
    page = visit("", service_workers="block")
    page.route("**/mermaid.min.js", lambda route: route.abort())
    page.goto(f"{address}processes/a/")
    page.wait_for_selector(".stafett-flow details[open]")
    page.locator("li", has_text="Find out who ordered").wait_for()
    expect(page.locator(".stafett-flow__picture")).to_be_hidden()


def test_no_text_of_a_step_acts_in_the_picture(visit):
    """All attacks are drawn, as the words that they are."""
    page = visit("processes/attacks/")
    page.wait_for_function(DRAWN, timeout=60_000)
    assert page.evaluate(COUNT, ".node") == 2 * len(ATTACKS)
    assert page.evaluate(COUNT, "a, img, image, script, foreignObject, form") == 0
    assert page.far == []


def test_a_step_can_be_searched_for(visit):
    """By what it says; the search leads to where the steps stand."""
    page = visit("")
    type_question(page, "find out who ordered")
    page.locator(".md-search-result__link[href*='processes/a/']").first.wait_for()
