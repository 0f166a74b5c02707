"""References to what does not exist.

## What it does
Reports a field that refers to a page, role, person or unit that does not exist, or to several at once: audience, raci,
must_know, reviewed_by, decision-makers, supersedes and the like. Owner and deputy have a rule of their own (OWN002).
References to roles and people are not checked where the settings say `owners: any`.

## Why it matters
A path that leads to no page leaves a newcomer in front of nothing.

## Example
```yaml
must_know: {day_1: [atestera-faktura]}
```

Use instead:

```yaml
must_know: {day_1: [attestera-faktura]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.fields import Field
from stafett.knowledge_base import PERSON
from stafett.messages import N_
from stafett.model import Finding, Page, Severity, Step, Where
from stafett.refusals import shown
from stafett.rules.rule import Context, Meta

META = Meta("LNK002", "unknown-reference", Severity.ERROR, since="0.1")


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Each reference in each field that holds some."""
    fields = ctx.base.settings.kinds[page.kind].fields
    for name, value in page.values.items():
        field = fields[name]
        if not field.to or name in {"owner", "deputy"} or (ctx.base.settings.free_owners and _is_people(field)):
            continue
        if name in page.said.lines and _is_people(field):
            continue  # the names of those who decided, written in the text before there were role guides
        for where, reference in _references(name, value):
            if reference in page.said.linked and name in page.said.lines:
                continue  # a link in the text, which LNK001 follows
            if reference not in field.also and not ctx.base.resolve(reference, field.to).found:
                yield _tell(page, ctx, field, where, reference)


def _is_people(field: Field) -> bool:
    """Whether the field says who somebody is; what a path begins with is a guide, whoever its owners may be."""
    return set(field.to) <= {"role", PERSON} and field.name != "begins_with"


def _references(name: str, value: object) -> Iterator[tuple[Where, str]]:
    if isinstance(value, str):
        yield (name,), value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            if not isinstance(item, Step):
                yield (name, index), item
            elif item.by:
                yield (name, index, "by"), item.by
    elif isinstance(value, dict):
        for group, items in value.items():
            yield from (((name, group, index), item) for index, item in enumerate(items))


def _tell(page: Page, ctx: Context, field: Field, where: Where, reference: str) -> Finding:
    ambiguous = ctx.base.resolve(reference, field.to).ambiguous
    several = _several(ctx, field, reference)
    guess = None if ambiguous else ctx.nearest(reference, field.to, field.also)
    if ambiguous:
        message = N_("`{reference}` in `{field}` can mean several pages: {guesses}")
        fix = N_("Write the whole id of the one you mean.")
    else:
        message = N_("`{reference}` in `{field}` does not exist")
        fix = N_("Write several as a list: `[{several}]`.") if several else _fix(guess, field)
    values = {"reference": shown(reference), "guess": guess or "", "guesses": ", ".join(ambiguous), "several": several}
    return ctx.at(META, page, where, message, fix, field=ctx.field(field.name), also=", ".join(field.also), **values)


def _several(ctx: Context, field: Field, reference: str) -> str:
    """What was meant to be a list, where every part of a text with commas exists; else nothing."""
    parts = [part.strip() for part in reference.split(",")]
    meant = len(parts) > 1 and all(part in field.also or ctx.base.resolve(part, field.to).found for part in parts)
    return ", ".join(parts) if meant else ""


def _fix(guess: str | None, field: Field) -> str:
    if guess:
        return N_("Did you mean `{guess}`?")
    if field.also:
        return N_("Write the id of one that exists, or `{also}`.")
    return N_("Write the id of one that exists, or remove it.")
