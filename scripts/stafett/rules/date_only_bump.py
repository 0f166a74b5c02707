"""Reviews that moved only the date.

## What it does
With `--changed-since`, reports a page whose `last_reviewed` has moved forward or come there for the first time, while
`review_note` says nothing new and the page says what it said: its title, text, steps and whether a decision holds.
Formatting, owner and other fields do not count. A page that was renamed is followed.

## Why it matters
A date alone is easily moved to be left alone, and then nobody knows any more which pages were really read. What you
did is the evidence, even where nothing had to be changed.

## Example
```yaml
last_reviewed: 2026-11-24    # was 2026-05-04
review_note: Gick igenom flödet med två handläggare   # and said so in May, too
```

Use instead:

```yaml
last_reviewed: 2026-11-24
review_note: Jämförde med den nya attestordningen; inget att ändra
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.onboarding import substance_of
from stafett.questions.review_evidence import bare_bump, review_of
from stafett.rules.rule import Context, Meta

META = Meta("REV004", "date-only-bump", Severity.WARNING, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """The page beside what it was before the change; silent where no change is asked about."""
    earlier = ctx.before(page)
    if earlier is None:
        return
    before, body_before, body = earlier
    was, now = review_of(before), review_of(page)
    if bare_bump(was, now, lambda: substance_of(page, body) == substance_of(before, body_before)):
        message = (
            N_("The review date has moved from {was} to {day}, but neither `{field}` nor the text has changed")
            if was.day
            else N_("The page now has the review date {day}, but no new `{field}`, and its text has not changed")
        )
        fix = N_("Say in `{field}` what you did, even where nothing had to be changed.")
        yield ctx.at(
            META, page, "last_reviewed", message, fix, was=was.day, day=now.day, field=ctx.field("review_note")
        )
