"""Processes that never end.

## What it does
Reports the first step, in the `steps` of a process, from which no way leads to an end: all go round in a circle. An end
is the last step, or a text after `then:`.

## Why it matters
A process without end leaves its reader not knowing when the work is done.

## Example
```yaml
steps:
  - Granska fakturan
  - step: Stämmer den?
    then: {Ja: 1, Nej: 1}
```

Use instead:

```yaml
steps:
  - Granska fakturan
  - step: Stämmer den?
    then: {Ja: Fakturan är klar att betala, Nej: 1}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.flow import endless
from stafett.rules.rule import Context, Meta

META = Meta("PRO013", "flow-without-end", Severity.WARNING, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """The first step of each flow that has no way out."""
    for name, steps in page.flows.items():
        number = endless(steps)
        if number is not None:
            message = N_("From step {number} in `{field}` no way leads to an end of the process")
            fix = N_("Let one of its answers lead to a text that ends the process, or on to a later step.")
            yield ctx.at(META, page, (name, number - 1), message, fix, field=ctx.field(name), number=number)
