"""A field that stands twice.

## What it does
Reports the second of two lines with the same field name. The first one counts.

## Why it matters
Most YAML readers let the last line win without a word, so that a changed date seems not to change.

## Example
```yaml
owner: ekonomichef
owner: hr-chef
```

Use instead:

```yaml
owner: ekonomichef
deputy: hr-chef
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta, tell_complaints

META = Meta("FMT003", "duplicate-key", Severity.ERROR, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """What reading the page found."""
    return tell_complaints(META, page, ctx)
