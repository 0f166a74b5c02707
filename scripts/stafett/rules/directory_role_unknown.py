"""People in the directory who hold a role that has no guide.

## What it does
Reports a role under a person's `roles` that is no role guide of the knowledge base, from today on. Silent about roles
that ended before the as-of date, and where there are no role guides at all.

## Why it matters
Whoever holds a role that nobody has described is led by no path and answers for no page. Most often the name is only
misspelt, and the role itself then seems to be vacant.

## Example
```yaml
people:
  - id: p-4711
    roles: [{role: driftsledare}]
```

Use instead:

```yaml
people:
  - id: p-4711
    roles: [{role: driftledare}]   # docs/roles/driftledare.md
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Severity
from stafett.questions.directory_faults import unknown_roles
from stafett.rules.rule import Context, Meta

META = Meta("PPL001", "directory-role-unknown", Severity.WARNING, since="0.1")


def check(ctx: Context) -> Iterator[Finding]:
    """Each role that somebody holds, against the role guides."""
    for person, number, role in unknown_roles(ctx.base, ctx.as_of):
        guess = ctx.nearest(role, ("role",))
        message = N_("There is no role guide for `{role}`, which `{id}` holds")
        fix = N_("Did you mean `{guess}`?") if guess else N_("Correct the name, or write the role guide.")
        where = ("roles", number, "role")
        yield ctx.at_record(META, ("people", person.id), where, message, fix, role=role, id=person.id, guess=guess)
