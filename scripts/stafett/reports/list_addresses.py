"""Where the site's list pages are. Parts of addresses, which people keep: they do not follow the words of catalogs."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

OWNERSHIP = "ownership"
REVIEWS = "reviews"
HEALTH = "health"
CONTINUITY = "continuity"
RULES = "rules"
VARIANTS = "variants"
FORECAST = "forecast"
COVERAGE = "coverage"
_SWEDISH = {
    OWNERSHIP: "ansvar",
    REVIEWS: "granskning",
    HEALTH: "halsa",
    CONTINUITY: "kontinuitet",
    RULES: "regler",
    VARIANTS: "avvikelser",
    FORECAST: "prognos",
    COVERAGE: "tackning",
}
_FOLDERS = MappingProxyType({"sv": _SWEDISH})


def list_folder(language: str, key: str) -> str:
    """The folder of the site that a list lies in, without slashes: of owners, reviews, rules, or the page of health."""
    return _FOLDERS.get(language, {}).get(key, key)


def list_uri(language: str, key: str) -> str:
    """A list's place among the sources, to which pages may link as to any page: `granskning/index.md`."""
    return f"{list_folder(language, key)}/index.md"


def rule_uri(language: str, code: str) -> str:
    """The place among the sources of a rule's page: `regler/rev001.md`."""
    return f"{list_folder(language, RULES)}/{code.lower()}.md"


def rule_address(site_url: str, language: str, code: str) -> str:
    """The whole address of a rule's page in the site at ``site_url``: `https://kb.example/regler/rev001/`."""
    return f"{site_url.rstrip('/')}/{rule_uri(language, code).removesuffix('.md')}/"


def made_uris(language: str, codes: Iterable[str]) -> frozenset[str]:
    """The places of the pages that no author writes and that others link to; ``codes`` are those of the rules."""
    lists = (list_uri(language, key) for key in _SWEDISH)
    return frozenset((*lists, *(rule_uri(language, code) for code in codes)))
