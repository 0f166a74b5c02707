"""Markdown files that no page pattern takes.

## What it does
Reports a Markdown file, in a folder where pages lie, that fits none of the settings' `pages` and none of their
`exclude`. It is neither checked nor shown on the site.

## Why it matters
Its author believes that it is published and looked after. Nobody answers for it.

## Example
```text
docs/resor.markdown    # where `pages` takes docs/**/*.md
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

META = Meta("FMT014", "stray-page", Severity.WARNING, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """What walking the tree found."""
    return tell_complaints(META, page, ctx)
