"""Pages whose review is soon due.

## What it does
Reports a page that becomes due within the time that the settings call soon (`due_soon`, 30 days by default).

## Why it matters
A review that is planned is a review that happens.

## Example
```yaml
last_reviewed: 2026-06-10
review_in: 6 months   # and today is 2026-11-24
```

Use instead:

```yaml
last_reviewed: 2026-11-24
review_in: 6 months
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity, Status
from stafett.rules.rule import Context, Meta

META = Meta("REV006", "due-soon", Severity.INFO, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Whether the due date is near."""
    if ctx.base.status(page, ctx.as_of) is Status.DUE_SOON:
        message = N_("The review is due on {due}")
        fix = N_("Plan it now: read the page, mend it, then set `{field}` to the day.")
        due = ctx.base.due(page)
        yield ctx.at(META, page, "last_reviewed", message, fix, due=due, field=ctx.field("last_reviewed"))
