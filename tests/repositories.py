"""Real git repositories for tests."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from conftest import write_files

_SETTINGS = ("-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false", "-c", "gc.auto=0")


def git(root: Path, *words: str) -> str:
    """Run git as somebody in ``root``, and give what it prints."""
    done = subprocess.run(["git", *_SETTINGS, *words], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout


def committed(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write ``files`` in the folder, make it a repository where it is none, and commit all that is there."""
    write_files(root, files)
    if not (root / ".git").exists():
        git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "Change")
    return root
