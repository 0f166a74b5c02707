"""The pages that list others: which there are, where they lie, and what makes each."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from stafett.forecast.result import Forecast
from stafett.messages import N_
from stafett.questions.health_over_time import Health
from stafett.questions.reported import NO_REPORTS, Reported
from stafett.reports.list_addresses import (
    COVERAGE,
    FORECAST,
    HEALTH,
    OWNERSHIP,
    REVIEWS,
    RULES,
    VARIANTS,
    list_folder,
    list_uri,
    rule_uri,
)
from stafett.rules import ALL_RULES, all_metas
from stafett.rules.manual import manual_title
from stafett.site.views.continuity_page import continuity_page, continuity_title
from stafett.site.views.continuity_pages import places
from stafett.site.views.coverage_page import COVERAGE_TITLE, coverage_page
from stafett.site.views.forecast_page import FORECAST_TITLE, forecast_page
from stafett.site.views.health_page import HEALTH_TITLE, health_page
from stafett.site.views.kind_lists import kind_list
from stafett.site.views.labels import kind_label
from stafett.site.views.markdown import slug
from stafett.site.views.missed import MISSED, MISSED_TITLE, missed_page
from stafett.site.views.owner_list import owner_list
from stafett.site.views.path_index import path_index
from stafett.site.views.path_page import path_page, path_title
from stafett.site.views.path_parts import PATHS, path_key
from stafett.site.views.review_list import review_list
from stafett.site.views.rule_pages import RULES_TITLE, rule_index, rule_key, rule_page
from stafett.site.views.variant_register import REGISTER_TITLE, variant_register
from stafett.site.views.view import View

# Parts of addresses, which people keep: they do not follow the words of the catalogs.
_SLUGS = {
    "sv": {PATHS: "introduktion", MISSED: "saknat"},
    "en": {PATHS: "onboarding"},
}


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page that lists others: its key, its title, its place among the sources, and what makes its Markdown.

    ``main`` tells that it is one of those that a reader goes to from anywhere, and not a part of another list.
    """

    key: str
    title: str
    uri: str
    render: Callable[[View], str]
    main: bool = True


def list_pages(
    view: View,
    taken: Collection[str],
    health: Callable[[], Health] | None = None,
    forecast: Callable[[], Forecast | None] | None = None,
    reported: Callable[[], Reported] = lambda: NO_REPORTS,
) -> dict[str, ListPage]:
    """The list pages of a knowledge base by key: one for each kind that has pages, of owners, what is due, and paths.

    With ``health`` and ``forecast``, which are asked for when their pages are made, also one of how well the knowledge
    base is, and one of what is likely to happen to it. ``reported`` is asked what readers reported, for the page on
    coverage.
    A page whose place in the site an author has ``taken`` (as ``roller/index.html``) is left out: theirs counts.
    """
    pages = [
        _made(view, kind, kind_label(view, kind, plural=True), kind_list(kind))
        for kind in view.base.settings.kinds
        if view.base.of_kind(kind)
    ]
    if view.base.pages:
        pages += [
            _made(view, OWNERSHIP, view.words(N_("Ownership")), owner_list),
            _made(view, REVIEWS, view.words(N_("Reviews")), review_list),
        ]
    pages += _path_pages(view)
    if view.base.pages:
        folder = _folder(view, MISSED, MISSED)
        pages.append(ListPage(MISSED, view.words(MISSED_TITLE), f"{folder}/index.md", missed_page, main=False))
        pages += _rule_pages(view)
    if view.base.pages and health:
        uri = list_uri(view.words.language, HEALTH)
        pages.append(ListPage(HEALTH, view.words(HEALTH_TITLE), uri, health_page(health), main=False))
    if view.base.pages and forecast:
        uri = list_uri(view.words.language, FORECAST)
        pages.append(ListPage(FORECAST, view.words(FORECAST_TITLE), uri, forecast_page(forecast), main=False))
    if any(row.needs for row in view.coverage.roles):
        uri = list_uri(view.words.language, COVERAGE)
        pages.append(ListPage(COVERAGE, view.words(COVERAGE_TITLE), uri, coverage_page(reported), main=False))
    if view.variants:
        uri = list_uri(view.words.language, VARIANTS)
        pages.append(ListPage(VARIANTS, view.words(REGISTER_TITLE), uri, variant_register, main=False))
    pages += _continuity_pages(view)
    found: dict[str, ListPage] = {}
    used = set(taken)
    for page in pages:
        place = f"{page.uri.removesuffix('.md')}.html"
        if place not in used:
            used.add(place)
            found[page.key] = page
    return found


def _made(view: View, key: str, title: str, render: Callable[[View], str]) -> ListPage:
    return ListPage(key, title, f"{_folder(view, key, title)}/index.md", render)


def _folder(view: View, key: str, title: str) -> str:
    if key in {OWNERSHIP, REVIEWS}:
        return list_folder(view.words.language, key)
    name = slug(title)
    return _SLUGS.get(view.words.language, {}).get(key, name)


def _rule_pages(view: View) -> list[ListPage]:
    """The manual: the list of rules, and a page for each."""
    language = view.words.language
    pages = [ListPage(RULES, view.words(RULES_TITLE), list_uri(language, RULES), rule_index, main=False)]
    for meta in all_metas():
        title, uri = manual_title(ALL_RULES[meta.code], view.words), rule_uri(language, meta.code)
        pages.append(ListPage(rule_key(meta.code), title, uri, rule_page(meta.code), main=False))
    return pages


def _continuity_pages(view: View) -> list[ListPage]:
    """The pages for managers; none without a directory, and where the settings leave them out."""
    if not (view.base.pages and view.base.directory.present and view.base.settings.continuity_page):
        return []
    found = view.continuity
    made = places(found.groups, view.words.language)
    keys = {group: place.key for place in made for group in place.sections}
    return [
        ListPage(
            place.key, continuity_title(view, place, found), place.uri, continuity_page(found, place, keys), main=False
        )
        for place in made
    ]


def _path_pages(view: View) -> list[ListPage]:
    """The list of onboarding paths, and each of them; none where no role has one."""
    if not view.paths:
        return []
    title = view.words(N_("Onboarding"))
    pages = [_made(view, PATHS, title, path_index)]
    for path in view.paths.values():
        uri = f"{_folder(view, PATHS, title)}/{slug(path.role.name)}/index.md"
        pages.append(ListPage(path_key(path.role), path_title(view, path), uri, path_page(path), main=False))
    return pages
