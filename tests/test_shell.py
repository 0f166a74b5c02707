"""What stands around every page, and what is named in it for those who do not see it."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from site_builder import build_files
from stafett.messages import Words
from stafett.site.task_lists import named
from stafett.site.views.shell import SAID_BY_SCRIPTS, script_words

BOX = (
    '<label class="task-list-control"><input type="checkbox" disabled="">'
    '<span class="task-list-indicator"></span></label>'
)
STATEMENT = "---\ntitle: A statement\nowner: x\nlast_reviewed: 2026-11-01\nreview_in: never\n---\n# A statement\n"


def test_a_check_box_is_named_by_its_item():
    """Marks of formatting are no part of the name, and neither is a list below it."""
    html = f'<ul><li class="task-list-item">{BOX} Ask <em>who</em> &amp; when<ul><li>below</li></ul></li></ul>'
    assert ' aria-label="Ask who &amp; when">' in named(html)


def test_a_check_box_without_text_is_left_alone():
    """An empty name would be worse than none."""
    html = f'<li class="task-list-item">{BOX}</li>'
    assert named(html) == html


@given(st.text(alphabet="<>\"'&;ab \n", max_size=60))
def test_a_name_never_leaves_its_attribute(text):
    """Whatever stands in the item."""
    found = named(f'<li class="task-list-item">{BOX}{text}</li>')
    assert found.startswith('<li class="task-list-item"><label class="task-list-control"><input type="checkbox"')
    head = found.partition('<span class="task-list-indicator">')[0]
    assert re.fullmatch(r'<li[^<>]*><label[^<>]*><input type="checkbox" disabled=""( aria-label="[^"<>]*")?>', head)


def test_scripts_get_their_words_as_data():
    """In the page's language, and without anything that would end the block."""
    block = script_words(Words("sv"))
    said = json.loads(block.partition(">")[2].removesuffix("</script>"))
    assert said["menu"] == "Meny"
    assert set(said) == set(SAID_BY_SCRIPTS)
    assert block.count("<") == 2


def test_every_footer_links_to_the_accessibility_statement_where_there_is_one(tmp_path):
    """From pages at any depth and from the page for missing addresses; the option names the page."""
    config = """\
site_name: Test
site_url: https://site.example/
theme: {name: material, font: false}
plugins: [search, stafett: {as_of: "2026-11-24", accessibility_statement: about/access}]
"""
    files = {"mkdocs.yml": config, "docs/about/access.md": STATEMENT}
    built = build_files(tmp_path, files | {"stafett.yml": "language: en\nowners: any\n"})
    for page, address in {
        "index.html": "about/access/",
        "about/access/index.html": "./",
        "articles/index.html": "../about/access/",
        "404.html": "/about/access/",
    }.items():
        assert f'<p class="stafett-footer"><a href="{address}">Accessibility</a></p>' in built.text(page), page


def test_no_footer_links_to_a_statement_that_is_not_there(tmp_path):
    """Without the page there is no link."""
    assert 'class="stafett-footer"' not in build_files(tmp_path, {}).text("index.html")
