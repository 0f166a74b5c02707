"""Onboarding paths that lead to pages whose review is overdue.

## What it does
Reports a page in `must_know` whose review is overdue on the as-of date. The page itself has a finding of its own
(`REV001`), which its owner acts on; this one tells the owner of the role guide.

## Why it matters
A newcomer cannot tell what is out of date. Whoever owns the path can ask for the review, or lead elsewhere meanwhile.

## Example
```yaml
must_know: {day_1: [processes/ekonomi/attestera-faktura]}   # due on 2026-05-04, and today is 2026-11-24
```

Use instead:

```yaml
must_know: {day_1: [processes/ekonomi/attestera-faktura]}   # reviewed on 2026-11-20
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.condition import retired
from stafett.questions.onboarding import ROLE, own_steps
from stafett.rules.rule import Context, Meta

META = Meta("ROL002", "overdue-step", Severity.INFO, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Each step of the role guide's own path that still holds."""
    if page.kind != ROLE:
        return
    for where, step in own_steps(ctx.base, page):
        due = ctx.base.due(step)
        if due and due < ctx.as_of and not retired(step):
            message = N_("The path leads to `{step}`, whose review was due on {due}")
            fix = N_("Ask its owner for the review; the path itself says meanwhile whom to ask.")
            yield ctx.at(META, page, where, message, fix, step=step.id, due=due)
