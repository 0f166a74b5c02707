"""Roles that have no onboarding path.

## What it does
Reports a role guide that somebody holds on the as-of date, and that has neither `must_know` nor a role to begin with.
Silent for roles that nobody holds, and where no role guide has a path yet. Without a directory every role counts as
held.

## Why it matters
Whoever is new in the role opens its guide on day one and finds no way through what it must know.

## Example
```yaml
title: Driftledare
```

Use instead:

```yaml
title: Driftledare
begins_with: [medarbetare]
must_know: {day_1: [processes/drift/hantera-driftincident], week_1: [ordlista]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.onboarding import ROLE, has_path
from stafett.rules.rule import Context, Meta

META = Meta("ROL003", "role-without-path", Severity.WARNING, since="0.1")


def check(ctx: Context) -> Iterator[Finding]:
    """Each role guide, where some have a path."""
    roles = ctx.base.of_kind(ROLE)
    lacking = [role for role in roles if not has_path(ctx.base, role)]
    if len(lacking) == len(roles):
        return
    for role in lacking:
        if _to_tell(role, ctx):
            message = N_("The role has no onboarding path")
            fix = N_("Name under `{field}` what a newcomer must know, and when: `{{day_1: [...], week_1: [...]}}`.")
            yield ctx.at_line(META, role, 1, message, fix, field=ctx.field("must_know"))


def _to_tell(role: Page, ctx: Context) -> bool:
    """Whether somebody is in the role, and its guide can be read and names no path that is wrong otherwise."""
    if role.head is None or role.invalid & {"must_know", "begins_with"} or role.values.get("must_know"):
        return False
    return not ctx.base.directory.present or bool(ctx.base.holders(role.id, ctx.as_of))
