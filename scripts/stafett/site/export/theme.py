"""The templates of an export: the site's own, ours of the plugin, and the few that only another engine needs.

Zensical's templates are Material's in another dialect of Jinja, and know nothing of what the plugin gives a template.
That is therefore written down: once for the site in ``extra``, and in a page's metadata where it differs there.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from stafett.site.export.rendering import RenderedPage, RenderedSite
from stafett.site.plugin import NOT_FOUND
from stafett.site.set_up import TEMPLATES

GIVEN = "stafett"
"""The variable in which the plugin gives templates their words; its name in ``extra`` and in metadata, too."""

_HERE = Path(__file__).parent / "overrides"
_VARIABLE = re.compile(rf"\b{GIVEN}\.(\w+)")
_LOOKED_UP = (
    rf"(((page.meta.{GIVEN} | d({{}})).\1 if page and page.meta) | d((config.extra.{GIVEN} | d({{}})).\1, true))"
)
_HEAD = """
{% block extrahead %}
  {{ super() }}
  {% for alt in (page.meta.alternate if page and page.meta) | d([], true) %}
    <link rel="alternate " href="{{ alt.link | url }}" hreflang="{{ alt.lang }}">
  {% endfor %}
{% endblock %}
"""
_NOT_FOUND_PLACE = "{{ not_found }}"
_ENGINE = {"https://squidfunk.github.io/mkdocs-material/": "https://zensical.org/", "Material for MkDocs": "Zensical"}


def for_site(site: RenderedSite) -> dict[str, object]:
    """What templates are given on every page."""
    translated = any(page.alternates for page in site.pages)
    # Zensical's header offers languages where this is true, and its own templates look for a list of them in vain.
    return {GIVEN: dict(site.shell), **({"alternate": True} if translated else {})}


def for_page(page: RenderedPage, site: RenderedSite) -> dict[str, object]:
    """What templates are given on one page and no other, as its metadata."""
    given: dict[str, object] = {}
    if own := {name: value for name, value in page.shell.items() if value != site.shell.get(name)}:
        given[GIVEN] = own
    if page.language != site.build.base.settings.language:
        given["language"] = page.language
    if page.alternates:
        given["alternate"] = list(page.alternates)
    return given


def write_templates(site: RenderedSite, custom: Path | None, folder: Path) -> None:
    """Write the templates into ``folder``; ``custom`` are the site's own, which ours take precedence of."""
    if custom:
        shutil.copytree(custom, folder)
    for source in sorted(TEMPLATES.rglob("*.html")):
        target = folder / source.relative_to(TEMPLATES)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_translated(source.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    shutil.copytree(_HERE, folder, dirs_exist_ok=True)
    with (folder / "main.html").open("a", encoding="utf-8", newline="\n") as main:
        main.write(_HEAD)
    not_found = folder / NOT_FOUND
    # Nothing in the page is read as a template.
    said = str(site.not_found).replace("{", "&#123;")
    text = not_found.read_text(encoding="utf-8").replace(_NOT_FOUND_PLACE, said)
    not_found.write_text(text, encoding="utf-8", newline="\n")


def _translated(template: str) -> str:
    """One of the plugin's templates, looking up what it is given, and naming the engine that it will be used by."""
    template = re.sub(r"\{#.*?#\}", "", template, flags=re.DOTALL).lstrip()
    for engine, other in _ENGINE.items():
        template = template.replace(engine, other)
    return _VARIABLE.sub(_LOOKED_UP, template)
