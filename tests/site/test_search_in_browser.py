"""The search as a reader meets it: in Material's dialogue, in a real browser."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from attacks.browser import served
from search_dialogue import type_question, wait_for_answer
from site_builder import REPOSITORY, build_files
from stafett.search.folding import fold, tokens
from stafett.search.stems import english, swedish
from stafett.site.search import worker


@pytest.fixture
def visit(browser):
    """A function that opens an address, and notes what the page asks for and complains of."""
    contexts = []

    def opened(address: str):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE")
        context.set_default_timeout(60_000)
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
    type_question(page, question)
    return page.locator(".md-search-result__item")


def test_browser_and_index_make_words_alike(browser):
    """Whatever is folded or stemmed in one way in the index and in another in the question is never found."""
    paths = [path for folder in ("docs", "processes") for path in (REPOSITORY / folder).rglob("*.md")]
    text = " ".join(path.read_text(encoding="utf-8") for path in paths)
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


def titles(page) -> list[str]:
    """The titles of the pages found, in order."""
    page.locator(".md-search-result__item").first.wait_for()
    return page.locator(".md-search-result__item h1").all_inner_texts()


def test_nothing_is_fetched_before_a_question_but_where_the_index_is(visit, origin):
    """And nothing of it from another site, then or after."""
    page = visit(origin)
    assert not [url for url in page.requested if "/assets/stafett/search/" in url]
    ask(page, "faktura").first.wait_for()
    assert [url for url in page.requested if "/assets/stafett/search/" in url]
    assert [url for url in page.requested if not url.startswith((origin, "data:", "blob:"))] == []
    assert page.errors == []


def test_a_hit_says_what_it_is_who_owns_it_and_how_it_stands(visit, origin):
    """In words; and as data, so that it can age."""
    first = ask(visit(origin), "leverantörsfaktura").first
    first.wait_for()
    assert first.locator(".md-tag").all_inner_texts()[:2] == ["Process", "Ekonomiprocessägare"]
    badge = first.locator(".stafett-badge")
    assert badge.get_attribute("data-stafett-status") == "current"
    assert badge.get_attribute("data-stafett-due") > badge.get_attribute("data-stafett-soon")


def test_a_hit_ages_with_the_reader_s_calendar(browser, origin):
    """A page that was current when the site was built is overdue ten years later."""
    context = browser.new_context(locale="sv-SE")
    context.clock.install(time="2036-11-24T10:00:00")
    page = context.new_page()
    page.goto(origin, wait_until="networkidle")
    first = ask(page, "leverantörsfaktura").first
    first.wait_for()
    assert first.locator(".stafett-badge").get_attribute("data-stafett-status") == "overdue"
    context.close()


def test_what_was_replaced_stands_below_what_replaced_it(visit, origin):
    """However well it fits the question."""
    page = visit(origin)
    ask(page, "attestera fakturor i två steg")
    found = titles(page)
    assert found.index("Attestera efter belopp, och låt ordern räcka") < found.index("Attestera fakturor i två steg")


def test_a_hit_leads_to_its_heading_by_keyboard_and_marks_the_words(visit, origin):
    """Arrows go through the hits, Enter goes to the best one, Escape closes."""
    page = visit(origin)
    ask(page, "traktamente").first.wait_for()
    page.keyboard.press("ArrowDown")
    expect(page.locator("a.md-search-result__link:focus")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    ask(page, "traktamente").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/boka-tjansteresa/**#traktamente")
    page.locator("mark[data-md-highlight]").first.wait_for()


def test_the_address_of_a_question_can_be_shared(visit, origin):
    """``?q=`` opens the dialogue with the answer."""
    page = visit(f"{origin}?q=leverantorsfaktura")
    assert titles(page)[0] == "Attestera en leverantörsfaktura"


def test_a_question_without_an_answer_is_kept_and_can_be_told(visit, origin):
    """On this device alone; the reader copies it, writes of it, or forgets it."""
    page = visit(origin)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "kvxqz wrpl")
    page.get_by_role("link", name="Berätta vad du saknar").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/saknat/")
    assert page.locator(".stafett-missed li").inner_text().startswith("kvxqz wrpl (")
    page.get_by_role("button", name="Kopiera som ett meddelande").click()
    page.get_by_text("Meddelandet är kopierat").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("Jag hittade inte:\n- kvxqz wrpl (")
    page.get_by_role("button", name="Ta bort från enheten").click()
    page.wait_for_function("localStorage.getItem('stafett.missed') === null")
    assert page.errors == []


def test_what_is_kept_is_what_had_no_answer_though_the_reader_has_typed_on(visit, origin):
    """An answer may come when another question stands in the field, and the dialogue may close before the next one."""
    page = visit(origin)
    ask(page, "kvxqz")
    page.evaluate(
        """() => {
          const field = document.querySelector("[data-md-component=search-query]");
          field.value = "kvxqzz";
          field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
          field.value = "semes";  // typed on: the key is not up yet
        }"""
    )
    wait_for_answer(page, "kvxqzz")
    page.keyboard.press("Escape")
    page.wait_for_function("JSON.parse(localStorage.getItem('stafett.missed') ?? '[]')[0]?.question === 'kvxqzz'")


def test_no_more_than_fifty_questions_are_kept(visit, origin):
    """The newest first."""
    page = visit(origin)
    old = [{"question": f"old {n}", "day": "2026-01-01"} for n in range(50)]
    page.evaluate("old => localStorage.setItem('stafett.missed', JSON.stringify(old))", old)
    ask(page, "kvxqz")
    page.get_by_role("link", name="Berätta vad du saknar").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_function("localStorage.getItem('stafett.missed').includes('kvxqz')")
    kept = page.evaluate("JSON.parse(localStorage.getItem('stafett.missed'))")
    assert len(kept) == 50
    assert [one["question"] for one in kept[:2]] == ["kvxqz", "old 0"]


HOSTILE = """\
---
title: "<img src=x onerror=window.pwned=1> needle"
owner: "<svg onload=window.pwned=2>"
keywords: ["<script>window.pwned=3</script>"]
last_reviewed: 2026-11-01
review_in: 1 year
---
# Needle

## A needle `<img src=x onerror=window.pwned=4>` here

Some needle &lt;img src=x onerror=window.pwned=5&gt; and `</script><script>window.pwned=6</script>` text.
"""
GOOD = "---\ntitle: Semester\nowner: hr\nlast_reviewed: 2026-11-01\nreview_in: 1 year\n---\n# S\n\nSemesteransökan.\n"


def test_what_pages_say_is_text_in_the_dialogue(visit, tmp_path):
    """Titles, owners, headings and text come into Material's HTML escaped, and so does the question."""
    files = {"docs/a.md": HOSTILE, "stafett.yml": "language: en\nowners: any\n"}
    with served(build_files(tmp_path, files).site) as address:
        page = visit(address)
        ask(page, "needle <img src=x onerror=window.pwned=7>").first.wait_for()
        page.wait_for_timeout(300)
        assert page.evaluate("window.pwned") is None
        assert "<img src=x onerror=window.pwned=1> needle" in titles(page)
        assert page.locator(".md-search-result img, .md-search-result svg, .md-search-result script").count() == 0


def test_it_answers_from_the_file_system(visit, tmp_path):
    """A folder that was downloaded has no server: nothing may be fetched there, and no worker started."""
    config = (
        "site_name: Test\nuse_directory_urls: false\ntheme: {name: material, font: false}\n"
        'plugins: [search, stafett: {as_of: "2026-11-24"}]\n'
    )
    site = build_files(tmp_path, {"mkdocs.yml": config, "docs/a.md": GOOD}).site
    page = visit((site / "index.html").as_uri())
    ask(page, "ansökan").first.wait_for()
    assert titles(page) == ["Semester"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/a.html*")


# What a page is named in its text, and how a reader asks for it; the other page is what must not come first.
ELSEWHERE = {
    "adress.md": ("Adressbok", "Här står adresser."),
    "rubrik.md": ("Tjänstebil", "# Låna ett fordon\n\nBoka i systemet."),
    "bokmarke.md": ("Bokmärken", "Ett bokmärke för den som läser."),
    "yta.md": ("Arbetsyta", "Så ordnar du fönstren."),
    "konto.md": ("Ta bort ett konto", "Du behöver inte längre kontot."),
    "las.md": ("Högläsning av text", "Skärmen läser för dig."),
    "lasning.md": ("Låsning av skärm", "Låsning sker när du går. Låsning är bra."),
    "forklaring.md": ("Diagramförklaring", "Vad färgerna betyder."),
    "behorighet.md": ("Beställ behörighet", "Så får du den."),
    "avslut.md": ("Sista dagen", "Då tas behörigheterna bort."),
    "semester.md": ("Ansök om semester", "Du ansöker om semester hos din chef, som beslutar."),
    "faktura.md": ("Faktura", "Chefen godkänner fakturan. Godkänner chefen inte under sin semester gör en annan det."),
}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """A site of short pages."""
    pages = {f"docs/{name}": f"---\ntitle: {title}\n---\n{text}\n" for name, (title, text) in ELSEWHERE.items()}
    numbered = "---\ntitle: Köp en hammare\nstatus: accepted\ndate: 2026-01-01\n---\n# Köp en hammare\n"
    settings = (
        "language: sv\nowners: any\npages:\n- {match: 'docs/beslut/*.md', kind: decision}\n"
        "- {match: 'docs/**/*.md', kind: article}\n"
    )
    files = pages | {"docs/beslut/0042-kop-en-hammare.md": numbered, "stafett.yml": settings}
    with served(build_files(tmp_path_factory.mktemp("elsewhere"), files).site) as address:
        yield address


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("bok", "Adressbok"),  # though other words begin so
        ("yta", "Arbetsyta"),  # a tail of three letters
        ("kontona", "Ta bort ett konto"),  # an ending that Snowball does not know
        ("läsning", "Högläsning av text"),  # not låsning
        ("lasning", "Låsning av skärm"),  # who writes no å may mean it
        ("diagramförkarling", "Diagramförklaring"),  # two errors, in a long word
        ("behörigheterrna", "Beställ behörighet"),  # an error in another form than the title's
        ("vem godkänner min semester", "Ansök om semester"),
        ("fordonet", "Tjänstebil"),  # by its heading, which says it otherwise than its title
        ("0042", "Köp en hammare"),
        ("beslut 42", "Köp en hammare"),
    ],
)
def test_a_question_finds_the_page_that_it_is_about(visit, elsewhere, question, title):
    """By the end of a compound, whatever else begins so; in any form; with its own vowels; as a sentence; by number."""
    page = visit(elsewhere)
    ask(page, question)
    found = titles(page)
    assert title in (found if question == "bok" else found[:1])
