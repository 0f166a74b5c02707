"""Builds sites for the tests, as whole processes: this repository's own, and small ones made of a few files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parent.parent
AS_OF = "2026-11-24"
MKDOCS_YML = """\
site_name: Test
site_url: https://site.example/
repo_url: https://git.example/kb
edit_uri: edit/main/docs/
theme: {name: material, font: false, features: [navigation.prune, content.action.edit]}
plugins: [search, stafett: {as_of: "2026-11-24"}]
markdown_extensions: [attr_list, def_list, md_in_html, tables, {toc: {permalink: true}}]
"""


class Indexed(NamedTuple):
    """A page in the index: its title, facts and keywords, and each section's heading and text by anchor."""

    title: str
    facts: dict[str, object]
    keywords: list[str]
    sections: dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Built:
    """A built site: its folder, what the build printed, and its exit status."""

    site: Path
    output: str
    status: int

    def text(self, path: str) -> str:
        """A file of the site; empty where there is none."""
        target = self.site / path
        return target.read_text(encoding="utf-8") if target.is_file() else ""

    def indexed(self) -> dict[str, Indexed]:
        """What the search knows of each page, by address."""
        found: dict[str, Indexed] = {}
        for path in sorted(self.site.glob("assets/stafett/search/*/d*.js")):
            _, _, text = path.read_text(encoding="utf-8").strip().removesuffix(");").partition(",")
            for url, title, facts, keywords, sections in json.loads(text):
                found[url] = Indexed(title, facts, keywords, {anchor: (head, body) for anchor, head, body in sections})
        return found


def mkdocs(config: Path, site: Path, *options: str) -> Built:
    """Run ``mkdocs build``."""
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(config), "-d", str(site), *options]
    environment = os.environ | {"STAFETT_AS_OF": AS_OF, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=600
    )
    return Built(site, done.stdout + done.stderr, done.returncode)


def build_repository(folder: Path) -> Built:
    """This repository's own site, built strictly."""
    return mkdocs(REPOSITORY / "mkdocs.yml", folder / "site", "--strict")


def build_with_zensical(folder: Path) -> Built:
    """This repository's own site, exported as plain files and built strictly by Zensical."""
    export = folder / "export"
    command = [sys.executable, "-m", "stafett", "export", str(export), "--engine", "zensical", "--as-of", AS_OF]
    path = os.pathsep.join([str(REPOSITORY / "scripts"), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "PYTHONPATH": path}
    said = ""
    for step, place in ((command, REPOSITORY), ([sys.executable, "-m", "zensical", "build", "--strict"], export)):
        done = subprocess.run(
            step, cwd=place, env=environment, check=False, capture_output=True, text=True, encoding="utf-8", timeout=600
        )
        said += done.stdout + done.stderr
        if done.returncode:
            break
    return Built(export / "site", said, done.returncode)


def build_files(folder: Path, files: Mapping[str, str | bytes], *options: str) -> Built:
    """A site of these files; with a plain mkdocs.yml and English words where they bring none."""
    usual = {"mkdocs.yml": MKDOCS_YML, "stafett.yml": "language: en\n", "docs/index.md": "# Front\n"}
    for path, content in {**usual, **files}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return mkdocs(folder / "mkdocs.yml", folder / "site", *options)
