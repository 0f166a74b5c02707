"""Places that are still to be written, as the site shows them."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder import MKDOCS_YML, build_files
from stafett.left_to_write import mark
from stafett.messages import Words
from stafett.site.views.left_to_write import show


def test_a_mark_in_text_is_shown_as_to_be_written():
    """The brackets are gone, and what is missing stands there in the reader's language."""
    html = f"<p>Börjar när {mark('vad den börjar med', 'sv')}.</p>"
    shown = '<p>Börjar när <mark class="stafett-left">Att skriva: vad den börjar med</mark>.</p>'
    assert show(html, Words("sv")) == shown
    assert "To be written</mark>" in show("<td>[[Write]]</td>", Words("en"))


def test_a_mark_in_code_or_in_an_attribute_stays_as_it_is():
    """Nothing is put into a tag, whatever its values hold."""
    html = (
        "<pre><code>[[write: a]]</code></pre><code>[[write: b]]</code>"
        "<a title=\"c > [[write: c]]\" href='[[write: d]]'>e</a>"
    )
    assert show(html, Words("en")) == html


@settings(max_examples=60)
@given(st.text(alphabet="[]<>\"'=: writeakod/", max_size=60))
def test_no_tag_is_changed(text):
    """What is shown differs from what was there by marks alone."""
    html = f"<p>{text}</p>"
    back = show(html, Words("en")).replace('<mark class="stafett-left">', "[[write: ").replace("</mark>", "]]")
    assert back.count("<") == html.count("<")


HEAD = "---\ntitle: A\nowner: boss\nreview_in: never\n---\n"
MARKED = f"{HEAD}# A\n\n[[write: what it is]]\n\n## [[write: a heading]]\n\n`[[write: x]]`\n"


def test_the_built_site_shows_no_brackets_but_in_code(tmp_path):
    """Page, table of contents, description and search say what is to be written."""
    files = {
        "stafett.yml": "language: en\nowners: any\n",
        "mkdocs.yml": MKDOCS_YML,
        "docs/index.md": "# Home\n",
        "docs/a.md": MARKED,
    }
    built = build_files(tmp_path, files)
    assert built.status == 0, built.output
    html = built.text("a/index.html")
    assert '<mark class="stafett-left">To be written: a heading</mark>' in html
    assert re.sub(r"<code>.*?</code>", "", html).count("[[write") == 0
    assert html.count("To be written: a heading") > 1
    assert "To be written: what it is" in built.indexed()["a/"].sections[""][1]
