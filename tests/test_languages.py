"""Two languages: each page speaks its own, leads to the same page in the other, and says where it is behind."""

from __future__ import annotations

import re
from datetime import date

import pytest

from site_builder import MKDOCS_YML, build_files
from stafett.messages import Words
from stafett.questions.translations import behind, in_other_languages, is_translation, originals, translations
from stafett.site import glossary
from stafett.site.views.banner import banner
from stafett.site.views.cards import term_link
from stafett.site.views.labels import page_link
from stafett.site.views.languages import language_links, translation_note
from stafett.site.views.lists import list_pages
from stafett.site.views.view import View

DAY = date(2026, 11, 24)


def page(title: str, *fields: str) -> str:
    """A page."""
    return "\n".join(("---", f"title: {title}", "owner: boss", *fields, "---", f"# {title}", "", "Text.", ""))


FILES = {
    "docs/roles/boss.md": page("Chef", "review_in: never"),
    "docs/resa.md": page("Resa", "last_reviewed: 2026-06-15"),
    "docs/en/travel.md": page("Travel", "language: en", "translation_of: resa", "last_reviewed: 2026-06-22"),
    "docs/sjuk.md": page("Sjuk", "last_reviewed: 2026-06-15"),
    "docs/en/ill.md": page("Ill", "language: en", "translation_of: sjuk", "last_reviewed: 2026-06-14"),
    "docs/en/only.md": page("Only in English", "language: en", "last_reviewed: 2026-06-14"),
    "docs/en/lost.md": page("Lost", "language: en", "translation_of: nowhere", "last_reviewed: 2026-06-14"),
}
SWEDISH = {"language": "sv", "defaults": {"article": {"review_in": "1 year"}}}


def view_of(base, language="sv"):
    """The site of a knowledge base, from a page in a language."""
    return View(base, DAY, Words(language), lambda page: f"/{page.id}/")


def test_languages_find_each_other(make_base):
    """The original first; a page that translates what does not exist stands alone."""
    base = make_base(FILES, SWEDISH)
    known = translations(base)
    found = {p.id: {k: v.id for k, v in in_other_languages(base, p, known).items()} for p in base.pages}
    assert found == {
        "roles/boss": {}, "resa": {"en": "en/travel"}, "en/travel": {"sv": "resa"}, "sjuk": {"en": "en/ill"},
        "en/ill": {"sv": "sjuk"}, "en/only": {}, "en/lost": {},
    }  # fmt: skip
    assert {p.id for p in base.pages if is_translation(base, p)} == {"en/travel", "en/ill"}
    assert {p.id for p in originals(base, base.pages)} == set(found) - {"en/travel", "en/ill"}


def test_a_translation_is_behind_when_its_original_was_reviewed_after_it(make_base):
    """By the days of their reviews."""
    base = make_base(FILES, SWEDISH)
    late = {p.id: behind(base, p) for p in base.pages if behind(base, p)}
    assert late == {"en/ill": (date(2026, 6, 14), date(2026, 6, 15), False)}


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, "This is a translation of Resa."),
        ({"docs/resa.md": date(2026, 6, 22)}, "This is a translation of Resa."),
        ({"docs/resa.md": date(2026, 6, 23)}, "The original, Resa, was changed on 2026-06-23, after"),
        (
            {"docs/resa.md": date(2026, 6, 23), "docs/en/travel.md": date(2026, 6, 23)},
            "This is a translation of Resa.",
        ),
        (
            {"docs/resa.md": date(2026, 7, 1), "docs/en/travel.md": date(2026, 6, 30)},
            "The original, Resa, was changed on 2026-07-01, after",
        ),
    ],
)
def test_a_translation_is_behind_when_its_original_came_to_say_something_else(make_base, changed, says):
    """As far as git knows, and unless the translation has followed."""
    base = make_base(FILES, SWEDISH)
    view = View(base, DAY, Words("en"), lambda page: f"/{page.id}/", changed=changed)
    assert says in re.sub(r"<[^>]*>", "", translation_note(view, base.by_id["en/travel"]))


def test_each_language_is_offered_in_itself(make_base):
    """So that somebody who reads only that one finds it."""
    base = make_base(FILES, SWEDISH)
    to_english = language_links(view_of(base), base.by_id["resa"])
    assert '<a href="/en/travel/" hreflang="en" lang="en" rel="alternate">Read this in English</a>' in to_english
    to_swedish = language_links(view_of(base, "en"), base.by_id["en/travel"])
    assert '<a href="/resa/" hreflang="sv" lang="sv" rel="alternate">Läs sidan på svenska</a>' in to_swedish
    assert language_links(view_of(base), base.by_id["en/only"]) == ""


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("en/travel", "This is a translation of Resa. Where they differ, the original holds."),
        (
            "en/ill",
            "Its original, Sjuk, has been reviewed since, on 2026-06-15, and may have changed: where they differ, the",
        ),
    ],
)
def test_the_banner_of_a_translation_names_its_original(make_base, key, says):
    """In the reader's language, with the original's title marked as what it is."""
    base = make_base(FILES, SWEDISH)
    html = banner(base, base.by_id[key], DAY, Words("en"), lambda page: f"/{page.id}/")
    assert says in re.sub(r"<[^>]*>", "", html)
    assert 'lang="sv" hreflang="sv">' in html


def test_a_title_in_another_language_is_marked(make_base):
    """For those who listen; one in the reader's own is not."""
    base = make_base(FILES, SWEDISH)
    only = base.by_id["en/only"]
    assert page_link(view_of(base), only) == '<a href="/en/only/" lang="en" hreflang="en">Only in English</a>'
    assert page_link(view_of(base, "en"), only) == '<a href="/en/only/">Only in English</a>'
    nowhere = View(base, DAY, Words("sv"), lambda _: "")
    assert page_link(nowhere, only) == '<span lang="en">Only in English</span>'


def test_a_list_shows_originals_with_their_translations_beneath(make_base):
    """A translation is no line of its own, and is not counted twice."""
    base = make_base(FILES, SWEDISH)
    view = view_of(base)
    html = list_pages(view, ())["article"].render(view)
    assert html.count("<tr class") == 4
    assert "4 sidor" in html
    assert '<small lang="en">English: <a href="/en/travel/" lang="en" hreflang="en">Travel</a></small>' in html
    reviews = list_pages(view, ())["reviews"].render(view)
    assert "Travel" not in reviews or "Ill" in reviews


def test_a_term_of_the_glossary_may_be_in_another_language(make_base):
    """It is marked in the glossary, and where a page uses it."""
    found = glossary.terms("# G\n\nPurchase order {lang=en}\n:   En order.\n\nÖl {: lang='sv' }\n:   Beer.\n")
    assert found["purchase order"] == ("Purchase order", "En order.", "term-purchase-order", "en")
    assert found["öl"].language == "sv"
    html = glossary.with_anchors('<dl><dt lang="en">Purchase order</dt></dl>')
    assert html == '<dl><dt id="term-purchase-order" lang="en">Purchase order</dt></dl>'
    link = term_link(view_of(make_base(FILES, SWEDISH)), found["purchase order"], "Purchase order")
    assert '><span lang="en">Purchase order</span></a>' in link


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A Swedish site with pages in English, whose author marks foreign words."""
    marked = (
        "---\ntitle: Ord\nowner: boss\n---\n# Ord\n\n*Purchase order*{lang=en} och <span lang='en'>lead time</span>.\n"
    )
    config = MKDOCS_YML.replace("name: material", "name: material, language: sv").replace(
        "font: false", "font: false, palette: [{scheme: default, toggle: {icon: material/weather-night, name: Mörkt}}]"
    )
    settings = "language: sv\nowners: any\ndefaults: {article: {review_in: 1 year}, role: {review_in: never}}\n"
    files = {**FILES, "docs/ord.md": marked, "stafett.yml": settings, "mkdocs.yml": config}
    return build_files(tmp_path_factory.mktemp("two"), files, "--strict", "-q")


PAGES = {
    "resa/": "sv",
    "en/travel/": "en",
    "ord/": "sv",
    "en/only/": "en",
    "artiklar/": "sv",
    "": "sv",
    "roles/boss/": "sv",
}


@pytest.mark.parametrize(("address", "language"), PAGES.items())
def test_the_theme_speaks_the_language_of_the_page(built, address, language):
    """Its own words, the page's language, and ours; and the page after it speaks its own again."""
    html = built.text(f"{address}index.html")
    search, about, switch = {
        "sv": ('placeholder="Sök"', "Något som inte stämmer?", "Mörkt"),
        "en": ('placeholder="Search"', "Is something not right?", "Switch to dark mode"),
    }[language]
    assert f'<html lang="{language}"' in html
    assert search in html
    assert f'title="{switch}"' in html
    assert ("About this page" if language == "en" else "Om sidan") in html or address in {"artiklar/", ""}
    assert about not in html  # there is no feedback setting here


def test_languages_to_choose_from_stand_on_pages_that_have_them(built):
    """In the head for search engines and in the header for people; nowhere else."""
    html = built.text("en/travel/index.html")
    assert '<link rel="alternate " href="../../resa/" hreflang="sv">' in html
    assert '<a href="../../resa/" hreflang="sv" class="md-select__link">' in html
    assert '<link rel="alternate " href="../en/travel/" hreflang="en">' in built.text("resa/index.html")
    for address in ("ord/", "en/only/", "artiklar/", ""):
        assert "md-select__link" not in built.text(f"{address}index.html")


def test_menus_in_another_language_than_the_page_are_marked(built):
    """And the contents of the page are not."""
    html = built.text("en/travel/index.html")
    assert '<ul class="md-nav__list" data-md-scrollfix lang="sv">' in html
    assert (
        'lang="sv"' not in re.sub("<html[^>]*>|hreflang=", "", built.text("resa/index.html")).partition("<article")[0]
    )


def test_translations_are_not_in_the_menu(built):
    """They are reached from their original; a page that exists in English only is."""
    menus = built.text("en/only/index.html").partition("md-sidebar--primary")[2].partition("<article")[0]
    assert "Only in English" in menus
    assert "Travel" not in menus


def test_authors_mark_foreign_words(built):
    """By an attribute list or in HTML: neither is taken out."""
    html = built.text("ord/index.html")
    assert '<em lang="en">Purchase order</em>' in html
    assert '<span lang="en">lead time</span>' in html


def test_the_own_site_leads_to_its_english_pages(repository_build):
    """And back, with the language of each said."""
    own = repository_build
    assert '<html lang="en"' in own.text("en/business-travel/index.html")
    assert 'hreflang="en" lang="en"' in own.text("processes/ekonomi/boka-tjansteresa/index.html")
    assert '<dt lang="sv">Farled</dt>' in own.text("en/glossary/index.html")
