"""Puts the knowledge base's files into the site: ``docs/`` as it is, every other folder of pages beside it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from stafett.messages import N_
from stafett.model import Complaint, Page
from stafett.reading.load import STRAY
from stafett.reading.tree import kind_of, matches, site_uri
from stafett.site.bundle import bundle
from stafett.site.collect import Build, unreadable
from stafett.site.safety.assets import Verdict, clashes, folded, judge, judge_name, judge_page_place, judge_source
from stafett.site.search import WORKER, worker
from stafett.site.views.lists import ListPage, list_pages

ASSETS = Path(__file__).parent / "assets"
OWN = "assets/stafett"
"""Where Stafett's own styles and scripts lie in the site."""


# What MkDocs reads and the core does not, such as a folder of packages: it would be shown without any check.
_NOT_READ = Complaint(
    "FMT014",
    N_("This Markdown file lies where Stafett looks for no pages, so it is neither checked nor shown"),
    N_("Move it to another folder, or name it under `exclude`."),
    line=1,
)


class Mounted(NamedTuple):
    """What came of it: the pages by their place among the sources, and the paths of other Markdown files."""

    pages: dict[str, Page]
    others: dict[str, str]


def mount(files: Files, config: MkDocsConfig, build: Build) -> Mounted:
    """Complete ``files``, which MkDocs found in ``docs_dir``; whatever may not be published is taken out and told."""
    return _Mount(files, config, build).run()


class _Mount:
    def __init__(self, files: Files, config: MkDocsConfig, build: Build) -> None:
        self.files, self.config, self.build = files, config, build
        self.docs = os.path.normpath(str(config.docs_dir))
        self.docs_path = os.path.relpath(self.docs, build.root).replace(os.sep, "/")
        self.roots = tuple({os.path.realpath(build.root), os.path.realpath(self.docs)})
        self.refused = dict(build.base.complaints)
        self.found = Mounted({}, {})
        self.taken = {folded(file.src_uri) for file in files if not self._from_docs(file) and not file.generated_by}
        # A page may take the place of a list page, but nothing may lie in a folder of that name.
        self.taken |= {f"{page.uri.removesuffix('.md')}.html" for page in list_pages(build.view, ()).values()}

    def run(self) -> Mounted:
        for file in list(self.files):
            if self._from_docs(file) and not file.inclusion.is_excluded():  # type: ignore[no-untyped-call]
                self._sort_out(file)
        for page in self.build.base.pages:
            self._add_page(page)
        folders = tuple(
            {f"{uri.rpartition('/')[0]}/" for uri, page in self.found.pages.items() if self._outside(page)} - {"/"}
        )
        for uri in sorted(self.build.base.assets):
            if uri.startswith(folders) and self.files.get_file_from_path(uri) is None:
                self._add_asset(uri)
        self._drop_clashes()
        return self.found

    def _from_docs(self, file: File) -> bool:
        return file.src_dir is not None and os.path.normpath(file.src_dir) == self.docs

    def _sort_out(self, file: File) -> None:
        """Judge a file that MkDocs found, and note which page it is."""
        path = f"{self.docs_path}/{file.src_uri}"
        page = self.build.base.by_path.get(path)
        verdict = self._verdict(file, path, page)
        if not verdict.allowed:
            self.files.remove(file)
            if verdict.complaint:
                self.build.tell(path, verdict.complaint)
            return
        file.edit_uri = quote(path)
        if page:
            self.found.pages[file.src_uri] = page
        elif file.is_documentation_page():
            self.found.others[file.src_uri] = path

    def _verdict(self, file: File, path: str, page: Page | None) -> Verdict:
        if path in self.refused:
            refused = self.refused[path]
            return Verdict(allowed=False, complaint=refused if refused.code == STRAY.code else None)
        if not file.is_documentation_page():
            return judge(file.src_uri, file.abs_src_path or "", self.roots, self.taken)
        if page is None and self._stray(path):
            # The core tells of the files that it meets in the folders of pages; others in docs_dir are met here.
            known = kind_of(path, self.build.base.settings) is not None
            return Verdict(allowed=False, complaint=_NOT_READ if known else STRAY)
        return self._verdict_on_page(file, page)

    def _stray(self, path: str) -> bool:
        """Whether nobody has said of a Markdown file that is no page of the knowledge base that it stands outside."""
        return not path.startswith("../") and not matches(path, self.build.base.settings.exclude)

    def _verdict_on_page(self, file: File, page: Page | None) -> Verdict:
        """A page whose file cannot be read is shown as a notice alone, so that links to it hold; its name must do."""
        if page and unreadable(page):
            verdict = judge_name(file.src_uri)
            return judge_page_place(file.src_uri, self.taken) if verdict.allowed else verdict
        return judge_source(file.src_uri, str(file.abs_src_path), self.roots, self.taken)

    def _add_page(self, page: Page) -> None:
        """Mount a page that lies outside ``docs_dir``."""
        uri = site_uri(page.path)
        if not self._outside(page):
            return
        if self.files.get_file_from_path(uri) is not None:
            self.build.tell(page.path, _double(uri))
            return
        file = self._file(uri, page.path)
        if not file.is_documentation_page():
            return
        verdict = self._verdict_on_page(file, page)
        if verdict.allowed:
            self.files.append(file)
            self.found.pages[uri] = page
        elif verdict.complaint:
            self.build.tell(page.path, verdict.complaint)

    def _add_asset(self, uri: str) -> None:
        """Mount a picture or the like that lies beside pages outside ``docs_dir``."""
        file = self._file(uri, uri)
        if file.is_documentation_page() or not os.path.lexists(str(file.abs_src_path)):
            return
        verdict = judge(uri, str(file.abs_src_path), self.roots, self.taken)
        if verdict.allowed:
            self.files.append(file)
        elif verdict.complaint:
            self.build.tell(uri, verdict.complaint)

    def _outside(self, page: Page) -> bool:
        return not page.path.startswith(f"{self.docs_path}/")

    def _file(self, uri: str, path: str) -> File:
        file = File(uri, str(self.build.root), self.config.site_dir, self.config.use_directory_urls)
        file.abs_src_path = os.path.normpath(self.build.root / path)
        file.edit_uri = quote(path)
        return file

    def _drop_clashes(self) -> None:
        """Sources that would become one file of the site, or a file where another needs a folder: the first stays."""
        places: dict[str, File] = {}
        for file in [file for file in self.files if self._ours(file)]:
            first = places.setdefault(file.dest_uri, file)
            if first is not file:
                self._drop(file, first.src_uri)
        for place in clashes(places):
            self._drop(places[place], folded(place))

    def _ours(self, file: File) -> bool:
        return self._from_docs(file) or file.src_uri in self.found.pages

    def _drop(self, file: File, other: str) -> None:
        self.files.remove(file)
        page = self.found.pages.pop(file.src_uri, None)
        path = page.path if page else self.found.others.pop(file.src_uri, f"{self.docs_path}/{file.src_uri}")
        self.build.tell(path, _double(other))


def _double(uri: str) -> Complaint:
    return Complaint(
        "SEC003",
        N_("The page's place in the site is already taken by {other}"),
        N_("Rename one of the files."),
        {"other": uri},
        line=1,
    )


def add_own_assets(files: Files, config: MkDocsConfig) -> None:
    """Stafett's own styles, scripts, logo and Mermaid, which the site serves itself."""
    for path in sorted(path for path in ASSETS.iterdir() if path.is_file()):
        files.append(File.generated(config, f"{OWN}/{path.name}", abs_src_path=str(path)))
    files.append(File.generated(config, WORKER, content=worker()))
    for kind in ("css", "js"):
        files.append(File.generated(config, f"{OWN}/stafett.{kind}", content=bundle(ASSETS / kind)))


def add_lists(files: Files, config: MkDocsConfig, lists: dict[str, ListPage]) -> None:
    """Places for the list pages; what they say is made when they are read."""
    for page in lists.values():
        files.append(File.generated(config, page.uri, content="", inclusion=InclusionLevel.INCLUDED))
