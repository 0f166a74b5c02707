"""Translations that translate nothing.

## What it does
Reports a page with `translation_of` that is in the same language as the page it names, that names itself, or that names
a page which is a translation in its turn. Two translations of one page into one language are reported too.

## Why it matters
Readers are led between the languages of a page. A translation into the same language leads them in a circle, and one
of a translation is twice removed from what holds.

## Example
```yaml
# docs/en/travel.md
title: Travel
translation_of: processes/ekonomi/boka-resa
```

Use instead:

```yaml
# docs/en/travel.md
title: Travel
language: en
translation_of: processes/ekonomi/boka-resa
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.knowledge_base import ANY_PAGE
from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.translations import language_of, original_of, translations
from stafett.rules.rule import Context, Meta

META = Meta("LNG002", "unusable-translation", Severity.ERROR, since="0.1")


def check(ctx: Context) -> Iterator[Finding]:
    """Each page with ``translation_of``, against what it names and against its siblings."""
    known = translations(ctx.base)
    for page in ctx.base.pages:
        reference = page.text("translation_of")
        named = ctx.base.resolve(reference, (ANY_PAGE,)).page if reference else None
        if named and "language" not in page.invalid:
            yield from _wrong(ctx, page, named, known.get(named.path, ()))


def _wrong(ctx: Context, page: Page, named: Page, siblings: tuple[Page, ...]) -> Iterator[Finding]:
    """The first thing that is wrong."""
    language = language_of(ctx.base, page)
    if named is page:
        message, fix = N_("The page says that it translates itself"), N_("Name the original, or remove the line.")
        yield ctx.at(META, page, "translation_of", message, fix)
        return
    above = original_of(ctx.base, named)
    if above:
        message = N_("The page translates {other}, which is a translation itself")
        yield ctx.at(
            META, page, "translation_of", message, N_("Name {original} instead."), other=named.path, original=above.id
        )
        return
    if language == language_of(ctx.base, named):
        message = N_("The page translates {other}, which is in the same language: {language}")
        fix = N_("Say which language the page is in, as `language: en`, or remove `translation_of`.")
        where = "language" if page.text("language") else "translation_of"
        yield ctx.at(META, page, where, message, fix, other=named.path, language=language)
        return
    first = next(other for other in siblings if language_of(ctx.base, other) == language)
    if first is not page:
        message = N_("There is already a translation of {other} into the same language: {first}")
        fix = N_("Keep one of them.")
        yield ctx.at(META, page, "translation_of", message, fix, other=named.path, first=first.path)
