"""CODEOWNERS that asks others than those who answer for a page.

## What it does
Compares the repository's CODEOWNERS file with the pages. Reports a page whose line names others than its owner and
deputy, a line that Stafett made and that matches no page any more, and a file into which Stafett's lines have not been
put at all. Silent without such a file, and where no owner has a `team` (role guide) or an `account` (directory).

`stafett export --to codeowners --output .github/CODEOWNERS` makes all lines anew.

## Why it matters
The forge asks whom CODEOWNERS names to look at a change. If that is not the page's owner, a change goes through that
nobody who answers for the page has seen.

## Example
```
/processes/ekonomi/attestera-faktura.md @spannverket/drift
```

Use instead:

```
/processes/ekonomi/attestera-faktura.md @spannverket/ekonomiprocessagare @spannverket/redovisningschef
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.code_owners import CodeOwners
from stafett.messages import N_
from stafett.model import Finding, Severity
from stafett.questions.code_owners import Differs, differing, idle
from stafett.refusals import shown
from stafett.rules.rule import Context, Meta

META = Meta("OWN006", "codeowners-differs", Severity.WARNING, since="0.1")
_FIX = N_("Make the lines anew: `stafett export --to codeowners --output {file}`.")
_FIX_ELSEWHERE = N_(
    "The page is in order. Whoever looks after the knowledge base makes the lines anew: "
    "`stafett export --to codeowners --output {file}`."
)


def check(ctx: Context) -> Iterator[Finding]:
    """Both ways: each page against its line, and each line that Stafett made against the pages."""
    owners = ctx.base.code_owners
    if owners is None:
        return
    found = differing(ctx.base, owners, ctx.as_of)
    if not owners.made:
        if found:
            message = N_("The file says nothing of who answers for the pages: about {n} of them, others are asked")
            yield _at(ctx, owners, 1, message, n=len(found))
        return
    for differs in found:
        yield _tell(ctx, owners, differs)
    for line in idle(ctx.base, owners):
        yield _at(ctx, owners, line.number, N_("No page is at {path} any more"), path=shown(line.pattern))


def _tell(ctx: Context, owners: CodeOwners, differs: Differs) -> Finding:
    names, asked = " ".join(differs.wanted.names), shown(" ".join(differs.asked))
    if not names:
        message = N_("{file} asks {asked} about the page, whose owner and deputy have no team or account")
    elif differs.asked:
        message = N_("{file} asks {asked} about the page, and not {names}, who answer for it")
    else:
        message = N_("{file} asks nobody about the page, and not {names}, who answer for it")
    page = differs.wanted.page
    return ctx.at(META, page, "owner", message, _FIX_ELSEWHERE, file=owners.path, asked=asked, names=names)


def _at(ctx: Context, owners: CodeOwners, line: int, message: str, **values: object) -> Finding:
    words = ctx.words
    fix = words(_FIX, file=owners.path)
    return Finding(owners.path, line, 1, META.code, words(message, **values), fix, META.name, ctx.severity(META))
