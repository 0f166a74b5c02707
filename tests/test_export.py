"""An export is what the site's pages are, in files that another engine builds; it replaces nothing but an export."""

from __future__ import annotations

import re

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder import MKDOCS_YML
from stafett.cli.main import main
from stafett.site.export.folder import MARKER, NotAnExportError, replacing
from stafett.site.export.links import by_address, towards_sources
from stafett.site.export.markdown import NotTheSameError, as_markdown
from stafett.site.export.nodes import UnbalancedError, nodes, tokens, with_attributes

TOC: dict[str, object] = {}
SOURCES = by_address({"index.md": "./", "a/index.md": "a/", "a/b.md": "a/b/", "å.md": "%C3%A5/"})


@pytest.fixture
def export(capsys, caplog, monkeypatch):
    """A function that runs ``stafett export`` in a folder, and gives its exit status and what it said."""

    def run(root, *options):
        monkeypatch.chdir(root)
        status = main(["export", *options, "--engine", "zensical", "--as-of", "2026-11-24"])
        return status, "".join([*capsys.readouterr(), caplog.text])

    return run


@pytest.fixture
def base(make_root):
    """A small knowledge base with its mkdocs.yml."""
    head = "---\ntitle: A\nowner: x\nlast_reviewed: 2026-11-01\nreview_in: 1 year\n---\n"
    page = f"{head}# A\n\n## Part *one*\n\n[Front](index.md)\n"
    files = {"mkdocs.yml": MKDOCS_YML, "docs/index.md": "# Front\n\n[A](a.md#part-one)\n", "docs/a.md": page}
    return make_root({**files, "docs/figure.png": b"\x89PNG\r\n\x1a\n"}, {"owners": "any"})


def contents(folder):
    """The files of a folder, by path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_page_is_written_with_its_banner_and_links_to_sources(base, export):
    """A page's file holds its metadata, its headings as Markdown, its banner, and links as between sources."""
    assert export(base, "out")[0] == 0
    text = (base / "out/docs/a.md").read_text(encoding="utf-8")
    assert text.startswith("---\ntitle: A\n")
    assert '\n## Part <em>one</em> { id="part-one" }\n' in text
    assert '<aside class="stafett-banner stafett-banner--current"' in text
    assert '<a href="index.md">Front</a>' in text
    assert '<a href="a.md#part-one">A</a>' in (base / "out/docs/index.md").read_text(encoding="utf-8")


def test_lists_assets_and_data_are_exported(base, export):
    """What the plugin adds to the site stands beside the pages, and pictures are copied."""
    export(base, "out")
    written = contents(base / "out")
    wanted = {"docs/api/pages.json", "docs/assets/stafett/stafett.css", "docs/figure.png", "overrides/404.html", MARKER}
    assert wanted <= set(written)
    assert b"stafett-" in written["docs/ownership/index.md"]


def test_a_second_export_gives_the_same_bytes_and_removes_what_is_gone(base, export):
    """An export replaces an earlier one whole, and depends on nothing but the sources and the day."""
    export(base, "out")
    first = contents(base / "out")
    (base / "out" / "site").mkdir()
    (base / "out" / "site" / "old.html").write_text("old", encoding="utf-8")
    assert export(base, "out")[0] == 0
    assert contents(base / "out") == first
    assert [path.name for path in base.iterdir() if path.name.startswith(".out-")] == []


def test_a_folder_with_anything_else_is_left_alone(base, export):
    """A folder that no export has written is not replaced."""
    (base / "out").mkdir()
    (base / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    status, said = export(base, "out")
    assert (status, contents(base / "out")) == (2, {"mine.txt": b"mine"})
    assert "'out' is not empty and no earlier export" in said


def test_a_knowledge_base_without_a_site_is_told(make_root, export):
    """Without mkdocs.yml there is nothing that says what the site looks like."""
    status, said = export(make_root({"docs/index.md": "# Front\n"}), "out")
    assert status == 2
    assert "there is no file 'mkdocs.yml'" in said


def test_what_could_not_be_shown_ends_with_status_1(base, export):
    """A page that lost something is exported without it, and the exit status tells."""
    with (base / "docs/a.md").open("a", encoding="utf-8") as file:
        file.write("\n<iframe src='https://evil.example/'></iframe>\n")
    status, said = export(base, "out")
    assert status == 1
    assert "docs/a.md could not be shown whole" in said
    assert "iframe" not in (base / "out/docs/a.md").read_text(encoding="utf-8")


def test_a_failed_export_leaves_the_earlier_one(tmp_path):
    """Nothing half written ever stands in an export's place."""
    with replacing(tmp_path / "out") as folder:
        (folder / "a").write_text("first", encoding="utf-8")
    with pytest.raises(IsADirectoryError), replacing(tmp_path / "out") as folder:
        folder.write_text("half", encoding="utf-8")
    assert contents(tmp_path)["out/a"] == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_link_is_not_followed_to_what_is_replaced(tmp_path):
    """A symbolic link in the export's place is refused, wherever it leads."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotAnExportError), replacing(tmp_path / "out"):
        pass


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("../../a/", "index.md"),
        ("../", "index.md"),
        ("../../", "../index.md"),
        ("./", "b.md"),
        ("../#x", "index.md#x"),
        ("../../%C3%A5/?q#x", "../%C3%A5.md?q#x"),
        ("../../a/b/p.png", "b/p.png"),
        ("../../api/pages.json", "../api/pages.json"),
        ("../../nowhere/", "../nowhere/"),
        ("../../../outside/", "../../../outside/"),
        ("#x", "#x"),
        ("", ""),
        ("/a/", "/a/"),
        ("//host/a", "//host/a"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("http://[", "http://["),
    ],
)
def test_links_lead_from_source_to_source(link, wanted):
    """A link of the page a/b/, whose source is a/b.md, as the engine wants it."""
    html = f'<p><a class="c" href="{link}">x</a></p>'
    assert towards_sources(html, "a/b/", "a/b.md", SOURCES) == f'<p><a class="c" href="{wanted}">x</a></p>'


def test_only_attributes_that_the_engine_changes_are_changed():
    """What scripts read, and text that looks like an attribute, stays as it is."""
    html = '<p data-url="../x/" title="href=&quot;y&quot;">href="z" <video poster="p.png" src="../p.mp4"></video></p>'
    assert towards_sources(html, "a/b/", "a/b.md", SOURCES) == html.replace("../p.mp4", "p.mp4")


@pytest.mark.parametrize(
    "html",
    [
        '<h2 id="a">A_b_ *c* [d](e) `f` {#g} \\h # i</h2>\n<p>x</p>',
        '<h2 id="a">A <code>x_y_</code> &amp; &lt;b&gt; <a href="b_c_d">e</a></h2>',
        "loose *text* <em>and</em> [a](javascript:b)\n<p>x</p>\n    loose",
        "<pre><code>a\n\n   \n\tb\n</code></pre>",
        "<ul>\n<li>\n<p>a</p>\n\n<pre>b\n\n\nc</pre>\n</li>\n</ul>",
        '<svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>',
        '<div class="a" markdown="1">\n\n*x*\n\n</div>',
        "<p>a</p><p>b</p><hr><p>c<br>d</p>",
        "<p>{{ x }} {% raw %} *[HTML]: abbr</p>\n\n[x]: https://y.example",
        '<script type="application/json">{"a": "<b>"}</script><p>x</p>',
        "<details open><summary>a</summary>\n\n<p>b</p></details>",
    ],
)
def test_markdown_makes_the_same_page_again(html):
    """HTML is written so that Markdown passes it on, whatever its text would mean in Markdown."""
    assert as_markdown(html, {"a"}, TOC)


@given(st.text(alphabet="<>/ab \n\t\"'=#*_`[](){}&;!-:h2pdiv\\", max_size=120), st.booleans())
def test_whatever_is_harmless_html_comes_out_the_same(text, headed):
    """Any clean HTML can be written as Markdown that means nothing else."""
    html = nh3.clean(("<h2>x</h2>" if headed else "") + text)
    assert as_markdown(html, (), TOC)


def test_html_that_does_not_close_is_refused():
    """A page of which nobody can tell where its parts end is not written."""
    with pytest.raises(UnbalancedError):
        list(nodes("<div><p>a</div>"))
    with pytest.raises(NotTheSameError):
        as_markdown("<div>\n\n*a*", (), TOC)


def test_headings_outside_the_table_of_contents_stay_html():
    """Only what MkDocs lists in the table of contents becomes a heading of Markdown."""
    made = as_markdown('<h2 id="a">A</h2><h2 id="b">B</h2><h3 id="c" class="x">C</h3>', {"a", "c"}, TOC)
    assert re.findall(r"^#+ .*$", made, re.MULTILINE) == ['## A { id="a" }']
    assert '<h2 id="b">B</h2>' in made


def test_tokens_are_the_whole_text():
    """Tags and texts together are what they were taken from."""
    html = "<p a=\"<b>\" c='>'>x</p> y <br/> <script>if (a < b) {}</script>z"
    assert "".join(token.text for token in tokens(html)) == html
    assert with_attributes(html, lambda name, value: f"{name}{value}", frozenset()) == html
