"""The same pages as bare Material for MkDocs builds them: what Stafett is measured against."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

SEARCH_ALONE = "plugins:\n  - search:\n      lang: [sv, en]\n\n"


def make_bare(folder: Path, stafett: Path) -> Path:
    """The same pages for Material alone; gives the path of its mkdocs.yml."""
    shutil.copytree(stafett.parent / "docs", folder / "docs")
    shutil.copytree(stafett.parent / "processes", folder / "docs" / "processes")
    text = stafett.read_text(encoding="utf-8")
    config, found = re.subn(r"^plugins:\n(?:[ ].*\n)+\n?", SEARCH_ALONE, text, flags=re.MULTILINE)
    if found != 1:
        sys.exit("mkdocs.yml has no block of plugins that could be replaced")
    target = folder / "mkdocs.yml"
    target.write_text(config, encoding="utf-8")
    return target
