"""The search dialogue as a reader uses it, for every test that asks it something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

FIELD = "[data-md-component=search-query]"
TOGGLE = "[data-md-toggle=search]"


def open_search(page: Page) -> None:
    """Put the cursor into the search field, and wait until the dialogue is open.

    A field that is left and entered within a millisecond, as only a test does it, opens nothing.
    """
    field, toggle = page.locator(FIELD).first, page.locator(TOGGLE)
    for patience in (2_000, 5_000, 20_000):
        field.focus()
        try:
            expect(toggle).to_be_checked(timeout=patience)
        except AssertionError:
            field.blur()
            page.wait_for_timeout(100)
        else:
            return
    field.focus()
    expect(toggle).to_be_checked()


def type_question(page: Page, words: str) -> None:
    """Open the dialogue and type words, letter by letter; what was typed before is gone."""
    open_search(page)
    page.locator(FIELD).first.fill("")
    page.keyboard.type(words)
