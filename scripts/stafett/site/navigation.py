"""The site's menu where mkdocs.yml has none: roles first, since that is where a newcomer begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from stafett.knowledge_base import decision_number
from stafett.messages import N_
from stafett.model import Page
from stafett.questions.areas import areas
from stafett.questions.translations import is_translation, original_of
from stafett.reports.list_addresses import OWNERSHIP, REVIEWS
from stafett.site.views.labels import area_title, collation, kind_label
from stafett.site.views.lists import ListPage
from stafett.site.views.path_parts import PATHS, path_key
from stafett.site.views.view import View

# A menu shows each page's siblings on each page: beyond this many, a list page does that better, and the site's
# building time would grow with the square of the pages.
LONGEST_MENU = 40
FIRST_KINDS = ("role", "process", "decision", "article")

Item = dict[str, "str | list[Item]"]


class Menu(NamedTuple):
    """A menu in MkDocs' notation, and the pages that it leaves to the list pages: path of the page -> of the list."""

    items: list[Item]
    left_out: dict[str, str]


def menu(view: View, uris: Mapping[str, str], lists: Mapping[str, ListPage], front: str | None) -> Menu:
    """The menu over the pages whose place in the site ``uris`` gives by path. ``lists`` are the list pages by key."""
    items: list[Item] = [{view.words(N_("Start")): front}] if front else []
    items += _paths(view, lists)
    left_out: dict[str, str] = {}
    for kind in ordered_kinds(view):
        pages = [page for page in view.base.of_kind(kind) if page.path in uris and uris[page.path] != front]
        pages = _without_translations(view, pages, lists, left_out)
        if pages:
            items.append({kind_label(view, kind, plural=True): _section(view, kind, pages, uris, lists, left_out)})
    items += [{lists[key].title: lists[key].uri} for key in (OWNERSHIP, REVIEWS) if key in lists]
    return Menu(items, left_out)


def _without_translations(
    view: View, pages: Sequence[Page], lists: Mapping[str, ListPage], left_out: dict[str, str]
) -> list[Page]:
    """The pages but those that translate another: they are reached from it, and from where it is listed."""
    kept = []
    for page in pages:
        original = original_of(view.base, page) if is_translation(view.base, page) else None
        if original and original.kind in lists:
            left_out[page.path] = lists[original.kind].uri
        else:
            kept.append(page)
    return kept


def _paths(view: View, lists: Mapping[str, ListPage]) -> list[Item]:
    """The onboarding paths, by what their roles are called; only their list where there are very many."""
    index = lists.get(PATHS)
    if index is None:
        return []
    roles = sorted((path.role for path in view.paths.values()), key=lambda role: collation(role.title))
    entries: list[Item] = [{role.title: lists[path_key(role)].uri} for role in roles if path_key(role) in lists]
    return [{index.title: [{index.title: index.uri}, *(entries if len(entries) <= LONGEST_MENU else [])]}]


def ordered_kinds(view: View) -> Iterable[str]:
    """The kinds that have pages, in the order of the menu."""
    own = [kind for kind in view.base.settings.kinds if kind not in FIRST_KINDS]
    return [kind for kind in (*FIRST_KINDS, *own) if view.base.of_kind(kind)]


def _section(
    view: View,
    kind: str,
    pages: Sequence[Page],
    uris: Mapping[str, str],
    lists: Mapping[str, ListPage],
    left_out: dict[str, str],
) -> list[Item]:
    index = lists.get(kind)
    section: list[Item] = [{index.title: index.uri}] if index else []
    groups = areas(pages) if kind in {"process", "article"} or kind not in FIRST_KINDS else {"": tuple(pages)}
    for area in sorted(groups, key=lambda name: (name != "", collation(area_title(view, name)))):
        entries = _entries(kind, groups[area], uris)
        if len(entries) > LONGEST_MENU and index:
            left_out.update((page.path, index.uri) for page in groups[area])
        elif area:
            section.append({area_title(view, area): list(entries)})
        else:
            section += entries
    return section


def _entries(kind: str, pages: Iterable[Page], uris: Mapping[str, str]) -> list[Item]:
    if kind == "decision":  # by number, as people speak of them
        return [{_numbered(page): uris[page.path]} for page in pages]
    return [{page.title: uris[page.path]} for page in sorted(pages, key=lambda p: collation(p.title))]


def _numbered(page: Page) -> str:
    number = decision_number(page)
    return page.title if number is None else f"{number:04} {page.title}"
