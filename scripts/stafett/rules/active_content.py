"""What could run in the reader's browser, or reach out from it.

## What it does
Reports script, event handlers, frames, forms, `javascript:` and `data:` links, and styles that fetch something, in
a page's text. The site shows a notice in their place. In a code block all of it is text and allowed.

## Why it matters
Anybody may propose a page. What it holds runs in the browser of everybody who reads it, inside the organisation's
network.

## Example
```markdown
<img src="x" onerror="alert(1)">
```

Use instead:

```markdown
![Flödet i fyra steg](flode.png)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.rules.rule import Context, Meta

META = Meta("SEC001", "active-content", Severity.ERROR, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Each place that reading marked."""
    for active in page.active:
        line = active.line + page.body_line - 1
        message = N_("The page holds active content ({what}), which the site does not show")
        fix = N_("Remove it. To show it as an example, put it in a code block between lines of ```.")
        yield ctx.at_line(META, page, line, message, fix, active.column, what=active.what)
