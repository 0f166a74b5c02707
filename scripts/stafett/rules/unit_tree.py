"""Units that do not form a tree.

## What it does
Reports a unit whose `parent` is no unit of the directory, and each circle of units of which every one lies below the
next.

## Why it matters
What nobody acts on climbs the tree to the next head. Where a unit hangs loose or goes in a circle, it reaches nobody.

## Example
```yaml
units:
  - {id: drift, name: Drift, parent: region-nord}
  - {id: region-nord, name: Region Nord, parent: drift}
```

Use instead:

```yaml
units:
  - {id: drift, name: Drift}
  - {id: region-nord, name: Region Nord, parent: drift}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.guesses import nearest
from stafett.messages import N_
from stafett.model import Finding, Severity
from stafett.questions.directory_faults import circles, listed, orphans
from stafett.rules.rule import Context, Meta

META = Meta("PPL006", "unit-tree", Severity.WARNING, since="0.1")


def check(ctx: Context) -> Iterator[Finding]:
    """Each unit's parent."""
    units = ctx.base.directory.units
    for unit in orphans(units):
        if listed(ctx.base.directory, unit.parent or ""):
            continue
        guess = nearest(unit.parent or "", units)
        message = N_("`{parent}`, the parent of the unit `{id}`, is not in the directory")
        fix = N_("Did you mean `{guess}`?") if guess else N_("Correct it, or write the unit under `units:`.")
        where, values = ("units", unit.id), {"parent": unit.parent, "id": unit.id, "guess": guess}
        yield ctx.at_record(META, where, ("parent",), message, fix, **values)
    for circle in circles(units):
        message = N_("The units lie below one another in a circle: {circle}")
        fix = N_("Take away `parent` where the topmost of them is, or write the right one.")
        around = " → ".join((*circle, circle[0]))
        yield ctx.at_record(META, ("units", circle[0]), ("parent",), message, fix, circle=around)
