"""Lets the theme speak the language of each page, while the rest of its settings stay what mkdocs.yml says.

Material's templates ask ``config.theme.language`` for their own words and for ``<html lang>``, and
``config.extra.alternate`` for the languages to choose from. MkDocs renders one page after the other, so both are set
before a page and put back after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from stafett.messages import N_, Words

Alternate = Mapping[str, str]
_SCHEMES = {"default": N_("Switch to dark mode"), "slate": N_("Switch to light mode")}
# The menus have the titles of pages, in the language of the knowledge base, as has what mkdocs.yml says itself; the
# contents are those of the page.
_MENUS = (
    '<ul class="md-tabs__list"',
    '<ul class="md-nav__list" data-md-scrollfix',
    '<ol class="md-path__list"',
    '<div class="md-copyright__highlight"',
    '<div class="md-source__repository"',
)
_CONTENTS = '<ul class="md-nav__list" data-md-component="toc"'


class Speaking:
    """The language of one page, in the theme's settings: ``begin`` before it is rendered, ``end`` after."""

    def __init__(self, config: MkDocsConfig, usual: str) -> None:
        self.config, self.usual = config, usual
        theme = config.theme
        self._before = {key: theme[key] for key in ("language", "palette") if key in theme}
        self._alternate = config.extra.get("alternate")

    def begin(self, language: str, alternates: Sequence[Alternate]) -> None:
        """Speak ``language``, and offer the ``alternates``, each with ``name``, ``link`` and ``lang``."""
        theme = self.config.theme
        if language != self.usual:
            theme["language"] = language
            theme["palette"] = _palette(self._before.get("palette"), Words(language))
        if alternates and self._alternate is None:
            self.config.extra["alternate"] = alternates

    def end(self) -> None:
        """Speak as mkdocs.yml says again."""
        for key, value in self._before.items():
            self.config.theme[key] = value
        if self._alternate is None:
            self.config.extra.pop("alternate", None)


def _palette(palette: Any, words: Words) -> Any:  # noqa: ANN401 (what mkdocs.yml holds)
    """The palette with the names of its switches in another language; they are otherwise given in mkdocs.yml."""
    if not isinstance(palette, list):
        return palette
    return [_named(option, words) for option in palette]


def _named(option: Any, words: Words) -> Any:  # noqa: ANN401
    toggle = option.get("toggle") if isinstance(option, dict) else None
    name = _SCHEMES.get(str(option.get("scheme", "default"))) if isinstance(toggle, dict) else None
    return {**option, "toggle": {**toggle, "name": words(name)}} if name and toggle else option


def keep_to_itself(html: str) -> str:
    """The page without what makes Material ask each of its languages for a map of the site, which they share.

    Its script looks for links that are ``alternate`` and nothing beside; to others, a blank after the word is none.
    """
    return html.replace('<link rel="alternate" ', '<link rel="alternate " ')


def mark_menus(html: str, language: str, usual: str) -> str:
    """Say of the menus on a page in another ``language`` that their titles are in the ``usual`` one, as they are.

    No page's content has elements of these classes: the sanitiser takes them out.
    """
    if language == usual:
        return html
    for menu in _MENUS:
        html = html.replace(menu, f'{menu} lang="{usual}"')
    return html.replace(_CONTENTS, f'{_CONTENTS} lang="{language}"')
