"""Roles on which pages hang, held by one person alone.

## What it does
Reports a role that one person holds on the as-of date, where more than half of the pages that it owns have no deputy
who is another person and here, as long as that are at least three pages of other than high criticality. It speaks once
of a role, at its guide, and not of each page. Decisions and role guides do not count. Of pages of high criticality
OWN004 and OWN009 tell one by one. Silent where the role empties within 60 days, which OWN005 tells.

A role that has deputies for most of its pages is not told of here: how many of its pages have none, the page on
continuity and `stafett risk` tell.

## Why it matters
The day that person is ill, nobody can say whether the pages are right; the day they leave, nobody knows what to teach.

## Example
```yaml
people:
  - {id: p-4711, roles: [{role: registrator}]}   # the only one, and none of the role's pages names a deputy
```

Use instead:

```yaml
owner: registrator          # on the pages of the role
deputy: bolagsjurist
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Severity
from stafett.questions.bus_factor import one_holders
from stafett.rules.rule import Context, Meta

META = Meta("OWN008", "one-holder-no-deputy", Severity.INFO, since="0.1")


def check(ctx: Context) -> Iterator[Finding]:
    """Each role that one person holds, where nobody else is there for most of its pages."""
    for found in one_holders(ctx.base, ctx.as_of):
        if not found.no_deputy or ctx.cover.gap(found.role.id):
            continue
        pages = found.told_once
        message = N_("One person holds the role `{role}`, and nobody stands in for {n} of its pages, as {example}")
        fix = N_("Let one more hold the role in the directory (people/), or give the pages a line `{field}: ...`.")
        values = {"role": found.role.id, "n": len(pages), "example": pages[0].path}
        yield ctx.at(META, found.role, (), message, fix, field=ctx.field("deputy"), **values)
