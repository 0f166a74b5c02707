"""Files that cannot be read.

## What it does
Reports a file that is not text in UTF-8, whose front matter never ends or is no YAML, or that uses YAML's aliases
and tags, which pages have no use for.

## Why it matters
Nothing else can be said about such a page: who owns it and whether it is current are unknown. On the site it would
show its metadata as text.

## Example
```yaml
---
title: Resa: så gör du
---
```

Use instead:

```yaml
---
title: "Resa: så gör du"
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta, tell_complaints

META = Meta("FMT001", "unreadable-front-matter", Severity.ERROR, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """What reading the page found."""
    return tell_complaints(META, page, ctx)
