"""Reviews that have not happened yet.

## What it does
Reports a page whose last review lies after the as-of date. Silent where nothing says how long a review of the page is
good for: its dates count from when that is known (FMT011).

## Why it matters
A date in the future keeps a page fresh without anybody reading it. Often a digit is wrong.

## Example
```yaml
last_reviewed: 2062-05-04
```

Use instead:

```yaml
last_reviewed: 2026-05-04
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta

META = Meta("REV003", "reviewed-in-future", Severity.ERROR, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Whether the last review lies ahead."""
    reviewed = ctx.base.last_reviewed(page)
    if reviewed and reviewed > ctx.as_of and ctx.base.review_in(page):
        message = N_("The last review is said to be on {day}, which is after {as_of}")
        fix = N_("Write the day on which the page was really reviewed.")
        yield ctx.at(META, page, "last_reviewed", message, fix, day=reviewed, as_of=ctx.as_of)
