"""Fields that nobody knows.

## What it does
Reports a field that neither the page's kind, the settings nor the theme know, with the nearest known one.

## Why it matters
A misspelt field is an absent one: `last_reveiwed` leaves the page never reviewed.

## Example
```yaml
last_reveiwed: 2026-05-04
```

Use instead:

```yaml
last_reviewed: 2026-05-04
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta, tell_complaints

META = Meta("FMT012", "unknown-field", Severity.WARNING, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """What reading the page found."""
    return tell_complaints(META, page, ctx)
