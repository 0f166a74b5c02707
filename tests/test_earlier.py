"""The knowledge base as it was before a change is the one that was there before the change."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import write_files
from repositories import committed, git
from stafett.questions.check import check
from stafett.reading.changes import read_changes
from stafett.reading.earlier import load_earlier, read_before
from stafett.reading.load import load

DAY = date(2026, 5, 1)
BODY = "# {0}\n\n[a](a.md) [d](../docs/d.md) ![p](p.png)\n"
HEAD = "---\ntitle: {0}\nowner: {1}\nlast_reviewed: 2026-0{2}-01\n{3}---\n" + BODY
PAGES = st.builds(
    HEAD.format,
    st.sampled_from("AB"),
    st.sampled_from(["chef", "p-1", "nobody", ""]),
    st.integers(3, 6),
    st.sampled_from(["", "id: x\n", "review_in: 1 month\n"]),
)
SETTINGS = st.sampled_from(
    [
        "language: en\ndefaults: {article: {review_in: 1 year}}\n",
        "language: en\nowners: any\nexclude: [docs/b.md]\n",
        "language: en\npages: [{match: 'docs/**/*.md', kind: article}, {match: 'more/*.md', kind: process}]\n",
        "language: en\npages: {\n",
    ]
)
PEOPLE = st.sampled_from(
    [
        "people:\n  - {id: p-1, unit: u, first_day: 2020-01-01, roles: [{role: chef}]}\n",
        "people:\n  - {id: p-1, unit: u, first_day: 2020-01-01, last_day: 2026-01-01, roles: [{role: chef}]}\n",
        "people: [\n",
    ]
)
FOLDERS = ("docs", "docs/sub", "more", "docs/.hidden", "docs/node_modules")
TREES = st.fixed_dictionaries(
    {"stafett.yml": SETTINGS},
    optional={
        "docs/roles/chef.md": PAGES,
        "people/all.yml": PEOPLE,
        "people/more.yaml": PEOPLE,
        "docs/p.png": st.just("p"),
        "docs/stray.markdown": st.just("x"),
        "docs/CODEOWNERS": st.sampled_from(["docs/a.md @x\n", "docs/ @y\ndocs/a.md @z\n"]),
        "CODEOWNERS": st.sampled_from(["docs/a.md @x\n", "* @y\n"]),
        **{f"{folder}/{name}.md": PAGES for folder in FOLDERS for name in "abd"},
    },
)


@given(TREES, TREES, st.booleans())
@settings(max_examples=8)
def test_it_says_what_a_check_said_then(before, after, staged):
    """Whatever was added, changed, moved, deleted: pages, other files, people, settings."""
    with tempfile.TemporaryDirectory() as name:
        root, copy = Path(name) / "kb", Path(name) / "before"
        root.mkdir()
        committed(root, before)
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".git"))
        for path in before:
            (root / path).unlink()
        write_files(root, after | {"stafett.yml": usable(after["stafett.yml"])})
        if staged:
            git(root, "add", "-A")
        base = load(root)
        changes = read_changes(root, "HEAD", lambda path: read_before(path, base.settings))
        if usable(before["stafett.yml"]) != before["stafett.yml"]:
            write_files(copy, {"stafett.yml": usable(after["stafett.yml"])})  # then it is read with those of today
        assert check(load_earlier(root, base, changes), DAY) == check(load(copy), DAY)


def usable(text):
    """Settings that can be used."""
    return text.replace("pages: {", "due_soon: 20 days")
