"""What the script adds to the notes that readers write: where they were."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import sync_playwright

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from attacks.browser import chromium, served
from site_builder import build_files


def test_a_missing_address_is_told_by_the_note(tmp_path):
    """The page for missing addresses is the same everywhere: a script adds where the reader was."""
    settings = "language: en\nfeedback: {to: mailto, address: kb@x.example}\n"
    built = build_files(tmp_path, {"stafett.yml": settings})
    with sync_playwright() as playwright, served(built.site) as origin:
        arguments = ["--headless", "--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        page = browser.new_page()
        page.goto(f"{origin}404.html?x=a&b=ö")
        link = page.get_by_role("link", name="Tell us").get_attribute("href")
        browser.close()
    assert parse_qs(urlsplit(link).query)["body"][0].split("\r\n")[-1] == f"{origin}404.html?x=a&b=%C3%B6"
