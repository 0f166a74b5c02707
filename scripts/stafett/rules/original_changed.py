"""Variants whose national process has changed since they were last looked at.

## What it does
With `--changed-since`, reports a local variant whose national page the change makes say something else, unless the
variant is changed or reviewed with it. Without, where git knows the pages: one whose national page came to say
something else after the variant was last reviewed or rewritten; that it was only reviewed is no change. Where git does
not know, a national page that was reviewed later may have changed, and that is said.

## Why it matters
Who changes how all work seldom knows who works differently. The variant's owners have to see whether the new text is
theirs, too, or whether the reason for the departure is gone.

## Example
```yaml
# processes/drift/planera-avstangning.md
raci: {consulted: [polisen]}     # new on 2026-11-02
---
# processes/drift/planera-avstangning-nord.md
variant_of: processes/drift/planera-avstangning
last_reviewed: 2026-10-12
```

Use instead:

```yaml
# processes/drift/planera-avstangning-nord.md
variant_of: processes/drift/planera-avstangning
last_reviewed: 2026-11-09
review_note: Jämförde med den nationella texten; polisen står nu med här också
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.onboarding import substance_of
from stafett.questions.review_evidence import review_of
from stafett.questions.variants import behind, variant
from stafett.rules.rule import Context, Meta

META = Meta("VAR004", "original-changed", Severity.WARNING, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """A variant against its national page."""
    found = variant(ctx.base, page)
    if found is None or found.expired(ctx.as_of):
        return
    fix = N_(
        "Compare the two, bring the variant up to date or end it, set `last_reviewed`, and say in `{note}` what you "
        "did."
    )
    values = {"other": found.original.path, "note": ctx.field("review_note")}
    if ctx.before(found.original):  # then it is known what became of it, and its date alone says nothing
        if _rewritten_here(found.original, ctx) and not _looked_at_here(page, ctx):
            message = N_("This change makes the national page say something else: {other}")
            yield ctx.at(META, page, "variant_of", message, fix, **values)
        return
    late = behind(ctx.base, found)
    if late:
        message = (
            N_("The national page {other} was changed on {later}, after the variant was last reviewed on {day}")
            if late.rewritten
            else N_(
                "The national page {other} was reviewed on {later}, after the variant on {day}, and may have changed"
            )
        )
        days = {"day": late.reviewed.isoformat(), "later": late.original.isoformat()}
        yield ctx.at(META, page, "last_reviewed", message, fix, **values, **days)


def _rewritten_here(page: Page, ctx: Context) -> bool:
    earlier = ctx.before(page)
    return earlier is not None and substance_of(page, earlier[2]) != substance_of(earlier[0], earlier[1])


def _looked_at_here(page: Page, ctx: Context) -> bool:
    """Whether the change also writes the variant anew or reviews it, or brings it."""
    change = ctx.changes.by_path.get(page.path) if ctx.changes else None
    if change and change.earlier is None:
        return True
    earlier = ctx.before(page)
    return earlier is not None and (_rewritten_here(page, ctx) or review_of(page).day != review_of(earlier[0]).day)
