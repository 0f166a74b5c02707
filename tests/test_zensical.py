"""The site that Zensical builds of the export is the site that MkDocs builds, but for what the README lists."""

from __future__ import annotations

import posixpath
import re
from fnmatch import fnmatch
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import pytest

from conftest import REPOSITORY

THEIRS = ("assets/javascripts/*", "assets/stylesheets/*", "assets/images/favicon.png")
"""What either theme brings for itself."""


class Sites(NamedTuple):
    """The folders of both sites, and what Zensical printed."""

    mkdocs: Path
    zensical: Path
    output: str


@pytest.fixture(scope="module")
def sites(repository_site, zensical_site) -> Sites:
    """This repository's site, built by both engines on the same day."""
    return Sites(repository_site, zensical_site.site, zensical_site.output)


@pytest.fixture(scope="module")
def listed() -> list[str]:
    """What the site's README says differs: the first column of its table."""
    text = (REPOSITORY / "scripts/stafett/site/README.md").read_text(encoding="utf-8")
    table = text.partition("<!-- zensical -->")[2].partition("<!-- /zensical -->")[0]
    return [line.split("|")[1].strip() for line in table.strip().splitlines()[2:]]


def address_from(name: str, link: str) -> str:
    """Where a link of the page ``name`` leads, from the root of the site."""
    parts = urlsplit(unescape(link))
    if parts.scheme or parts.netloc or not parts.path:
        return link
    root = "/" if parts.path.startswith("/") else f"/{posixpath.dirname(name)}"
    place = posixpath.normpath(posixpath.join(root, unquote(parts.path)))
    return parts._replace(path=f"/{place.strip('/')}").geturl()


EDIT_BUTTON = "md-content__button"  # in words with MkDocs, an icon with Zensical


class Reader(HTMLParser):
    """The parts of a page that readers meet, as lists of words and addresses."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name = name
        self.article: list[object] = []
        self.outline: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.menu: list[str] = []
        self.title = self.language = ""
        self.marked: list[str] = []
        self.alternates: list[tuple[str, str]] = []
        self.within: list[tuple[str, str]] = []
        self.feed(text)

    def inside(self, name: str, mark: str = "") -> bool:
        """Whether the reader stands in an element of that name, with ``mark`` in its attributes."""
        return any(tag == name and mark in attributes for tag, attributes in self.within)

    def handle_starttag(self, tag, attrs):
        """Note a tag."""
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given[name] for name in ("id", "name") if name in given}
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "ul" and {"md-tabs__list"} & set(given.get("class", "").split()):
            self.marked.append(given.get("lang", ""))
        if given.get("hreflang") and not self.inside("article"):
            self.alternates.append((given["hreflang"], address_from(self.name, given["href"])))
        if tag in {"a", "img", "script", "link"}:
            self.links += [given[name] for name in ("href", "src") if name in given]
        address = given.get("href", "")
        if tag == "a" and self.inside("ul", 'data-md-component="toc"'):
            self.outline.append(address)
        elif tag == "a" and (self.inside("div", 'data-md-type="navigation"') or self.inside("nav", "md-tabs")):
            self.menu.append(address_from(self.name, address))
        read = self.inside("article") and not self.inside("a", EDIT_BUTTON)
        if read and given.get("id") != "__skip" and (tag, given) != ("div", {}):
            self.article.append((tag, sorted(self.shown(given).items())))
        if tag not in {"br", "hr", "img", "input", "link", "meta", "wbr", "source", "track", "col"}:
            self.within.append((tag, " ".join(f'{name}="{value}"' for name, value in given.items())))

    def shown(self, given: dict[str, str]) -> dict[str, str]:
        """The attributes of a tag that matter to readers, with addresses from the root."""
        shown = {name: value for name, value in given.items() if name != "data-search-exclude"}
        return shown | {name: address_from(self.name, given[name]) for name in ("href", "src") if name in given}

    def handle_endtag(self, tag):
        """Leave an element."""
        while self.within and self.within.pop()[0] != tag:
            pass

    def handle_data(self, data):
        """Note words."""
        if self.within and self.within[-1][0] == "title" and self.inside("head"):
            self.title += data.strip()
        elif self.inside("article") and not self.inside("a", EDIT_BUTTON) and data.strip():
            self.article.append(data if self.inside("pre") else " ".join(data.split()))


@pytest.fixture(scope="module")
def pages(sites) -> dict[str, tuple[Reader, Reader]]:
    """Every page of both sites, read, by its address."""
    found = {}
    for path in sorted(sites.mkdocs.rglob("*.html")):
        name = path.relative_to(sites.mkdocs).as_posix()
        other = sites.zensical / name
        assert other.is_file(), f"Zensical has no page {name}"
        found[name] = tuple(Reader(name, file.read_text(encoding="utf-8")) for file in (path, other))
    return found


def files(site: Path) -> set[str]:
    """The files of a site, without those of its theme."""
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    return {name for name in names if not any(fnmatch(name, theirs) for theirs in THEIRS)}


def whole_menu(sites: Sites) -> list[str]:
    """The addresses of the pages that the exported menu has."""
    text = (sites.zensical.parent / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    sources = re.findall(r"([\w./-]+)\.md$", text, re.MULTILINE)
    return [re.sub(r"(^|/)index$", r"\1", source) or "./" for source in sources]


def test_the_list_is_true(sites, pages, listed):
    """The files that only one site has, and the pages on which anything differs, are those listed and no others."""
    patterns = {row: re.findall(r"`([^`]+)`", row) for row in listed if row.startswith("`")}
    in_menu = {address_from("index.html", link).strip("/") + "/index.html" for link in whole_menu(sites)}
    found = set()
    for name in files(sites.mkdocs) ^ files(sites.zensical):
        rows = [row for row, globs in patterns.items() if any(fnmatch(name, glob) for glob in globs)]
        assert rows, f"{name} is in one site only, and the README does not say so"
        found.update(rows)
    for name, (old, new) in pages.items():
        if old.title != new.title:
            assert name == "index.html", (old.title, new.title)
            found.add("Title of the front page")
        if old.marked != new.marked:
            assert new.marked == [""] * len(new.marked), name
            found.add("Menus on pages in another language")
        if old.outline == new.outline and old.menu != new.menu:  # which has the outline, too, on a phone
            assert name not in in_menu, name
            found.add("Menu beside pages that are not in it")
        if old.outline != new.outline:
            assert set(new.outline) < set(old.outline), name
            found.add("Table of contents")
    behaviour = {"Search"}  # held by tests/site/test_zensical_in_browser.py
    assert set(listed) == found | behaviour


def test_pages_say_the_same(pages):
    """Banner, text, pictures, links, lists, paths and front page are the same, tag for tag and word for word."""
    assert len(pages) > 100
    for name, (old, new) in pages.items():
        ours = [item for item in new.article if EDIT_BUTTON not in str(item)]
        theirs = [item for item in old.article if EDIT_BUTTON not in str(item)]
        assert ours == theirs, name


def test_pages_speak_the_same_language(pages):
    """Each page is in its own language and offers the others that it can be read in."""
    assert {old.language for old, _ in pages.values()} == {"sv", "en"}
    for name, (old, new) in pages.items():
        assert (new.language, new.alternates) == (old.language, old.alternates), name


def test_every_link_leads_somewhere(sites, pages):
    """Each internal link of both sites finds its page, and its place on the page."""
    for at, site in enumerate((sites.mkdocs, sites.zensical)):
        lost = []
        for name, readers in pages.items():
            lost += [(name, link) for link in readers[at].links if not leads(site, name, link, pages, at)]
        assert lost == []


def leads(site: Path, name: str, link: str, pages: dict[str, tuple[Reader, Reader]], at: int) -> bool:
    """Whether a link of a page leads to a file of the site and, where it names one, to an id there."""
    parts = urlsplit(address_from(name, link))
    if parts.scheme or parts.netloc:
        return True
    place = parts.path.strip("/") or ("" if parts.path else name)
    if (site / place).is_dir():
        place = posixpath.join(place, "index.html").removeprefix("./")
    if not (site / place).is_file():
        return False
    known = pages.get(place)
    in_the_form = parts.fragment.startswith("/collections/")  # its editor finds the entry
    return not parts.fragment or known is None or in_the_form or unquote(parts.fragment) in known[at].ids


def test_each_page_is_edited_at_its_source(sites):
    """The link for editing leads to the source in the repository, not to what was exported."""
    page = (sites.zensical / "roles" / "chef" / "index.html").read_text(encoding="utf-8")
    assert 'href="https://git.spannverket.example/kunskap/stafett/-/edit/main/docs/roles/chef.md"' in page


def test_the_page_for_missing_addresses_has_its_words(pages):
    """A wrong link meets the same help, in the same words, with links from the root."""
    old, new = pages["404.html"]
    assert old.article == new.article
    assert "Här finns ingen sida" in new.article


def test_headings_are_markdown(sites):
    """An exported page's headings are Markdown's own, so that any engine finds them."""
    text = (sites.zensical.parent / "docs/processes/ekonomi/attestera-faktura.md").read_text(encoding="utf-8")
    assert '\n## Så går det till { id="sa-gar-det-till" }\n' in text
    whole = [
        path for path in (sites.zensical.parent / "docs").rglob("*.md") if "\n\n<div>\n<h1" in path.read_text("utf-8")
    ]
    assert whole == []


def test_nothing_is_warned_of(sites):
    """Zensical has nothing to remark."""
    assert "arning" not in sites.output
