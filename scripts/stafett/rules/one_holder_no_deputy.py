"""Roles on which pages hang, held by one person alone.

## What it does
Reports a role that one person holds on the as-of date, where at least three of the pages that the role owns have no
deputy who is another person and here. It speaks once of a role, at its guide, and not of each page. Decisions and role
guides do not count, nor do pages of high criticality: OWN004 and OWN009 tell of each of those. Silent where the role
empties within 60 days, which OWN005 tells.

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
from stafett.questions.bus_factor import LEAST_PAGES, alone_with
from stafett.rules.rule import Context, Meta

META = Meta("OWN008", "one-holder-no-deputy", Severity.INFO, since="0.1")


def check(ctx: Context) -> Iterator[Finding]:
    """Each role that one person holds, with the pages for which nobody else is there."""
    for role, pages in alone_with(ctx.base, ctx.as_of):
        if len(pages) < LEAST_PAGES or ctx.cover.gap(role.id):
            continue
        message = N_("One person holds the role `{role}`, and nobody stands in for {n} of its pages, as {example}")
        fix = N_("Let one more hold the role in the directory (people/), or give the pages a line `{field}: ...`.")
        values = {"role": role.id, "n": len(pages), "example": pages[0].path}
        yield ctx.at(META, role, (), message, fix, field=ctx.field("deputy"), **values)
