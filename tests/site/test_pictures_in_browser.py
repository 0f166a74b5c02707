"""Responsibilities, bounds, a role's part and chains of decisions in a real browser: large, small, light and dark."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from attacks.browser import served
from site_builder import build_files

HEAD = "---\ntitle: {}\nowner: boss\nlast_reviewed: 2026-10-01\nreview_in: 1 year\n"
PROCESS = """\
raci: {responsible: [clerk], accountable: boss, consulted: [clerk], informed: [boss]}
suppliers: [Clerk, The one who has ordered it]
inputs: [An order in the purchasing system]
outputs: [A paid invoice]
customers: [The supplier]
steps: [{step: Is it right?, by: clerk, then: {Yes: 2, No: It goes back}}, Pay]
"""
OLD = 'status: superseded\ndate: 2026-01-01\nsuperseded-by: "0002"\n---\n# A\n'
LONG = """\
suppliers: [Dataskyddsmyndigheten, Informationssäkerhetsavdelningen]
inputs: [Personuppgiftsincidentanmälan]
outputs: [Incidentdokumentationen, Integritetsskyddsmyndighetsanmälan]
customers: [Integritetsskyddsmyndigheten, Säkerhetsskyddschefen]
"""
NEW = 'status: accepted\ndate: 2026-02-01\nsupersedes: ["0001"]\n---\n# B\n'
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
PLACES = ("processes/pay/", "roles/clerk/", "decisions/0002-b/", "decisions/")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A built site with all of them, being served."""
    files = {
        "docs/roles/boss.md": HEAD.format("Boss") + "---\n# Boss\n",
        "docs/roles/clerk.md": HEAD.format("Clerk") + "---\n# Clerk\n",
        "processes/pay.md": HEAD.format("Pay") + PROCESS + "---\n# Pay\n\n## How it is done\n\nSo.\n",
        "processes/long.md": HEAD.format("Anmäl en personuppgiftsincident") + LONG + "---\n# Long\n",
        "docs/decisions/0001-a.md": HEAD.format("A") + OLD,
        "docs/decisions/0002-b.md": HEAD.format("B") + NEW,
    }
    built = build_files(tmp_path_factory.mktemp("pictures"), files)
    assert built.status == 0, built.output
    with served(built.site) as address:
        yield address


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_everybody_can_use_them(browser, address, width, scheme):
    """Axe finds nothing, and no page is wider than the screen."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    for place in PLACES:
        page.goto(address + place)
        if place == PLACES[0]:
            page.wait_for_selector(".stafett-flow div.mermaid")
        violations = Axe().run(page, options=RULES).response["violations"]
        nodes = [(violation["id"], node["html"]) for violation in violations for node in violation["nodes"]]
        found = [(rule, html) for rule, html in nodes if "stafett-" in html]
        assert found == [], place
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
    context.close()


def places_of(page, selector):
    """Where the elements stand: left and top of each, in pixels."""
    return page.evaluate(
        """selector => [...document.querySelectorAll(selector)]
            .map(element => element.getBoundingClientRect()).map(({ left, top }) => [left, top])""",
        selector,
    )


def test_the_strip_goes_from_left_to_right_and_on_a_phone_down(browser, address):
    """Five columns in the order of the process."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}processes/pay/")
    wide = places_of(page, ".stafett-sipoc__strip > li")
    assert len(wide) == 5
    assert len({top for _, top in wide}) == 1
    assert wide == sorted(wide)
    page.set_viewport_size({"width": 360, "height": 800})
    narrow = places_of(page, ".stafett-sipoc__strip > li")
    assert len({left for left, _ in narrow}) == 1
    assert [top for _, top in narrow] == sorted({top for _, top in narrow})
    page.close()


def test_nothing_of_a_strip_of_long_words_is_cut_off(browser, address):
    """Such words as there are in Swedish: what has no room stands below."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}processes/long/")
    beyond = """() => [...document.querySelectorAll(".stafett-sipoc__strip > li")].filter(item =>
        item.scrollWidth > item.clientWidth
        || item.getBoundingClientRect().right > item.parentNode.getBoundingClientRect().right + 1).length"""
    assert page.locator(".stafett-sipoc__strip > li").count() == 5
    assert page.evaluate(beyond) == 0
    page.close()


def test_a_letter_is_said_in_words_too(browser, address):
    """In the table's head where there is room, and beside the letter on a phone."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}processes/pay/")
    table = page.get_by_role("table").filter(has_text="Answers for it")
    assert table.get_by_role("columnheader", name="Answers for it").is_visible()
    assert table.get_by_role("rowheader", name="Boss").get_by_role("link").is_visible()
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.locator(".stafett-raci .stafett-mark", has_text="Answers for it").is_visible()
    page.close()
