"""Pages whose owner is nobody today.

## What it does
Reports a page whose owner resolves to nobody on the as-of date: a role that no present person holds, or a person who
has left or not yet begun. Silent where there is no directory, and about those who are on leave and come back, where
the leave is of at most two weeks or the page's deputy is there meanwhile.

## Why it matters
This is the loudest finding there is: the page looks owned, and nobody will act on it.

## Example
```yaml
owner: fordonssamordnare   # whose last holder left in May
```

Use instead:

```yaml
owner: driftchef           # a role that somebody holds today
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta

META = Meta("OWN003", "owner-vacant", Severity.ERROR, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Whether somebody answers to the owner's name on the as-of date."""
    base = ctx.base
    if not page.owner or not base.directory.present or not base.answerable(page.owner).found:
        return
    if base.holders(page.owner, ctx.as_of):
        return
    gap = ctx.cover.vacancy(page.owner)
    if gap and ctx.cover.passes(page, gap):
        return
    target = base.answerable(page.owner)
    if target.page:
        message = N_("Nobody holds the role `{owner}` on {day}: the page has no owner who can act")
        fix = N_("Let somebody take the role in the directory (people/), or give the page another owner.")
    else:
        message = N_("`{owner}` does not work here on {day}: the page has no owner who can act")
        fix = N_("Give the page another owner, preferably a role.")
    yield ctx.at(META, page, "owner", message, fix, owner=page.owner, day=ctx.as_of)
