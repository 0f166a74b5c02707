"""The site as a folder that somebody was handed: it opens from the file system, without server and network."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import expect

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from page_types import PAGES
from search_dialogue import type_question
from site_builder import REPOSITORY, mkdocs

LEFT_OUT = {"404.html"}  # no server, no missing addresses
ADDRESSES = [address for address in PAGES.values() if address not in LEFT_OUT]
LINKS = "all => all.map(e => e.href || e.src).filter(a => a.startsWith('file:'))"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """This repository's site, built as the job `offline` builds it."""
    built = mkdocs(
        REPOSITORY / "mkdocs.yml", tmp_path_factory.mktemp("folder") / "site å", "--strict", "--no-directory-urls"
    )
    assert built.status == 0, built.output
    return built.site


@pytest.fixture(scope="module")
def context(browser):
    """A browser that has no network and notes what would have needed one."""
    context = browser.new_context(locale="sv-SE")
    context.set_default_timeout(60_000)
    context.set_offline(True)
    yield context
    context.close()


@pytest.fixture
def visit(context, folder):
    """A function that opens a page of the folder."""
    page = context.new_page()
    page.asked, page.errors = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.errors.append(str(error)))

    def go(address: str):
        page.goto((folder / place(folder, address)).as_uri())
        return page

    yield go
    page.close()


def place(folder: Path, address: str) -> str:
    """Where a page lies that the served site has at ``address``."""
    plain = f"{address.rstrip('/')}.html"
    return plain if (folder / plain).is_file() else f"{address}index.html"


def lies(address: str) -> bool:
    """Whether a file: address leads to a file."""
    return Path(unquote(urlsplit(address).path)).is_file()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_opens_whole_and_every_link_leads_to_a_file(visit, address):
    """With styles and scripts; nothing is asked of any host, and nothing fails."""
    page = visit(address)
    links = page.locator("a[href], img[src], script[src], link[rel=stylesheet]").evaluate_all(LINKS)
    assert [link for link in links if not lies(link)] == []
    assert [url for url in page.asked if url.startswith("http")] == []
    assert page.errors == []
    assert page.locator(".md-header").evaluate("e => getComputedStyle(e).position") == "sticky"


def test_a_diagram_is_drawn(visit):
    """By the script that lies in the folder."""
    page = visit(PAGES["process"])
    page.wait_for_function("document.querySelector('div.mermaid')")


def test_the_search_finds_and_leads_to_the_page(visit):
    """As on the served site."""
    page = visit("")
    type_question(page, "leverantörsfaktura")
    hit = page.locator(".md-search-result__link").first
    expect(hit).to_contain_text("leverantörsfaktura")
    hit.click()
    page.wait_for_url("**/processes/ekonomi/attestera-faktura.html**")


def test_ticks_are_remembered(visit):
    """From one page to the next, on this device."""
    page = visit(PAGES["path"])
    page.locator(".stafett-step__box").first.check()
    visit("")
    page = visit(PAGES["path"])
    expect(page.locator(".stafett-step__box").first).to_be_checked()


def test_the_folder_says_what_it_is(folder):
    """In a text file beside the first page: what to open, and of which day it is."""
    text = (folder / "LÄS MIG.txt").read_text(encoding="utf-8")
    assert "index.html" in text
    assert "2026-11-24" in text
    assert not (folder / "sw.js").exists()
