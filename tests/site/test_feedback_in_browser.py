"""What the script adds to the notes that readers write: where they were."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from attacks.browser import served
from site_builder import build_files


def test_a_missing_address_is_told_by_the_note(tmp_path, browser):
    """The page for missing addresses is the same everywhere: a script adds where the reader was."""
    settings = "language: en\nfeedback: {to: mailto, address: kb@x.example}\n"
    built = build_files(tmp_path, {"stafett.yml": settings})
    with served(built.site) as origin:
        page = browser.new_page()
        page.goto(f"{origin}404.html?x=a&b=ö")
        link = page.get_by_role("link", name="Tell us").get_attribute("href")
        page.close()
    assert parse_qs(urlsplit(link).query)["body"][0].split("\r\n")[-1] == f"{origin}404.html?x=a&b=%C3%B6"
