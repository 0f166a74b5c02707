"""Processes that are in nobody's onboarding path.

## What it does
Reports a process that no role guide names in `must_know`. Silent for a process that is replaced, for a variant of one
that is in a path, and where no role guide has a path yet.

## Why it matters
What nobody is led to is learnt by chance, or when it has gone wrong.

## Example
```yaml
must_know: {day_1: [kontakt]}   # and processes/ekonomi/attestera-faktura is in no guide
```

Use instead:

```yaml
must_know: {day_1: [kontakt], week_1: [processes/ekonomi/attestera-faktura]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.condition import retired
from stafett.questions.onboarding import ROLE, own_steps
from stafett.rules.rule import Context, Meta

META = Meta("PRO001", "process-in-no-path", Severity.INFO, since="0.1")
_PROCESS = "process"


def check(ctx: Context) -> Iterator[Finding]:
    """Each process that holds."""
    led_to = {step.path for role in ctx.base.of_kind(ROLE) for _, step in own_steps(ctx.base, role)}
    if not led_to:
        return
    for page in ctx.base.of_kind(_PROCESS):
        known = page.path in led_to or _by_original(page, led_to, ctx)
        if not known and page.head is not None and not retired(page):
            message = N_("The process is in nobody's onboarding path")
            fix = N_("Name it under `{field}` in the guide of a role that needs it.")
            yield ctx.at_line(META, page, 1, message, fix, field=ctx.field("must_know"))


def _by_original(page: Page, led_to: set[str], ctx: Context) -> bool:
    """Whether the process departs from one that is in a path, from which readers come to it."""
    original = page.text("variant_of")
    found = ctx.base.resolve(original, (_PROCESS,)).page if original else None
    return found is not None and found.path in led_to
