"""Numbers that no decision has.

## What it does
Reports the decision after a gap in the numbers.

## Why it matters
A gap can mean that a decision was deleted. A log that people trust keeps what was decided, also when it no longer
holds.

## Example
```text
0006-...md
0008-...md
```

Use instead:

```text
0006-...md
0007-...md   # rejected, and kept
0008-...md
```
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from stafett.messages import N_
from stafett.model import Finding, Severity
from stafett.rules.rule import Context, Meta

META = Meta("DEC004", "number-gap", Severity.INFO, since="0.1")


def check(ctx: Context) -> Iterator[Finding]:
    """Each jump between two numbers that follow each other."""
    numbers = list(ctx.base.decisions)
    for before, after in pairwise(numbers):
        if after - before > 1:
            page = ctx.base.decisions[after][0]
            message = N_("The numbers between {before} and {after} are missing from the log")
            fix = N_("Put the missing decisions back, with the status they have, or silence DEC004 in stafett.yml.")
            yield ctx.at_line(META, page, 1, message, fix, before=f"{before:04}", after=f"{after:04}")
