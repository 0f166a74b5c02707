"""Variants that are agreed for more than two years.

## What it does
Reports a local variant whose last day, `until`, is more than two years away.

## Why it matters
The day is there so that somebody asks whether the reason still holds, and it is likely that by then nobody is left who
knows it: where a third of the staff leaves in a year, half has gone within two. What is to last belongs in the
national process, as an exception that all can read.

## Example
```yaml
until: 2036-12-31
```

Use instead:

```yaml
until: 2028-10-31            # or the exception written into the national page
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.dates import Interval, add
from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.variants import variant
from stafett.rules.rule import Context, Meta

META = Meta("VAR006", "variant-long", Severity.INFO, since="0.1")
LONGEST = Interval(2, "year")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """A variant's last day."""
    found, latest = variant(ctx.base, page), add(ctx.as_of, LONGEST)
    if found and found.until and latest and found.until > latest:
        message = N_("The variant is agreed until {day}, which is more than two years away")
        fix = N_("Agree on a nearer day, or write the exception into the national page.")
        yield ctx.at(META, page, "until", message, fix, day=found.until.isoformat())
