"""The built site: this repository's own, whole and strict, and small ones that try one thing each."""

from __future__ import annotations

import json
import os
import re
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from site_builder import MKDOCS_YML, REPOSITORY, Built, build_files
from stafett.messages import Words
from stafett.questions.condition import retired
from stafett.reading.load import load
from stafett.site import glossary, pages, set_up
from stafett.site.mount import Mounted
from stafett.site.views.lists import list_pages
from stafett.site.views.path_on_page import path_link
from stafett.site.views.view import View

ORIGIN = "https://stafett.spannverket.example/"
EDIT = "https://git.spannverket.example/kunskap/stafett/-/edit/main/"
GOOD = "---\ntitle: Good\nowner: x\n---\n# Good\n\nText.\n"


@pytest.fixture(scope="module")
def own(repository_build) -> Built:
    """This repository's site."""
    return repository_build


class _Page(HTMLParser):
    """The addresses that a page uses and the anchors that it offers."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.edit: dict[str, str] = {}

    def handle_starttag(self, tag, attrs):  # noqa: ARG002 (HTMLParser's signature)
        """Note what leads somewhere and what can be led to."""
        given = dict(attrs)
        self.anchors |= {given[name] for name in ("id", "name") if given.get(name)}
        if "stafett-edit" in given.get("class", ""):
            self.edit["source" if "--source" in given["class"] else "form"] = given["href"]
        elif given.get("rel") != "canonical":
            self.links += [given[name] for name in ("href", "src") if given.get(name)]


@pytest.fixture(scope="module")
def crawled(own: Built) -> dict[str, _Page]:
    """Every page of the site by its address."""
    found = {}
    for path in own.site.rglob("*.html"):
        place = path.relative_to(own.site).as_posix().removesuffix("index.html")
        page = _Page()
        page.feed(path.read_text(encoding="utf-8"))
        found[ORIGIN + place] = page
    return found


def test_it_builds_strictly(own):
    """Without a warning, and nothing is told that a reader of the log need not know."""
    assert own.status == 0, own.output
    assert "WARNING" not in own.output


def test_every_internal_link_and_anchor_holds(own, crawled):
    """Menus, banners, lists, macros and authors' links all lead somewhere."""
    broken = []
    for address, page in crawled.items():
        for link in page.links:
            target, anchor = urldefrag(urljoin(address, link))
            if not target.startswith(ORIGIN):
                continue
            path = own.site / unquote(urlsplit(target).path).lstrip("/")
            if not (path.is_file() or (path / "index.html").is_file()) or (
                anchor and target in crawled and unquote(anchor) not in crawled[target].anchors | {"__skip"}
            ):
                broken.append((address, link))
    assert broken == []


def test_no_page_asks_another_site_for_anything(crawled):
    """Whatever a page loads by itself is the site's own."""
    for address, page in crawled.items():
        html = (page.links, address)
        foreign = [
            link
            for link in page.links
            if urljoin(address, link).startswith("http") and not urljoin(address, link).startswith(ORIGIN)
        ]
        assert all(not re.search(r"\.(?:js|css|png|svg|woff2?)\b", link) for link in foreign), html


def test_a_page_can_be_edited_in_the_form_and_in_the_repository(crawled):
    """Pages of docs/ and of processes/ each in their file; a list page has none to edit."""
    assert crawled[f"{ORIGIN}kontakt/"].edit["source"] == f"{EDIT}docs/kontakt.md"
    process = "processes/ekonomi/attestera-faktura"
    assert crawled[f"{ORIGIN}{process}/"].edit == {
        "source": f"{EDIT}{process}.md",
        "form": "../../../redigera/#/collections/processes~ekonomi/entries/attestera-faktura",
    }
    assert crawled[f"{ORIGIN}processer/"].edit == {}
    for page in crawled.values():
        source = page.edit.get("source", EDIT)
        assert (REPOSITORY / source.removeprefix(EDIT)).exists(), source


def test_every_page_has_its_banner(own):
    """One each, with dates for scripts, and never twice."""
    for page in load(REPOSITORY).pages:
        html = own.text(f"{page.path.removeprefix('docs/').removesuffix('.md')}/index.html")
        assert html.count('<aside class="stafett-banner') == 1, page.path
        assert retired(page) or 'data-stafett-status="' in html


def test_a_replaced_decision_leads_to_what_holds(own):
    """The chain of the company's rules for invoices ends at 0008."""
    html = own.text("decisions/0002-attest-av-narmaste-chef/index.html")
    replaced = re.search(r'<p class="stafett-banner__replaced">(.*?)</p>', html)
    assert replaced
    assert "../0008-attest-efter-belopp-och-order/" in replaced[1]


@pytest.mark.parametrize("page", ["processer", "roller", "beslut", "artiklar", "ansvar", "granskning"])
def test_the_lists_are_there(own, page):
    """Each list page is built, with rows that lead to pages."""
    html = own.text(f"{page}/index.html")
    assert html.count('role="rowheader"') > 2


def test_a_missing_address_leads_on(own, crawled):
    """In the words of Stafett, with links from the site's root, since the address may be of any depth."""
    html = own.text("404.html")
    article = html.partition("<article")[2].partition("</article>")[0]
    assert "<h1>" in article
    assert "Not found" not in html
    assert "Made with" not in html
    for address in ("/", "/roller/", "/processer/", "/kontakt/"):
        assert f'href="{address}"' in article
        assert address in crawled[f"{ORIGIN}404.html"].links


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_missing_address_speaks_the_language_of_the_base(tmp_path, language):
    """A title among its links is escaped; a site below a folder has its links there."""
    files = {
        "mkdocs.yml": MKDOCS_YML.replace("site.example/", "site.example/kb/"),
        "stafett.yml": f"language: {language}\n",
        "docs/contact.md": GOOD.replace("title: Good", "title: Ask <us>"),
    }
    html = build_files(tmp_path, files).text("404.html")
    assert '<a href="/kb/contact/">Ask &lt;us&gt;</a>' in html
    assert '<li><a href="/kb/">' in html
    assert ("There is no page here" in html) == (language == "en")


def test_the_site_speaks_of_the_day_it_was_asked_for(own):
    """The as-of date of mkdocs.yml, not the clock."""
    assert 'data-as-of="2026-11-24"' in own.text("kontakt/index.html")


def test_the_api_lists_every_page(own):
    """As JSON, each with the address that it has."""
    found = json.loads(own.text("api/pages.json"))
    assert [row["path"] for row in found] == [page.path for page in load(REPOSITORY).pages]
    for row in found:
        assert own.text(f"{row['url']}index.html"), row
        assert set(row) == {
            "id", "path", "kind", "title", "owner", "deputy", "last_reviewed", "review_in", "due", "status", "url",
        }  # fmt: skip


def test_search_knows_processes_and_not_the_banners(own):
    """Processes are found beside docs/, with their letters, and say who owns them; what every banner says is not."""
    index = own.indexed()
    process = index["processes/ekonomi/attestera-faktura/"]
    assert process.title == "Attestera en leverantörsfaktura"
    assert "rätt leverantör" in " ".join(text for _, text in process.sections.values())
    assert process.facts.keys() == {"kind", "owner", "label", "status", "due", "soon"}
    assert (process.facts["kind"], process.facts["owner"]) == ("Process", "Ekonomiprocessägare")
    texts = [text for page in index.values() for _, text in page.sections.values()]
    assert not any("Gick igenom hela flödet" in text or "¶" in text for text in texts)
    assert json.loads(own.text("search/search_index.json"))["docs"] == []
    assert not list(own.site.glob("assets/javascripts/lunr")) + list(own.site.glob("assets/javascripts/workers/*.js"))


def test_search_knows_the_keywords_of_a_page(own):
    """Other words that people search for, which the text itself does not hold."""
    found = {url for url, page in own.indexed().items() if "invoice" in page.keywords}
    assert found == {"processes/ekonomi/attestera-faktura/"}


def test_no_person_is_in_the_site(own):
    """Neither an id nor a name of the directory is in any file of it."""
    people = load(REPOSITORY).directory.people.values()
    secrets = {person.id for person in people} | {person.name for person in people if person.name}
    pattern = re.compile("|".join(rf"\b{re.escape(secret)}\b" for secret in secrets))
    for path in own.site.rglob("*"):
        if path.is_file() and path.suffix in {".html", ".json", ".xml", ".txt", ".js", ".css", ".svg"}:
            assert not pattern.search(path.read_text(encoding="utf-8")), path


def test_neither_people_nor_settings_are_published(own):
    """Only pages, assets and Stafett's own files."""
    names = {path.name for path in own.site.rglob("*") if path.is_file()}
    assert not names & {"stafett.yml", "mkdocs.yml", "units.yml"}
    assert not any(name.endswith((".yml", ".py", ".md")) for name in names)


def test_mermaid_has_its_licence_beside_it(own):
    """What the site hands out, it hands out lawfully."""
    assert "MIT" in own.text("assets/stafett/LICENSE.mermaid.txt")
    assert (own.site / "assets/stafett/mermaid.min.js").stat().st_size > 1_000_000


BROKEN = {
    "docs/broken.md": "---\ntitle: [\n---\n# Broken\n\nSecret text.\n",
    "docs/latin.md": "---\ntitle: x\n---\n# \xe5\n".encode("latin-1"),
    "docs/good.md": GOOD + "\n[To the broken one](broken.md) and [a process](processes/it/p.md)\n",
    "processes/it/p.md": GOOD + "\n[Back](../../good.md) ![](p.png)\n",
    "processes/it/p.png": b"\x89PNG\r\n",
    "processes/it/p.html": "<script>alert(1)</script>",
}


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes need a POSIX system")
def test_a_page_that_cannot_be_read_leaves_a_notice_and_the_others(tmp_path):
    """It is told once, with its line; links to it hold; a strict build fails only after all pages were built."""
    (tmp_path / "docs").mkdir()
    os.mkfifo(tmp_path / "docs" / "pipe.md")
    built = build_files(tmp_path, BROKEN, "--strict")
    assert built.status != 0
    assert "could not be shown whole" in built.output
    for path in ("docs/broken.md", "docs/latin.md", "docs/pipe.md"):
        assert len(re.findall(rf"{path}:\d+: FMT001", built.output)) == 1, built.output
        html = built.text(f"{Path(path).stem}/index.html")
        assert "This page cannot be shown" in html
        assert "Secret text" not in html
    assert "broken/" in built.text("good/index.html")
    assert built.text("processes/it/p/index.html")
    assert (built.site / "processes/it/p.png").is_file()
    assert not (built.site / "processes/it/p.html").exists()
    assert "not found" not in built.output, "MkDocs says nothing of links that the rules tell of"


def test_without_strict_the_site_is_built_and_the_exit_status_tells(tmp_path):
    """The site is there, the log says what is wrong, and the status is not 0 although nothing asked for strictness."""
    built = build_files(tmp_path, BROKEN)
    assert built.status == 1
    assert "FMT001" in built.output


def test_two_sources_of_one_page_are_told(tmp_path):
    """The first stays, the other is named."""
    built = build_files(tmp_path, {"docs/processes/a.md": GOOD, "processes/a.md": GOOD.replace("Text", "Other")})
    assert re.search(r"WARNING.*processes/a\.md", built.output)
    assert "Text." in built.text("processes/a/index.html")


@pytest.mark.parametrize("pages", ["docs/**/*.md", "processes/**/*.md"])
def test_a_markdown_file_that_no_pattern_takes_is_left_out_and_told_once(tmp_path, pages):
    """Nobody would answer for it. What ``exclude`` names is shown as it is."""
    patterns = f"pages: [{{match: '{pages}', kind: article}}]"
    files = {
        "stafett.yml": f"language: en\n{patterns}\nexclude: [docs/index.md, docs/in.mkd]\n",
        "docs/smyg.markdown": "# Sneaks in\n",
        "docs/deep/smyg.mkdn": "# Sneaks in\n",
        "docs/node_modules/package/smyg.md": GOOD.replace("Text", "Sneaks in"),
        "docs/__pycache__/smyg.md": "# Sneaks in\n",
        "docs/in.mkd": "# Named\n",
        "processes/it/p.md": GOOD,
    }
    built = build_files(tmp_path, files)
    assert built.status == 1
    in_folders = ("docs/node_modules/package/smyg.md", "docs/__pycache__/smyg.md")
    for path in ("docs/smyg.markdown", "docs/deep/smyg.mkdn", *in_folders):
        assert len(re.findall(rf"{path}:1: FMT014", built.output)) == 1, built.output
    assert "Named" in built.text("in/index.html")
    assert not any("Sneaks in" in path.read_text(encoding="utf-8") for path in built.site.rglob("*.html"))


def test_nothing_stands_in_the_way_of_the_site_s_own_files(tmp_path):
    """A folder where a list page or a file of Stafett's goes would stop the build."""
    in_the_way = {
        "docs/ownership/index.html.md": GOOD,
        "docs/Reviews/index.html/deep/a.md": GOOD,
        "docs/articles/index.html/x.png": b"\x89PNG\r\n",
        "docs/assets/stafett/stafett.css.md": GOOD,
        "docs/assets/stafett/stafett.js/index.markdown": GOOD,
        "docs/assets/stafett/logo.svg.md": "---\ntitle: [\n---\n# Cannot be read\n",
    }
    built = build_files(tmp_path, in_the_way | {"docs/good.md": GOOD})
    assert "Traceback" not in built.output
    assert all(re.search(rf"WARNING.*{path}:", built.output) for path in in_the_way), built.output
    for path in ("ownership/index.html", "reviews/index.html", "articles/index.html", "good/index.html"):
        assert built.text(path), path
    assert (built.site / "assets/stafett/stafett.css").is_file()


def test_half_a_character_from_a_macro_stops_nothing(tmp_path):
    """It cannot be written to any file, and becomes the sign for what cannot be shown."""
    files = {
        "mkdocs.yml": MKDOCS_YML.replace(
            "plugins: [search,", "plugins: [search, macros: {module_name: macros, render_by_default: false},"
        ),
        "macros/__init__.py": "def define_env(env):\n    pass\n",
        "docs/half.md": GOOD.replace("owner: x", "owner: x\nrender_macros: true") + '\na{{ "\\ud800" }}b\n',
        "docs/good.md": GOOD,
    }
    built = build_files(tmp_path, files)
    assert "Traceback" not in built.output
    assert "a\ufffdb" in built.text("half/index.html")
    assert "Text." in built.text("good/index.html")


def test_what_fails_after_markdown_is_the_page_s_own(monkeypatch):
    """Such as the cleaning of its HTML: the page is a notice, and the others are built."""
    monkeypatch.setattr(pages, "clean", lambda *_: 1 / 0)
    told = []
    build = SimpleNamespace(words=Words("en"), tell=lambda path, complaint: told.append((path, complaint.code)))
    file = SimpleNamespace(src_uri="a.md", name="a")
    page = SimpleNamespace(file=file, toc=[], meta={}, title="A")
    mounted = Mounted({}, {"a.md": "docs/a.md"})
    found = pages.Pages(build, mounted, lists={}, urls={}, list_urls={}, seconds=5).content(page, "<p>x</p>")
    assert "This page cannot be shown" in found
    assert told == [("docs/a.md", "BUILD")]


def test_a_glossary_is_read_line_by_line():
    """Terms right above their meaning or with a line between, and no long time over what is none."""
    body = "# Words\n\nA\nB\n:   Both\n    go on.\n\nC\n\n: Third\n\nD\n\n\n: none\n" + "a\n" * 30_000 + "<" * 100_000
    assert {word: term.meaning for word, term in glossary.terms(body).items()} == {
        "a": "Both go on.", "b": "Both go on.", "c": "Third",
    }  # fmt: skip


def test_long_titles_and_many_references_are_shown_short(tmp_path):
    """So that one page's front matter cannot fill every list and banner."""
    title = "Long " * 9000
    (tmp_path / "stafett.yml").write_text("language: en\n", encoding="utf-8")
    (tmp_path / "docs" / "roles").mkdir(parents=True)
    reading = ", ".join(["a", "boss"] * 4500)
    role = f"---\nid: boss\ntitle: {title}\nowner: boss\nmust_know: {{day_1: [{reading}]}}\n---\n# Boss\n"
    (tmp_path / "docs" / "roles" / "boss.md").write_text(role, encoding="utf-8")
    (tmp_path / "docs" / "a.md").write_text(GOOD.replace("owner: x", "id: a\nowner: boss"), encoding="utf-8")
    view = View(load(tmp_path), date(2026, 11, 24), Words("en"), lambda page: f"/{page.id}/")
    found = path_link(view, view.base.by_id["boss"])
    assert "2 steps" in found
    assert len(found) < 2000
    assert all(len(page.render(view)) < 20_000 for page in list_pages(view, ()).values())


def test_a_menu_in_mkdocs_yml_is_the_author_s(tmp_path):
    """Stafett adds nothing to it."""
    config = MKDOCS_YML + "nav: [{Mine: index.md}, {Good one: good.md}]\n"
    built = build_files(tmp_path, {"mkdocs.yml": config, "docs/good.md": GOOD})
    html = built.text("good/index.html")
    assert built.status == 0
    assert "Good one" in html
    assert "not included" not in built.output
    assert "articles/" not in html.partition("md-content")[0]


def test_without_directory_addresses_the_links_hold(tmp_path):
    """Banners, lists and the API lead to the files that there are."""
    files = {
        "mkdocs.yml": MKDOCS_YML + "use_directory_urls: false\n",
        "docs/roles/boss.md": "---\ntitle: Boss\nowner: boss\n---\n# Boss\n",
        "processes/it/p.md": GOOD.replace("owner: x", "owner: boss"),
    }
    built = build_files(tmp_path, files)
    assert 'href="../../roles/boss.html"' in built.text("processes/it/p.html")
    assert 'href="it/p.html"' in built.text("processes/index.html")
    assert {row["url"] for row in json.loads(built.text("api/pages.json"))} == {
        "processes/it/p.html", "roles/boss.html",
    }  # fmt: skip


def test_an_author_s_page_in_the_place_of_a_list_stays(tmp_path):
    """The list page of that kind is left out, and the menu holds."""
    built = build_files(tmp_path, {"docs/articles.md": GOOD.replace("Text.", "Mine.")}, "--strict")
    assert "Mine." in built.text("articles/index.html")
    assert "owner-missing" not in built.output


@pytest.mark.parametrize("order", ["stafett, search", "search, stafett"])
def test_the_order_of_plugins_does_not_matter(tmp_path, order):
    """Search indexes the text and not the banner either way."""
    config = re.sub(r"plugins: .*", f"plugins: [{order}]", MKDOCS_YML)
    built = build_files(tmp_path, {"mkdocs.yml": config, "docs/good.md": GOOD})
    assert "stafett-banner" in built.text("good/index.html")
    assert built.indexed()["good/"].sections == {"": ("", "Text.")}
    assert 'search": "../assets/stafett/search.js"' in built.text("good/index.html")


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"stafett.yml": "language: en\npeeple: x\n"}, "did you mean `people`"),
        ({"mkdocs.yml": MKDOCS_YML.replace('"2026-11-24"', "soon")}, "'soon' is not a date"),
        ({"stafett.yml": "language: en\npeople: docs/people\n"}, "harm"),
    ],
)
def test_settings_that_cannot_be_used_stop_the_build_with_words(tmp_path, settings, says):
    """Without a traceback."""
    built = build_files(tmp_path, settings)
    assert built.status != 0
    assert says in built.output
    assert "Traceback" not in built.output


def test_a_title_is_shown_and_never_run(tmp_path):
    """In the page's title, menu, lists, search and banner."""
    title = "<script>alert(1)</script> \"quoted\" & 'more'"
    text = GOOD.replace("title: Good", "title: '" + title.replace("'", "''") + "'").replace("# Good", "")
    built = build_files(tmp_path, {"docs/a.md": text, "docs/b.md": GOOD})
    for path in ("a/index.html", "b/index.html", "articles/index.html"):
        assert "<script>alert(1)" not in built.text(path), path
    assert "&lt;script&gt;alert(1)" in built.text("articles/index.html")


def test_serving_watches_what_the_site_is_made_of():
    """Pages outside docs/, people, settings and macros."""
    build = SimpleNamespace(root=REPOSITORY, base=load(REPOSITORY))
    config = SimpleNamespace(config_file_path=str(REPOSITORY / "mkdocs.yml"), docs_dir=str(REPOSITORY / "docs"))
    watched = {Path(path).name for path in set_up.watched(build, config)}
    assert watched == {"processes", "people", "stafett.yml", "macros"}


def test_a_site_with_little_in_mkdocs_yml_shows_no_marks_and_no_empty_parts(tmp_path):
    """Neither Markdown extensions, git, roles nor decisions: headings are plain, and nothing is said in vain."""
    files = {
        "mkdocs.yml": 'site_name: Small\ntheme: material\nplugins: [search, stafett: {as_of: "2026-11-24"}]\n',
        "stafett.yml": 'language: en\nowners: any\npages: [{match: "docs/**/*.md", kind: article}]\n',
        "docs/good.md": GOOD,
        "docs/other.md": GOOD.replace("Good", "Other") + "[Good](good.md)\n",
    }
    built = build_files(tmp_path, files)
    assert built.status == 0, built.output
    for page in ("ownership", "reviews", "articles", "missed", "good"):
        assert "{#" not in re.sub("<script.*?</script>", "", built.text(f"{page}/index.html"), flags=re.DOTALL)
    front = built.text("index.html")
    assert "googleapis" not in front
    assert "What is new?" not in front
    assert "that most other pages lead to" in front
    assert "most roles" not in front


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_theme_speaks_the_language_of_the_knowledge_base(tmp_path, language):
    """Also where mkdocs.yml names none, so that a page is never said to be in another language than it is."""
    files = {"mkdocs.yml": "site_name: Small\ntheme: material\nplugins: [search, stafett]\n"}
    built = build_files(tmp_path, files | {"stafett.yml": f"language: {language}\n", "docs/good.md": GOOD})
    for page in ("index.html", "404.html", "good/index.html"):
        assert f'<html lang="{language}"' in built.text(page)
