"""Places that are still to be written.

## What it does
Reports each `[[skriv: ...]]` (or `[[write: ...]]`) on a page, with its line. `stafett new` puts them where only the
page's author knows what to say, and anybody may write more of them. The site shows them as "to be written".

## Why it matters
A page that looks finished is trusted. Where something is missing the reader should see it, and the author be told of
each place, until it is written. It is a warning, so that the page can be looked at while it comes about; an
organisation that wants no such page on its site makes it an error in `stafett.yml`.

## Example
```text
**Börjar** när [[skriv: vad processen börjar med]].
```

Use instead:

```text
**Börjar** när fakturan kommer in i Fakturaportalen.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.refusals import shown
from stafett.rules.rule import Context, Meta

META = Meta("FMT015", "left-to-write", Severity.WARNING, since="0.1")
_FIX = N_("Write it, and take away the mark with its double brackets.")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """One finding a mark."""
    for left in page.left:
        message = N_("Still to be written: {what}") if left.what else N_("Something is still to be written here")
        yield ctx.at_line(META, page, left.line, message, _FIX, left.column, what=shown(left.what))
