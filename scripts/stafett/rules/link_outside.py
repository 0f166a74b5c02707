"""Symbolic links that leave the pages.

## What it does
Reports a symbolic link that leads outside the knowledge base's pages, and a link to a folder. Neither is followed.

## Why it matters
A link can publish a file from the machine that builds the site: a password, a list of people.

## Example
```text
docs/resor.md -> /etc/passwd
```

Use instead:

```text
docs/resor.md      # a file of its own
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta, tell_complaints

META = Meta("SEC002", "link-outside", Severity.ERROR, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """What reading the page found."""
    return tell_complaints(META, page, ctx)
