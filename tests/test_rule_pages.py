"""Each rule has a page on the site, in the site's language, to which findings can lead."""

from __future__ import annotations

import re

import pytest

from stafett.rules import all_metas


@pytest.fixture(scope="module")
def rules(repository_site):
    """The folder of the rules' pages."""
    return repository_site / "regler"


@pytest.mark.parametrize("meta", all_metas(), ids=lambda meta: meta.code)
def test_a_rule_has_a_page(rules, meta):
    """Under an address that its code gives, with its name and its severity."""
    html = (rules / meta.code.lower() / "index.html").read_text(encoding="utf-8")
    assert re.search(rf"<h1[^>]*>{meta.code}: \w", html)
    assert meta.name in html
    assert "Varför det spelar roll" in html
    assert "Skriv i stället:" in html


def test_what_an_example_says_of_itself_is_in_the_reader_s_language(rules):
    """The example itself is the same in every language."""
    html = (rules / "rev001" / "index.html").read_text(encoding="utf-8")
    assert "# och i dag är det 2026-11-24" in html
    assert "and today is" not in html


def test_the_list_leads_to_every_rule(rules):
    """By family, with what each is about."""
    html = (rules / "index.html").read_text(encoding="utf-8")
    assert [meta.code for meta in all_metas() if f'href="{meta.code.lower()}/"' not in html] == []
    assert "Sidor som ingen äger i dag." in html


def test_a_page_whose_owner_has_not_looked_at_it_says_so(repository_site):
    """What REV005 finds stands on the page itself, with the role that has a new holder."""
    html = (repository_site / "processes/it/bestalla-behorighet/index.html").read_text(encoding="utf-8")
    words = " ".join(re.sub(r"<[^>]*>", " ", html).split())
    assert "Inte bekräftad av ny ägare" in words
    assert "( It-chef ) är ny sedan den senaste granskningen" in words
