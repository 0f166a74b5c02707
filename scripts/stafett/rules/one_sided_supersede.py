"""A replacement that only one of the two decisions knows of.

## What it does
Reports a decision that says it supersedes another, where the other does not say that it is superseded by it; and the
other way round. What a proposal would supersede, it does not supersede yet.

## Why it matters
Whoever finds the old decision must be led to the new one, and whoever reads the new one should know what it replaced.

## Example
```yaml
# 0010
supersedes: ["0007"]
---
# 0007
superseded-by: null
```

Use instead:

```yaml
# 0010
supersedes: ["0007"]
---
# 0007
status: superseded
superseded-by: "0010"
```
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from stafett.knowledge_base import DECISION, quoted_number
from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.chains import came_to_hold
from stafett.rules.rule import Context, Meta

META = Meta("DEC002", "one-sided-supersede", Severity.ERROR, since="0.1")


def check(ctx: Context) -> Iterator[Finding]:
    """Both directions of each chain."""
    for page in ctx.base.of_kind(DECISION):
        for index, reference in enumerate(page.texts("supersedes") if came_to_hold(page) else ()):
            older = ctx.base.resolve(reference, (DECISION,)).page
            if older and page not in _targets(ctx, older, "superseded-by"):
                message = N_("The decision says that it supersedes {other}, which does not say so")
                fix = N_("Write `status: superseded` and `superseded-by: {this}` in {other}.")
                if not older.head:
                    fix = N_("Write `Superseded by {link}` as the status in {other}.")
                yield ctx.at(META, page, ("supersedes", index), message, fix, **_names(page, older))
        for newer in _targets(ctx, page, "superseded-by"):
            if page not in _targets(ctx, newer, "supersedes"):
                message = N_("The decision says that it is superseded by {other}, which does not say so")
                fix = N_("Write `supersedes: [{this}]` in {other}.")
                if not newer.head:
                    fix = N_("Write `Supersedes {link}` below the status in {other}.")
                yield ctx.at(META, page, "superseded-by", message, fix, **_names(page, newer))


def _targets(ctx: Context, page: Page, name: str) -> list[Page]:
    value = page.values.get(name)
    references = (value,) if isinstance(value, str) else page.texts(name)
    found = (ctx.base.resolve(reference, (DECISION,)).page for reference in references)
    return [target for target in found if target]


def _names(this: Page, other: Page) -> dict[str, str]:
    """How ``other`` is to refer to ``this``: by number in front matter, and by a link in a text without any."""
    target = posixpath.relpath(this.path, posixpath.dirname(other.path) or ".")
    return {"other": other.path, "this": quoted_number(this), "link": f"[{this.title}]({target})"}
