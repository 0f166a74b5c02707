"""The options of the ``stafett`` plugin in mkdocs.yml."""

from __future__ import annotations

from datetime import date

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type


class StafettConfig(Config):  # type: ignore[no-untyped-call]
    """What mkdocs.yml may say about the plugin; how pages are read is said in ``stafett.yml``."""

    knowledge_base = Type(str, default=".")
    """The folder of ``stafett.yml``, relative to mkdocs.yml."""

    as_of = Type((str, date), default="")
    """The day that the site speaks of, as 2026-05-04; empty: the day on which it is built."""

    areas = Type(dict, default={})
    """What the folders that sort pages are called, as ``inkop: Inköp``."""

    glossary = Type(str, default="ordlista")
    """The id of the page whose definition lists the macro ``term`` looks up."""

    accessibility_statement = Type(str, default="tillganglighet")
    """The id of the page that every footer links to as the accessibility statement, where there is such a page."""

    front = Type(bool, default=True)
    """Whether the front page shows roles, search, the pages that most people need, and what is new."""

    begin_here = Type(list, default=[])
    """The ids of pages that the front page offers beside the roles, as one for new managers."""

    news = Type(str, default="30 days")
    """How far back the front page tells what is new."""

    health = Type(bool, default=True)
    """Whether the site has a page on how well the knowledge base is, for which git's whole history is read."""

    forecast = Type(bool, default=True)
    """Whether the site has a page on what is likely to happen to the pages when people leave."""

    offline = Type(bool, default=True)
    """Whether readers' browsers keep the pages that were visited, to show them where there is no network."""

    policy_in_pages = Type(bool, default=False)
    """Whether each page brings its content security policy, for hosts on which nobody can set a header."""

    page_seconds = Type(int, default=20)
    """How long one page may take; then it is left out, and the others are built."""
