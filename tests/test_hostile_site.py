"""What a hostile page could do to the parts of a site that are made of all pages: search, files for servers."""

from __future__ import annotations

from site_builder import MKDOCS_YML, build_files
from stafett.site.search import WORKER, lead_to_worker

CONFIG = '<script id="__config" type="application/json">{"base": ".", "search": "%s"}</script>'
THEIRS = "assets/javascripts/workers/search.12345678.min.js"


def test_a_page_s_text_cannot_stand_for_the_theme_s_settings():
    """Whatever it says, the dialogue asks our worker, and the text stays as it is."""
    text = f'<p>"search": "{THEIRS}"</p><p>id="__config" type="application/json"&gt; "search": "{THEIRS}"</p>'
    assert lead_to_worker(text + CONFIG % f"../{THEIRS}") == text + CONFIG % f"../{WORKER}"
    assert lead_to_worker(text) == text


def test_a_page_in_the_place_of_a_generated_file_does_not_stop_the_build(tmp_path):
    """It is left out, and said so; the file is made."""
    config = f"{MKDOCS_YML}use_directory_urls: false\n"
    hostile = {f"docs/{name}/a.md": "# A\n" for name in ("README.txt", "sw.js", "_headers", "search/search_index.js")}
    built = build_files(tmp_path, {"mkdocs.yml": config, **hostile, "docs/b.md": "# B\n"})
    assert "Open index.html" in built.text("README.txt"), built.output
    assert built.text("search/search_index.js").startswith("var __index")
    assert built.text("b.html")
    for path in hostile:
        assert f"{path}:1: ASSET" in built.output
