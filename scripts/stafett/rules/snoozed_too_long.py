"""Reviews that are put off for longer than is agreed, or without saying why.

## What it does
Reports a page whose `snoozed_until` is more than 30 days after its due date (`reminders: {longest_snooze: ...}` in
`stafett.yml`), that gives no `snooze_reason`, or whose review is not due, so that there is nothing to put off. The time
is counted from the due date; where a new owner has not vouched for the page, from the day on which they took over.

## Why it matters
A review that has to wait may wait once, with a reason that others can read. Without an end it is a way to be left
alone. Reminders wait no longer than is agreed, whatever the page says.

## Example
```yaml
last_reviewed: 2026-05-01
review_in: 6 months
snoozed_until: 2027-03-01
snooze_reason: Nytt ekonomisystem
```

Use instead:

```yaml
last_reviewed: 2026-05-01
review_in: 6 months
snoozed_until: 2026-12-01
snooze_reason: Nytt ekonomisystem i drift 2026-11-27
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.snooze import REASON, UNTIL, WAITING, latest_delay
from stafett.rules.rule import Context, Meta

META = Meta("REV008", "snoozed-too-long", Severity.WARNING, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Whether the delay that the page asks for counts as it is written."""
    until = page.values.get(UNTIL)
    status = ctx.base.status(page, ctx.as_of) if isinstance(until, date) else None
    if not isinstance(until, date) or status is None:
        return
    names = {"until_field": ctx.field(UNTIL), "reason_field": ctx.field(REASON), "until": until}
    latest = latest_delay(ctx.base, page, ctx.as_of)
    if status not in WAITING:
        message = N_("The review is put off until {until}, but it is not due")
        yield ctx.at(META, page, UNTIL, message, N_("Remove `{until_field}` and `{reason_field}`."), **names)
    elif latest is None:
        message = N_("The page was never reviewed, so that there is no due date to put off")
        fix = N_("Remove `{until_field}` and `{reason_field}`, and let somebody vouch for the page.")
        yield ctx.at(META, page, UNTIL, message, fix, **names)
    elif not page.text(REASON):
        message = N_("The review is put off until {until} without a reason, so that reminders go on")
        fix = N_("Add a line `{reason_field}: ...` that says why it has to wait.")
        yield ctx.at(META, page, UNTIL, message, fix, **names)
    elif until > latest:
        message = N_("The review is put off until {until}, but reminders wait no longer than until {latest}")
        fix = N_("Review the page, or write `{until_field}: {latest}`.")
        yield ctx.at(META, page, UNTIL, message, fix, latest=latest, **names)
