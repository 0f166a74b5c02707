"""First days that take more than a day to read.

## What it does
Reports a role guide whose `day_1`, with what the roles that it begins with have on theirs, takes longer to read than
a newcomer has on a day: `onboarding: {words_per_minute: 200, hours_per_day: 6}` in `stafett.yml`.

## Why it matters
Whoever is given too much on the first day reads none of it well, and meets nobody.

## Example
```yaml
must_know: {day_1: [handbok-del-1, handbok-del-2, handbok-del-3]}   # seven hours
```

Use instead:

```yaml
must_know: {day_1: [handbok-del-1], week_1: [handbok-del-2, handbok-del-3]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.onboarding import ROLE, STAGES, first_day_minutes, own_references
from stafett.reports.path_words import duration
from stafett.rules.rule import Context, Meta

META = Meta("ROL004", "long-first-day", Severity.WARNING, since="0.1")
_MINUTES = 60


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """The first day of a role guide that adds something to it."""
    if page.kind != ROLE or not own_references(page, STAGES[0]):
        return
    takes, has = first_day_minutes(ctx.base, page), round(ctx.base.settings.onboarding.hours_per_day * _MINUTES)
    if takes > has:
        message = N_("The first day takes {takes} to read, and a day has {has} for it")
        fix = N_("Move what can wait to `week_1`.")
        where = ("must_know", STAGES[0])
        yield ctx.at(META, page, where, message, fix, takes=duration(ctx.words, takes), has=duration(ctx.words, has))
