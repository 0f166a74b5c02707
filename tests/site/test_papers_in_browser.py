"""The documents to print: axe finds nothing in them, and they are no wider than a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_accessibility import AXE, violations

from conftest import REPOSITORY

GOLDEN = REPOSITORY / "tests" / "golden" / "reports"


@pytest.mark.parametrize("name", ["leave.html", "onboard.html"])
def test_everyone_can_read_a_document_to_print(browser, name):
    """On a desk, on a phone and on paper; it asks for nothing from elsewhere."""
    page = browser.new_page(viewport={"width": 320, "height": 640})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(Path(GOLDEN / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.evaluate(AXE)
    assert violations(page) == set()
    page.emulate_media(media="print")
    assert violations(page) == set()
    assert [address for address in asked if not address.startswith("file:")] == []
    page.close()
