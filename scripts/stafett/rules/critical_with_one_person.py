"""Critical pages that one person alone answers for.

## What it does
Reports a page with `criticality: high` whose owner and deputy are together one person on the as-of date: the same one
holds both roles, or nobody holds the deputy's. Where there are more today, it reports a page for which one is left
within 60 days because the deputy goes. Silent where the page names no deputy (OWN004), and where its owner is vacant
(OWN003).

## Why it matters
Two names on a page look safe. If one person is behind both, one resignation takes the page along.

## Example
```yaml
owner: redovisningschef
deputy: ekonomichef        # held by the same person since the spring
criticality: high
```

Use instead:

```yaml
owner: redovisningschef
deputy: ekonomiprocessagare
criticality: high
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.bus_factor import answering
from stafett.rules.rule import Context, Meta

META = Meta("OWN009", "critical-with-one-person", Severity.WARNING, since="0.1")
_FIX = N_(
    "Name in `{field}` a role that somebody else holds, or let one more hold `{deputy}` in the directory (people/)."
)


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """How many people are behind owner and deputy, today and after the deputy goes."""
    base, day = ctx.base, ctx.as_of
    if page.text("criticality") != "high" or not page.owner or not page.deputy:
        return
    if not base.answerable(page.deputy).found or not base.holders(page.owner, day):
        return
    values = {"owner": page.owner, "deputy": page.deputy}
    if len(answering(base, page, day)) == 1:
        if base.holders(page.deputy, day):
            message = N_("The page's criticality is high, and `{owner}` and `{deputy}` are one and the same person")
        else:
            message = N_("The page's criticality is high, and one person answers for it: nobody holds `{deputy}`")
        yield ctx.at(META, page, "deputy", message, _FIX, field=ctx.field("deputy"), **values)
        return
    gap = ctx.cover.gap(page.deputy)
    if gap is None or gap.last is not None or ctx.cover.last_one_goes(page.owner):
        return
    if len(answering(base, page, gap.first)) == 1:
        message = N_("The page's criticality is high, and one person answers for it after {day}, when `{deputy}` goes")
        last = gap.first - timedelta(days=1)
        yield ctx.at(META, page, "deputy", message, _FIX, field=ctx.field("deputy"), day=last, **values)
