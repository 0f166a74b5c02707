"""What the rules have to say about a knowledge base on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import Words
from stafett.model import Finding
from stafett.rules import BASE_RULES, PAGE_RULES, Context, all_metas, module_of
from stafett.rules.rule import Meta, finding_of
from stafett.spread import spread


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
    processes: int = 1,
) -> list[Finding]:
    """The findings of every rule, sorted by path, line, code and column.

    ``wanted`` says by path which pages are asked about; all where it is None. Codes that the settings ignore are
    silent, unless ``selection`` selects them by name. Many pages are shared among so many ``processes``.
    """
    ctx = Context(base, as_of, Words(base.settings.language))
    metas = _active(ctx, selection or Selection())
    found = [f for f in _about_base(ctx, metas) if wanted is None or wanted(f.path)]
    pages = base.pages if wanted is None else [page for page in base.pages if wanted(page.path)]
    rules = [rule for rule in PAGE_RULES.values() if rule.META in metas]
    found += spread(
        lambda part: [f for page in part for rule in rules for f in rule.check(page, ctx)], pages, processes
    )
    return sorted(found, key=lambda f: (f.path, f.line, f.code, f.column, f.message))


def _active(ctx: Context, selection: Selection) -> frozenset[Meta]:
    """The rules that are asked for and that the settings do not silence."""
    ignored = ctx.base.settings.ignore
    return frozenset(
        meta
        for meta in all_metas()
        if selection.wants(meta)
        and (not {meta.code, meta.code[:3], meta.name} & ignored or {meta.code, meta.name} & selection.select)
    )


def _about_base(ctx: Context, metas: frozenset[Meta]) -> Iterator[Finding]:
    """What concerns several pages, or files that are no pages."""
    for rule in BASE_RULES.values():
        if rule.META in metas:
            yield from rule.check(ctx)
    for path, complaint in ctx.base.complaints:
        meta = PAGE_RULES[complaint.code].META
        if meta in metas:
            yield finding_of(meta, path, None, complaint, ctx)
