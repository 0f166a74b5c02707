"""Pages that count on somebody who has left.

## What it does
Reports a page whose deputy is nobody on the as-of date: a person who does not work here, or a role that nobody holds.
Also one that names such a person among those who do the work (`raci`), or who are to take a proposed decision. Who is
on leave has not left. Silent about pages that no longer hold, about the owner (OWN003), and where OWN009 tells it.

## Why it matters
Readers ask a name that no longer answers, and whoever needs the deputy finds out only then that there is none.

## Example
```yaml
owner: redovisningschef
deputy: p-4711             # whose last day was in May
```

Use instead:

```yaml
owner: redovisningschef
deputy: ekonomiprocessagare
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.condition import retired
from stafett.questions.naming import Says, names_in, says_of
from stafett.rules.rule import Context, Meta

META = Meta("OWN010", "named-has-left", Severity.WARNING, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Whether everybody whom the page counts on, besides its owner, works here on the as-of date."""
    base = ctx.base
    if not base.directory.present or retired(page):
        return
    for name in ("deputy", "raci", "decision-makers"):
        value = page.values.get(name)
        if not value or says_of(page, name) is not Says.ANSWERS:
            continue
        for reference in dict.fromkeys(names_in(value)):
            target = base.answerable(reference)
            if target.person and not target.person.employed(ctx.as_of):
                message = N_("`{reference}` does not work here on {day}, and the page counts on them in `{field}`")
                fix = N_("Name somebody else there, preferably a role.")
            elif target.page and name == "deputy" and not _held(ctx, page, reference):
                message = N_("Nobody holds the role `{reference}` on {day}: nobody stands in for the page's owner")
                fix = N_("Let somebody take the role in the directory (people/), or name another deputy.")
            else:
                continue
            values = {"reference": reference, "day": ctx.as_of, "field": ctx.field(name)}
            yield ctx.at(META, page, name, message, fix, **values)


def _held(ctx: Context, page: Page, role: str) -> bool:
    """Whether somebody has the role, be it on leave, or OWN009 tells of it that nobody has."""
    if any(
        (start is None or start <= ctx.as_of) and (end is None or ctx.as_of <= end)
        for _, start, end in ctx.base.tenures(role)
    ):
        return True
    told = page.text("criticality") == "high" and page.owner
    return bool(told) and len(ctx.base.holders(str(page.owner), ctx.as_of)) == 1
