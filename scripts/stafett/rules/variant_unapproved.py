"""Variants that nobody else has agreed to.

## What it does
Reports a local variant without `approved_by`, or one that its own owner has approved: the same role or person, or
somebody who holds the owner's role. Silent about one that has run out (VAR001), for which a new day is to be agreed
anyway. An approver that does not exist is LNK002.

## Why it matters
A departure from a national process is an agreement, and that takes two: whoever wants to work differently, and whoever
answers for how all work. Otherwise a habit looks like a rule.

## Example
```yaml
owner: driftledare
variant_of: processes/drift/planera-avstangning
approved_by: driftledare
```

Use instead:

```yaml
owner: driftledare
variant_of: processes/drift/planera-avstangning
approved_by: driftchef       # who answers for the national process
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.variants import Agreement, agreement, variant
from stafett.rules.rule import Context, Meta

META = Meta("VAR002", "variant-unapproved", Severity.WARNING, since="0.1")
_MESSAGES = {
    Agreement.MISSING: N_("Nobody has approved the variant"),
    Agreement.OWN: N_("The variant is approved by `{reference}`, who also owns it"),
}


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """A variant's approver."""
    found, agreed = variant(ctx.base, page), agreement(ctx.base, page, ctx.as_of)
    if found and not found.expired(ctx.as_of) and agreed in _MESSAGES:
        owner = found.original.owner
        fix = (
            N_("Ask `{owner}`, who answers for the national process, and write in `{field}` who agreed.")
            if owner and owner != page.owner
            else N_("Ask somebody else than the owner, and write in `{field}` who agreed.")
        )
        values = {"reference": page.text("approved_by") or "", "owner": owner or "", "field": ctx.field("approved_by")}
        where = "approved_by" if agreed is Agreement.OWN else "variant_of"
        yield ctx.at(META, page, where, _MESSAGES[agreed], fix, **values)
