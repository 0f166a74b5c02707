"""Units that nobody leads.

## What it does
Reports a unit in which somebody works, or which has units below it that do, where `head` is missing, is nobody in the
directory, or is somebody who does not work here or is on leave on the as-of date. Silent where no unit has a head: then
the directory does not say who leads.

## Why it matters
The head of a unit is told when neither the owner nor the deputy of a page acts, and is the one who names a successor.
Without a head it goes to the unit above, which knows less.

## Example
```yaml
units:
  - {id: region-nord, name: Region Nord, parent: drift}
```

Use instead:

```yaml
units:
  - {id: region-nord, name: Region Nord, parent: drift, head: p-4711}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Severity
from stafett.questions.directory_faults import headless
from stafett.rules.rule import Context, Meta

META = Meta("PPL003", "unit-without-head", Severity.WARNING, since="0.1")


def check(ctx: Context) -> Iterator[Finding]:
    """Who leads each unit on the day."""
    people = ctx.base.directory.people
    for unit in headless(ctx.base.directory, ctx.as_of):
        if not unit.head:
            message = N_("The unit `{id}` has no head")
        elif unit.head not in people:
            message = N_("The head of the unit `{id}`, `{head}`, is not in the directory")
        elif people[unit.head].away(ctx.as_of):
            message = N_("The head of the unit `{id}`, `{head}`, is on leave on {day}")
        else:
            message = N_("The head of the unit `{id}`, `{head}`, does not work here on {day}")
        fix = N_("Write under `head` who leads it, also for the time being.")
        yield ctx.at_record(
            META, ("units", unit.id), ("head",), message, fix, id=unit.id, head=unit.head, day=ctx.as_of
        )
