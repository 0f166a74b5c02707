"""Variants that do not say where, why or until when, or that depart from what is no national process.

## What it does
Reports a local variant without `units`, `reason` or `until`, a page with some of a variant's fields and no
`variant_of`, and a variant of itself, of another variant, or of a page that no longer holds. A unit or page that does
not exist is LNK002.

## Why it matters
Without these nobody can tell whether a departure concerns them, whether its reason is still there, and when to look at
it again. What departs from a departure cannot be compared with how all work.

## Example
```yaml
variant_of: processes/drift/planera-avstangning
units: [region-nord]
```

Use instead:

```yaml
variant_of: processes/drift/planera-avstangning
units: [region-nord]
reason: Fyra timmars dagsljus i december; arbete i mörker kräver längre tid
approved_by: driftchef
until: 2027-03-31
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.condition import retired, successors
from stafett.questions.translations import is_translation
from stafett.questions.variants import PROCESS, missing, original_of, variant
from stafett.rules.rule import Context, Meta

META = Meta("VAR003", "variant-incomplete", Severity.WARNING, since="0.1")
_OWN = ("units", "approved_by", "until")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """What a variant says of itself."""
    if page.kind != PROCESS or retired(page) or is_translation(ctx.base, page) or "variant_of" in page.invalid:
        return
    reference = page.text("variant_of")
    if not reference:
        yield from _of_nothing(page, ctx)
        return
    if ctx.base.resolve(reference, (PROCESS,)).page is page:
        fix = N_("Name the national page, or remove the line.")
        yield ctx.at(META, page, "variant_of", N_("The page says that it is a variant of itself"), fix)
        return
    if variant(ctx.base, page):
        yield from _original(page, ctx)
        lacking = missing(page)
        if lacking:
            message = N_("The variant does not say: {fields}")
            fix = N_("Write where it applies (`units`), why (`reason`) and its last day (`until`).")
            fields = ", ".join(f"`{ctx.field(name)}`" for name in lacking)
            yield ctx.at(META, page, "variant_of", message, fix, fields=fields)


def _of_nothing(page: Page, ctx: Context) -> Iterator[Finding]:
    given = [name for name in _OWN if page.values.get(name)]
    if given:
        message = N_("The page has `{field}`, as variants do, but names no process that it departs from")
        fix = N_("Name the national page in `{of}`, or remove the line.")
        yield ctx.at(META, page, given[0], message, fix, field=ctx.field(given[0]), of=ctx.field("variant_of"))


def _original(page: Page, ctx: Context) -> Iterator[Finding]:
    original = original_of(ctx.base, page)
    if original is None:
        return
    above = original_of(ctx.base, original)
    if above:
        message, fix = N_("The page departs from {other}, which is a variant itself"), N_("Name `{original}` instead.")
        if above is page:
            fix = N_("Say in one of them only that it is the variant.")
        yield ctx.at(META, page, "variant_of", message, fix, other=original.path, original=above.id)
    elif retired(original):
        now = successors(ctx.base, original, ctx.chains)
        fix = N_("Compare with `{original}` and name it instead.") if now else N_("Name what holds now, or end it.")
        message = N_("The page departs from {other}, which no longer holds")
        name = now[0].id if now else ""
        yield ctx.at(META, page, "variant_of", message, fix, other=original.path, original=name)
