"""The search as a reader meets it: in Material's dialogue, in a real browser."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from attacks.browser import chromium, served
from site_builder import REPOSITORY, build_repository
from stafett.search.folding import fold, tokens
from stafett.search.stems import english, swedish
from stafett.site.search import worker


@pytest.fixture(scope="module")
def browser():
    """Chromium: this machine's own, else the one that playwright brings."""
    with sync_playwright() as playwright:
        arguments = ["--headless", "--no-sandbox", "--disable-gpu"]
        found = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        yield found
        found.close()


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    """Where this repository's site is served."""
    with served(build_repository(tmp_path_factory.mktemp("site")).site) as address:
        yield address


@pytest.fixture
def visit(browser):
    """A function that opens an address, and notes what the page asks for and complains of."""
    contexts = []

    def opened(address: str):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE")
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.requested, page.errors = [], []
        context.on("request", lambda request: page.requested.append(request.url))
        page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto(address, wait_until="networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()


def ask(page, question: str):
    """Type a question into the dialogue; gives what is found."""
    page.locator("[data-md-component=search-query]").fill("")
    page.locator("[data-md-component=search-query]").click()
    page.keyboard.type(question)
    return page.locator(".md-search-result__item")


def test_browser_and_index_make_words_alike(browser):
    """Whatever is folded or stemmed in one way in the index and in another in the question is never found."""
    text = " ".join(path.read_text(encoding="utf-8") for path in REPOSITORY.rglob("*.md"))
    raw = sorted({*text.split(), "Straße", "Cafe\u0301", "Ærø", "ﬁl", "İstanbul", "semester\u00adansökan", "ΑΣ"})
    words = sorted({word for piece in raw for word in tokens(fold(piece)).words})
    assert len(words) > 3000
    page = browser.new_page()
    page.add_script_tag(content=worker())
    asked = "all => all.map(word => [stafettSearch.swedish(word), stafettSearch.english(word)])"
    assert page.evaluate(asked, words) == [[swedish(word), english(word)] for word in words]
    asked = "all => all.map(t => { const f = stafettSearch.fold(t), {words, joined} = stafettSearch.tokens(f);"
    found = page.evaluate(f"{asked} return [f, words, joined]; }})", raw)
    assert found == [[fold(piece), *map(list, tokens(fold(piece)))] for piece in raw]
    page.close()


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("leverantörsfakturan", "Attestera en leverantörsfaktura"),
        ("leverantorsfaktura", "Attestera en leverantörsfaktura"),
        ("leverantör faktura", "Attestera en leverantörsfaktura"),
        ("leverantörsfaktrua", "Attestera en leverantörsfaktura"),
        ("attestera fakt", "Attestera en leverantörsfaktura"),
        ("invoice", "Attestera en leverantörsfaktura"),
    ],
)
def test_a_page_is_found_in_the_reader_s_words(visit, origin, question, title):
    """Inflected, without å ä ö, apart, mistyped, half typed, or by a keyword."""
    first = ask(visit(origin), question).first
    first.wait_for()
    assert title in first.inner_text()
