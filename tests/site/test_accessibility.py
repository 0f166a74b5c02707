"""Everyone can use the site: axe finds nothing on any type of page, in any state that a reader meets it in."""

from __future__ import annotations

import sys
from pathlib import Path

import axe_playwright_python
import pytest

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from page_types import DESK, PAGES, PHONE
from search_dialogue import type_question

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """
async ([within, tags]) => {
  const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], preload: false };
  const { violations } = await axe.run(within, options);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) =>
    [id, node.target.join(" "), [...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ")]));
}
"""
SEARCH = "[data-md-component=search]"

# What is known not to be met, by rule and part of the page; each must stand in the accessibility statement too.
KNOWN: frozenset[tuple[str, str]] = frozenset()


@pytest.fixture(scope="module", params=["light", "dark"])
def page(browser, request):
    """A page in light or dark, without movements that a test would have to wait for."""
    context = browser.new_context(color_scheme=request.param, reduced_motion="reduce", locale="sv-SE")
    context.set_default_timeout(60_000)
    context.add_init_script(AXE)
    yield context.new_page()
    context.close()


def violations(page, within: str = "html") -> set[tuple[str, str, str]]:
    """What axe finds wrong: the rule, where, and why."""
    found = {tuple(violation) for violation in page.evaluate(RUN, [within, TAGS])}
    return {entry for entry in found if entry[:2] not in KNOWN}


def search(page, words: str):
    """Open the search dialogue and type words; waits until something is found."""
    type_question(page, words)
    page.locator(".md-search-result__link").first.wait_for()


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing(page, origin, address):
    """On a desk and on a phone, in light and dark, with the search closed and open with results."""
    found = set()
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        page.goto(origin + address)
        page.wait_for_function("!document.querySelector('pre.mermaid')")  # until the diagrams are drawn
        found |= violations(page)
        search(page, "faktura")
        found |= violations(page, SEARCH)
    assert found == set()


def test_axe_would_find_something(page, origin):
    """The check is alive: it tells of a picture without text, a button without a name and words too pale to read."""
    page.goto(origin)
    page.evaluate(
        "document.querySelector('article').insertAdjacentHTML('beforeend',"
        '\'<img src=""><button></button><p style="color:#aaa;background:#fff">too pale</p>\')'
    )
    assert {"image-alt", "button-name", "color-contrast"} <= {rule for rule, *_ in violations(page)}
