"""Ask the search dialogue questions whose answers are known, on Stafett's site and on plain Material's.

    python benchmarks/search.py [--queries FILE --pages DIR] [--size 3000] [--show]

``FILE`` is a list of objects with ``class``, ``query`` and ``relevant``, the paths of the pages that answer it; ``DIR``
any folder of Markdown pages, with or without front matter (without either, this repository's own pages are asked). The
paths are relative to DIR, or to a folder that DIR lies in.

Both sites are built of the same pages, served compressed and opened in Chromium; each question is put into the
dialogue's field. Printed are, for each class and in all, the share of questions that have a right page first (hit@1)
and among the first three (hit@3), and how long an answer takes once the first is there, as the page sees it. With
``--size`` also what passes over the wire, compressed, until a reader who opens the front page of a generated knowledge
base of that many pages has the first answer; 0 leaves that out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from bare_material import make_bare
from build import make_stafett
from generate import AS_OF

ROOT = Path(__file__).resolve().parent.parent
QUERIES = Path(__file__).resolve().parent / "search" / "queries.json"
FOLDERS = ("docs", "processes")
MOST_BYTES = 350_000
# Over the generated pages: one word and several, inflected, joined, without å ä ö, mistyped, half typed.
QUESTIONS = (
    "attest faktura;behörighet;behorighet;leverantörernas;direkt upphandling;direktuphandling;säkerhet stöd;process 17;"
    "beställn;avtalet;medarbetare möte;handläggarna;kostnad;diariet;resa;undantag avvikelse;regler;godkända;"
    "artikel 9;roll"
).split(";")
SETTINGS = """\
language: sv
owners: any
pages: [{match: "docs/processes/**/*.md", kind: process}, {match: "docs/**/*.md", kind: article}]
defaults: {process: {review_in: 1 year}, article: {review_in: 1 year}}
"""
MKDOCS = """\
site_name: Sökning
theme: {name: material, language: sv, font: false, features: [search.highlight, search.suggest, navigation.prune]}
extra: {generator: false}
markdown_extensions: [attr_list, def_list, md_in_html, tables, {toc: {permalink: true}}]
"""
PLUGINS = {"Stafett": "plugins: [search: {lang: sv}, stafett: {}]\n", "Material": "plugins: [search: {lang: sv}]\n"}
SQUEEZED = re.compile(r"\.(html|css|js|json|svg|xml|txt|map)$")
# Notes when a question leaves the page and when its answer comes.
WATCH = """
window.asked = window.answered = null; window.results = 0;
window.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({data}) => {
      if (data.type === 3) { window.answered = performance.now(); window.results++; }
    });
  }
  postMessage(message, ...rest) {
    if (message.type === 2) window.asked = performance.now();
    super.postMessage(message, ...rest);
  }
};
"""
ASK = """text => {
  const field = document.querySelector("[data-md-component=search-query]");
  const before = window.results;
  field.focus();
  field.value = text;
  field.dispatchEvent(new KeyboardEvent("keyup", {key: text.at(-1), bubbles: true}));
  return new Promise(done => {
    const look = () => window.results > before && window.answered >= window.asked
      ? requestAnimationFrame(() => done(window.answered - window.asked)) : setTimeout(look, 1);
    look();
  });
}"""
FOUND = """() => [...document.querySelectorAll(".md-search-result__item")].slice(0, 10)
  .map(item => new URL(item.querySelector("a").href).pathname)"""


class Served(NamedTuple):
    """Where a site is served, and how large each file is that has left the server, in bytes."""

    address: str
    sent: dict[str, int]


class Measured(NamedTuple):
    """The places (from 1; 0 for none) of the first right page by class, and the answers' times in milliseconds."""

    places: dict[str, list[int]]
    times: list[float]
    missed: list[tuple[str, list[str]]]


@contextmanager
def served(site: Path) -> Iterator[Served]:
    """The site at an address of this machine, compressed as a web server would."""
    sent: dict[str, int] = {}
    packed: dict[Path, bytes] = {}

    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            path = Path(self.translate_path(urlsplit(self.path).path))
            path = path / "index.html" if path.is_dir() else path
            body = path.read_bytes() if path.is_file() else b""
            self.send_response(200 if path.is_file() else 404)
            if SQUEEZED.search(path.name):
                body = packed.get(path) or packed.setdefault(path, gzip.compress(body, 6))
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", self.guess_type(str(path)))
            self.send_header("Cache-Control", "max-age=600")  # as GitHub Pages does
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            # each file once: the copies that a site keeps for offline are fetched beside the page, not for the answer
            sent[urlsplit(self.path).path] = len(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Served(f"http://127.0.0.1:{server.server_port}/", sent)
    finally:
        server.shutdown()


def make(folder: Path, pages: Path, plugins: str) -> Path:
    """Build a site of the pages; gives its folder."""
    hidden = shutil.ignore_patterns(".*")
    if pages == ROOT:
        for name in FOLDERS:
            shutil.copytree(ROOT / name, folder / "docs" / name, ignore=hidden)
    else:
        shutil.copytree(pages, folder / "docs", ignore=hidden)
    (folder / "stafett.yml").write_text(SETTINGS, encoding="utf-8")
    if not any((folder / "docs" / name).exists() for name in ("index.md", "README.md")):
        (folder / "docs" / "index.md").write_text("# Sök\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(MKDOCS + plugins, encoding="utf-8")
    return build(folder / "mkdocs.yml")


def build(config: Path) -> Path:
    """Build a site; gives its folder."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    site = config.parent / "site"
    if not (site / "index.html").exists():
        sys.exit(f"{config} was not built\n{done.stdout}{done.stderr}")
    return site


def open_front(browser: Browser, address: str) -> Page:
    """The front page in a fresh browser."""
    page = browser.new_context(locale="sv-SE").new_page()
    page.add_init_script(WATCH)
    page.goto(address, wait_until="networkidle")
    return page


def place_of(path: str) -> str:
    """The address at which MkDocs puts a page of that path."""
    stem = path.removesuffix(".md")
    name = stem.rpartition("/")[2]
    return f"/{stem.rpartition('/')[0]}/".replace("//", "/") if name in {"index", "README"} else f"/{stem}/"


def within(pages: Path, path: str) -> str:
    """The path as it is under ``pages``, without the folders that it may begin with."""
    steps = path.split("/")
    return next((rest for n in range(len(steps)) if (pages / (rest := "/".join(steps[n:]))).is_file()), path)


def quality(browser: Browser, address: str, queries: list[dict[str, object]], pages: Path) -> Measured:
    """Put every question, after one that warms up what is to be loaded."""
    page = open_front(browser, address)
    page.evaluate(ASK, "sökning")
    measured = Measured(defaultdict(list), [], [])
    for query in queries:
        wanted = {place_of(within(pages, str(path))) for path in query["relevant"]}  # type: ignore[attr-defined]
        measured.times.append(page.evaluate(ASK, query["query"]))
        found = [unquote(path) for path in page.evaluate(FOUND)]
        place = next((n for n, path in enumerate(found, 1) if path in wanted), 0)
        measured.places[str(query["class"])].append(place)
        if not 1 <= place <= 1:
            measured.missed.append((f"{query['class']}: {query['query']} ({place})", found[:3]))
    page.context.close()
    return measured


def share(places: list[int], most: int) -> float:
    """The share of the places that are among the first ``most``."""
    return sum(1 <= place <= most for place in places) / len(places)


def tell(results: dict[str, Measured]) -> None:
    """Print a line for each class and one for all."""
    names = list(results)
    print(f"{'class':16} {'n':>3}  " + "  ".join(f"{name + ' hit@1':>14} {'hit@3':>6}" for name in names))
    classes = list(results[names[0]].places)
    for label in [*classes, "all"]:
        cells = []
        for result in results.values():
            places = [*chain(*result.places.values())] if label == "all" else result.places[label]
            cells.append(f"{share(places, 1):14.2f} {share(places, 3):6.2f}")
        print(f"{label:16} {len(places):3}  " + "  ".join(cells))
    for name, result in results.items():
        print(f"{name}: answer in {median_and_p95(result.times)}")


class Wired(NamedTuple):
    """Bytes until the first answer, in all and for searching alone; its time, and those of later ones, in ms."""

    total: int
    alone: int
    first: float
    later: list[float]


def wire(browser: Browser, site: Path, questions: list[str]) -> Wired:
    """Ask a large site: the first question of a reader who has just come, and then the others, each of them twice."""
    with served(site) as there:
        page = open_front(browser, there.address)
        first = page.evaluate(ASK, questions[0])
        page.wait_for_selector(".md-search-result__item")
        total = sum(there.sent.values())
        alone = sum(size for path, size in there.sent.items() if "search" in path or "lunr" in path)
        for question in questions[1:]:  # the dialogue does not ask twice what it has just asked
            page.evaluate(ASK, question)
        later = [page.evaluate(ASK, question) for question in questions]
        page.context.close()
        return Wired(total, alone, first, later)


def median_and_p95(times: list[float]) -> str:
    """How the times are told."""
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"{statistics.median(ordered):.1f} ms (median), {p95:.1f} ms (95th percentile)"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--queries", type=Path, default=QUERIES)
    parser.add_argument("--pages", type=Path, help="default: this repository's own")
    parser.add_argument("--size", type=int, default=3000, help="pages of the generated knowledge base; 0: none")
    parser.add_argument("--show", action="store_true", help="list the questions without a right page at the top")
    parser.add_argument("--json", action="store_true", help="print only the place of the first right page, by class")
    parser.add_argument("--only", choices=PLUGINS, help="measure one of the two")
    options = parser.parse_args()
    os.environ |= {"STAFETT_AS_OF": AS_OF.isoformat(), "NO_MKDOCS_2_WARNING": "1"}
    queries = json.loads(options.queries.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder, pages = Path(name), (options.pages or ROOT).resolve()
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        results = {}
        for kind in [options.only] if options.only else PLUGINS:
            with served(make(folder / kind, pages, PLUGINS[kind])) as there:
                results[kind] = quality(browser, there.address, queries, pages)
        if options.json:
            print(json.dumps({kind: result.places for kind, result in results.items()}))
            return
        print(f"{len(queries)} questions over {len(list(folder.glob('*/docs/**/*.md'))) // len(results)} pages")
        tell(results)
        if options.show:
            for kind, result in results.items():
                for question, found in result.missed:
                    print(f"  {kind}: {question} -> {', '.join(found)}")
        if options.size:
            tell_wire(browser, folder, options.size)
        browser.close()


def tell_wire(browser: Browser, folder: Path, size: int) -> None:
    """Build both sites at that size and print what passes over the wire."""
    stafett = make_stafett(folder / "large", size)
    bare = make_bare(folder / "large-bare", stafett)
    measured = {}
    for kind, config in {"Stafett": stafett, "Material": bare}.items():
        measured[kind] = found = wire(browser, build(config), QUESTIONS)
        print(
            f"{kind} at {size} pages: first answer after {found.total / 1000:.0f} kB in all, "
            f"{found.alone / 1000:.0f} kB of it for searching, {found.first:.0f} ms; "
            f"later ones in {median_and_p95(found.later)}"
        )
    ours, theirs = measured["Stafett"], measured["Material"]
    print(
        f"Stafett sends {ours.total / theirs.total:.2f} times Material's bytes; "
        f"target: at most {MOST_BYTES // 1000} kB, "
        f"{'met' if ours.total <= MOST_BYTES else 'MISSED'}"
    )


if __name__ == "__main__":
    main()
