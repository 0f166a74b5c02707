"""Questions with fewer than two answers.

## What it does
Reports a step, in the `steps` of a process, that has only one answer, or that ends in a question mark and has none.

## Why it matters
A question with one answer leaves out what to do in the other case, and that is where people need the process most.

## Example
```yaml
steps:
  - step: Stämmer fakturan?
    then: {Ja: 2}
  - Betala
```

Use instead:

```yaml
steps:
  - step: Stämmer fakturan?
    then: {Ja: 2, Nej: Fakturan bestrids}
  - Betala
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Answer, Finding, Page, Severity
from stafett.rules.rule import Context, Meta

META = Meta("PRO012", "question-without-choice", Severity.WARNING, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Each step that asks."""
    for name, steps in page.flows.items():
        for number, step in enumerate(steps, 1):
            if step.asks and len(step.answers) == 1:
                message = N_("Step {number} in `{field}` asks, and has only the answer `{answer}`")
                fix = N_("Add the other answers and where they lead, or write `then: {to}` where there is no choice.")
            elif step.text.endswith("?") and not step.asks:
                message = N_("Step {number} in `{field}` is a question, but has no answers")
                fix = N_("Add `then:` with each answer and the number of the step that it leads to.")
            else:
                continue
            way = step.answers[0] if step.answers else Answer("", None)
            values = {"number": number, "answer": way.words, "to": way.to or way.end}
            yield ctx.at(META, page, (name, number - 1), message, fix, field=ctx.field(name), **values)
