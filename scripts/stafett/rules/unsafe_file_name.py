r"""File names that hide something.

## What it does
Reports a file whose name holds a line break or another character that cannot be shown. It is not read.

## Why it matters
A line break in a name can forge a line in a log that a machine reads.

## Example
```text
docs/resor\n::error::x.md
```

Use instead:

```text
docs/resor.md
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta, tell_complaints

META = Meta("SEC003", "unsafe-file-name", Severity.ERROR, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """What reading the page found."""
    return tell_complaints(META, page, ctx)
