"""Settings of MkDocs that would undo the protection are named, with what to write instead."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from stafett.site.safety.config_guard import guard


@pytest.fixture
def base(tmp_path):
    """A project with pages, people and includes."""
    for folder in ("docs", "people", "includes", ".git"):
        (tmp_path / folder).mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: T\n")
    return tmp_path


def config(base, macros=None, snippets=None, **more):
    """A loaded configuration as far as it is looked at."""
    plugin = (
        {"macros": SimpleNamespace(config={"module_name": "macros", "render_by_default": False} | macros)}
        if macros is not None
        else {}
    )
    extensions = ["pymdownx.snippets"] if snippets is not None else []
    return {
        "config_file_path": str(base / "mkdocs.yml"),
        "docs_dir": str(base / "docs"),
        "plugins": plugin,
        "markdown_extensions": ["toc", *extensions],
        "mdx_configs": {"pymdownx.snippets": snippets or {}},
        "extra_css": [],
    } | more


def test_safe_settings_are_let_be(base):
    """What the guide recommends brings no complaint."""
    assert guard(config(base, macros={}, snippets={"base_path": "includes"}), "people") == []


@pytest.mark.parametrize(
    ("snippets", "words"),
    [
        ({}, "may read ."),
        ({"base_path": ["includes", "."]}, "may read ."),
        ({"base_path": "people"}, None),
        ({"base_path": ".."}, "may read .."),
        ({"base_path": "includes", "url_download": True}, "downloads"),
        ({"base_path": "includes", "restrict_base_path": False}, "any file"),
        ({"base_path": "includes", "check_paths": True}, "stops the whole build"),
    ],
)
def test_snippets(base, snippets: dict, words: str | None):
    """Snippets come from a folder of their own."""
    told = [str(complaint) for complaint in guard(config(base, snippets=snippets), "people")]
    assert told
    assert words is None or words in told[0]


@pytest.mark.parametrize(
    ("macros", "words"),
    [
        ({"module_name": "main"}, "main.py"),
        ({"render_by_default": True}, "every page"),
        ({"include_dir": "docs"}, "include files"),
        ({"force_render_paths": "*"}, "did not ask"),
        ({"on_error_fail": True}, "stops the whole build"),
        ({"include_yaml": ["docs/x.yml"]}, "docs/x.yml"),
        ({"include_yaml": [{"x": "docs/x.yml"}]}, "docs/x.yml"),
    ],
)
def test_macros(base, macros: dict, words: str):
    """The macros plugin renders what asks for it, with the macros that are Stafett's."""
    assert [words in str(complaint) for complaint in guard(config(base, macros=macros))] == [True]


def test_people_are_not_published(base):
    """Neither the directory nor the whole project lies in docs_dir."""
    assert "whole project" in str(guard(config(base, docs_dir=str(base)), "people")[0])
    (base / "docs" / "people").mkdir()
    assert "would be published" in str(guard(config(base), "docs/people")[0])


def test_styles_among_the_pages_are_not_trusted(base):
    """A style that lies in docs_dir may be changed by anybody who changes pages."""
    (base / "docs" / "x.css").write_text("")
    assert "custom_dir" in str(guard(config(base, extra_css=["x.css"]))[0])
    assert guard(config(base, extra_css=["from-the-theme.css"])) == []


@pytest.mark.parametrize("name", ["markdown_include.include", "pymdownx.b64", "markdown_exec"])
def test_extensions_that_read_or_run(base, name: str):
    """Extensions that include files or run code are named."""
    assert name in str(guard(config(base, markdown_extensions=[name]))[0])
