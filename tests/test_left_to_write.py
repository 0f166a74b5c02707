"""Places that are still to be written, as the site shows them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

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
