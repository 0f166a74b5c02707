"""Steps that nothing leads to.

## What it does
Reports a step, in the `steps` of a process, that no way from the first step leads to. Of several that lead to each
other the first is told. It stays silent where a step leads to one that does not exist (PRO010), since that may be why.

## Why it matters
Nobody who follows the process comes to the step, so that what it says is not done.

## Example
```yaml
steps:
  - step: Stämmer fakturan?
    then: {Ja: 3, Nej: Fakturan bestrids}
  - Leta upp beställaren
  - Betala
```

Use instead:

```yaml
steps:
  - step: Stämmer fakturan?
    then: {Ja: 3, Nej: 2}
  - step: Leta upp beställaren
    then: 1
  - Betala
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.flow import unknown_targets, unreached
from stafett.rules.rule import Context, Meta

META = Meta("PRO011", "step-unreached", Severity.WARNING, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """The first of each group of steps that is not reached."""
    for name, steps in page.flows.items():
        if unknown_targets(steps):
            continue
        for number in unreached(steps):
            message = N_("No step leads to step {number} in `{field}`")
            fix = N_("Let an answer lead to {number}, move the step to where it is done, or remove it.")
            yield ctx.at(META, page, (name, number - 1), message, fix, field=ctx.field(name), number=number)
