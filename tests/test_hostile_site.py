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


def test_an_address_that_steers_the_mail_is_no_link(tmp_path):
    """Who writes to a role should not write to others, too, without seeing it."""
    role = "---\ntitle: Boss\nowner: boss\ncontact: boss@x.example?bcc=evil@x.example\nmust_know: {day_1: [a]}\n---\n"
    person = "people: [{id: p, unit: u, first_day: 2020-01-01, roles: [{role: boss, from: 2020-01-01}]}]\n"
    settings = (
        'language: en\npages:\n  - {match: "docs/roles/*.md", kind: role}\n  - {match: "**/*.md", kind: article}\n'
    )
    files = {
        "stafett.yml": settings,
        "people/a.yml": f"units: [{{id: u, name: U}}]\n{person}",
        "docs/roles/boss.md": role,
        "docs/a.md": "---\ntitle: A\nowner: boss\nlast_reviewed: 2020-01-01\nreview_in: 1 year\n---\n# A\n",
    }
    built = build_files(tmp_path, files)
    for path in ("a/index.html", "onboarding/boss/index.html", "roles/boss/index.html"):
        assert "Boss" in built.text(path), built.output
        assert "evil@x.example" not in built.text(path)
