"""What one build of the site knows: the knowledge base on its day, and what went wrong on the way."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from stafett.dates import Interval, before
from stafett.forecast.assumptions import assumptions, usual_runs
from stafett.forecast.result import Forecast
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Complaint, Finding, Page, Severity
from stafett.questions.check import check
from stafett.questions.health_over_time import Health, health, needed_from
from stafett.questions.news import News, against_baseline, all_new
from stafett.questions.onboarding import substance_of
from stafett.questions.recent import Recent, recent
from stafett.questions.reported import NO_REPORTS, Reported, reported
from stafett.questions.small_units import LEAST_PEOPLE
from stafett.questions.variants import rewritten, watched
from stafett.reading.baseline import BaselineError, read_baseline
from stafett.reading.exported_issues import ReportsError, read_issues
from stafett.reading.front_matter import Source, split
from stafett.reading.history import read_history
from stafett.reading.page import read_page
from stafett.reading.page_history import read_histories
from stafett.reading.tidied import tidied
from stafett.reports.printable import printable
from stafett.site.glossary import terms
from stafett.site.views.view import Site, View
from stafett.summary import first_paragraph

log = logging.getLogger("mkdocs.plugins.stafett")

NOTHING = Source(None, "", 1)
# Codes under which a page or file is left out of the site, or something in it is.
LEFT_OUT = frozenset(("FMT001", "FMT014", "SEC001", "SEC002", "SEC003", "ASSET", "BUILD", "MACRO"))


HEALTH_SHOWN = Interval(1, "year")
"""How far back the page on health tells month by month."""


class Front(NamedTuple):
    """What the front page shows beside its author's words: the ids of pages to begin with, and how far back news go."""

    begin_here: tuple[str, ...] = ()
    news: Interval = Interval(30, "day")


@dataclass
class Build:
    """One build. ``told`` holds what has been logged, as path and code, so that nothing is said twice.

    ``address`` is where the site lies on the web, ``revision`` what it is built from (both empty where unknown), and
    ``urls`` the addresses of the pages that it has, by path, relative to its root.
    """

    root: Path
    base: KnowledgeBase
    as_of: date
    area_titles: Mapping[str, str] = field(default_factory=dict)
    glossary_id: str = ""
    front: Front | None = None
    told: set[tuple[str, str]] = field(default_factory=set)
    address: str = ""
    revision: str = ""
    urls: dict[str, str] = field(default_factory=dict)

    @cached_property
    def words(self) -> Words:
        """The words of the knowledge base's language."""
        return Words(self.base.settings.language)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Front matter and body of every page that can be read, by path."""
        return {page.path: self.read(page.path) for page in self.base.pages if not unreadable(page)}

    def read(self, path: str) -> Source:
        """Front matter and body of a file; empty where it cannot be read (any more)."""
        try:
            return split((self.root / path).read_bytes())
        except OSError:
            return NOTHING

    def _prose(self, path: str, source: Source) -> str:
        """A page's text; a decision's without the lines that say how it stands, which are no summary of it."""
        page = self.base.by_path.get(path)
        if page is None or not page.said.lines:
            return source.body
        said = {line - source.body_line for line in page.said.lines.values()}
        return "\n".join("" if n in said else line for n, line in enumerate(source.body.split("\n")))

    @cached_property
    def view(self) -> View:
        """The site as seen from nowhere; ask it ``seen_from`` a page."""
        summaries = {path: first_paragraph(self._prose(path, source)) for path, source in self.sources.items()}
        glossary = self.base.by_id.get(self.glossary_id)
        words = terms(self.sources[glossary.path].body) if glossary and glossary.path in self.sources else {}
        view = View(self.base, self.as_of, self.words, _no_link, self.area_titles, summaries, glossary, words)
        view = replace(view, site=Site(self.address, self.revision, self.urls))
        if view.translations:
            view = replace(view, changed={found.page.path: found.day for found in self.news.pages})
        departing = watched(self.base)
        if departing:
            bodies = {path: self.sources[path].body for path in departing if path in self.sources}
            histories = read_histories(self.root, self.base, self.as_of, substance_of, departing)
            known = replace(self.base, rewritten=rewritten(histories, self.as_of))
            view = replace(view, base=known, bodies=bodies)
        # worked out once, for the views from every page
        _ = view.rows, view.chains, view.parts, view.by_title, view.translations, view.variants
        _ = view.cover, view.by_any_name
        for page in {step.page.path: step.page for path in view.paths.values() for step in path.steps}.values():
            if page.path in self.sources:
                view.digests[page.path] = substance_of(page, self.sources[page.path].body)
        return view

    @cached_property
    def news(self) -> Recent:
        """What is new on the day of the build; asks git, once."""
        since = before(self.as_of, self.front.news if self.front else Front().news)
        history = read_history(self.root, since, self.as_of)
        pages = self.base.by_path
        only_tidied = tidied(self.root, history, pages, self._says) if history else frozenset[str]()
        return recent(self.base, history, since, self.as_of, only_tidied)

    @cached_property
    def health(self) -> Health:
        """How well the knowledge base is on the day of the build, and was before; asks git, once."""
        since = before(self.as_of, HEALTH_SHOWN)
        begin = needed_from(self.base, since)
        histories = read_histories(self.root, self.base, self.as_of, substance_of, begin=begin)
        return health(self.base, self.as_of, histories, since, LEAST_PEOPLE)

    @cached_property
    def forecast(self) -> Forecast | None:
        """What is likely to happen after the day of the build, as `stafett forecast` tells it."""
        assumed = assumptions(self.base.settings.forecast, usual_runs(self.base))
        # It needs numpy, for which nothing waits that makes no such page.
        found: Forecast | None = import_module("stafett.forecast.ask").forecast(
            self.base, self.as_of, assumed, least_people=LEAST_PEOPLE
        )
        return found

    @cached_property
    def reported(self) -> Reported:
        """What readers reported, from the file that the settings name; where it cannot be read, nothing, and a word."""
        if not self.base.settings.reports:
            return NO_REPORTS
        try:
            return reported(self.base, read_issues(self.root / self.base.settings.reports, self.root))
        except ReportsError as error:
            log.warning("%s", printable(self.words(error.message, **error.values)))
            return NO_REPORTS

    def _says(self, path: str, data: bytes) -> str:
        settings = self.base.settings
        page = read_page(path, settings.kinds[self.base.by_path[path].kind], data, settings)
        return substance_of(page, split(data).body)

    @property
    def not_whole(self) -> list[str]:
        """The paths of what the site shows only in part or not at all, as far as the build has come."""
        return sorted({path for path, code in self.told if code in LEFT_OUT})

    def incomplete(self) -> str:
        """How to say that the site is built, and what is missing from it."""
        message = N_("The site is built, but {paths} could not be shown whole. The warnings above say why.")
        return printable(self.words(message, paths=", ".join(self.not_whole)))

    def tell_findings(self) -> list[Finding]:
        """Log every finding that fails a check, as a warning, so that a strict build fails at its end; give all.

        What the baseline lets be is logged as well, and fails nothing.
        """
        findings = check(self.base, self.as_of)
        found = self._beside_baseline(all_new(findings))
        for finding, new in zip(findings, found.is_new, strict=True):
            if finding.severity is Severity.ERROR:
                text, level = f"{finding.message}. {finding.fix}", logging.WARNING if new else logging.INFO
                self._log(level, finding.path, finding.line, finding.code, text)
        return findings

    def _beside_baseline(self, found: News) -> News:
        if not self.base.settings.baseline:
            return found
        try:
            return against_baseline(found, read_baseline(self.root / self.base.settings.baseline))
        except BaselineError as error:
            log.warning("%s", printable(self.words(error.message, **error.values)))
            return found

    def tell(self, path: str, complaint: Complaint) -> None:
        """Log what the site's builder met in a file, unless the rules have already said it."""
        if (path, complaint.code) not in self.told:
            self.tell_at(path, complaint, complaint.line or 1)

    def tell_at(self, path: str, complaint: Complaint, line: int) -> None:
        """Log a complaint at a line of a file."""
        words = self.words
        message, fix = words(complaint.message, **complaint.values), words(complaint.fix, **complaint.values)
        self._log(logging.WARNING, path, line, complaint.code, f"{message}. {fix}")

    def _log(self, level: int, path: str, line: int, code: str, text: str) -> None:
        self.told.add((path, code))
        log.log(level, "%s", printable(f"{path}:{line}: {code} {text}"))


def unreadable(page: Page) -> bool:
    """Whether nothing of the page's file could be read."""
    return page.head is None and any(complaint.code == "FMT001" for complaint in page.complaints)


def _no_link(_: Page) -> str:
    return ""
