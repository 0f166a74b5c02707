"""The search dialogue as a reader uses it, for every test that asks it something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

FIELD = "[data-md-component=search-query]"
TOGGLE = "[data-md-toggle=search]"

# Each letter is a question. An answer says which it is of, and is shown when this is told of it.
WATCH = """() => {
  const watched = "answered" in window;
  window.answered = null;
  if (!watched) component$.subscribe(({ items, question }) => { if (items) window.answered = question; });
}"""


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
    """Open the dialogue, type words letter by letter in the place of those before, and wait for their answer."""
    open_search(page)
    page.locator(FIELD).first.fill("")
    page.evaluate(WATCH)
    page.keyboard.type(words)
    wait_for_answer(page, words)


def wait_for_answer(page: Page, words: str) -> None:
    """Wait until the answer to these words, not to some of their letters, is shown."""
    page.wait_for_function("words => window.answered === words", arg=words, timeout=60_000)
