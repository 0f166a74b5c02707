"""Everyone can use the site: what holds for every type of page, in any state that a reader meets it in."""

from __future__ import annotations

import sys
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from attacks.browser import served
from page_types import DESK, HALF, NARROW, PAGES, PHONE
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


# The contrast of each element that has text of its own with the colour behind it, as WCAG 2 counts it.
CONTRAST = """
root => {
  const parse = text => {
    const [r, g, b, a = 1] = text.match(/[0-9.]+/g).map(Number);
    return [r, g, b, a];
  };
  const over = ([r, g, b, a], [r2, g2, b2]) => [r * a + r2 * (1 - a), g * a + g2 * (1 - a), b * a + b2 * (1 - a), 1];
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = element => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.push(parse(getComputedStyle(e).backgroundColor));
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
  };
  return [...root.querySelectorAll("*")]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.checkVisibility())
    .filter(e => !e.closest("svg, .mermaid, .headerlink, .highlight, code"))
    .map(e => {
      const back = behind(e);
      const [a, b] = [light(over(parse(getComputedStyle(e).color), back)), light(back)].sort((x, y) => y - x);
      return { text: e.textContent.trim().slice(0, 40), class: e.className, ratio: (a + 0.05) / (b + 0.05) };
    })
    .filter(found => found.ratio < 4.5);
}
"""
# What the site's own policy refuses.
WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""


@pytest.fixture(scope="module")
def origin(repository_site):
    """Where the built site is served under the policy that the build writes for servers."""
    policy = (repository_site / "assets" / "stafett" / "server" / "policy.txt").read_text(encoding="utf-8").strip()
    with served(repository_site, {"Content-Security-Policy": policy}) as address:
        yield address


@pytest.fixture(scope="module", params=["light", "dark"])
def page(browser, request):
    """A page in light or dark, without movements to wait for, which notes what it asks for and complains of."""
    context = browser.new_context(color_scheme=request.param, reduced_motion="reduce", locale="sv-SE")
    context.set_default_timeout(60_000)
    context.add_init_script(AXE)
    context.add_init_script(WATCH)
    page = context.new_page()
    page.requested, page.errors = [], []
    page.on("request", lambda request: page.requested.append(request.url))
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    yield page
    context.close()


def violations(page, within: str = "html") -> set[tuple[str, str, str]]:
    """What axe finds wrong: the rule, where, and why."""
    found = {tuple(violation) for violation in page.evaluate(RUN, [within, TAGS])}
    return {entry for entry in found if entry[:2] not in KNOWN}


def search(page, words: str):
    """Open the search dialogue and type words; waits until something is found."""
    type_question(page, words)
    page.locator(".md-search-result__link").first.wait_for()


def change_colours(page) -> None:
    """Choose the other colours, and those before again: the device remembers it."""
    body = page.locator("body")
    first = body.get_attribute("data-md-color-scheme")
    page.locator("label[for^=__palette]:visible").click()
    expect(body).not_to_have_attribute("data-md-color-scheme", first)
    page.locator("label[for^=__palette]:visible").click()
    expect(body).to_have_attribute("data-md-color-scheme", first)


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_every_type_of_page(page, origin, address):
    """On a desk and on a phone, in light and dark, with the search closed and open with results.

    Axe finds nothing. Text stands out from what is behind it at least 4.5 to 1. On a phone, and in letters of 200 and
    400 %, nothing sticks out of the page: wide tables scroll within themselves. Every request goes to the site itself;
    its policy refuses nothing of its pages, diagrams, search and choice of colours, and nothing fails.
    """
    page.requested.clear()
    page.errors.clear()
    found = set()
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        page.goto(origin + address)
        page.wait_for_function("!document.querySelector('pre.mermaid')")  # until the diagrams are drawn
        found |= violations(page)
        if size == PHONE:
            assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        else:
            assert page.locator("article").evaluate(CONTRAST) == []
        search(page, "faktura")
        found |= violations(page, SEARCH)
        page.keyboard.press("Escape")
        if size == DESK:
            change_colours(page)
        assert page.evaluate("window.refused") == []
    for size in (HALF, NARROW):
        page.set_viewport_size(size)
        page.wait_for_function("width => innerWidth === width", arg=size["width"])
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert found == set()
    assert [url for url in page.requested if not url.startswith((origin, "data:", "blob:"))] == []
    assert page.errors == []


def test_axe_would_find_something(page, origin):
    """The check is alive: it tells of a picture without text, a button without a name and words too pale to read."""
    page.goto(origin)
    page.evaluate(
        "document.querySelector('article').insertAdjacentHTML('beforeend',"
        '\'<img src=""><button></button><p style="color:#aaa;background:#fff">too pale</p>\')'
    )
    assert {"image-alt", "button-name", "color-contrast"} <= {rule for rule, *_ in violations(page)}
