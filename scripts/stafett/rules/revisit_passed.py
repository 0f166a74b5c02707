"""Decisions that were to be considered anew.

## What it does
Reports an accepted decision whose `revisit` is a day before the as-of date.

## Why it matters
Whoever decided knew that the grounds would change by then: a trial ends, an agreement runs out, a law comes into force.

## Example
```yaml
status: accepted
revisit: 2026-06-30   # and today is 2026-11-24
```

Use instead:

```yaml
status: superseded    # or accepted as before, with a later `revisit`, or none
superseded-by: "0018"
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from stafett.knowledge_base import DECISION, numbered
from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta

META = Meta("DEC007", "revisit-passed", Severity.WARNING, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Whether the day has passed."""
    revisit = page.values.get("revisit")
    if page.kind != DECISION or page.text("status") != "accepted" or not isinstance(revisit, date):
        return
    if revisit < ctx.as_of:
        message = N_("The decision was to be considered anew by {day}")
        fix = N_(
            "Decide whether it still holds. If it does, give `{field}` a later day or remove it; if not, replace it: "
            '`stafett supersede {number} "..."`.'
        )
        yield ctx.at(
            META, page, "revisit", message, fix, day=revisit, field=ctx.field("revisit"), number=numbered(page)
        )
