"""Which text a site is built from: the revision of the repository, asked for once a build."""

from __future__ import annotations

from pathlib import Path

from stafett.reading.git import run_git


def revision_of(folder: Path) -> str:
    """The short revision of the repository that ``folder`` lies in; empty outside a repository, or without git."""
    answer = run_git(folder, ("rev-parse", "--short=10", "--verify", "--quiet", "HEAD"))
    return answer[0].decode("ascii", "replace").strip() if answer else ""
