"""Which files are published: types, places, names, real files, and SVG only where it merely draws."""

from __future__ import annotations

import os
import sys

import pytest

from stafett.site.safety.assets import clashes, folded, judge, judge_name, judge_source
from stafett.site.safety.svg import is_inert

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX file system")


@pytest.fixture
def docs(tmp_path):
    """A folder of pages, with a neighbour that is not published."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "a.yml").write_text("people: []")
    (tmp_path / "secret.txt").write_text("x")
    return tmp_path / "docs"


def verdict(docs, uri: str, content: bytes = b"x", **options):
    """The verdict on a file with that name."""
    path = docs / uri
    path.parent.mkdir(parents=True, exist_ok=True)
    if not os.path.lexists(path):
        path.write_bytes(content)
    return judge(uri, str(path), [os.path.realpath(docs)], **options)


@pytest.mark.parametrize(
    "name", ["a.png", "b/ritning 2.PDF", "å.jpeg", "R&D's.xlsx", "film.mp4", "x.y.csv", "a (1).png"]
)
def test_usual_files_are_published(docs, name: str):
    """Pictures, documents, tables and films."""
    assert verdict(docs, name).allowed


@pytest.mark.parametrize(
    "name",
    "a.html a.HTM a.xhtml a.shtml a.js a.mjs a.css a.xml a.wasm a.swf a.svgz a.json a.yml a.php a.docm a.map "
    "a.webmanifest a.png.html CNAME .htaccess png a. a.md5".split(),
)
def test_other_types_are_not(docs, name: str):
    """Whatever a browser or server could run, configure itself by, or does not know."""
    assert not verdict(docs, name).allowed


@pytest.mark.parametrize(
    "uri",
    [
        "assets/javascripts/a.png",
        "Assets/JavaScripts/a.png",
        "assets/stylesheets/x/a.png",
        "404.html/a.png",
        "assets/images/favicon.png",
        "ASSETS/images/Favicon.PNG",
        "search/search_index.json/a.png",
        "search/search_index.js/a.png",
        "sw.js/a.png",
        "_headers/a.png",
        "README.txt",
        "ａssets/javascripts/a.png",
    ],
)
def test_places_of_the_site_are_not(docs, uri: str):
    """Also by another case or Unicode form, and as a folder where the site needs a file."""
    (docs / "x").write_bytes(b"x")
    assert judge("a.png", str(docs / "x"), [os.path.realpath(docs)]).allowed
    assert not judge(uri, str(docs / "x"), [os.path.realpath(docs)]).allowed


def test_taken_places_are_not(docs):
    """The theme's own files cannot be replaced."""
    assert verdict(docs, "assets/logo.png").allowed
    assert not verdict(docs, "assets/logo.png", taken={folded("assets/Logo.png")}).allowed


@pytest.mark.parametrize(
    "name",
    [
        "a\n::error::b.png",
        "a\tb.png",
        "a\x00.png",
        "a\u202egnp.png",
        "a\u200b.png",
        "<b>.png",
        'a".png',
        "{{x}}.md",
        "a|b.png",
        "a/../b.png",
        "a//b.png",
        " a.png",
        "a .png/ b",
        "a./b.png",
        "con.png",
        "x/NUL.md",
        "a\\b.png",
        chr(0xD800) + ".png",
    ],
)
def test_such_names_are_refused(name: str):
    """Control characters, markup and names that other systems cannot hold; the message is one printable line."""
    result = judge_name(name)
    assert not result.allowed
    assert result.complaint.code == "SEC003"
    assert result.complaint.message.format(**result.complaint.values).isprintable()


@posix
@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("out.txt", "../secret.txt"),
        ("people.txt", "../people/a.yml"),
        ("passwd.txt", "/etc/passwd"),
        ("loop.png", "loop.png"),
        ("gone.png", "nowhere.png"),
        ("folder.png", "."),
        ("other.png", "page.md"),
    ],
)
def test_links_out_of_the_base_are_refused(docs, name: str, target: str):
    """A link must lead to a file of its own type in the published folders."""
    (docs / "page.md").write_text("x")
    (docs / name).symlink_to(target)
    assert not verdict(docs, name).allowed


@posix
def test_links_within_the_base_are_followed(docs):
    """A link to another picture of the base is one more way to it."""
    (docs / "a.png").write_bytes(b"x")
    (docs / "b.png").symlink_to("a.png")
    assert verdict(docs, "b.png").allowed


@posix
def test_hidden_files_and_other_types_are_refused_even_within_the_roots(docs):
    """Where the whole project is a root, neither Git's settings nor people become a text file."""
    (docs.parent / ".git").mkdir()
    (docs.parent / ".git" / "x.txt").write_text("secret")
    roots = [os.path.realpath(docs.parent)]
    for name, target in [("a.txt", "../.git/x.txt"), ("b.txt", "../people/a.yml")]:
        (docs / name).symlink_to(target)
        assert not judge(name, str(docs / name), roots).allowed


@posix
def test_pipes_are_refused(docs):
    """Nothing but ordinary files is opened, for pages too."""
    os.mkfifo(docs / "pipe.png")
    os.mkfifo(docs / "pipe.md")
    assert not verdict(docs, "pipe.png").allowed
    assert not judge_source("pipe.md", str(docs / "pipe.md"), [str(docs)]).allowed


def test_large_files_are_refused(docs, monkeypatch):
    """A size bound keeps the site servable."""
    monkeypatch.setattr("stafett.site.safety.assets.MAX_BYTES", 10)
    assert not verdict(docs, "a.png", b"x" * 11).allowed
    assert not judge_source("a.md", str(docs / "a.png"), [os.path.realpath(docs)], max_bytes=10).allowed


@pytest.mark.parametrize(
    "uri", ["404.html.md", "assets/javascripts/x.md", "search/search_index.json.md", "sitemap.xml.md", "sw.js.md"]
)
def test_pages_cannot_stand_where_the_site_writes(docs, uri: str):
    """A page's folder would stop the build where the site needs a file."""
    (docs / "x.md").write_text("x")
    assert not judge_source(uri, str(docs / "x.md"), [os.path.realpath(docs)]).allowed
    assert judge_source("search/x.md", str(docs / "x.md"), [os.path.realpath(docs)]).allowed


@pytest.mark.parametrize(
    ("places", "refused"),
    [
        (["a.png", "a.png/index.html"], ["a.png/index.html"]),
        (["a.png/index.html", "a.png"], ["a.png"]),
        (["a/index.html", "A/index.html"], ["A/index.html"]),
        (["e\u0301.png", "\u00e9.png"], ["\u00e9.png"]),
        (["a/b.png", "a/c.png", "a.png"], []),
    ],
)
def test_clashes(places: list[str], refused: list[str]):
    """Two files that one file system cannot hold: the first stays."""
    assert clashes(places) == refused


SVG = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>{}</svg>"


@pytest.mark.parametrize(
    "content",
    [
        "<path d='M0 0'/><text>å</text><style>.a{fill:url(#b)}</style><use href='#x'/>",
        "<image href='data:image/png;base64,AA'/><g style='fill:url(#a)' xlink:href='#b'/>",
        "<metadata><x xmlns='http://www.inkscape.org/namespaces/inkscape'/></metadata>",
        "<linearGradient id='a'><stop offset='0'/></linearGradient><!-- comment -->",
        "<rect fill='url( #a )' style='stroke: rgb(0, 0, 0); filter: url(&quot;#b&quot;)' transform='scale(2)'/>",
    ],
)
def test_drawings_are_inert(content: str):
    """What drawing programs save is published."""
    assert is_inert(SVG.format(content).encode())
    doctype = "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>"
    assert is_inert(f"<?xml version='1.0' encoding='UTF-8'?>{doctype}{SVG.format(content)}".encode())


@pytest.mark.parametrize(
    "content",
    [
        "<script>a()</script>",
        "<g onload='a()'/>",
        "<a href='x'/>",
        "<a xlink:href='javascript:a()'/>",
        "<foreignObject/>",
        "<animate attributeName='href'/>",
        "<set attributeName='href'/>",
        "<use href='https://a.example/x.svg#y'/>",
        "<use href='data:image/svg+xml;base64,AA#x'/>",
        "<image href='https://a.example/x.png'/>",
        "<g style='fill:url(https://a.example/x)'/>",
        "<style>@import 'x';</style>",
        "<style>@imp<!-- -->ort url(x);</style>",
        "<style>a{background:u\\72l(x)}</style>",
        "<style>a{background:\\75rl(x)}</style>",
        "<g style='fill:\\75rl(https://a.example/x)'/>",
        "<g style='background:image-set(&quot;https://a.example/x&quot; 1x)'/>",
        "<style>a{background:-webkit-image-set('https://a.example/x' 1x)}</style>",
        "<style>a{background:IMAGE-SET('https://a.example/x' 1x)}</style>",
        "<style>a{background:cross-fade('https://a.example/x', red)}</style>",
        "<style>a{background:image('https://a.example/x')}</style>",
        "<style>a{background:src('https://a.example/x')}</style>",
        "<style>a{background:url(data:image/png;base64,AA)}</style>",
        "<style>@font-face{font-family:x;src:local(x)}</style>",
        "<style>a{background:url( x)}</style>",
        "<rect fill='url(https://a.example/f.svg#a)'/>",
        "<rect cursor='url(data:image/png;base64,AA)'/>",
        "<x xmlns='http://www.w3.org/1999/xhtml'/>",
        "<script xmlns='http://www.w3.org/1999/xhtml'/>",
        "<math xmlns='http://www.w3.org/1998/Math/MathML'/>",
        "<g xml:base='https://a.example/'/>",
        "<g" + "><g" * 300 + "/>" + "</g>" * 300,
    ],
)
def test_anything_more_is_not(content: str):
    """Scripts, links, foreign content and whatever is loaded from elsewhere."""
    assert not is_inert(SVG.format(content).encode())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not xml",
        b"<svg>",
        b"<svg/>",
        b"<html xmlns='http://www.w3.org/1999/xhtml'/>",
        b"<?xml-stylesheet href='x'?>" + SVG.format("").encode(),
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG.format("&a;").encode(),
        b"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + SVG.format("&a;").encode(),
        b"<!DOCTYPE svg [<!ATTLIST svg onload CDATA 'a()'>]>" + SVG.format("").encode(),
        b"<?xml version='1.0' encoding='utf-7'?>" + SVG.format("").encode(),
    ],
)
def test_other_documents_are_not(content: bytes):
    """What is not SVG, or declares entities and the like, is not published."""
    assert not is_inert(content)


def test_an_active_svg_is_refused(docs):
    """The judge looks into SVG files."""
    assert verdict(docs, "a.svg", SVG.format("<path d='M0'/>").encode()).allowed
    assert not verdict(docs, "b.svg", SVG.format("<script/>").encode()).allowed
