"""Pages that their owner has inherited and not looked at.

## What it does
Reports a page where every present holder of its owner took the role after the last review, and a page that itself went
to another owner after it (`owner_since`, which a handover writes). Silent where the page is overdue, which says more.

## Why it matters
A new owner has not vouched for what they inherit. The page is neither fresh nor stale until they do.

## Example
```yaml
last_reviewed: 2026-05-04   # and the only holder of the role began on 2026-09-01
```

Use instead:

```yaml
last_reviewed: 2026-09-15   # the new holder has read it
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity, Status
from stafett.rules.rule import Context, Meta

META = Meta("REV005", "unvouched", Severity.WARNING, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Whether the present owners have all come after the review."""
    if ctx.base.status(page, ctx.as_of) is Status.UNVOUCHED:
        given = ctx.base.given_to_owner(page)
        message = (
            N_("`{owner}` has owned the page since {day}, after the last review, and has not vouched for it")
            if given and given <= ctx.as_of
            else N_("Whoever holds `{owner}` today took over after the last review and has not vouched for the page")
        )
        fix = N_("Let them read the page, mend it, then set `{field}` to the day and say in `{note}` what they did.")
        yield ctx.at(
            META,
            page,
            "last_reviewed",
            message,
            fix,
            owner=page.owner,
            day=given,
            field=ctx.field("last_reviewed"),
            note=ctx.field("review_note"),
        )
