"""The manual of the rules: a page over all of them by family, and a page for each, to which findings lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from stafett.messages import N_
from stafett.reports.list_addresses import RULES
from stafett.rules import ALL_RULES, all_metas
from stafett.rules.manual import manual_page, read_manual
from stafett.rules.rule import Meta
from stafett.site.views.html import a, element, esc, join, tag
from stafett.site.views.kind_lists import lead
from stafett.site.views.markdown import document, heading
from stafett.site.views.view import View

RULES_TITLE = N_("Rules")
_FAMILIES = {
    "DEC": N_("Decisions"),
    "FMT": N_("Front matter"),
    "LNG": N_("Languages"),
    "LNK": N_("Links and references"),
    "OWN": N_("Ownership"),
    "PPL": N_("The directory"),
    "PRO": N_("Processes"),
    "REV": N_("Reviews"),
    "ROL": N_("Roles and onboarding"),
    "SEC": N_("Security"),
    "VAR": N_("Local variants"),
}


def rule_key(code: str) -> str:
    """The key of a rule's page among the list pages."""
    return f"{RULES}:{code}"


def rule_page(code: str) -> Callable[[View], str]:
    """What makes the page of the rule with the code, as Markdown: its manual page, and the way to the others."""

    def render(view: View) -> str:
        back = tag("p", a(view.list_link(RULES), view.words(N_("All rules"))))
        return f"{manual_page(ALL_RULES[code], view.words)}\n{back}\n"

    return render


def rule_index(view: View) -> str:
    """The page over all rules, as Markdown."""
    intro = N_("What is looked at on each page, why, and what to do where something is remarked on.")
    facts = view.words.plural("{n} rule.", "{n} rules.", len(ALL_RULES))
    families = groupby(all_metas(), lambda meta: meta.code[:3])
    return document(
        (
            heading(1, view.words(RULES_TITLE), "top"),
            lead(view, intro, facts),
            *(block for family, metas in families for block in _family(view, family, list(metas))),
        )
    )


def _family(view: View, family: str, metas: list[Meta]) -> Iterator[str]:
    yield heading(2, view.words(_FAMILIES.get(family, "")) or family, family.lower())
    items = (
        element("li", {}, a(view.list_link(rule_key(meta.code)), meta.code), esc(" "), view.words(_summary(meta)))
        for meta in metas
    )
    yield element("ul", {}, join(items, "\n"))


def _summary(meta: Meta) -> str:
    return read_manual(ALL_RULES[meta.code]).summary
