"""Pages that nobody has vouched for.

## What it does
Reports a page with front matter that says on no day that it was reviewed. Silent where `review_in: never`.

## Why it matters
A page that was written once and never read again looks the same as one that is right.

## Example
```yaml
owner: driftchef
```

Use instead:

```yaml
owner: driftchef
last_reviewed: 2026-05-04
reviewed_by: driftchef
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.dates import NEVER
from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta

META = Meta("REV002", "never-reviewed", Severity.WARNING, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Whether there ever was a review."""
    if page.head is None or "last_reviewed" in page.values or "last_reviewed" in page.invalid:
        return
    if ctx.base.review_in(page) != NEVER and not ctx.base.kept_as_found(page):
        message = N_("Nobody has ever vouched for this page")
        fix = N_("Read it, mend it, then add a line `{field}: ...` with the day.")
        yield ctx.at(META, page, "last_reviewed", message, fix, field=ctx.field("last_reviewed"))
