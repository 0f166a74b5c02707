"""Hands the menu to MkDocs, which makes the site's navigation of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page as SitePage

from stafett.site.mount import Mounted
from stafett.site.navigation import Item, menu
from stafett.site.safety.metadata import plain
from stafett.site.views.lists import ListPage
from stafett.site.views.view import View


def apply_menu(
    config: MkDocsConfig, files: Files, view: View, mounted: Mounted, lists: Mapping[str, ListPage]
) -> dict[str, str]:
    """Give ``config`` a menu where mkdocs.yml has none; the places of the pages it leaves out -> of their list."""
    if config.nav is not None:
        for listed in lists.values():
            files.src_uris[listed.uri].inclusion = InclusionLevel.NOT_IN_NAV
        return {}
    uris = {page.path: uri for uri, page in mounted.pages.items()}
    front = next((uri for uri in ("index.md", "README.md") if files.get_file_from_path(uri)), None)
    made = menu(view, uris, lists, front)
    config.nav = _escaped(made.items)
    named = set(_uris(made.items))
    for listed in lists.values():
        if listed.uri not in named:
            files.src_uris[listed.uri].inclusion = InclusionLevel.NOT_IN_NAV
    left_out = {uris[path]: index for path, index in made.left_out.items()}
    for uri in left_out:
        files.src_uris[uri].inclusion = InclusionLevel.NOT_IN_NAV
    return left_out


def _uris(items: list[Item]) -> Iterator[str]:
    for item in items:
        for value in item.values():
            if isinstance(value, str):
                yield value
            else:
                yield from _uris(value)


def _escaped(items: list[Item]) -> list[Any]:
    """Titles as the theme may write them into HTML as they are."""
    return [
        {str(plain(title)): _escaped(value) if isinstance(value, list) else value for title, value in item.items()}
        for item in items
    ]


def attach_left_out(files: Files, left_out: Mapping[str, str], mounted: Mounted) -> None:
    """Tie each page that the menu leaves out to the section of its list, and to its neighbours."""
    before: dict[str, SitePage] = {}
    for uri, index in left_out.items():
        page, listed = files.src_uris[uri].page, files.src_uris[index].page
        if page is None or listed is None:
            continue
        page.title = plain(mounted.pages[uri].title)
        page.parent = listed.parent
        previous = before.get(index)
        if previous:
            previous.next_page, page.previous_page = page, previous
        before[index] = page
