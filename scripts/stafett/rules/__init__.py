"""The rules: one small module each, listed in the registry by hand."""

from stafett.rules.registry import ALL_RULES, BASE_RULES, PAGE_RULES, all_metas, module_of
from stafett.rules.rule import Context, Meta

__all__ = ["ALL_RULES", "BASE_RULES", "PAGE_RULES", "Context", "Meta", "all_metas", "module_of"]
