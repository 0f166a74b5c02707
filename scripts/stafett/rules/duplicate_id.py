"""Two pages, or two records of the directory, with one id.

## What it does
Reports a page whose id (its path without suffix, or its own `id:`) is that of an earlier page, or differs from it
only in upper and lower case or in Unicode form. In the directory it reports a person or unit whose id an earlier
one has, and a unit with the id of a person: they share one namespace. The later record, and such a unit, does not
count.

## Why it matters
A reference to that id could mean either. On Windows and macOS the two files would be one. The site has
units by id in its addresses, and may have nobody's id.

## Example
```text
docs/Resor.md
docs/resor.md
```

Use instead:

```text
docs/resor.md
docs/resor-utomlands.md
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta, tell_complaints

META = Meta("FMT013", "duplicate-id", Severity.ERROR, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """What reading the page found."""
    return tell_complaints(META, page, ctx)
