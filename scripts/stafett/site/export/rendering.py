"""The pages as MkDocs and its plugins make them, before any theme: the one seam between the plugin and other engines.

Whatever the plugin puts on a page or beside the pages is in here without being named here. No theme is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import Files, InclusionLevel, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils.yaml import yaml_load

from stafett.site.collect import Build
from stafett.site.plugin import StafettPlugin

PLUGIN = "stafett"


class CannotRenderError(Exception):
    """The site's own settings do not allow it to be made; the text says why."""


@dataclass(frozen=True)
class RenderedPage:
    """A page: its source's place and its address in the site, what the theme may know of it, and its safe HTML.

    ``shell`` is what our templates put around it, ``alternates`` the languages that it can be read in.
    """

    uri: str
    url: str
    meta: Mapping[str, object]
    edit_url: str | None
    anchors: frozenset[str]
    html: str
    shell: Mapping[str, str]
    language: str
    alternates: Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class RenderedSite:
    """A whole site. ``given`` is what mkdocs.yml says, as it stands; ``build`` knows what could not be shown."""

    config: MkDocsConfig
    given: Mapping[str, Any]
    build: Build
    pages: tuple[RenderedPage, ...]
    navigation: Navigation
    not_found: str
    shell: Mapping[str, str]
    page_seconds: float


def render_site(config_file: Path, as_of: date | None, target: Path) -> RenderedSite:
    """Make every page of the site that ``config_file`` describes, on that day or its own.

    The files that lie beside the pages are written into ``target``.

    Raises CannotRenderError.
    """
    try:
        return _render(config_file, as_of, target)
    except MkDocsException as error:
        raise CannotRenderError(str(error)) from error


def _render(config_file: Path, as_of: date | None, target: Path) -> RenderedSite:
    with config_file.open("rb") as file:
        given = yaml_load(file)
    config = load_config(str(config_file), site_dir=str(target), theme={"name": "mkdocs"}, strict=False)
    plugin = config.plugins.get(PLUGIN)
    if not isinstance(plugin, StafettPlugin):
        raise CannotRenderError(f"{config_file.name} does not name the plugin `stafett`")
    plugin.config.offline = False  # its worker, like the security policy, is made of the pages that a theme has made
    if as_of:
        plugin.config.as_of = as_of.isoformat()
    try:
        files, navigation = _collected(config)
        pages = tuple(_page(page, plugin) for page in _rendered(config, files))
    except Exception as error:
        config.plugins.on_build_error(error=error)
        raise
    files.copy_static_files(inclusion=InclusionLevel.is_included)
    plugin.write_data(target)
    root = urlsplit(config.site_url or "/").path
    not_found = plugin.pages.not_found(root)
    shell = plugin.pages.shell(plugin.pages.view_from_root(root))
    return RenderedSite(config, given, plugin.build, pages, navigation, not_found, shell, plugin.config.page_seconds)


def _collected(config: MkDocsConfig) -> tuple[Files, Navigation]:
    """The files of the site and its menu, as a build of MkDocs begins."""
    config.plugins.on_startup(command="build", dirty=False)
    config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    # By its name in this module, under which the plugin makes the search for files safe (see safety/walking.py).
    found = build.get_files(config)  # type: ignore[attr-defined]
    files = config.plugins.on_files(found, config=config)
    set_exclusions(files, config)
    navigation = get_navigation(files, config)
    return files, config.plugins.on_nav(navigation, config=config, files=files)


def _rendered(config: MkDocsConfig, files: Files) -> Iterator[SitePage]:
    for file in files.documentation_pages():
        page = config.plugins.on_pre_page(file.page or SitePage(None, file, config), config=config, files=files)
        page.read_source(config)
        page.markdown = config.plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        page.render(config, files)
        page.content = config.plugins.on_page_content(page.content or "", page=page, config=config, files=files)
        yield page


def _page(page: SitePage, plugin: StafettPlugin) -> RenderedPage:
    return RenderedPage(
        page.file.src_uri,
        page.url,
        page.meta,
        page.edit_url,
        frozenset(_ids(page.toc)),
        page.content or "",
        plugin.pages.shell(plugin.pages.view_from(page.file)),
        plugin.pages.language(page.file),
        plugin.pages.alternates(page.file),
    )


def _ids(entries: Iterable[AnchorLink]) -> Iterator[str]:
    for entry in entries:
        yield entry.id
        yield from _ids(entry.children)
