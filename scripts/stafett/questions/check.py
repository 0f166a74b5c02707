"""What the rules have to say about a knowledge base on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import Words
from stafett.model import Finding
from stafett.rules import BASE_RULES, PAGE_RULES, Context, module_of
from stafett.rules.rule import Meta, finding_of


class Selection:
    """Which rules are asked for: codes (``REV001``), families (``REV``) and names (``review-overdue``)."""

    def __init__(self, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> None:
        self.select = frozenset(select)
        self.ignore = frozenset(ignore)

    def wants(self, meta: Meta) -> bool:
        """Whether the rule is asked for."""
        names = {meta.code, meta.code[:3], meta.name}
        return (not self.select or bool(names & self.select)) and not names & self.ignore

    def unknown(self) -> tuple[str, ...]:
        """What was asked for and is no code, family or name of a rule."""
        families = {code[:3] for code in (*PAGE_RULES, *BASE_RULES)}
        return tuple(sorted(n for n in self.select | self.ignore if n not in families and module_of(n) is None))


def check(
    base: KnowledgeBase,
    as_of: date,
    selection: Selection | None = None,
    wanted: Callable[[str], bool] | None = None,
) -> list[Finding]:
    """The findings of every rule, sorted by path, line, code and column.

    ``wanted`` says by path which pages are asked about; all where it is None. Codes that the settings ignore are
    silent, unless ``selection`` selects them by name.
    """
    ctx = Context(base, as_of, Words(base.settings.language))
    found = (f for f in _findings(ctx, selection or Selection()) if wanted is None or wanted(f.path))
    return sorted(found, key=lambda f: (f.path, f.line, f.code, f.column, f.message))


def _findings(ctx: Context, selection: Selection) -> Iterator[Finding]:
    settings = ctx.base.settings

    def active(meta: Meta) -> bool:
        silenced = {meta.code, meta.code[:3], meta.name} & settings.ignore
        return selection.wants(meta) and (not silenced or bool({meta.code, meta.name} & selection.select))

    page_rules = [rule.check for rule in PAGE_RULES.values() if active(rule.META)]
    for page in ctx.base.pages:
        for page_check in page_rules:
            yield from page_check(page, ctx)
    for rule in BASE_RULES.values():
        if active(rule.META):
            yield from rule.check(ctx)
    for path, complaint in ctx.base.complaints:
        meta = PAGE_RULES[complaint.code].META
        if active(meta):
            yield finding_of(meta, path, None, complaint, ctx)
