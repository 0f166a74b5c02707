"""Variants whose last day has passed.

## What it does
Reports a local variant whose `until` lies before the as-of date. On the day itself it holds.

## Why it matters
A departure is agreed for a time. When that is over the national process holds again, and whoever reads the variant
does the wrong thing.

## Example
```yaml
variant_of: processes/drift/planera-avstangning
until: 2026-10-31            # and today is 2026-11-24
```

Use instead:

```yaml
variant_of: processes/drift/planera-avstangning
until: 2027-10-31            # agreed anew with whoever stands in approved_by
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.variants import variant
from stafett.rules.rule import Context, Meta

META = Meta("VAR001", "variant-expired", Severity.WARNING, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """A variant against the day."""
    found = variant(ctx.base, page)
    if found and found.until and found.expired(ctx.as_of):
        message = N_("The variant held until {day}, and the national process holds again: {other}")
        fix = N_(
            "Agree on a new day with whoever approves and write it in `{field}`, or take the page away "
            "(`replaced_by: {id}`)."
        )
        yield ctx.at(
            META,
            page,
            "until",
            message,
            fix,
            day=found.until.isoformat(),
            other=found.original.path,
            field=ctx.field("until"),
            id=found.original.id,
        )
