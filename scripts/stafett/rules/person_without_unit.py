"""People in the directory whose unit is none.

## What it does
Reports a person whose `unit`, or one of whose `earlier_units`, is no unit of the directory. Silent about those who have
left, and where the directory describes no units. That `unit` is missing altogether is FMT011.

## Why it matters
Whom a page climbs to when nobody acts, who could take over after a leaver, and how a unit fares are all asked by unit.
Whoever belongs to none is left out of every answer.

## Example
```yaml
people:
  - {id: p-4711, unit: region-norr, first_day: 2024-03-01}
units:
  - {id: region-nord, name: Region Nord}
```

Use instead:

```yaml
people:
  - {id: p-4711, unit: region-nord, first_day: 2024-03-01}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.guesses import nearest
from stafett.messages import N_
from stafett.model import Finding, Severity
from stafett.questions.directory_faults import unitless
from stafett.rules.rule import Context, Meta

META = Meta("PPL004", "person-without-unit", Severity.WARNING, since="0.1")


def check(ctx: Context) -> Iterator[Finding]:
    """The units that each person belongs to, against those of the directory."""
    for person, where, unit in unitless(ctx.base.directory, ctx.as_of):
        guess = nearest(unit, ctx.base.directory.units)
        message = N_("`{unit}`, the unit of `{id}`, is not in the directory")
        fix = N_("Did you mean `{guess}`?") if guess else N_("Correct it, or write the unit under `units:`.")
        yield ctx.at_record(META, ("people", person.id), where, message, fix, unit=unit, id=person.id, guess=guess)
