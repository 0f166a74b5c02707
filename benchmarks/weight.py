"""Weigh a page of Stafett's site beside the same page of bare Material: what a first visit brings over the wire.

    python benchmarks/weight.py

Both sites are built from this repository's pages, with the same theme, features and extensions, and opened in
Chromium. Each answer is counted as gzip makes it (level 6, as web servers do). Mermaid, which pages with a diagram
bring, is told apart, and so is the search, of which Material fetches all at once (``benchmarks/search.py`` weighs
it). Bare Material has neither its fonts from Google (``font: false`` in both) nor Mermaid, which it would fetch from
another host.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import sync_playwright

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))  # where the helpers lie
sys.path.append(str(Path(__file__).resolve().parent))

from attacks.browser import chromium, served
from bare_material import make_bare

ROOT = Path(__file__).resolve().parent.parent

PAGES = ("processes/ekonomi/attestera-faktura/", "roles/driftledare/", "kontakt/", "ordlista/")
LIMIT = 30_000
MERMAID = "mermaid.min.js"


class Weight(NamedTuple):
    """Bytes over the wire, gzipped: the page with its styles and scripts, Mermaid, and what the search fetches."""

    page: int
    diagrams: int
    search: int


def build(folder: Path) -> tuple[Path, Path]:
    """This repository's site and that of bare Material, with the same pages; gives their folders."""
    stafett = folder / "stafett"
    for part in ("docs", "processes", "people", "macros", "mkdocs.yml", "stafett.yml"):
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        (folder / "stafett").mkdir(exist_ok=True)
        copy(ROOT / part, stafett / part)
    return mkdocs(stafett / "mkdocs.yml"), build_bare(folder, stafett)


def build_bare(folder: Path, stafett: Path) -> Path:
    """The site of bare Material with the pages of a knowledge base; gives its folder."""
    return mkdocs(make_bare(folder / "bare", stafett / "mkdocs.yml"))


def mkdocs(config: Path) -> Path:
    """Build a site; gives its folder."""
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", config],
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "STAFETT_AS_OF": "2026-11-24"},
        stderr=subprocess.DEVNULL,  # bare Material finds links of its macros broken
        check=True,
    )
    return config.parent / "site"


def weigh(site: Path, addresses: tuple[str, ...] = PAGES) -> dict[str, Weight]:
    """What a first visit to each page brings, with an empty cache."""
    found: dict[str, Weight] = {}
    with served(site) as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        for address in addresses:
            context = browser.new_context(service_workers="block")
            context.route(lambda url: not url.startswith(origin), lambda route: route.abort())
            page = context.new_page()
            answers = []
            page.on("response", lambda answer, answers=answers: answers.append(answer))
            page.goto(origin + address, wait_until="networkidle")
            sizes = [(answer.url, len(gzip.compress(answer.body(), 6))) for answer in answers]
            diagrams = sum(size for url, size in sizes if url.endswith(MERMAID))
            search = sum(size for url, size in sizes if "/search" in url)
            found[address] = Weight(sum(size for _, size in sizes) - diagrams - search, diagrams, search)
            context.close()
        browser.close()
    return found


def main() -> None:
    """Build both, weigh, and print a line for each page."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter).parse_args()
    with tempfile.TemporaryDirectory() as name:
        ours, theirs = (weigh(site) for site in build(Path(name)))
    for address, weight in ours.items():
        more = weight.page - theirs[address].page
        with_diagram = f", and {weight.diagrams / 1000:.0f} kB for its diagram" if weight.diagrams else ""
        print(
            f"{address:40} Stafett {weight.page / 1000:6.1f} kB, bare Material {theirs[address].page / 1000:6.1f} kB: "
            f"{more / 1000:5.1f} kB more{with_diagram}"
        )
    search, theirs_search = (max(weight.search for weight in site.values()) for site in (ours, theirs))
    print(f"search, before a question is asked: {search / 1000:.1f} kB, bare Material {theirs_search / 1000:.1f} kB")
    most = max(weight.page - theirs[address].page for address, weight in ours.items())
    print(f"target, at most {LIMIT / 1000:.0f} kB more: {'met' if most <= LIMIT else 'MISSED'}")


if __name__ == "__main__":
    main()
