"""Pages without front matter.

## What it does
Reports a page that does not begin with a block of fields between two lines of `---`. Nothing more is said about it.

## Why it matters
A page without front matter has no owner and no review: readers cannot know whether to trust it.

## Example
```markdown
# Resor
```

Use instead:

```markdown
---
title: Resor
owner: resesamordnare
last_reviewed: 2026-05-04
---
# Resor
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta, tell_complaints

META = Meta("FMT002", "no-front-matter", Severity.ERROR, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """What reading the page found."""
    return tell_complaints(META, page, ctx)
