"""The site as Zensical builds it: a folder with Markdown, what lies beside it, a few templates and a mkdocs.yml.

Zensical reads mkdocs.yml, and has Material's classic look as a variant of its theme; it runs no plugin of ours. Its
templates write titles and other metadata as they stand, like Material's, so they are given in escaped form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Link, Section
from mkdocs.structure.pages import Page as SitePage

from stafett.messages import N_
from stafett.model import Complaint
from stafett.site import notices
from stafett.site.export.links import by_address, towards_sources
from stafett.site.export.markdown import EXTENSIONS, as_markdown
from stafett.site.export.rendering import RenderedPage, RenderedSite, render_site
from stafett.site.export.theme import for_page, for_site, write_templates
from stafett.site.safety.contain import contain

_SITE_KEYS = ("site_name", "site_url", "site_description", "site_author", "copyright", "repo_url", "repo_name")
_THEME_KEYS = ("language", "direction", "font", "logo", "favicon", "icon", "palette", "features")
_TOC_KEYS = ("permalink", "permalink_title", "permalink_class", "permalink_leading", "toc_depth", "title")
_REFUSED = Complaint(
    "BUILD",
    N_("The page would not come out of the other engine as it is, and was left out"),
    N_("Take away what was last changed in it."),
    line=1,
)
_HEAD = """\
# Written by `stafett export`, from {source} as of {day}. Change the sources and export again: changes here are lost.
"""


def export(config_file: Path, as_of: date | None, folder: Path) -> RenderedSite:
    """Write the site that ``config_file`` describes into the empty ``folder``, for Zensical; give what was rendered.

    Without an as-of date the one that ``config_file`` names counts, or else today.

    Raises CannotRenderError.
    """
    docs = folder / "docs"
    site = render_site(config_file, as_of, docs)
    sources = by_address({page.uri: page.url for page in site.pages})
    for page in site.pages:
        _write(docs / page.uri, _source(page, site, sources))
    write_templates(site, _custom(site, config_file.parent), folder / "overrides")
    head = _HEAD.format(source=config_file.name, day=site.build.as_of.isoformat())
    _write(folder / "mkdocs.yml", head + _yaml(_settings(site, docs)))
    return site


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _yaml(value: object) -> str:
    return yaml.safe_dump(_bare(value), allow_unicode=True, sort_keys=False, width=10_000)


def _bare(value: object) -> Any:  # noqa: ANN401 (what YAML and JSON know)
    """A value of plain types alone."""
    if isinstance(value, Mapping):
        return {str(key): _bare(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_bare(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)


def _source(page: RenderedPage, site: RenderedSite, sources: Mapping[str, str]) -> str:
    """A page's Markdown, below the metadata that its theme may know."""
    meta = dict(page.meta)
    if page.edit_url:
        meta["edit_url"] = page.edit_url
    meta |= for_page(page, site)
    head = f"---\n{_yaml(meta)}---\n" if meta else ""
    html = towards_sources(page.html, page.url, page.uri, sources)
    # Within the time that a page may take, since the engine does the same work once more and has no such bound.
    made = contain(lambda: as_markdown(html, page.anchors, _toc(site.config)), site.page_seconds)
    text = made.value
    if text is None:
        text = f"{notices.failed(page.uri, site.build.words)}\n"
        site.build.tell(page.uri, _REFUSED)
    return f"{head}\n{text}"


def _toc(config: MkDocsConfig) -> dict[str, object]:
    """What mkdocs.yml says of the table of contents, as far as it can be written down and still holds."""
    options: Mapping[str, object] = config.mdx_configs.get("toc", {})
    return {key: options[key] for key in _TOC_KEYS if isinstance(options.get(key), (str, int))}


def _theme(site: RenderedSite) -> Mapping[str, Any]:
    """What mkdocs.yml says of the theme, if it is more than a name."""
    theme = site.given.get("theme")
    return theme if isinstance(theme, Mapping) else {}


def _custom(site: RenderedSite, root: Path) -> Path | None:
    """The folder of the site's own templates."""
    custom = _theme(site).get("custom_dir")
    return root / str(custom) if custom else None


def _settings(site: RenderedSite, docs: Path) -> dict[str, object]:
    given, config = site.given, site.config
    theme = _theme(site)
    return {
        **{key: given[key] for key in _SITE_KEYS if given.get(key) is not None},
        "extra": {**for_site(site), **(given.get("extra") or {})},
        "use_directory_urls": config.use_directory_urls,
        "theme": {
            "name": "material",
            "variant": "classic",
            "custom_dir": "overrides",
            **{key: theme[key] for key in _THEME_KEYS if theme.get(key) is not None},
        },
        "plugins": ["search"],
        "markdown_extensions": [{name: _toc(site.config)} if name == "toc" else name for name in EXTENSIONS],
        "extra_css": [path for path in config.extra_css if _is_there(path, docs)],
        "extra_javascript": [_script(script) for script in config.extra_javascript if _is_there(str(script), docs)],
        "nav": _menu(site.navigation.items),
        # the rules of Stafett have checked the links, with what may be linked to in ids that only scripts know
        "validation": {"links": {"not_found": "ignore", "anchors": "ignore"}},
    }


def _is_there(path: str, docs: Path) -> bool:
    """Whether a style or script lies among the exported files; those of a theme or another plugin do not."""
    return "://" in path or (docs / path).is_file()


def _script(script: Any) -> object:  # noqa: ANN401 (an address or MkDocs' own object)
    if isinstance(script, str):
        return script
    return {key: value for key in ("path", "type", "defer", "async") if (value := getattr(script, f"{key}", None))}


def _menu(items: Iterable[object]) -> list[object]:
    """The menu in the notation of mkdocs.yml; its titles are escaped already."""
    return [_entry(item) for item in items]


def _entry(item: object) -> dict[str, object]:
    if isinstance(item, Section):
        return {str(item.title): _menu(item.children)}
    if isinstance(item, SitePage):
        return {str(item.title): item.file.src_uri}
    if isinstance(item, Link):
        return {str(item.title): item.url}
    raise TypeError(item)
