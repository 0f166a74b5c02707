"""Time the building of Stafett's site beside bare Material with the same theme, features, extensions and pages.

    python benchmarks/build.py [--pages 200 1000] [--runs 3]

Both run as whole processes (``mkdocs build``), by turns, in one run; medians are printed. The bare site has the same
``mkdocs.yml`` but for the plugins, of which it has ``search`` alone, and all pages in its ``docs_dir``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from bare_material import make_bare
from check import by_turns
from generate import AS_OF, generate

ROOT = Path(__file__).resolve().parent.parent
MKDOCS = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file"]
TARGET = 1.25


def make_stafett(folder: Path, pages: int) -> Path:
    """A knowledge base with this repository's mkdocs.yml and macros; gives the path of its mkdocs.yml."""
    generate(folder, pages)
    shutil.copytree(ROOT / "macros", folder / "macros", ignore=shutil.ignore_patterns("__pycache__"))
    return Path(shutil.copy(ROOT / "mkdocs.yml", folder))


def measure(pages: int, runs: int) -> tuple[float, float]:
    """The medians of Stafett and of bare Material, in seconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stafett = make_stafett(folder / "stafett", pages)
        bare = make_bare(folder / "bare", stafett)
        times = by_turns({"stafett": [*MKDOCS, str(stafett)], "bare": [*MKDOCS, str(bare)]}, runs)
        for config in (stafett, bare):
            if len(list((config.parent / "site").rglob("index.html"))) < pages:
                sys.exit(f"{config} was not built")
    return times["stafett"], times["bare"]


def main() -> None:
    """Measure, and print a line for each size and the growth from one to the next."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[200, 1000])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    os.environ |= {"STAFETT_AS_OF": AS_OF.isoformat(), "NO_MKDOCS_2_WARNING": "1"}
    measured = {pages: measure(pages, options.runs) for pages in sorted(options.pages)}
    for pages, (stafett, bare) in measured.items():
        print(f"{pages:6} pages: Stafett {stafett:7.2f} s, bare Material {bare:7.2f} s, {stafett / bare:5.2f} times")
    for (fewer, (before, bare_before)), (more, (after, bare_after)) in pairwise(measured.items()):
        print(
            f"{fewer} -> {more} ({more / fewer:.1f} times the pages): "
            f"Stafett {after / before:.1f} times the time, bare Material {bare_after / bare_before:.1f} times"
        )
    most = max(measured)
    ratio = measured[most][0] / measured[most][1]
    print(f"target at {most} pages: at most {TARGET} times: {'met' if ratio <= TARGET else 'MISSED'}")


if __name__ == "__main__":
    main()
