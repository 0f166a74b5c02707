"""Decisions that another one replaces in words only.

## What it does
Reports words in an accepted decision by which it replaces another one ("This decision supersedes ADR-3", "Ersätter
beslut 0007"), or is replaced by one, where neither of the two has a field or a line of status for it and both count
as accepted. What is replaced in part goes on holding, and is let be.

## Why it matters
Whoever finds the old decision by a search reads that it is accepted, and does as it says.

## Example
```markdown
# 0010, accepted
Den här ordningen ersätter beslut 0007.
```

Use instead:

```yaml
# 0010
supersedes: ["0007"]
---
# 0007
status: superseded
superseded-by: "0010"
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.knowledge_base import DECISION, quoted_number
from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta

META = Meta("DEC005", "replaced-in-words", Severity.WARNING, since="0.1")


def check(ctx: Context) -> Iterator[Finding]:
    """Each decision that holds and is replaced by another that holds, once for each place that says so."""
    for page in ctx.base.of_kind(DECISION):
        for mention in page.said.mentions:
            other = ctx.base.resolve(mention.reference, (DECISION,)).page
            if other is None or other is page or not (_holds(page) and _holds(other)):
                continue
            older, newer = (page, other) if mention.by else (other, page)
            if newer in ctx.chains.newer(older) or older in ctx.chains.newer(newer):
                continue  # said where it counts, if only on one side: that is DEC002
            message = (
                N_("The text says that this decision is replaced by {other}, but its status is accepted")
                if mention.by
                else N_("The text says that this decision replaces {other}, whose status is accepted")
            )
            fix = N_(
                "Write `status: superseded` and `superseded-by: {newer}` in {old_path}, and `supersedes: [{older}]` in "
                "{new_path}. If both hold, say in the text what is replaced."
            )
            names = {
                "older": quoted_number(older),
                "newer": quoted_number(newer),
                "old_path": older.path,
                "new_path": newer.path,
            }
            yield ctx.at_line(META, page, mention.line, message, fix, 1, other=other.path, **names)


def _holds(page: Page) -> bool:
    return page.text("status") == "accepted" and "status" not in page.invalid
