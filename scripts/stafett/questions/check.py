"""What the rules have to say about a knowledge base on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from stafett.changes import Changes
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import Words
from stafett.model import Finding
from stafett.reports.list_addresses import made_uris
from stafett.rules import ALL_RULES, BASE_RULES, PAGE_RULES, Context, all_metas, module_of
from stafett.rules.rule import Meta, finding_of
from stafett.settings import Settings
from stafett.spread import spread


class Selection:
    """Which rules are asked for: codes (``REV001``), families (``REV``) and names (``review-overdue``), in any case."""

    def __init__(self, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> None:
        self.select = frozenset(_canonical(name) for name in select)
        self.ignore = frozenset(_canonical(name) for name in ignore)

    def wants(self, meta: Meta) -> bool:
        """Whether the rule is asked for."""
        names = {meta.code, meta.code[:3]}
        return (not self.select or bool(names & self.select)) and not names & self.ignore

    def unknown(self) -> tuple[str, ...]:
        """What was asked for and is no code, family or name of a rule."""
        return tuple(sorted(name for name in self.select | self.ignore if not _known(name)))


def _canonical(name: str) -> str:
    rule = module_of(name)
    return rule.META.code if rule else name.upper()


def _known(name: str) -> bool:
    return module_of(name) is not None or any(code.startswith(name) for code in ALL_RULES if len(name) == len("REV"))


def unknown_in_settings(settings: Settings) -> tuple[str, ...]:
    """The codes under ``rules`` in the settings that are of no family; one that is only not built yet is let be."""
    named = {*settings.ignore, *settings.severity}
    return tuple(sorted(name for name in named if not _known(_canonical(name)) and not _known(name[:3].upper())))


def check(
    base: KnowledgeBase,
    as_of: date,
    selection: Selection | None = None,
    wanted: Callable[[str], bool] | None = None,
    processes: int = 1,
    changes: Changes | None = None,
) -> list[Finding]:
    """The findings of every rule, sorted by path, line, code and column.

    ``wanted`` says by path which pages are asked about; all where it is None. Codes that the settings ignore are
    silent, unless ``selection`` selects them by name. Many pages are shared among so many ``processes``. Rules about a
    change are silent without ``changes``.
    """
    ctx = Context(base, as_of, Words(base.settings.language), changes, made_uris(base.settings.language, ALL_RULES))
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
    ignored = {_canonical(name) for name in ctx.base.settings.ignore}
    return frozenset(
        meta
        for meta in all_metas()
        if selection.wants(meta) and (not {meta.code, meta.code[:3]} & ignored or meta.code in selection.select)
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
