"""Pages whose review is overdue.

## What it does
Reports a page whose last review plus its interval lies before the as-of date.

## Why it matters
Readers trust a page that claims to be current. An overdue one may be right, but nobody has said so in time.

## Example
```yaml
last_reviewed: 2025-11-04
review_in: 6 months   # and today is 2026-11-24
```

Use instead:

```yaml
last_reviewed: 2026-11-20
review_note: Gick igenom stegen med två handläggare
review_in: 6 months
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta

META = Meta("REV001", "review-overdue", Severity.WARNING, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Whether the due date has passed."""
    due = ctx.base.due(page)
    if due and due < ctx.as_of:
        message = N_("The review was due on {due}")
        fix = N_("Read the page, mend it, then set `{field}` to the day and say in `review_note` what you did.")
        yield ctx.at(META, page, "last_reviewed", message, fix, due=due, field=ctx.field("last_reviewed"))
