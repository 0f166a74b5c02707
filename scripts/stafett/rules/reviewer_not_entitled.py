"""Reviews by somebody who could not vouch for the page.

## What it does
Reports a page whose `reviewed_by` was, on the day of `last_reviewed`, neither its owner nor its deputy, nor held one of
these roles. Silent without a directory of people, and where an owner or reviewer cannot be resolved, which has rules of
its own (OWN002, LNK002).

## Why it matters
A review counts because somebody answers for it. Who does not answer for the page cannot vouch for it, and a page that
has a new owner is not vouched for by the one before.

## Example
```yaml
owner: ekonomiprocessagare
last_reviewed: 2026-05-04
reviewed_by: systemforvaltare   # and no holder of it is a process owner
```

Use instead:

```yaml
owner: ekonomiprocessagare
last_reviewed: 2026-05-04
reviewed_by: ekonomiprocessagare
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.vouching import wrongly_vouched
from stafett.refusals import shown
from stafett.rules.rule import Context, Meta

META = Meta("REV007", "reviewer-not-entitled", Severity.WARNING, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Whether who vouched could do so on that day."""
    day = ctx.base.last_reviewed(page)
    if day is None or day > ctx.as_of or not wrongly_vouched(ctx.base, page):
        return
    message = N_("`{by}` vouched for the page, but was neither its owner nor its deputy on {day}, nor held their role")
    fix = N_("Let `{owner}` or the deputy read the page, mend it and vouch for it (`stafett review`).")
    by = shown(page.text("reviewed_by"))
    yield ctx.at(META, page, "reviewed_by", message, fix, by=by, day=day, owner=page.owner or page.deputy)
