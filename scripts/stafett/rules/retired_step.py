"""Onboarding paths that lead to what no longer holds.

## What it does
Reports a page in `must_know` that says itself that it no longer holds: a decision that is superseded, deprecated or
rejected, or a page with `replaced_by`.

## Why it matters
A newcomer learns what they read first. Nobody has to unlearn what they were never taught.

## Example
```yaml
must_know: {day_1: [decisions/0005-attest-i-tva-steg]}   # superseded by 0008
```

Use instead:

```yaml
must_know: {day_1: [decisions/0008-attest-efter-belopp-och-order]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.condition import retired, successors
from stafett.questions.onboarding import ROLE, own_steps
from stafett.rules.rule import Context, Meta

META = Meta("ROL001", "retired-step", Severity.WARNING, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Each step of the role guide's own path."""
    if page.kind != ROLE:
        return
    for where, step in own_steps(ctx.base, page):
        if retired(step):
            now = [found.id for found in successors(ctx.base, step, ctx.chains)]
            message = N_("The path leads to `{step}`, which no longer holds")
            fix = N_("Lead to {now} instead.") if now else N_("Take it out of the path, or lead to what holds instead.")
            shown = ", ".join(f"`{name}`" for name in now)
            yield ctx.at(META, page, where, message, fix, step=step.id, now=shown)
