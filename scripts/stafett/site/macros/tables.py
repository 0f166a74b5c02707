"""Macros that list pages."""

from __future__ import annotations

from stafett.site.macro_arguments import filters_of, one_of, page_of
from stafett.site.macro_host import macro
from stafett.site.views import cards
from stafett.site.views.kind_lists import decision_table
from stafett.site.views.labels import CONDITIONS, DECISION_STATUSES
from stafett.site.views.table import page_table
from stafett.site.views.view import View


@macro
def process_table(view: View, **filters: object) -> str:
    """A table of processes, by ``area``, ``owner``, ``status``, ``audience`` and ``criticality``."""
    wanted = _checked(view, filters)
    state = wanted.pop("status", "")
    processes = view.base.of_kind("process")
    area_of = cards.area_of(processes)
    found = [page for page in processes if cards.fits(view, page, wanted, area_of)]
    return cards.state_block(view, state, found) if state else cards.block(view, page_table, found)


@macro
def decision_list(view: View, status: str = "") -> str:
    """A table of decisions, the newest first: all, or those with a status."""
    wanted = one_of(view, status, DECISION_STATUSES) if status else ""
    decisions = view.base.of_kind("decision")[::-1]
    return cards.block(view, decision_table, [page for page in decisions if wanted in ("", page.text("status"))])


@macro
def due_list(view: View, **filters: object) -> str:
    """A table of the pages that somebody should look at, the most urgent first, by the filters of ``process_table``."""
    wanted = _checked(view, filters)
    area_of = cards.area_of(view.base.of_kind("process"))
    return cards.due_block(view, lambda page: cards.fits(view, page, wanted, area_of))


def _checked(view: View, filters: dict[str, object]) -> dict[str, str]:
    wanted = filters_of(view, filters, cards.FILTERS)
    if "status" in wanted:
        one_of(view, wanted["status"], CONDITIONS)
    if "owner" in wanted:
        page_of(view, wanted["owner"], "role")
    return wanted
