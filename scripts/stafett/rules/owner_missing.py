"""Pages without owner.

## What it does
Reports a page whose front matter names no owner.

## Why it matters
What nobody answers for, nobody reviews, and soon nobody trusts.

## Example
```yaml
title: Beställ behörighet
```

Use instead:

```yaml
title: Beställ behörighet
owner: it-servicechef
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta

META = Meta("OWN001", "owner-missing", Severity.ERROR, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Whether there is an owner at all."""
    if page.head is None or ctx.base.kept_as_found(page):
        return
    if not page.owner and "owner" not in page.invalid:
        message = N_("The page has no owner: nobody answers for it")
        fix = N_("Add a line `{field}: ...` with the role that answers for the page.")
        yield ctx.at(META, page, "owner", message, fix, field=ctx.field("owner"))
