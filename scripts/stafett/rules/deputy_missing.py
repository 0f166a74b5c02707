"""Critical pages without deputy.

## What it does
Reports a page with `criticality: high` that names no deputy.

## Why it matters
When its only owner is ill or leaves, there is nobody to ask about what hurts most when it is wrong.

## Example
```yaml
owner: it-servicechef
criticality: high
```

Use instead:

```yaml
owner: it-servicechef
deputy: driftledare
criticality: high
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta

META = Meta("OWN004", "deputy-missing", Severity.WARNING, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Whether a page of high criticality has a deputy."""
    if page.text("criticality") == "high" and not page.deputy and "deputy" not in page.invalid:
        message = N_("The page's criticality is high, and nobody stands in for its owner")
        fix = N_("Add a line `{field}: ...` with the role that stands in.")
        yield ctx.at(META, page, "criticality", message, fix, field=ctx.field("deputy"))
