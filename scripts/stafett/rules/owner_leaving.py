"""Pages whose owner is about to leave.

## What it does
Reports a page whose last present owner leaves, leaves the role or goes on leave within 60 days, where nobody follows
in time: somebody has to hold the role on the next working day, and to stay for those 60 days. Where a successor begins
later, the days in between are told. Silent about leave of at most two weeks, and about longer leave during which the
page's deputy is there.

## Why it matters
Before somebody goes is the time for a handover; afterwards it is archaeology.

## Example
```yaml
people:
  - id: p-4711
    last_day: 2026-12-31
    roles: [{role: driftchef}]
```

Use instead:

```yaml
people:
  - id: p-4711
    last_day: 2026-12-31
    roles: [{role: driftchef}]
  - id: p-0212
    roles: [{role: driftchef, from: 2026-12-01}]
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.cover import Gap
from stafett.rules.rule import Context, Meta

META = Meta("OWN005", "owner-leaving", Severity.WARNING, since="0.1")
_SUCCESSOR = N_("Name a successor in the directory (people/), or give the page another owner by then.")
_BETWEEN = N_("Let somebody hold the role in between, in the directory (people/), or give the page another owner.")
_ANOTHER = N_("Give the page another owner by then, preferably a role.")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Whether somebody will hold the owner's role on each of the coming days."""
    gap = ctx.cover.owner_gap(page)
    if not page.owner or gap is None:
        return
    role = bool(ctx.base.answerable(page.owner).page)
    message, fix = _of_role(gap) if role else _of_person(gap)
    day = gap.first - timedelta(days=1)
    yield ctx.at(
        META, page, "owner", message, fix, owner=page.owner, day=day, first=gap.first, last=gap.last, begins=gap.begins
    )


def _of_role(gap: Gap) -> tuple[str, str]:
    if gap.last is None:
        if gap.away:
            return N_(
                "Whoever holds the role `{owner}` goes on leave on {first}, and nobody is known to follow"
            ), _SUCCESSOR
        return N_("Nobody is known to hold the role `{owner}` after {day}"), _SUCCESSOR
    if gap.same:
        return N_("Whoever holds the role `{owner}` is on leave from {first} to {last}, and nobody stands in"), _BETWEEN
    if gap.last == gap.first:
        return N_("Nobody holds the role `{owner}` on {first}; the next holder begins on {begins}"), _BETWEEN
    return N_("Nobody holds the role `{owner}` from {first} to {last}; the next holder begins on {begins}"), _BETWEEN


def _of_person(gap: Gap) -> tuple[str, str]:
    if gap.last is not None:
        return N_("The page's owner `{owner}` is not here from {first} to {last}, and nobody stands in"), _ANOTHER
    if gap.away:
        return N_("The page's owner `{owner}` goes on leave on {first}"), _ANOTHER
    return N_("The page's owner `{owner}` works here until {day}"), _ANOTHER
