"""The site's search: what each page adds to the index, the index's files, and Material's dialogue led to our worker."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from stafett.knowledge_base import ANY_PAGE
from stafett.model import Page
from stafett.questions.ownership import Standing
from stafett.questions.variants import variant
from stafett.search.index import Record
from stafett.search.sections import Section, sections, top_headings
from stafett.search.writer import digest, write
from stafett.site.bundle import bundle
from stafett.site.views.ageing import dates_of
from stafett.site.views.labels import CONDITIONS, DECISION_STATUSES, UNKNOWN, condition, kind_label, shown_title
from stafett.site.views.view import View

ASSETS = Path(__file__).parent / "assets" / "search"
OWN = "assets/stafett"
WORKER = f"{OWN}/search.js"
INDEX = f"{OWN}/search"
FILE_WORKER = f"{OWN}/file-worker.js"
_PLUGINS = ("material/search", "search")
# Within Material's own block of data, in which no sign opens a tag: a page's text may say the same.
_THEIRS = re.compile(
    r'(<script id="__config" type="application/json">[^<]*?"search": ")'
    r'([^"<]*)assets/javascripts/workers/search\.[^"<]*(")'
)
_LEFT_OUT = re.compile(r"assets/javascripts/(?:lunr/|workers/search\.)")
_NUMBERED = re.compile(r"[0-9]{1,6}(?![0-9])")
# What Material's script needs to mark the words of a question on the page that it led to.
_SEPARATOR = r"[\s\-,.:;!?()\[\]{}\"'/]+"


def worker() -> str:
    """The script that answers questions, in a worker or in a page."""
    return f'(() => {{\n"use strict";\n\n{bundle(ASSETS)}}})();\n'


def take_over(config: MkDocsConfig) -> bool:
    """Keep Material's own index from being built; False where the site has no search at all."""
    found = next((config.plugins[name] for name in _PLUGINS if name in config.plugins), None)
    if found is None or not found.config.get("enabled", True):
        return False
    for event in ("page_context", "post_build"):
        config.plugins.events[event] = [
            method for method in config.plugins.events[event] if getattr(method, "__self__", None) is not found
        ]
    if not config.use_directory_urls:  # only then can the site be read from the file system
        config.extra["polyfills"] = [*config.extra.get("polyfills", ()), FILE_WORKER]
    return True


def leave_out_theirs(files: Files) -> None:
    """Take Material's worker and its languages out of the site: nothing asks for them."""
    for file in [file for file in files if _LEFT_OUT.match(file.src_uri)]:
        files.remove(file)


def lead_to_worker(html: str) -> str:
    """A page's HTML with the address of our worker in Material's configuration."""
    return _THEIRS.sub(rf"\g<1>\g<2>{WORKER}\g<3>", html, count=1)


@dataclass
class SiteSearch:
    """Gathers the pages of one build."""

    records: list[Record] = field(default_factory=list)

    def add(self, view: View, page: Page, url: str, html: str) -> None:
        """A page of the knowledge base, with its content as clean HTML and without what the site puts around it."""
        replaced_by = tuple(address for successor in _successors(view, page) if (address := view.link(successor)))
        others = (text for text in top_headings(html) if text != page.title)
        keywords = (*page.texts("keywords"), *_numbers(view, page), *others)
        title, known = shown_title(page), facts(view, page)
        one = variant(view.base, page)
        national = (view.link(one.original),) if one and view.link(one.original) else ()
        self.records.append(Record(url, title, sections(html), keywords, known, replaced_by, national))

    def add_other(self, title: str, url: str, html: str) -> None:
        """A page outside the knowledge base, or one that lists others (without what it lists)."""
        self.records.append(Record(url, title, sections(html) if html else (Section("", "", ""),)))

    def write(self, site: Path) -> None:
        """Write the index and what Material's dialogue asks for first, which only says where the index is."""
        files = write(self.records, {})
        name = f"{INDEX}/{digest(files)}"
        folder = site / name
        folder.mkdir(parents=True, exist_ok=True)
        for stem, text in files.items():
            (folder / f"{stem}.js").write_text(text, encoding="utf-8", newline="\n")
        config = {"lang": [], "separator": _SEPARATOR, "pipeline": [], "fields": {}, "stafett": f"{name}/"}
        start = json.dumps({"config": config, "docs": []})
        (site / "search").mkdir(exist_ok=True)
        (site / "search" / "search_index.json").write_text(start, encoding="utf-8")
        (site / "search" / "search_index.js").write_text(f"var __index = {start};\n", encoding="utf-8")


def _numbers(view: View, page: Page) -> tuple[str, ...]:
    """By which a decision is asked for, where its file begins with a number: decision 0008, and decision 8."""
    found = _NUMBERED.match(page.name) if page.kind == "decision" else None
    if found is None:
        return ()
    label = kind_label(view, page.kind)
    return (f"{label} {found[0]}", f"{label} {int(found[0])}")


def _successors(view: View, page: Page) -> list[Page]:
    """The pages that took the place of this one: decisions that supersede it, or the page named by a retired one."""
    retired = page.text("replaced_by")
    named = view.base.resolve(retired, (ANY_PAGE,)).page if retired else None
    return [*view.chains.newer(page), *([named] if named else [])]


def facts(view: View, page: Page) -> dict[str, object]:
    """What a hit says of its page: kind, owner and review status, in words and as data; no person."""
    key = condition(view, page)
    found: dict[str, object] = {"kind": kind_label(view, page.kind)}
    answer = view.answer(page.owner)
    if answer.role:
        found["owner"] = shown_title(answer.role)
    elif answer.standing is Standing.FREE and answer.reference:
        found["owner"] = answer.reference
    if view.chains.newer(page) or page.text("replaced_by"):
        return found | {"label": view.words(DECISION_STATUSES["superseded"]), "status": "superseded"}
    if key != UNKNOWN:
        found |= {"label": view.words(CONDITIONS[key]), "status": key}
        dates = dates_of(view, page)
        found |= {name: value for name in ("due", "soon") if (value := dates[f"data-stafett-{name}"])}
    return found
