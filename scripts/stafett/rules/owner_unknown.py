"""Owners and deputies that nobody knows.

## What it does
Reports an owner or deputy that is neither a role guide nor a person in the directory. Silent where the settings say
`owners: any`.

## Why it matters
An owner that cannot be looked up cannot be asked.

## Example
```yaml
owner: no
```

Use instead:

```yaml
owner: ekonomiprocessagare
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.knowledge_base import PERSON
from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.refusals import shown
from stafett.rules.rule import Context, Meta

META = Meta("OWN002", "owner-unknown", Severity.ERROR, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Owner and deputy."""
    if ctx.base.settings.free_owners:
        return
    for name in ("owner", "deputy"):
        reference = page.text(name)
        if reference and not ctx.base.answerable(reference).found:
            yield from _tell(page, ctx, name, reference)


def _tell(page: Page, ctx: Context, name: str, reference: str) -> Iterator[Finding]:
    ambiguous = ctx.base.answerable(reference).ambiguous
    guess = None if ambiguous else ctx.nearest(reference, ("role", PERSON))
    if ambiguous:
        message = N_("`{field}: {reference}` can mean several role guides: {guesses}")
        fix = N_("Write the whole id of the one you mean.")
    else:
        message = N_("`{field}: {reference}` is neither a role guide nor a person in the directory")
        fix = (
            N_("Did you mean `{field}: {guess}`?")
            if guess
            else N_("Write the id of a role guide in docs/roles/, or write that guide first.")
        )
    yield ctx.at(
        META, page, name, message, fix,
        field=ctx.field(name), reference=shown(reference), guess=guess or "", guesses=", ".join(ambiguous),
    )  # fmt: skip
