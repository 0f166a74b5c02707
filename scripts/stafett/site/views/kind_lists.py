"""All pages of one kind: processes by area, roles with what they own, decisions with what replaced them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from stafett.messages import N_
from stafett.model import Page
from stafett.questions.areas import areas
from stafett.questions.ownership import Standing
from stafett.questions.translations import originals
from stafett.reports.list_addresses import VARIANTS
from stafett.reports.path_words import steps_in_words
from stafett.site.views.chain import all_chains
from stafett.site.views.html import Html, a, day, esc, join, tag
from stafett.site.views.jump import Part, jump
from stafett.site.views.labels import (
    area_title,
    collation,
    count,
    decision_badge,
    kind_label,
    page_link,
    sentence,
)
from stafett.site.views.markdown import document, heading, slug
from stafett.site.views.path_parts import path_key
from stafett.site.views.table import Row, labelled_day, page_cell, page_table, status_filter, table
from stafett.site.views.view import View

_INTROS = {
    "process": N_("How we work, step by step. Find the area, then the process; each says who answers for it."),
    "article": N_("What is neither a process, a role nor a decision, but good to know."),
}
_GROUPS = (
    (N_("What holds now"), ("accepted",)),
    (N_("Proposed"), ("proposed",)),
    (N_("Without a status"), ("",)),
    (N_("What no longer holds"), ("superseded", "deprecated", "rejected")),
)


def kind_list(kind: str) -> Callable[[View], str]:
    """What makes the list page of a kind."""
    own: dict[str, Callable[[View], str]] = {"role": role_list, "decision": decision_list}
    return own.get(kind) or (lambda view: area_list(view, kind))


def area_list(view: View, kind: str) -> str:
    """All pages of a kind by area, with owner, status and what each is about."""
    pages = originals(view.base, view.base.of_kind(kind))
    groups = areas(pages)
    # Pages in no area come last, unless they are the most of them.
    most = max(map(len, groups.values()), default=0)
    stray = len(groups.get("", ())) < most
    names = sorted(groups, key=lambda name: ((name == "") == stray, collation(area_title(view, name))))
    blocks = [
        heading(1, kind_label(view, kind, plural=True), "top"),
        lead(view, _INTROS.get(kind, ""), count(view, len(pages))),
        jump(view, (Part(area_title(view, area), _anchor(area), len(groups[area])) for area in names)),
        _departures(view, kind),
        status_filter(view, pages),
    ]
    for area in names:
        if len(groups) > 1:
            blocks.append(heading(2, area_title(view, area), _anchor(area)))
        blocks.append(page_table(view, sorted(groups[area], key=lambda page: collation(page.title))))
    return document(blocks)


def _departures(view: View, kind: str) -> Html:
    """The way to the register of local variants, from the list of processes."""
    register = view.list_link(VARIANTS) if kind == "process" else ""
    return tag("p", a(register, view.words(N_("Where do units work differently?")))) if register else esc("")


def _anchor(area: str) -> str:
    return f"area-{slug(area)}"


def lead(view: View, intro: str, *facts: object) -> str:
    """What a list page is for, and how much there is on it."""
    parts = [sentence(view, intro)] if intro else []
    return tag("p", join((*parts, *(tag("strong", fact) for fact in facts)), " "), class_="stafett-lead")


def role_list(view: View) -> str:
    """All roles: what each is about, how many pages it owns, and whether somebody holds it."""
    owned = Counter(view.answer(page.owner).key for page in view.base.pages)
    roles = sorted(originals(view.base, view.base.of_kind("role")), key=lambda page: collation(page.title))
    intro = N_(
        "Who does what here, and whom you turn to. Each role has a guide to what it answers for, and an onboarding "
        "path for whoever is new in it."
    )
    rows = [_role_row(view, role, owned[("role", role.id)]) for role in roles]
    vacant = sum(row.key == "vacant" for row in rows)
    facts = [view.words.plural("{n} role", "{n} roles", len(roles))]
    if vacant:
        facts.append(view.words.plural("{n} of them is vacant.", "{n} of them are vacant.", vacant))
    columns = (N_("Role"), N_("Answers for"), N_("Holder"))
    return document(
        (
            heading(1, kind_label(view, "role", plural=True), "top"),
            lead(view, intro, *facts),
            table(view, columns, rows, "roles"),
        )
    )


def _role_row(view: View, role: Page, owned: int) -> Row:
    found = view.answer(role.id)
    pages = esc(
        view.words.plural("Owns {n} page", "Owns {n} pages", owned) if owned else view.words(N_("Owns no page"))
    )
    if found.standing is not Standing.VACANT:
        words = N_("Held today") if view.base.directory.present else N_("Unknown")
        return Row(_role_cell(view, role), (pages, esc(view.words(words))), "held")
    words = sentence(view, N_("Vacant since {day}"), day=day(found.since)) if found.since else view.words(N_("Vacant"))
    return Row(
        _role_cell(view, role), (pages, tag("span", words, class_="stafett-badge stafett-badge--vacant")), "vacant"
    )


def _role_cell(view: View, role: Page) -> Html:
    """A role as any page, and below it the way to its onboarding path, where it has one."""
    path, address = view.paths.get(role.path), view.list_link(path_key(role))
    if path is None or not address:
        return page_cell(view, role)
    words = sentence(view, N_("Onboarding path: {steps}"), steps=steps_in_words(view.words, len(path.steps)))
    return join((page_cell(view, role), a(address, words, class_="stafett-pages__way")))


def decision_list(view: View) -> str:
    """All decisions, those that hold first: number, title, status, date, and what replaced what."""
    decisions = originals(view.base, view.base.of_kind("decision"))
    intro = N_("Why we work as we do. A decision is never rewritten: a newer one replaces it, and both say so.")
    facts = view.words.plural("{n} decision", "{n} decisions", len(decisions))
    groups = [
        (Part(view.words(title), f"decisions-{statuses[0] or 'unknown'}", len(group)), group[::-1])
        for title, statuses in _GROUPS
        if (group := [page for page in decisions if _status(page) in statuses])
    ]
    blocks = [
        heading(1, kind_label(view, "decision", plural=True), "top"),
        lead(view, intro, facts),
        jump(view, (part for part, _ in groups)),
    ]
    for part, group in groups:
        blocks += [heading(2, part.title, part.anchor), decision_table(view, group)]
    chains = all_chains(view)
    if chains:
        blocks += [heading(2, view.words(N_("What replaced what")), "decisions-chains"), *chains]
    return document(blocks)


def _status(page: Page) -> str:
    return page.text("status") or ""


def decision_table(view: View, pages: Sequence[Page]) -> Html:
    """Decisions with status, date and both directions of their chains."""
    columns = (N_("Decision"), N_("Status"), N_("Date"), N_("Chain"))
    return table(view, columns, (_decision_row(view, page) for page in pages), "decisions")


def _decision_row(view: View, page: Page) -> Row:
    decided = page.values.get("date")
    decided_on = labelled_day(view, N_("Date"), decided if isinstance(decided, date) else None)
    cells = (decision_badge(view, page), decided_on, _chain(view, page))
    return Row(page_cell(view, page), cells, _status(page) or "unknown")


def _chain(view: View, page: Page) -> Html:
    newer, older = view.chains.newer(page), view.chains.older(page)
    parts = []
    if newer:
        parts.append(sentence(view, N_("Replaced by {decisions}"), decisions=_links(view, newer)))
    if older:
        parts.append(sentence(view, N_("Replaces {decisions}"), decisions=_links(view, older)))
    return join(parts, Html("<br>"))


def _links(view: View, pages: Sequence[Page]) -> Html:
    return join((page_link(view, page) for page in pages), ", ")
