"""Roles whose onboarding paths begin with one another.

## What it does
Reports a role guide that begins with itself, directly or by way of others (`begins_with`).

## Why it matters
What comes first cannot be told: each of the paths is shown, but in an order that nobody has chosen.

## Example
```yaml
title: Chef
begins_with: [driftchef]   # which begins with chef
```

Use instead:

```yaml
title: Chef
begins_with: [medarbetare]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.onboarding import ROLE, ring
from stafett.rules.rule import Context, Meta

META = Meta("ROL005", "circular-path", Severity.ERROR, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """The role guides that a role guide begins with, and theirs in turn."""
    if page.kind != ROLE or not page.texts("begins_with"):
        return
    way = ring(ctx.base, page)
    if way:
        message = N_("The path of the role begins with itself: {way}")
        fix = N_("Take one of them out of `{field}`.")
        shown = " → ".join(role.name for role in (page, *way))
        yield ctx.at(META, page, "begins_with", message, fix, way=shown, field=ctx.field("begins_with"))
