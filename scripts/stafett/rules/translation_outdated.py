"""Translations that have not kept up with their original.

## What it does
Reports a translation whose last review is older than the last review of the page that it translates.

## Why it matters
Whoever reads the translation cannot see what has changed in the original since. The site says so on the page; better
is a translation that is right.

## Example
```yaml
# processes/ekonomi/boka-resa.md
last_reviewed: 2026-09-14
---
# docs/en/book-travel.md
language: en
translation_of: processes/ekonomi/boka-resa
last_reviewed: 2026-05-04
```

Use instead:

```yaml
# docs/en/book-travel.md
language: en
translation_of: processes/ekonomi/boka-resa
last_reviewed: 2026-09-21
review_note: Compared with the Swedish page; the limits in step 2 changed
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.translations import behind, original_of
from stafett.rules.rule import Context, Meta

META = Meta("LNG001", "translation-outdated", Severity.WARNING, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """A translation against its original."""
    late, original = behind(ctx.base, page), original_of(ctx.base, page)
    if late and original:
        message = N_("The translation was last reviewed on {day}, and its original {other} on {later}")
        fix = N_("Compare it with the original, bring it up to date, and set `last_reviewed`.")
        days = {"day": late.translated.isoformat(), "later": late.original.isoformat()}
        yield ctx.at(META, page, "last_reviewed", message, fix, other=original.path, **days)
