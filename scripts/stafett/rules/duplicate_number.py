"""Two decisions with one number.

## What it does
Reports each decision that has the number of an earlier one.

## Why it matters
People and minutes refer to decisions by number.

## Example
```text
docs/decisions/0007-kop-inventarieregister.md
docs/decisions/0007-byt-vaxel.md
```

Use instead:

```text
docs/decisions/0007-kop-inventarieregister.md
docs/decisions/0008-byt-vaxel.md
```
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from stafett.messages import N_
from stafett.model import Finding, Severity
from stafett.rules.rule import Context, Meta

META = Meta("DEC001", "duplicate-number", Severity.ERROR, since="0.1")


def check(ctx: Context) -> Iterator[Finding]:
    """Each number that is taken more than once."""
    free = count(max(ctx.base.decisions, default=0) + 1)
    for number, pages in ctx.base.decisions.items():
        for page in pages[1:]:
            message = N_("The decision has the number {number}, as {other} has")
            fix = N_("Give it the next free number, {free}, in its file's name.")
            numbers = f"{number:04}", f"{next(free):04}"
            other = pages[0].path
            yield ctx.at_line(META, page, 1, message, fix, number=numbers[0], free=numbers[1], other=other)
