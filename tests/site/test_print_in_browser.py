"""On paper a page is the page alone, and the path of a role one tidy document."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from page_types import PAGES

PAPER = {"width": 680, "height": 960}  # A4 between its margins, in CSS pixels
ASIDE = ".md-header, .md-tabs, .md-sidebar, .md-footer, .md-path, .headerlink, .stafett-filter, .stafett-keep"


@pytest.fixture(scope="module")
def page(origin, browser):
    """A page as a printer sees it, of a reader who likes the screen dark."""
    context = browser.new_context(viewport=PAPER, color_scheme="dark", service_workers="block", base_url=origin)
    found = context.new_page()
    found.emulate_media(media="print")
    yield found
    context.close()


@pytest.mark.parametrize("name", ["front", "process", "role", "path", "processes", "decisions", "article"])
def test_only_the_page_itself_is_printed(page, name):
    """Nothing of the menus, and nothing wider than the sheet."""
    page.goto(PAGES[name])
    page.wait_for_function("!document.querySelector('pre.mermaid')")
    assert page.locator(ASIDE).filter(visible=True).count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER["width"]


@pytest.mark.parametrize("name", ["process", "path", "processes"])
def test_it_is_dark_on_light(page, name):
    """Also for one who reads in the dark on the screen."""
    page.goto(PAGES[name])
    ink = "e => getComputedStyle(e).color.match(/[0-9.]+/g).slice(0, 3).map(Number).every((part) => part < 100)"
    assert page.locator("article p").first.evaluate(ink)
    assert page.locator("article h1").evaluate(ink)


def test_a_path_prints_every_step(page):
    """With its title, and a box to tick with a pen."""
    page.goto(PAGES["path"])
    steps = page.locator(".stafett-step")
    assert steps.count() > 10
    assert steps.filter(visible=True).count() == steps.count()
    assert page.pdf(format="A4").startswith(b"%PDF")
