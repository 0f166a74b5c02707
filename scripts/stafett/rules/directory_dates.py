"""People in the directory whose dates cannot all be true.

## What it does
Reports a person who leaves before the first day, a role, a leave or an earlier employment that ends before it begins,
two employments, two leaves or two times in the same role that overlap, and earlier units with the same last day.

## Why it matters
Who answers for what on a day is reckoned from these dates. Where they contradict each other, the answer is a guess.

## Example
```yaml
people:
  - id: p-4711
    first_day: 2024-03-01
    roles:
      - {role: driftchef, from: 2024-03-01}
      - {role: driftchef, from: 2025-01-01}
```

Use instead:

```yaml
people:
  - id: p-4711
    first_day: 2024-03-01
    roles:
      - {role: driftchef, from: 2024-03-01}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Severity
from stafett.questions.directory_faults import contradictions
from stafett.rules.rule import Context, Meta

META = Meta("PPL002", "directory-dates", Severity.ERROR, since="0.1")


def check(ctx: Context) -> Iterator[Finding]:
    """The dates of each person."""
    for fault in contradictions(ctx.base.directory):
        fix = N_("Correct the dates. Both the first and the last day count.")
        record = ("people", fault.person.id)
        yield ctx.at_record(META, record, fault.where, fault.message, fix, id=fault.person.id, **fault.values)
