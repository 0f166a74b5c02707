"""Deputies who go when the owner goes.

## What it does
Reports a page all of whose owners go within 60 days, whose deputy goes within the same time, and where nobody follows
as deputy in time. It speaks also where the owner's successor is known, for then nobody who knows the page is left to
ask. Silent where the deputy is nobody else than the owner, and about short leave.

## Why it matters
A deputy is the memory that is left when the owner goes. Where both go, a successor inherits a page and nobody to ask.

## Example
```yaml
people:
  - {id: p-4711, last_day: 2026-12-31, roles: [{role: driftchef}]}     # the page's owner
  - {id: p-4712, last_day: 2027-01-15, roles: [{role: driftledare}]}   # and its deputy
```

Use instead:

```yaml
deputy: ledningscentralschef   # who stays, named while both are there to tell
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta

META = Meta("OWN007", "deputy-leaving-too", Severity.WARNING, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Whether somebody who answers for the page today will still be there."""
    if not page.owner or not page.deputy:
        return
    gap, goes = ctx.cover.gap(page.deputy), ctx.cover.last_one_goes(page.owner)
    if gap is None or goes is None or ctx.cover.passes(page, gap):
        return
    owners, deputies = (ctx.base.holders(reference, ctx.as_of) for reference in (page.owner, page.deputy))
    if {person.id for person in deputies} <= {person.id for person in owners}:
        return
    message = N_(
        "The deputy `{deputy}` goes on {day}, and the owner on {goes}: nobody who knows the page is left after both"
    )
    fix = N_("Name a deputy who stays in `{field}`, and have them read the page with those who go.")
    values = {"deputy": page.deputy, "day": gap.first - timedelta(days=1), "goes": goes}
    yield ctx.at(META, page, "deputy", message, fix, field=ctx.field("deputy"), **values)
