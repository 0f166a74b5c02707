"""Decisions that nobody who took them can explain.

## What it does
Reports an accepted decision all of whose decision-makers have left: each is a role that nobody holds, or a person who
no longer works here. Without a directory of people, and where one of them is unknown, nothing is said; nor where the
owner is one of them, which OWN003 reports.

## Why it matters
Whoever wants to change the decision, or be excused from it, has nobody to ask.

## Example
```yaml
status: accepted
decision-makers: [p-4711]     # last_day: 2026-03-31 in the directory
```

Use instead:

```yaml
status: accepted
decision-makers: [driftchef]  # the role that answers for such decisions today
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.knowledge_base import DECISION, numbered
from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.ownership import Standing, answer
from stafett.rules.rule import Context, Meta

META = Meta("DEC006", "deciders-gone", Severity.WARNING, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Whether anybody who decided can be reached."""
    if page.kind != DECISION or page.text("status") != "accepted":
        return
    makers = [answer(ctx.base, reference, ctx.as_of) for reference in page.texts("decision-makers")]
    if not makers or any(maker.standing is not Standing.VACANT for maker in makers):
        return
    if page.owner and answer(ctx.base, page.owner, ctx.as_of).key in {maker.key for maker in makers}:
        return
    message = N_("Nobody who took this decision is here any more")
    fix = N_(
        "Name in `{field}` the role that now answers for it, or have that role take the decision anew: "
        '`stafett supersede {number} "..."`.'
    )
    yield ctx.at(META, page, "decision-makers", message, fix, field=ctx.field("decision-makers"), number=numbered(page))
