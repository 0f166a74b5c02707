"""Two variants of one process in one unit.

## What it does
Reports a local variant that holds in a unit where another variant of the same national process holds, too: both name
the unit, or one names it and the other a unit above. What has expired counts no more.

## Why it matters
Whoever works there has two pages that both claim to say how.

## Example
```yaml
# planera-avstangning-nord.md
units: [region-nord]
# planera-avstangning-norrbotten.md
units: [driftomrade-norrbotten]      # in region-nord; the page departs from the same process
```

Use instead:

```yaml
# planera-avstangning-nord.md
units: [region-nord]                 # and what Norrbotten does differently stands in it, too
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Severity
from stafett.questions.variants import overlaps
from stafett.rules.rule import Context, Meta

META = Meta("VAR005", "variants-overlap", Severity.WARNING, since="0.1")


def check(ctx: Context) -> Iterator[Finding]:
    """The variants of each process against each other."""
    for first, second, unit in overlaps(ctx.base, ctx.as_of):
        message = N_("In `{unit}` there is already a variant of {original}: {other}")
        fix = N_("Make one page of the two, or let each name other units.")
        yield ctx.at(
            META,
            second.page,
            "units",
            message,
            fix,
            unit=unit,
            original=second.original.path,
            other=first.page.path,
        )
