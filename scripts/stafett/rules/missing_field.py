"""Fields that a page must have.

## What it does
Reports a field that the page's kind requires and the page lacks, and a page for which neither its front matter nor
the settings say how long a review is good for. A title may also be the page's first heading. Owner and last review
have rules of their own (OWN001, REV002).

## Why it matters
A page without interval would never become due.

## Example
```yaml
title: Attestera en faktura
owner: ekonomichef
last_reviewed: 2026-05-04
```

Use instead:

```yaml
title: Attestera en faktura
owner: ekonomichef
last_reviewed: 2026-05-04
review_in: 6 months
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta, tell_complaints

META = Meta("FMT011", "missing-field", Severity.ERROR, since="0.1")


_FIX = N_("Add a line `{field}: ...` to the front matter.")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Required fields, then the interval."""
    yield from tell_complaints(META, page, ctx)
    if page.head is None or ctx.base.kept_as_found(page):
        return
    for name, field in ctx.base.settings.kinds[page.kind].fields.items():
        if field.required and not _given(page, name) and name not in page.invalid and not _has_other(page, name):
            message = N_("The page lacks `{field}`, which a page of this kind must have")
            yield ctx.at(META, page, (), message, _FIX, field=ctx.field(name))
    if ctx.base.review_in(page) is None and "review_in" not in page.invalid:
        message = N_("Nothing says how long a review of this page is good for")
        fix = N_("Add a line such as `{field}: 6 months`, or a default for its kind in stafett.yml.")
        yield ctx.at(META, page, (), message, fix, field=ctx.field("review_in"))


def _given(page: Page, name: str) -> bool:
    return page.values.get(name) not in (None, "", ())


def _has_other(page: Page, name: str) -> bool:
    return name == "title" and page.outline.title is not None
