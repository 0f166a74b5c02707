"""Settings in ``mkdocs.yml`` that would undo the protection of pages; each complaint says what to change.

``mkdocs.yml`` is trusted, so this guards against mistakes, not against attackers: its defaults are unsafe for pages
that anybody may propose.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from stafett.messages import N_

SNIPPETS = ("pymdownx.snippets", "pymdownx._bypassnorm.snippets")
_READS_FILES = {
    "markdown_include.include",
    "mdx_include.mdx_include",
    "markdown_include",
    "pymdownx.b64",
    "pymdownx.pathconverter",
}
_RUNS_CODE = {"markdown_exec", "pymdownx.blocks.html", "codehilite_exec", "markdown_katex"}


class Complaint(NamedTuple):
    """What is wrong with the configuration: message ids, with named places for ``values``."""

    message: str
    fix: str
    values: Mapping[str, str] = {}

    def __str__(self) -> str:
        return f"{self.message} {self.fix}".format(**self.values)


def guard(config: Mapping[str, Any], people: str | None = None) -> list[Complaint]:
    """Everything in a loaded MkDocs config that opens a hole; ``people`` is the directory's folder, if there is one."""
    return [
        *_snippets(config, people),
        *_extensions(config),
        *_macros(config),
        *_folders(config, people),
        *_extra_files(config),
    ]


def _root(config: Mapping[str, Any]) -> str:
    return os.path.dirname(os.path.realpath(str(config.get("config_file_path") or "mkdocs.yml")))  # noqa: PTH120


def _snippets(config: Mapping[str, Any], people: str | None) -> Iterator[Complaint]:
    if not set(SNIPPETS).intersection(map(str, config.get("markdown_extensions") or [])):
        return
    settings = (config.get("mdx_configs") or {}).get("pymdownx.snippets") or {}
    if settings.get("url_download"):
        yield Complaint(N_("pymdownx.snippets downloads what a page names."), N_("Remove url_download from it."))
    if settings.get("restrict_base_path") is False:
        yield Complaint(
            N_("pymdownx.snippets reads any file of the machine."), N_("Remove restrict_base_path from it.")
        )
    if settings.get("check_paths"):
        yield Complaint(
            N_("pymdownx.snippets stops the whole build for one missing file."),
            N_("Remove check_paths from it; stafett check names missing files."),
        )
    bases = settings.get("base_path", ["."])
    root = _root(config)
    for base in [bases] if isinstance(bases, str) else bases:
        folder = os.path.join(root, str(base))  # noqa: PTH118
        about_people = bool(people) and _is_below(folder, os.path.join(root, str(people)))  # noqa: PTH118
        if about_people or not _is_below(folder, root) or _holds_secrets(folder):
            yield Complaint(
                N_("pymdownx.snippets may read {path}, and so publish people and settings."),
                N_("Set its base_path to a folder of its own, such as includes."),
                {"path": str(base)},
            )


def _extensions(config: Mapping[str, Any]) -> Iterator[Complaint]:
    for name in map(str, config.get("markdown_extensions") or []):
        if name in _READS_FILES or name in _RUNS_CODE:
            yield Complaint(
                N_("The extension {name} lets a page read files or run code."), N_("Remove it."), {"name": name}
            )


def _plugin(config: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 (plugins have no common type)
    plugins = config.get("plugins") or {}
    return plugins[name] if name in plugins else None  # noqa: SIM401 (MkDocs' collection has no get)


def _macros(config: Mapping[str, Any]) -> Iterator[Complaint]:
    plugin = _plugin(config, "macros")
    if plugin is None:
        return
    settings = plugin.config
    if settings.get("module_name", "main") == "main":
        yield Complaint(
            N_("The macros plugin runs main.py beside mkdocs.yml, which a page's author may add."),
            N_("Set module_name: macros."),
        )
    if settings.get("render_by_default", True):
        yield Complaint(N_("The macros plugin renders every page."), N_("Set render_by_default: false."))
    if settings.get("include_dir"):
        yield Complaint(N_("The macros plugin lets pages include files."), N_("Remove include_dir."))
    if settings.get("force_render_paths"):
        yield Complaint(
            N_("The macros plugin renders pages that did not ask for it."),
            N_("Remove force_render_paths and write render_macros: true in those pages."),
        )
    if settings.get("on_error_fail"):
        yield Complaint(N_("One page's macro stops the whole build."), N_("Remove on_error_fail."))
    for name in settings.get("include_yaml") or []:
        file = next(iter(name.values())) if isinstance(name, Mapping) else name
        if _is_below(os.path.join(_root(config), str(file)), str(config.get("docs_dir"))):  # noqa: PTH118
            yield Complaint(
                N_("The macros plugin reads {path}, which a page's author may change."),
                N_("Remove it from include_yaml."),
                {"path": str(file)},
            )


def _folders(config: Mapping[str, Any], people: str | None) -> Iterator[Complaint]:
    docs, root = os.path.realpath(str(config.get("docs_dir") or "docs")), _root(config)
    if _is_below(root, docs):
        yield Complaint(
            N_("docs_dir holds the whole project, and so publishes its settings."),
            N_("Set docs_dir to a folder of pages."),
        )
    elif people and _is_below(os.path.join(root, people), docs):  # noqa: PTH118
        yield Complaint(
            N_("The directory of people lies in docs_dir and would be published."),
            N_("Move {path} beside docs_dir, and name it under people in stafett.yml."),
            {"path": people},
        )


def _extra_files(config: Mapping[str, Any]) -> Iterator[Complaint]:
    """Styles and scripts that lie among the pages are as untrusted as they are."""
    docs = str(config.get("docs_dir") or "docs")
    for setting in ("extra_css", "extra_javascript", "extra_templates"):
        for entry in config.get(setting) or []:
            if os.path.exists(os.path.join(docs, str(getattr(entry, "path", entry)))):  # noqa: PTH110, PTH118
                yield Complaint(
                    N_("{setting} takes {path} from among the pages, where it is not published."),
                    N_("Move it into the theme's custom_dir."),
                    {"setting": setting, "path": str(entry)},
                )


def _is_below(path: str, folder: str) -> bool:
    real, base = os.path.realpath(path), os.path.realpath(folder)
    return real == base or real.startswith(base.rstrip(os.sep) + os.sep)


def _holds_secrets(folder: str) -> bool:
    """Whether a folder holds what is never to be published: settings, the directory of people or Git's own files."""
    return any(os.path.exists(os.path.join(folder, name)) for name in (".git", "mkdocs.yml", "stafett.yml", "people"))  # noqa: PTH110, PTH118
