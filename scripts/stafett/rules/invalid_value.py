"""Values that do not mean anything.

## What it does
Reports a field whose value is not of its type: a date that does not exist or is written otherwise than the settings
say, a length of time such as `6 mnths`, a list where one value is meant, a choice that is not among its choices.

## Why it matters
The field counts as absent until it is mended, so that a page may seem current for ever.

## Example
```yaml
last_reviewed: 2025-1-16
review_in: 6 mnths
```

Use instead:

```yaml
last_reviewed: 2025-01-16
review_in: 6 months
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta, tell_complaints

META = Meta("FMT010", "invalid-value", Severity.ERROR, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """What reading the page found."""
    return tell_complaints(META, page, ctx)
