"""Roles that nobody holds, and that no page shows to be vacant.

## What it does
Reports a role guide whose role nobody holds on the as-of date. Silent without a directory, about a role that is
replaced, about one that owns a page (OWN003 says of each such page that its owner is nobody), and where the directory
only misspells the role (PPL001).

## Why it matters
Either the role is vacant, and what it does is left undone, or it no longer exists, and newcomers read about it in vain.

## Example
```yaml
# docs/roles/fordonssamordnare.md
title: Fordonssamordnare   # nobody in people/ has the role
owner: driftchef
```

Use instead:

```yaml
people:
  - id: p-4711
    roles: [{role: fordonssamordnare, from: 2026-12-01}]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Severity
from stafett.questions.directory_faults import unheld_roles, unknown_roles
from stafett.rules.rule import Context, Meta

META = Meta("PPL005", "role-without-holder", Severity.INFO, since="0.1")


def check(ctx: Context) -> Iterator[Finding]:
    """Who holds each role on the day."""
    misspelt = set(_misspelt(ctx))
    for role, begins in unheld_roles(ctx.base, ctx.as_of):
        if role.path in misspelt:
            continue
        if begins:
            message = N_("Nobody holds the role on {day}; the next one does from {begins} on")
            fix = N_("Let somebody have it in the directory (people/) until then, if it cannot wait.")
        else:
            message = N_("Nobody holds the role on {day}")
            fix = N_("Let somebody take it in the directory (people/), or say in `replaced_by` what came instead.")
        yield ctx.at(META, role, "title", message, fix, day=ctx.as_of, begins=begins)


def _misspelt(ctx: Context) -> Iterator[str]:
    """The paths of the guides of roles that somebody seems to hold by another name, which PPL001 tells."""
    for _, _, name in unknown_roles(ctx.base, ctx.as_of):
        guess = ctx.nearest(name, ("role",))
        page = ctx.base.resolve(guess, ("role",)).page if guess else None
        if page:
            yield page.path
