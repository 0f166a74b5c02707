"""Steps that lead to a step that does not exist.

## What it does
Reports an answer, in the `steps` of a process, that leads to a number that none of its steps has.

## Why it matters
Whoever follows the process does not know what to do next, and the diagram ends in the air. It happens easily where a
step is added or taken away, since the numbers of those after it change.

## Example
```yaml
steps:
  - step: Stämmer fakturan?
    then: {Ja: 2, Nej: 5}
  - Betala
  - Bestrid fakturan
```

Use instead:

```yaml
steps:
  - step: Stämmer fakturan?
    then: {Ja: 2, Nej: 3}
  - step: Betala
    then: Fakturan är betald
  - Bestrid fakturan
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity, Where
from stafett.questions.flow import unknown_targets
from stafett.rules.rule import Context, Meta

META = Meta("PRO010", "step-unknown", Severity.ERROR, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Each answer of each flow."""
    for name, steps in page.flows.items():
        for number, way in unknown_targets(steps):
            where: Where = (name, number - 1, "then", way.words) if way.words else (name, number - 1, "then")
            message = N_("Step {number} in `{field}` leads to step {to}, but the last step is {last}")
            fix = N_("Write the number of the step that you mean, or a text that ends the process.")
            values = {"number": number, "to": way.to, "last": len(steps)}
            yield ctx.at(META, page, where, message, fix, field=ctx.field(name), **values)
