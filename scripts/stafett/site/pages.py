"""What happens to each page on its way through MkDocs: source, metadata, content, banner. Nothing here may fail."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as SitePage
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import get_relative_url

from stafett.messages import N_
from stafett.model import Complaint, Page
from stafett.questions.translations import language_of
from stafett.reading.yaml_text import parse
from stafett.reports.list_addresses import CONTINUITY, COVERAGE, FORECAST, HEALTH, OWNERSHIP, REVIEWS, VARIANTS
from stafett.site import glossary, notices, task_lists
from stafett.site.collect import Build, Front, unreadable
from stafett.site.contents import add_sections
from stafett.site.form import form_link
from stafett.site.mount import Mounted
from stafett.site.safety.bounds import TooMuchError, bound_markdown
from stafett.site.safety.contain import contain
from stafett.site.safety.metadata import plain, plain_title, strip_front_matter_for_mkdocs, theme_meta
from stafett.site.safety.sanitise import clean, clean_toc
from stafett.site.search import SiteSearch
from stafett.site.speaking import Alternate
from stafett.site.views import left_to_write
from stafett.site.views.ageing import reader_words
from stafett.site.views.banner import render as render_banner
from stafett.site.views.calendar_link import calendar_link
from stafett.site.views.chain import chain
from stafett.site.views.extras import brief
from stafett.site.views.feedback import feedback_block, feedback_on
from stafett.site.views.flow import with_flow
from stafett.site.views.front import front
from stafett.site.views.languages import NAMES, language_links, other_languages
from stafett.site.views.lists import ListPage
from stafett.site.views.missed import missed_hint
from stafett.site.views.not_found import not_found
from stafett.site.views.path_on_page import path_link, read_control
from stafett.site.views.path_parts import PATHS
from stafett.site.views.shell import footer_links, script_words, you_are_here
from stafett.site.views.variant_note import difference_section, variant_note, variants_here
from stafett.site.views.view import Link, ListLink, View

_H1_END = "</h1>"
FRONT = frozenset((".", "./", "index.html"))
"""How MkDocs writes the address of the front page."""
_NO_CONTENTS = {"hide": ["toc"]}
# A list begins with links to its parts, and these are alone in their sections of the menu: neither is told again.
_HIDDEN = {
    OWNERSHIP: {"hide": ["navigation", "toc"]},
    REVIEWS: {"hide": ["navigation"]},
    HEALTH: {"hide": ["navigation"]},
    CONTINUITY: {"hide": ["navigation"]},
    COVERAGE: {"hide": ["navigation", "toc"]},
    PATHS: {"hide": ["navigation"]},
    VARIANTS: {"hide": ["navigation"]},
    FORECAST: {"hide": ["navigation"]},
}


@dataclass
class Pages:
    """The pages of one build, by their place among the sources."""

    build: Build
    mounted: Mounted
    lists: Mapping[str, ListPage]
    urls: Mapping[str, str]
    list_urls: Mapping[str, str]
    seconds: float
    statement: str = ""
    offline: bool = False
    calendars: Mapping[str, str] = field(default_factory=dict)
    form: bool = False
    failed: set[str] = field(default_factory=set)
    search: SiteSearch = field(default_factory=SiteSearch)
    _last: tuple[File, View] | None = field(default=None, init=False)

    def view_from(self, file: File) -> View:
        """The site as seen from one of its pages, in that page's language."""
        if self._last is None or self._last[0] is not file:  # a page is asked for several times in a row
            view = self.build.view.seen_from(self._link_from(file.url), self._list_link_from(file.url))
            self._last = (file, view.speaking(self.language(file)))
        return self._last[1]

    def language(self, file: File) -> str:
        """The language of a page of the site."""
        page = self.mounted.pages.get(file.src_uri)
        return language_of(self.build.base, page) if page else self.build.base.settings.language

    def alternates(self, file: File) -> list[Alternate]:
        """The languages that a page can be read in, its own among them, as the theme wants them; else none."""
        page = self.mounted.pages.get(file.src_uri)
        others = other_languages(self.view_from(file), page) if page else {}
        if page is None or not others:
            return []
        found = {self.language(file): page, **others}
        return [
            {"name": name, "link": self.urls[found[language].path], "lang": language}
            for language, name in NAMES.items()
            if language in found
        ]

    def _address(self, page: Page) -> str:
        """Where a page is in the site; empty where the site has it not."""
        return self.urls.get(page.path, "")

    def _link_from(self, url: str) -> Link:
        return lambda page: get_relative_url(self.urls[page.path], url) if page.path in self.urls else ""

    @cached_property
    def _list_addresses(self) -> Mapping[str, str]:
        return {**self.calendars, **{listed.key: self.list_urls[uri] for uri, listed in self.lists.items()}}

    def _list_link_from(self, url: str) -> ListLink:
        addresses = self._list_addresses
        return lambda key: get_relative_url(addresses[key], url) if key in addresses else ""

    def view_from_root(self, base_url: str) -> View:
        """The site as seen from a page that is shown at any address."""
        root = f"{base_url.rstrip('/')}/"
        return self.build.view.seen_from(lambda page: root + self.urls[page.path] if page.path in self.urls else "")

    def shell(self, view: View) -> dict[str, str]:
        """What the templates put around a page, seen from it."""
        return {
            "script_words": script_words(view.words, offline=self.offline),
            "you_are_here": you_are_here(view.words),
            "missed_hint": missed_hint(view),
            "footer_links": footer_links(view, self.statement),
            "edit_words": view.words(N_("Edit")),
            "source_words": view.words(N_("Edit the source")),
        }

    def edit_link(self, file: File) -> str:
        """Where a page of the site is edited in the form, as seen from it; empty where the form does not offer it."""
        page = self.mounted.pages.get(file.src_uri) if self.form else None
        return form_link(self.build.base, page, get_relative_url(".", file.url)) if page else ""

    def not_found(self, base_url: str) -> str:
        """What the site's page for a missing address says; it is shown at any address, so links begin at the root."""
        root, view = f"{base_url.rstrip('/')}/", self.view_from_root(base_url)
        lists = [(listed.title, root + self.list_urls[uri]) for uri, listed in self.lists.items() if listed.main]
        return not_found(view, root, lists)

    def guard(self, page: SitePage) -> None:
        """Hold apart what rendering the page does: if it fails or takes too long, the others are built all the same."""
        if self._path(page.file) is not None:
            page.render = self._contained(page)  # type: ignore[assignment,method-assign]

    def _contained(self, page: SitePage) -> Callable[[MkDocsConfig, Files], None]:
        def render(config: MkDocsConfig, files: Files) -> None:
            with _quiet_links(config, quiet=page.file.src_uri in self.mounted.pages):
                outcome = contain(lambda: _render(page, config, files), self.seconds)
            if outcome.error:
                self._fail(page, outcome.error)

        return render

    def _fail(self, page: SitePage, error: BaseException) -> None:
        page.content, page.toc = "", TableOfContents([])
        page.present_anchor_ids, page.links_to_anchors = set(), {}
        self.failed.add(page.file.src_uri)
        self.build.tell(self._path(page.file) or page.file.src_uri, _failure(error))

    def _path(self, file: File) -> str | None:
        page = self.mounted.pages.get(file.src_uri)
        return page.path if page else self.mounted.others.get(file.src_uri)

    def source(self, file: File) -> str | None:
        """The page's body, without its front matter, for MkDocs; None where the page is none of ours."""
        body = self._body(file)
        return None if body is None else strip_front_matter_for_mkdocs(body)

    def _body(self, file: File) -> str | None:
        if file.src_uri in self.lists:
            return self.lists[file.src_uri].render(self.view_from(file))
        page = self.mounted.pages.get(file.src_uri)
        if page:
            source = self.build.sources.get(page.path)
            return source.body if source else ""
        other = self.mounted.others.get(file.src_uri)
        return None if other is None else self.build.read(other).body

    def markdown(self, page: SitePage, markdown: str) -> str:
        """The Markdown to be rendered; gives the page the metadata that the theme may see, and no other."""
        body = self._body(page.file) if page.file.src_uri not in self.lists else None
        if self._path(page.file) is not None or page.file.src_uri in self.lists:
            page.meta = self._meta(page.file)
        return markdown if body is None else body

    def _meta(self, file: File) -> dict[str, object]:
        listed = self.lists.get(file.src_uri)
        if listed:
            return theme_meta({"title": listed.title, **_HIDDEN.get(listed.key, _NO_CONTENTS if listed.main else {})})
        page = self.mounted.pages.get(file.src_uri)
        if page is None:
            given = _raw_fields(self.build.read(self.mounted.others[file.src_uri]).head)
            # the front page has the whole menu in its tabs, and is wider without it at its side
            return theme_meta({"hide": ["navigation", "toc"], **given} if file.url in FRONT else given)
        description = left_to_write.plain(self.build.view.summary(page), self.view_from(file).words)
        fields: dict[str, object] = {**page.values, "title": page.title, "description": description}
        if page.head and "hide:" in page.head:
            fields["hide"] = _raw_fields(page.head).get("hide")
        return theme_meta(fields)

    def content(self, page: SitePage, html: str) -> str:
        """The page's HTML, made harmless, with its banner below the title; if that fails, a notice in its place."""
        outcome = contain(lambda: self._content(page, html), self.seconds)
        if outcome.value is not None:
            view = self.view_from(page.file)
            return f"{left_to_write.show(outcome.value, view.words)}\n{reader_words(view)}"
        self._fail(page, outcome.error or RuntimeError())
        if "title" not in vars(page):
            page.title = plain_title(page.file.name)
        return notices.failed(self._path(page.file) or page.file.src_uri, self.build.words)

    def _content(self, page: SitePage, html: str) -> str:
        clean_toc(page.toc)
        words = self.view_from(page.file).words
        left_to_write.in_contents(page.toc, words)
        if "title" not in vars(page):  # else the menu has named it
            page.title = page.meta.get("title") or plain_title(str(page.title or ""))
        if page.file.src_uri in self.lists:
            self.search.add_other(str(page.title), page.file.url, "")
            return f"{html}\n{feedback_on(self.view_from(page.file), page.title, page.file.url)}"
        path = self._path(page.file)
        if path is None:
            return html
        cleaned = clean(html, words(notices.REMOVED))
        cleaned = cleaned._replace(html=task_lists.named(cleaned.html))
        ours = self.mounted.pages.get(page.file.src_uri)
        if cleaned.removed and not (ours and ours.active):
            self.build.tell(path, _removed(cleaned.removed))
        if page.file.src_uri in self.failed:
            return notices.failed(path, self.build.words)
        if ours and ours is self.build.view.glossary:
            cleaned = cleaned._replace(html=glossary.with_anchors(cleaned.html))
        if ours:
            searched = left_to_write.show(with_flow(self.build.view, ours, cleaned.html, drawn=False), words)
            self.search.add(self.build.view.seen_from(self._address), ours, page.file.url, searched)
        else:
            self.search.add_other(str(page.title), page.file.url, cleaned.html)
        if self.build.front and page.file.url in FRONT:
            return self._front(page, ours, cleaned.html)
        if ours:
            shown = self._with_banner(page.file, ours, cleaned.html)
            add_sections(page.toc, shown)
            return shown
        feedback = feedback_on(self.view_from(page.file), page.title, page.file.url)
        return self._told(path) or f"{cleaned.html}\n{feedback}"

    def _front(self, page: SitePage, ours: Page | None, html: str) -> str:
        """The front page; where it is a page of the knowledge base, what is known of it stands below it."""
        view, shown = self.view_from(page.file), self.build.front or Front()
        begin_here = [view.base.by_id[name] for name in shown.begin_here if name in view.base.by_id]
        told = self._told(self._path(page.file) or "") if ours is None else ""
        made = front(view, told or html, str(page.title), begin_here, self.build.news)
        known = render_banner(view, ours) if ours else ""
        return f"{made}\n{known}\n{feedback_on(view, page.title, page.file.url)}"

    def _told(self, path: str) -> str:
        """Instead of a file that is no page of the knowledge base and cannot be read; empty where it can."""
        complaint = self.build.read(path).complaint
        if complaint is None:
            return ""
        self.build.tell(path, complaint)
        return notices.failed(path, self.build.words)

    def _with_banner(self, file: File, page: Page, html: str) -> str:
        view = self.view_from(file)
        above = "".join(
            (
                f"{language_links(view, page)}\n{variant_note(view, page)}\n{render_banner(view, page)}\n",
                variants_here(view, page),
                chain(view, page),
                path_link(view, page),
            )
        )
        if unreadable(page):
            html = notices.unreadable(page, self.build.words)
        html = with_flow(view, page, html)
        head, end, rest = html.partition(_H1_END)
        if not end or "<h1" not in head[:200]:
            head, end, rest = f"<h1>{plain(page.title)}", _H1_END, html
        below = (difference_section, brief, calendar_link, read_control, feedback_block)
        return "\n".join((f"{head}{end}\n{above}\n{rest}", *(part(view, page) for part in below)))


def _render(page: SitePage, config: MkDocsConfig, files: Files) -> None:
    bound_markdown(page.markdown or "")
    SitePage.render(page, config, files)


def _failure(error: BaseException) -> Complaint:
    if isinstance(error, TooMuchError):
        return error.complaint
    return Complaint(
        "BUILD",
        N_("The page could not be built ({cause})"),
        N_("Take away what was last changed in it."),
        {"cause": f"{type(error).__name__}: {error}"},
    )


def _raw_fields(head: str | None) -> Mapping[str, Any]:
    value = parse(head).value if head else None
    return value if isinstance(value, dict) else {}


def _removed(what: tuple[str, ...]) -> Complaint:
    return Complaint(
        "SEC001",
        N_("The built page held what could act in the reader's browser, and it was taken out: {what}"),
        N_("Write it as plain text, or in a block of code."),
        {"what": ", ".join(what)},
    )


class _quiet_links:  # noqa: N801 (used as a function)
    """MkDocs' own word on broken links held back: the rules of Stafett have theirs, for every page they know."""

    def __init__(self, config: MkDocsConfig, *, quiet: bool) -> None:
        self.links, self.quiet = config.validation.links, quiet
        self.before = (self.links.not_found, self.links.anchors, self.links.unrecognized_links)

    def __enter__(self) -> None:
        if self.quiet:
            self.links.not_found = self.links.unrecognized_links = logging.DEBUG

    def __exit__(self, *_: object) -> None:
        self.links.not_found, self.links.anchors, self.links.unrecognized_links = self.before
