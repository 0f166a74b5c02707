"""Where links lead, by example and compared with MkDocs' own resolution."""

from __future__ import annotations

import logging
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from stafett.questions.link_targets import Problem, ProblemKind, Site, problem_of, resolve
from stafett.reading.outline import Link, scan

PAGES = {
    "index.md": {"hem"},
    "om.md": {"om", "kop-in"},
    "processes/index.md": {"processer"},
    "processes/ekonomi/attestera-faktura.md": {"steg-1", "attestera", "x:y"},
    "processes/ekonomi/bokslut.md": set(),
    "processes/it/README.md": set(),
    "processes/it/bestall dator.md": set(),
    "roles/ekonom.md": set(),
}
FILES = {"img/flöde.png", "img/a b.png", "processes/ekonomi/mall.docx", "LICENSE"}
HERE = "processes/ekonomi/attestera-faktura.md"


def judge(target: str, here: str = HERE) -> Problem | None:
    """The verdict on a Markdown link in the small site above."""
    return resolve(target, here, PAGES, FILES)


def judge_html(target: str, here: str = HERE) -> Problem | None:
    """The verdict on the same link in raw HTML."""
    return problem_of(Link(target, 1, 1, image=False, raw=True), here, Site(PAGES, FILES))


@pytest.mark.parametrize(
    "target",
    [
        "", "#", "?x=1", "https://a.se/b.md", "//a.se/b", "mailto:a@b.se", "tel:1", "/om.md", "http://[",
        "{{ url }}", "{% url %}", "<%= url %>", "%= url %", "javascript:void(0)",
    ],
)  # fmt: skip
def test_leaves_alone_what_is_not_a_path(target):
    """Other sites, absolute paths, mail and what a template fills in are not judged."""
    assert judge(target) is None
    assert judge_html(target) is None


@pytest.mark.parametrize(
    "target",
    [
        "bokslut.md", "./bokslut.md", "../ekonomi/bokslut.md", "../../om.md", "../../om.md#kop-in", "#steg-1",
        "attestera-faktura.md#attestera", "../it/bestall%20dator.md", "../it/bestall dator.md", "mall.docx",
        "../../img/fl%C3%B6de.png", "../../img/flöde.png", "../../LICENSE", "bokslut.md?x=1", "#x:y",
        "mall.docx#sida", "bokslut.md#",
    ],
)  # fmt: skip
def test_accepts_what_is_there(target):
    """Paths are resolved from the page's folder, with percent signs, dots and queries as in MkDocs."""
    assert judge(target) is None


@pytest.mark.parametrize(
    ("target", "kind", "suggestion"),
    [
        ("bokslutt.md", ProblemKind.MISSING_PAGE, "bokslut.md"),
        ("Bokslut.md", ProblemKind.MISSING_PAGE, "bokslut.md"),
        ("ekonom.md", ProblemKind.MISSING_PAGE, "../../roles/ekonom.md"),
        ("../om.md#kop-in", ProblemKind.MISSING_PAGE, "../../om.md#kop-in"),
        ("../om.md#nej", ProblemKind.MISSING_PAGE, "../../om.md"),
        ("../../../docs/roles/ekonom.md", ProblemKind.MISSING_PAGE, "../../roles/ekonom.md"),
        ("nagot-helt-annat.md", ProblemKind.MISSING_PAGE, None),
        ("bestall dator.md", ProblemKind.MISSING_PAGE, "../it/bestall%20dator.md"),
        ("bild.png", ProblemKind.MISSING_FILE, None),
        ("flöde.png", ProblemKind.MISSING_FILE, "../../img/flöde.png"),
        ("../../img/flode.png", ProblemKind.MISSING_FILE, "../../img/flöde.png"),
        ("../bokslut/", ProblemKind.PAGE_URL, "bokslut.md"),
        ("bokslut", ProblemKind.PAGE_URL, "bokslut.md"),
        ("bokslut/", ProblemKind.PAGE_URL, "bokslut.md"),
        ("bokslut.html", ProblemKind.PAGE_URL, "bokslut.md"),
        ("../../om/#kop-in", ProblemKind.PAGE_URL, "../../om.md#kop-in"),
        ("../", ProblemKind.DIRECTORY, "../index.md"),
        ("../it/", ProblemKind.DIRECTORY, "../it/README.md"),
        ("../../img/", ProblemKind.DIRECTORY, None),
        (".", ProblemKind.PAGE_URL, "attestera-faktura.md"),
        ("#steg-2", ProblemKind.MISSING_ANCHOR_HERE, "#steg-1"),
        ("#Attestera", ProblemKind.MISSING_ANCHOR_HERE, "#attestera"),
        ("#finns-inte-alls", ProblemKind.MISSING_ANCHOR_HERE, None),
        ("../../om.md#Köp-in", ProblemKind.MISSING_ANCHOR, "../../om.md#kop-in"),
        ("../../om.md#k%C3%B6p-in", ProblemKind.MISSING_ANCHOR, "../../om.md#kop-in"),
        ("bokslut.md#x", ProblemKind.MISSING_ANCHOR, None),
    ],
)
def test_says_what_is_wrong_and_what_was_meant(target, kind, suggestion):
    """Each way to miss has its kind, and a suggestion where there is a good guess."""
    problem = judge(target)
    assert problem is not None
    assert (problem.kind, problem.suggestion) == (kind, suggestion)
    assert problem.target == target


def test_repository_path_from_docs_is_recognised():
    """Who writes the path that the repository has, `../processes/` from docs/, is shown the site's."""
    problem = judge("../processes/ekonomi/bokslut.md", "om.md")
    assert problem == Problem(
        ProblemKind.MISSING_PAGE,
        "../processes/ekonomi/bokslut.md",
        "../processes/ekonomi/bokslut.md",
        "processes/ekonomi/bokslut.md",
    )


@pytest.mark.parametrize(
    "target",
    [
        "../bokslut/", "../bokslut", "../bokslut/index.html", "../../../img/a%20b.png", "../../../", "../../it/",
        "#steg-1", "../../../om/#om",
    ],
)  # fmt: skip
def test_raw_html_links_by_address(target):
    """In raw HTML an address is right, counted from the page's own, as MkDocs writes nothing there."""
    assert judge_html(target) is None


@pytest.mark.parametrize(
    ("target", "kind", "suggestion"),
    [
        ("bokslut.md", ProblemKind.PAGE_FILE_IN_HTML, "../bokslut/"),
        ("../../om.md#om", ProblemKind.PAGE_FILE_IN_HTML, "../../../om/#om"),
        ("../../img/a%20b.png", ProblemKind.MISSING_FILE, "../../../img/a b.png"),
        ("../nagot/", ProblemKind.MISSING_PAGE, None),
        ("#steg-2", ProblemKind.MISSING_ANCHOR_HERE, "#steg-1"),
    ],
)
def test_raw_html_links_to_files_are_problems(target, kind, suggestion):
    """A `.md` in raw HTML leads nowhere in the built site; the address is suggested."""
    problem = judge_html(target)
    assert problem is not None
    assert (problem.kind, problem.suggestion) == (kind, suggestion)


@pytest.mark.parametrize(
    "suggested_for",
    ["bokslutt.md", "ekonom.md", "../om.md#kop-in", "../", "#steg-2", "flöde.png"],
)
def test_suggestions_are_right(suggested_for):
    """What is suggested resolves."""
    problem = judge(suggested_for)
    assert problem is not None
    assert problem.suggestion
    assert judge(problem.suggestion) is None


def test_ambiguous_names_are_not_guessed():
    """Where two files have the name that was written, neither is offered."""
    pages = {"a.md": set(), "b/x.md": set(), "c/x.md": set()}
    problem = resolve("x.md", "a.md", pages, set())
    assert problem is not None
    assert problem.suggestion is None


@pytest.fixture(scope="module")
def mkdocs_verdict(tmp_path_factory):
    """A function that says whether MkDocs itself complains about a link on a page, and in which words."""
    root = tmp_path_factory.mktemp("site")
    docs = root / "docs"
    for path in (*PAGES, *FILES):
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        headings = "\n\n".join(f"## {anchor} {{#{anchor}}}" for anchor in sorted(PAGES.get(path, ())))
        (docs / path).write_text(headings, encoding="utf-8")
    config = MkDocsConfig()
    config.load_dict(
        {
            "site_name": "x", "docs_dir": str(docs), "site_dir": str(root / "site"),
            "markdown_extensions": ["toc", "attr_list"],
            "validation": {"links": {"not_found": "warn", "unrecognized_links": "warn", "anchors": "warn"}},
        }
    )  # fmt: skip
    config.validate()
    files = Files([File(path, str(docs), str(root / "site"), use_directory_urls=True) for path in (*PAGES, *FILES)])
    pages = {}
    for file in files.documentation_pages():
        pages[file.src_uri] = Page(None, file, config)
        pages[file.src_uri].read_source(config)
        pages[file.src_uri].render(config, files)

    def verdict(markdown: str, here: str) -> list[str]:
        said: list[str] = []
        handler = logging.Handler()
        handler.emit = lambda record: said.append(record.getMessage())
        logger = logging.getLogger("mkdocs.structure.pages")
        logger.addHandler(handler)
        try:
            page = pages[here]
            original, page.markdown = page.markdown, f"{page.markdown}\n\n{markdown}\n"
            page.render(config, files)
            page.validate_anchor_links(files=files, log_level=logging.WARNING)
            page.markdown = original
        finally:
            logger.removeHandler(handler)
        return said

    return verdict


STEPS = st.sampled_from(
    ["", ".", "..", "docs", *sorted({part for path in (*PAGES, *FILES) for part in re.split(r"/|(?=\.md)", path)})]
)
TARGETS = st.builds(
    lambda steps, suffix, anchor: "/".join(steps).replace(" ", "%20").replace("/.md", ".md") + suffix + anchor,
    st.lists(STEPS, min_size=1, max_size=5),
    st.sampled_from(["", "", "/", ".md", ".html", "?a=b"]),
    st.sampled_from(["", "", "#om", "#steg-1", "#nej", "#x:y"]),
)


NEARLY_RIGHT = st.builds(
    lambda up, path: up + path.replace(" ", "%20"),
    st.sampled_from(["", "../", "../../"]),
    st.sampled_from(sorted({*PAGES, *FILES})),
)


@given(TARGETS | NEARLY_RIGHT, st.sampled_from(sorted(PAGES)))
def test_agrees_with_mkdocs(mkdocs_verdict, target, here):
    """A link is a problem here exactly when MkDocs complains about it."""
    markdown = f"[x]({target})"
    assert [link.target for link in scan(markdown).links] == [target]
    complaints = [said for said in mkdocs_verdict(markdown, here) if "absolute link" not in said]
    assert (resolve(target, here, PAGES, FILES) is not None) == bool(complaints), complaints


def test_guesses_for_the_first_problems_of_a_page_only():
    """A page with thousands of broken links gets some suggestions, the same ones each time, and is soon done."""
    site = Site({"a.md": {f"rubrik-nummer-{n}" for n in range(1500)}, "b.md": {"hem"}}, ())
    wrong = [Link(f"a.md#rubrik-numer-{n}", 1, 1, image=False) for n in range(5000)]
    first = [problem_of(link, "b.md", site) for link in wrong]
    assert all(first)
    assert first[0].suggestion == "a.md#rubrik-nummer-0"
    assert 0 < sum(problem.suggestion is not None for problem in first) <= 50
    assert [problem_of(link, "b.md", site) for link in wrong] == first
    assert problem_of(Link("#rubrik-numer-1", 1, 1, image=False), "a.md", site).suggestion == "#rubrik-nummer-1"


def test_guesses_once_for_each_missing_page():
    """The same wrong path many times costs one comparison, however many pages there are."""
    site = Site({f"mapp/sida-nummer-{n}.md": set() for n in range(3000)}, ())
    missing = [Link(f"sida-numer-{n % 9}.md", 1, 1, image=False) for n in range(3000)]
    found = [problem_of(link, "mapp/sida-nummer-1.md", site) for link in missing]
    assert all(problem.suggestion for problem in found)
    missing = [Link(f"sida-numer-{n}.md", 1, 1, image=False) for n in range(3000)]
    found = [problem_of(link, "mapp/sida-nummer-1.md", site) for link in missing]
    assert found[-1].suggestion is None


@pytest.mark.parametrize("path", ["a/" * 50_000 + "b.md", "b" * 100_000 + ".md", "om.md#" + "k" * 100_000])
def test_finishes_on_endless_targets(path):
    """A target of any length is judged."""
    problem = problem_of(Link(path, 1, 1, image=False), "index.md", Site(PAGES, FILES))
    assert problem is not None
