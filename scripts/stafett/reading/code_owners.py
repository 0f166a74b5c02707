"""Reads the CODEOWNERS file of a knowledge base, where it has one."""

from __future__ import annotations

import os
from pathlib import Path

from stafett.code_owners import CodeOwners, parse
from stafett.model import Complaint
from stafett.reading.files import read_text

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""Where GitHub and GitLab look for it, in GitHub's order; the first counts."""


def read_code_owners(root: Path) -> CodeOwners | None:
    """The CODEOWNERS file that the forge uses: at the top of the repository in which the knowledge base lies.

    None without one, or where it cannot be read.
    """
    folder = folder_below_top(root)
    up = "../" * folder.count("/")
    for place in PLACES:
        path = f"{up}{place}"
        if (root / path).is_file():
            text = read_text(root / path)
            return None if isinstance(text, Complaint) else parse(path, text, folder)
    return None


def folder_below_top(root: Path) -> str:
    """Where ``root`` lies in its repository, with a stroke at its end; empty at its top, or in none.

    Looked for, not asked of git: that would take longer than all the rest of reading a small knowledge base.
    """
    real = Path(os.path.realpath(root))
    top = next((folder for folder in (real, *real.parents) if (folder / ".git").exists()), real)
    return "" if top == real else f"{real.relative_to(top).as_posix()}/"
