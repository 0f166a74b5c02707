"""Pages whose owner is about to leave.

## What it does
Reports a page whose last present owner leaves, or leaves the role, within 60 days, where nobody is known who holds
the role on the day after.

## Why it matters
Before somebody goes is the time for a handover; afterwards it is archaeology.

## Example
```yaml
people:
  - id: p-4711
    last_day: 2026-12-31
    roles: [{role: driftchef}]
```

Use instead:

```yaml
people:
  - id: p-4711
    last_day: 2026-12-31
    roles: [{role: driftchef}]
  - id: p-0212
    roles: [{role: driftchef, from: 2026-12-01}]
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from stafett.dates import Interval, add
from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta

META = Meta("OWN005", "owner-leaving", Severity.WARNING, since="0.1")


AHEAD = Interval(60, "day")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Whether somebody will hold the owner's role on each of the coming days."""
    base = ctx.base
    if not page.owner or not base.holders(page.owner, ctx.as_of):
        return
    horizon = add(ctx.as_of, AHEAD) or date.max
    ends = sorted({end for _, _, end in base.tenures(page.owner) if end and ctx.as_of <= end <= horizon})
    for end in ends:
        if end < date.max and not base.holders(page.owner, end + timedelta(days=1)):
            if base.answerable(page.owner).page:
                message = N_("Nobody is known to hold the role `{owner}` after {day}")
                fix = N_("Name a successor in the directory (people/), or give the page another owner by then.")
            else:
                message = N_("The page's owner `{owner}` works here until {day}")
                fix = N_("Give the page another owner by then, preferably a role.")
            yield ctx.at(META, page, "owner", message, fix, owner=page.owner, day=end)
            return
