"""Of a page's front matter only declared, typed and escaped values reach the theme, and a body is never metadata."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import Markup
from mkdocs.utils.meta import get_data

from stafett.site.safety.metadata import (
    plain,
    plain_title,
    safe_striptags,
    strip_front_matter_for_mkdocs,
    theme_meta,
)


def test_declared_keys_pass():
    """Title, description, tags, and hiding menu or table of contents."""
    fields = {"title": "A & B", "description": "x", "tags": ["a", "b"], "hide": ["toc", "navigation", "footer"]}
    assert theme_meta(fields) == {
        "title": "A &amp; B",
        "description": "x",
        "tags": ["a", "b"],
        "hide": ["toc", "navigation"],
    }


@pytest.mark.parametrize(
    "key",
    "template search icon redirect location status comments social author subtitle source revision_date "
    "git_revision_date_localized render_macros ignore_macros boost exclude date categories".split(),
)
def test_others_do_not(key: str):
    """Whatever steers Material or is written into its HTML stays outside."""
    assert theme_meta({key: "x"}) == {}


@pytest.mark.parametrize("value", [1, True, None, [], {}, ["x"], {"a": 1}, object()])
def test_a_wrong_type_is_left_out(value: object):
    """A title that is no text, or a list where a word should be, is not passed on."""
    assert "title" not in theme_meta({"title": value})
    assert theme_meta({"hide": value, "tags": value}).get("hide") is None


def test_values_are_escaped_once():
    """A value is safe in HTML, and the theme's own escaping does not escape it again."""
    title = theme_meta({"title": "\"><script>'&\n\x07"})["title"]
    assert title == "&#34;&gt;&lt;script&gt;&#39;&amp;"
    assert Environment(autoescape=True).from_string("{{ t }}{{ t | e }}").render(t=title) == title * 2


def test_long_texts_are_cut():
    """No title or list of tags is longer than a theme can show."""
    assert len(plain("x" * 9999)) == 500
    assert len(theme_meta({"tags": ["x"] * 999})["tags"]) == 50


def test_striptags_leaves_nothing_alive():
    """Jinja's own filter gives back what was escaped; ours does not."""
    escaped = "Hi &lt;/title&gt;&lt;script&gt;"
    assert "<script>" in str(Markup(escaped).striptags())  # noqa: S704 (the danger that is shown)
    assert safe_striptags(escaped) == escaped
    assert plain_title(f"<code>x</code> {escaped}") == f"x {escaped}"


@pytest.mark.parametrize(
    "body",
    [
        "---\ntemplate: x\n---\n# Text\n",
        "\n\n---\ntemplate: x\n---\n# Text\n",
        "Template: x\n\n# Text\n",
        "\n   Template: x\n",
        "---\n---\n",
        "",
        "\r\nTemplate: x\r\n",
        "\ufeff---\na: b\n---\n",
        "   \n---\na: b\n---\n",
    ],
)
def test_a_body_is_never_metadata(body: str):
    """MkDocs finds no metadata, and the text that it gives on is the body."""
    text, data = get_data(strip_front_matter_for_mkdocs(body))
    assert data == {}
    assert text == body.replace("\r\n", "\n").lstrip("\n")


@given(st.text(st.sampled_from("-\n :aA.\t\r\x0b\x0c\x85\u2028'[{"), max_size=30))
def test_no_body_is_metadata(body: str):
    """Whatever a body is made of."""
    assert get_data(strip_front_matter_for_mkdocs(body))[1] == {}
