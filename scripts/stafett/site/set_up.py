"""What is done once, before MkDocs looks for files: settings are read, holes refused, the theme completed."""

from __future__ import annotations

import posixpath
from datetime import date
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from stafett.dates import Interval, parse_interval
from stafett.fields import ISO_DATE, parse_date
from stafett.messages import Words
from stafett.reading.load import load_with
from stafett.reading.settings import SettingsError, read_settings
from stafett.reading.tree import starting_folders
from stafett.settings import Settings
from stafett.site.collect import Build, Front
from stafett.site.config import StafettConfig
from stafett.site.mount import OWN
from stafett.site.revision import revision_of
from stafett.site.safety.config_guard import guard
from stafett.site.safety.snippets import use_safe_snippets

FETCHED_FONTS = {"text": "Roboto", "code": "Roboto Mono"}
"""What Material asks another site for where mkdocs.yml says nothing of fonts."""
USUAL_LANGUAGE = "en"
"""What Material speaks where mkdocs.yml names no language."""
TEMPLATES = Path(__file__).parent / "templates"


def start(options: StafettConfig, config: MkDocsConfig) -> Build:
    """Read the knowledge base. Raises PluginError where the settings or MkDocs' own do not allow a safe build."""
    root = project(config) / options.knowledge_base
    try:
        settings = read_settings(root)
    except SettingsError as error:
        raise PluginError("The settings cannot be used\n  " + "\n  ".join(error.lines)) from error
    _refuse_holes(config, settings)
    areas = {str(key): str(value) for key, value in options.areas.items()}
    front = Front(tuple(map(str, options.begin_here)), _interval(options.news)) if options.front else None
    return Build(
        root,
        load_with(root, settings),
        _day(options.as_of),
        areas,
        options.glossary,
        front=front,
        address=config.site_url or "",
        revision=revision_of(root),
    )


def project(config: MkDocsConfig) -> Path:
    """The folder of mkdocs.yml."""
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent


def _day(given: object) -> date:
    """The day that the site speaks of; the clock is asked here, once, where mkdocs.yml names no day."""
    text = str(given)[: len("2026-05-04")]  # YAML may have made a date or a moment of it
    if not given:
        return date.today()  # noqa: DTZ011 (the builder's own calendar day is meant)
    day = parse_date(text, (ISO_DATE,))
    if day is None:
        raise PluginError(f"as_of: '{given}' is not a date like 2026-05-04")
    return day


def _interval(given: str) -> Interval:
    """How far back the news go."""
    interval = parse_interval(given)
    if interval is None:
        raise PluginError(f"news: '{given}' is not a length of time such as 30 days or 2 months")
    return interval


def _refuse_holes(config: MkDocsConfig, settings: Settings) -> None:
    words = Words(settings.language)
    complaints = guard(config, settings.people)
    if complaints:
        lines = (f"{words(item.message, **item.values)} {words(item.fix, **item.values)}" for item in complaints)
        raise PluginError("mkdocs.yml would let pages do harm\n  " + "\n  ".join(lines))


def complete(config: MkDocsConfig, language: str) -> None:
    """Add Stafett's templates, style and script to the theme, and make edit links start from the repository.

    The theme speaks the ``language`` of the knowledge base where it would else speak its usual English.
    """
    use_safe_snippets(config)
    if not {"attr_list", "markdown.extensions.attr_list"} & set(config.markdown_extensions):
        config.markdown_extensions.append("attr_list")  # the headings of generated pages bring their anchors
    if config.theme.get("language") == USUAL_LANGUAGE:
        config.theme["language"] = language
    if config.theme.get("font") == FETCHED_FONTS:
        config.theme["font"] = False  # the letters of the reader's own device are used
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(TEMPLATES))
    config.extra_css.insert(0, f"{OWN}/stafett.css")
    config.extra_javascript.insert(0, f"{OWN}/stafett.js")
    if config.edit_uri:
        docs = posixpath.relpath(Path(config.docs_dir).as_posix(), project(config).as_posix())
        config.edit_uri = config.edit_uri.removesuffix(f"{docs}/")


def watched(build: Build, config: MkDocsConfig) -> list[str]:
    """What ``mkdocs serve`` should watch besides ``docs_dir``: folders of pages, people, settings and macros."""
    settings = build.base.settings
    names = (
        *starting_folders(pattern for pattern, _ in settings.pages),
        settings.people.rstrip("/"),
        "stafett.yml",
    )
    paths = [build.root / name for name in names if name] + [project(config) / "macros"]
    return sorted({str(path) for path in paths if path.exists() and path != Path(config.docs_dir)})
