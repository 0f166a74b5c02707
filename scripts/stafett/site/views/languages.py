"""The way between the languages of a page, and what a reader should know of a translation."""

from __future__ import annotations

from collections.abc import Mapping

from stafett.messages import N_, Words
from stafett.model import Page
from stafett.questions.translations import behind, in_other_languages, is_translation, original_of
from stafett.site.views.html import Html, a, day, esc, join, tag
from stafett.site.views.labels import page_link, sentence
from stafett.site.views.view import View

NAMES = {"sv": "Svenska", "en": "English"}
"""Each language by its own name, as a reader who knows only that one looks for it."""

# Each is shown in the language that it names.
_READ = {"sv": N_("Read this in Swedish"), "en": N_("Read this in English")}


def other_languages(view: View, page: Page) -> Mapping[str, Page]:
    """The same page in other languages, by language, of those that the site has."""
    found = in_other_languages(view.base, page, view.translations)
    return {language: other for language, other in found.items() if view.link(other)}


def language_links(view: View, page: Page) -> Html:
    """Links to the page in other languages, each in its own; empty where there are none."""
    links = [
        a(view.link(other), Words(language)(_READ[language]), hreflang=language, lang=language, rel="alternate")
        for language, other in other_languages(view, page).items()
        if language in _READ
    ]
    return tag("p", join(links, " "), class_="stafett-languages", data_search_exclude="true") if links else esc("")


def translation_note(view: View, page: Page) -> Html:
    """For a translation: of what, that the original holds, and whether it is behind; empty for every other page."""
    original = original_of(view.base, page)
    if original is None or not is_translation(view.base, page):
        return esc("")
    late = behind(view.base, page, view.changed)
    if late:
        known = sentence(
            view,
            N_(
                "The original, {original}, was changed on {later}, after this translation was last reviewed on {day}. "
                "Where they differ, the original holds."
            )
            if late.rewritten
            else N_(
                "This translation was last reviewed on {day}. Its original, {original}, has been reviewed since, on "
                "{later}, and may have changed: where they differ, the original holds."
            ),
            day=day(late.translated),
            original=page_link(view, original),
            later=day(late.original),
        )
        return tag("p", known, class_="stafett-banner__translation stafett-banner__translation--behind")
    known = sentence(
        view,
        N_("This is a translation of {original}. Where they differ, the original holds."),
        original=page_link(view, original),
    )
    return tag("p", known, class_="stafett-banner__translation")
