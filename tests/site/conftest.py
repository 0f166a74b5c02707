"""What the browser tests share: one Chromium a module, and this repository's site behind an address."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from attacks.browser import chromium, served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium: this machine's own, else the one that playwright brings. Without either the tests fail."""
    with sync_playwright() as playwright:
        arguments = ["--headless", "--no-sandbox", "--disable-gpu"]
        found = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        yield found
        found.close()


@pytest.fixture(scope="module")
def origin(repository_site: Path) -> Iterator[str]:
    """Where this repository's built site is served."""
    with served(repository_site) as address:
        yield address
