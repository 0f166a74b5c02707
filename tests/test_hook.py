"""The hook for pre-commit, run by the real pre-commit on real commits."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import yaml
from pre_commit.clientlib import load_manifest

from conftest import REPOSITORY, write_files
from repositories import committed, git

MANIFEST = REPOSITORY / ".pre-commit-hooks.yaml"
PAGE = "---\ntitle: {0}\nowner: x\nlast_reviewed: 2026-04-01\n---\n# {0}\n\n"
FILES = {
    "stafett.yml": "language: en\nowners: any\ndefaults: {article: {review_in: never}}\n",
    "docs/a.md": PAGE.format("A") + "[gone](gone.md)\n[b](b.md)\n",
    "docs/b.md": PAGE.format("B"),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A repository with the hook installed, as pre-commit installs it.

    The hook is the one of the manifest but for its language: `python` would have pre-commit make an environment and
    install Stafett with all that it needs, from a registry, which says nothing of how the hook behaves. Here the
    ``stafett`` on the path is that of this checkout.
    """
    folder = tmp_path_factory.mktemp("hook")
    program = folder / "bin" / "stafett"
    write_files(folder, {"bin/stafett": f'#!/bin/sh\nexec "{sys.executable}" -m stafett "$@"\n'})
    program.chmod(0o755)
    (hook,) = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    assert hook["language"] == "python"
    config = {"repos": [{"repo": "local", "hooks": [hook | {"language": "system"}]}]}
    root = folder / "kb"
    root.mkdir()
    committed(root, FILES | {".pre-commit-config.yaml": yaml.safe_dump(config)})
    tool(root, "install")
    return root


def tool(root, *words):
    """Run pre-commit."""
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *words], cwd=root, env=environment(root), capture_output=True, check=True
    )


def environment(root):
    """Variables that keep pre-commit's own files in the test's folder and have our command on the path."""
    return os.environ | {
        "PATH": f"{root.parent / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(root.parent / "cache"),
        "PYTHONPATH": str(REPOSITORY / "scripts"),
    }


def commit(root):
    """Commit what is staged, and give exit status and what was said."""
    words = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-q", "-m", "Change"]
    done = subprocess.run(words, cwd=root, env=environment(root), capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_manifest_is_one_that_pre_commit_takes():
    """As it reads the manifest of a repository that a configuration names."""
    (hook,) = load_manifest(MANIFEST)
    assert hook["id"] == "stafett-check"


def test_a_commit_fails_by_what_it_makes_worse_and_by_nothing_else(root):
    """Not by what was there before, nor by a draft beside it; but by a page elsewhere whose link it breaks."""
    write_files(root, {"docs/b.md": PAGE.format("B") + "More.\n", "docs/draft.md": "No front matter yet.\n"})
    git(root, "add", "docs/b.md")
    status, said = commit(root)
    assert status == 0, said
    git(root, "rm", "-q", "docs/b.md")
    status, said = commit(root)
    assert status == 1
    assert "LNK001" in said
    assert "The link `b.md` leads to a page that does not exist" in said
    assert "new: 1 error" in said
    assert "draft" not in said
    git(root, "restore", "--staged", "--worktree", "docs/b.md")
    git(root, "add", "docs/draft.md")
    assert "docs/draft.md" in commit(root)[1]
