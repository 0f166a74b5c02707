"""Which text a site is built from: the revision of the repository, asked for once a build."""

from __future__ import annotations

import subprocess
from pathlib import Path

_SECONDS = 10


def revision_of(folder: Path) -> str:
    """The short revision of the repository that ``folder`` lies in; empty outside a repository, or without git."""
    command = ["git", "-C", str(folder), "rev-parse", "--short=10", "--verify", "HEAD"]
    try:
        done = subprocess.run(command, check=True, capture_output=True, encoding="ascii", timeout=_SECONDS)  # noqa: S603 (no shell, fixed words)
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return done.stdout.strip()
