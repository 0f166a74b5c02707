"""Which files are pages, of which kind, and what they are called."""

import os
import re
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import write_files
from stafett.reading.load import load
from stafett.reading.settings import settings_from
from stafett.reading.tree import files, glob, kind_of, matches, page_id, site_uri, site_url, starting_folders, walk
from stafett.settings import Settings


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("docs/**/*.md", "docs/a.md", True),
        ("docs/**/*.md", "docs/x/y/a.md", True),
        ("docs/**/*.md", "docs/a.txt", False),
        ("docs/**/*.md", "other/docs/a.md", False),
        ("docs/*.md", "docs/x/a.md", False),
        ("**/*.md", "a.md", True),
        ("**", "x/y/z", True),
        ("docs/**", "docs/x/y", True),
        ("docs/[0-9]*.md", "docs/0007-x.md", True),
        ("docs/[0-9]*.md", "docs/x.md", False),
        ("docs/[!0-9]*.md", "docs/x.md", True),
        ("docs/[!0-9]*.md", "docs/7.md", False),
        ("docs/[].md", "docs/[].md", True),
        ("docs/[[x].md", "docs/[.md", True),
        ("docs/[a&&b].md", "docs/&.md", True),
        ("docs/[^a].md", "docs/^.md", True),
        ("docs/?.md", "docs/å.md", True),
        ("docs/?.md", "docs//.md", False),
        ("a+b(c).md", "a+b(c).md", True),
        ("docs/*.md", "docs/a\nb.md", True),
    ],
)
def test_globs(pattern, path, fits):
    """Two stars are any folders or none, one star and a question mark stay within a name."""
    assert bool(glob(pattern).fullmatch(path)) is fits
    assert matches(path, ["nothing", pattern]) is fits


@given(st.text(max_size=20))
def test_a_pattern_is_one_or_is_refused(pattern):
    """No pattern raises anything but what the settings tell of."""
    try:
        assert glob(pattern).fullmatch("x") is None or pattern
    except re.error:
        assert "[" in pattern


def test_the_first_pattern_that_fits_gives_the_kind():
    """What is excluded is no page, and what no pattern fits is none either."""
    settings = Settings()
    assert kind_of("docs/roles/x.md", settings) == "role"
    assert kind_of("docs/decisions/0001-x.md", settings) == "decision"
    assert kind_of("docs/decisions/index.md", settings) == "article"
    assert kind_of("processes/a/b.md", settings) == "process"
    assert kind_of("docs/index.md", settings) is None
    assert kind_of("docs/x.png", settings) is None
    assert kind_of("README.md", settings) is None


@pytest.mark.parametrize(
    ("path", "id_", "uri", "url"),
    [
        ("docs/a.md", "a", "a.md", "a/"),
        ("docs/roles/x.md", "roles/x", "roles/x.md", "roles/x/"),
        ("processes/x/y.md", "processes/x/y", "processes/x/y.md", "processes/x/y/"),
        ("docs/x/index.md", "x/index", "x/index.md", "x/"),
        ("docs/index.md", "index", "index.md", ""),
        ("docs/README.md", "README", "README.md", ""),
        ("source/a.html.md.erb", "source/a", "source/a.html.md.erb", "source/a/"),
        ("docs/a.b.md", "a.b", "a.b.md", "a.b/"),
        ("docs/docs/a.md", "docs/a", "docs/a.md", "docs/a/"),
    ],
)
def test_what_a_page_is_called(path, id_, uri, url):
    """The id is the path without suffix and without ``docs/``; the address is that of MkDocs."""
    assert (page_id(path), site_uri(path), site_url(path)) == (id_, uri, url)


def test_folders_are_walked_once():
    """A folder within another that is walked anyway is not walked anew."""
    assert starting_folders(["docs/**/*.md", "docs/roles/*.md", "processes/x/[0-9].md", "docs2/*.md"]) == [
        "docs",
        "docs2",
        "processes/x",
    ]
    assert starting_folders(["**/*.md", "docs/*.md"]) == [""]


def test_hidden_folders_and_those_of_tools_are_passed_over(tmp_path):
    """What lies in .git or node_modules is nobody's page."""
    write_files(tmp_path, {"docs/.git/a.md": "", "docs/node_modules/x/b.md": "", "docs/c.md": "", "docs/d/e.md": ""})
    assert [entry.path for entry in walk(tmp_path, "docs")] == ["docs/c.md", "docs/d/e.md"]


@pytest.fixture
def bottomless(tmp_path):
    """Folders within each other, more of them than Python's calls can be nested, or a path can be long."""
    top = tmp_path / "docs"
    here = os.open(tmp_path, os.O_RDONLY)
    for name in ["docs", *["d"] * 2500]:
        os.mkdir(name, dir_fd=here)
        inner = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    yield tmp_path
    # shutil.rmtree, which pytest would use, is recursive
    subprocess.run(["rm", "-rf", str(top)], check=True)


def test_folders_may_be_nested_deeper_than_calls_can_be(bottomless):
    """A thousand folders within each other are walked, and a path too long to open is told."""
    base = load(bottomless)
    assert base.pages == ()
    assert [complaint.code for _, complaint in base.complaints] == ["FMT001"]


def test_a_folder_that_cannot_be_read_is_told(tmp_path, monkeypatch):
    """What it holds is not checked, and somebody should know; a folder that is not there holds nothing."""
    write_files(tmp_path, {"docs/open/a.md": "", "docs/closed/b.md": ""})
    scandir = os.scandir

    def refusing(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    base = load(tmp_path)
    assert [page.path for page in base.pages] == ["docs/open/a.md"]
    assert [(path, complaint.code) for path, complaint in base.complaints] == [("docs/closed", "FMT001")]


def test_a_link_in_the_place_of_a_folder_of_pages_is_not_followed(tmp_path):
    """``docs`` may be no link to another place on the machine."""
    write_files(tmp_path, {"elsewhere/secret.md": "# Secret", "base/processes/a.md": "# A"})
    (tmp_path / "base" / "docs").symlink_to("../elsewhere")
    base = load(tmp_path / "base")
    assert [page.path for page in base.pages] == ["processes/a.md"]
    assert [(path, complaint.code) for path, complaint in base.complaints] == [("docs", "SEC002")]


def test_files_beside_pages_are_known_by_their_place_in_the_site(tmp_path):
    """Pictures can be linked to."""
    write_files(tmp_path, {"docs/a.md": "", "docs/x/flow.png": "", "processes/p.png": "", "people/a.yml": ""})
    assert load(tmp_path).assets == {"x/flow.png", "processes/p.png"}


def test_pages_are_in_the_order_of_their_paths(tmp_path):
    """Whatever order the settings' patterns have."""
    write_files(tmp_path, {"processes/a.md": "", "docs/b.md": "", "docs/a/z.md": "", "docs/a.md": ""})
    assert [page.path for page in load(tmp_path).pages] == ["docs/a.md", "docs/a/z.md", "docs/b.md", "processes/a.md"]


def test_every_file_is_found_once_where_patterns_overlap(tmp_path):
    """Two patterns for one folder do not make two pages of one file."""
    settings = settings_from({"pages": [{"match": "docs/*.md"}, {"match": "docs/**/*.md"}]}, "")
    write_files(tmp_path, {"docs/a.md": "", "docs/x/b.md": ""})
    assert [entry.path for entry in files(tmp_path, settings)] == ["docs/a.md", "docs/x/b.md"]
