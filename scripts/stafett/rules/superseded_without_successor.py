"""Superseded decisions that lead nowhere.

## What it does
Reports a decision whose status is superseded and that does not say by which.

## Why it matters
A reader who finds it learns that it no longer holds, and not what does.

## Example
```yaml
status: superseded
```

Use instead:

```yaml
status: superseded
superseded-by: "0010"
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.knowledge_base import DECISION
from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta

META = Meta("DEC003", "superseded-without-successor", Severity.ERROR, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Whether a superseded decision names its successor."""
    if page.kind != DECISION or "superseded-by" in page.invalid:
        return
    if page.text("status") == "superseded" and not page.text("superseded-by"):
        message = N_("The decision is superseded, but does not say by which")
        fix = N_('Add a line `superseded-by: "NNNN"` with the number of the decision that holds now.')
        yield ctx.at(META, page, "status", message, fix)
