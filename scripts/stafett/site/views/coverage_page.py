"""The page on coverage: what share of the processes people can rely on, by role and unit, and where it is thin."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from stafett.messages import N_
from stafett.model import Page
from stafett.questions.coverage import Coverage, RoleCoverage
from stafett.questions.covered import Known, Lack
from stafett.questions.gaps import Gap, What, alone, gaps
from stafett.questions.reported import Reported
from stafett.questions.small_units import LEAST_PEOPLE
from stafett.questions.unanswered import systems_missing
from stafett.reports.coverage_words import (
    HOW_COVERED,
    HOW_DESCRIBED,
    HOW_NEEDED,
    HOW_RANKED,
    besides,
    gap_people,
    headline,
)
from stafett.reports.health import unit_name
from stafett.reports.list_addresses import COVERAGE
from stafett.site.views.coverage_matrix import Line, areas_shown, key, matrix, processes_by_role
from stafett.site.views.coverage_role import ANCHOR, lack_badge
from stafett.site.views.html import Html, a, day, esc, join, tag
from stafett.site.views.jump import Part, jump
from stafett.site.views.labels import (
    answer_label,
    area_title,
    collation,
    page_link,
    reference_label,
    sentence,
    shown_title,
)
from stafett.site.views.markdown import document, heading
from stafett.site.views.see_also import see_also
from stafett.site.views.table import Row, table
from stafett.site.views.view import View

COVERAGE_TITLE = N_("Coverage of knowledge")
MOST_GAPS, MOST_LINES, MOST_NAMED = 30, 60, 3
"""So many gaps, roles or units, and roles of one gap are shown."""
MOST_CELLS = 6000
"""Processes times roles, up to which each process is shown by each role; beyond, each role's own page tells."""


def coverage_page(ask: Callable[[], Reported]) -> Callable[[View], str]:
    """What makes the page; ``ask`` gives what readers reported, and is asked when the page is made."""
    return lambda view: _page(view, ask())


def _page(view: View, reported: Reported) -> str:
    found = view.coverage
    listed, single = gaps(found, reported), alone(found)
    parts = (
        Part(view.words(N_("Roles")), "roles", sum(1 for row in found.roles if row.needs)),
        Part(view.words(N_("Gaps")), "gaps", len(listed)),
        Part(view.words(N_("On one person")), "alone", len(single)),
    )
    return document(
        [
            heading(1, view.words(COVERAGE_TITLE), "top"),
            tag("p", headline(found, view.words), class_="stafett-lead"),
            tag("p", sentence(view, N_("As of {day}. The thinnest stands first."), day=day(found.as_of))),
            jump(view, parts),
            *_roles(view, found),
            *_gaps(view, listed, reported),
            *_alone(view, found, single),
            *_units(view, found),
            *_systems(view),
            *_processes(view, found),
            see_also(view, COVERAGE),
            heading(2, view.words(N_("How it is counted")), "how"),
            *(tag("p", view.words(text)) for text in (HOW_COVERED, HOW_NEEDED, HOW_DESCRIBED, HOW_RANKED)),
        ]
    )


def _roles(view: View, found: Coverage) -> Iterator[str]:
    yield heading(2, view.words(N_("By role")), "roles")
    yield key(view)
    rows = sorted((row for row in found.roles if row.needs), key=_thinnest)
    lines = [Line(_role_link(view, row), row.areas) for row in rows[:MOST_LINES]]
    if found.everyone:
        lines.insert(0, Line(esc(view.words(N_("Everyone"))), found.for_everyone))
    caption = view.words(N_("Processes that are covered, of those that each role needs, by area"))
    areas = areas_shown(view, found)
    yield matrix(view, caption, view.words(N_("Role")), areas, lines, linked=_shown_by_process(found))
    rest = len(rows) - MOST_LINES
    if rest > 0:
        told = view.words.plural("{n} role more has less missing.", "{n} roles more have less missing.", rest)
        yield tag("p", told, " ", view.words(N_("Each role's own page lists what it needs.")))


def _thinnest(row: RoleCoverage) -> tuple[int, str]:
    return -row.whole.thin, collation(row.role.title)


def _role_link(view: View, row: RoleCoverage) -> Html:
    address = view.link(row.role)
    return a(f"{address}#{ANCHOR}", shown_title(row.role)) if address else esc(shown_title(row.role))


def _gaps(view: View, listed: Sequence[Gap], reported: Reported) -> Iterator[str]:
    yield heading(2, view.words(N_("Gaps in the order of risk")), "gaps")
    if not listed:
        yield tag("p", view.words(N_("No gaps were found.")), class_="stafett-good")
    else:
        columns = (N_("What"), N_("What is missing"), N_("Who needs it"), N_("Who can mend it"), N_("Risk"))
        yield table(view, columns, (_gap(view, gap) for gap in listed[:MOST_GAPS]), "gaps")
        rest = len(listed) - MOST_GAPS
        if rest > 0:
            yield tag("p", view.words.plural("and {n} more", "and {n} more", rest))
    for text in besides(reported, view.words):
        yield tag("p", text)


def _gap(view: View, gap: Gap) -> Row:
    badges = join((lack_badge(view, lack) for lack in gap.lacks), " ")
    if gap.reports:
        told = view.words.plural("{n} open report", "{n} open reports", gap.reports)
        badges = join((badges, tag("small", told)), " ")
    risk = join((tag("span", view.words(N_("Risk")), " ", class_="stafett-pages__label"), esc(gap.risk)))
    return Row(_what(view, gap), (badges, esc(gap_people(gap, view.words)), _mend(view, gap), risk), "gap")


def _what(view: View, gap: Gap) -> Html:
    if gap.page:
        return page_link(view, gap.page)
    kinds = {
        What.NO_PAGE: N_("Page that a path names"),
        What.NO_GUIDE: N_("Role without guide"),
        What.SEARCH: N_("Search"),
    }
    return join((tag("small", view.words(kinds[gap.what])), reference_label(view, gap.text)), " ")


def _mend(view: View, gap: Gap) -> Html:
    """Where to go: the roles whose path should lead there or names what is missing, else the page and who owns it."""
    path = {Lack.NO_PAGE, Lack.IN_NO_PATH, Lack.NOT_LED} & set(gap.lacks)
    parts: list[Html] = []
    if gap.page and set(gap.lacks) - {Lack.IN_NO_PATH, Lack.NOT_LED}:
        parts.append(sentence(view, N_("Owner: {owner}"), owner=answer_label(view, view.answer(gap.page.owner))))
    if path:
        parts.append(_named(view, N_("Path: {roles}"), _to_lead(view, gap)))
    return join((tag("span", part, class_="stafett-cover-mend") for part in parts if part), " ")


def _to_lead(view: View, gap: Gap) -> Sequence[Page]:
    """The roles whose path lacks the page, or names one that does not exist."""
    known = view.coverage.known.get(gap.page.path) if gap.page else None
    return known.not_led if known and known.not_led else gap.roles


def _named(view: View, message: str, roles: Sequence[Page]) -> Html:
    """The first of some roles with links, and how many more there are; empty without any."""
    if not roles:
        return esc("")
    links: list[Html] = [page_link(view, role) for role in roles[:MOST_NAMED]]
    rest = len(roles) - MOST_NAMED
    if rest > 0:
        links.append(esc(view.words.plural("and {n} more", "and {n} more", rest)))
    return sentence(view, message, roles=join(links, ", "))


def _alone(view: View, found: Coverage, single: Sequence[Known]) -> Iterator[str]:
    if not single:
        return
    yield heading(2, view.words(N_("What one person alone vouches for")), "alone")
    told = N_(
        "When that person leaves, nobody is left who was there at the last review. Let somebody else review it too."
    )
    yield tag("p", view.words(told))
    columns = (N_("Process"), N_("Owner"), N_("Who needs it"))
    yield table(view, columns, (_single(view, found, known) for known in single[:MOST_GAPS]), "alone")
    rest = len(single) - MOST_GAPS
    if rest > 0:
        yield tag("p", view.words.plural("and {n} more", "and {n} more", rest))


def _single(view: View, found: Coverage, known: Known) -> Row:
    people = view.words.plural("{n} person", "{n} people", found.people(known.page))
    owner = answer_label(view, view.answer(known.page.owner))
    return Row(page_link(view, known.page), (owner, esc(people)), "alone")


def _units(view: View, found: Coverage) -> Iterator[str]:
    units = found.units(LEAST_PEOPLE)
    if len(units) < 2:  # noqa: PLR2004 (nothing to compare)
        return
    yield heading(2, view.words(N_("By unit")), "units")
    intro = N_(
        "What the people of a unit need together, by the roles that they hold. Where fewer than three people work, "
        "units are counted together, so that no number is somebody's."
    )
    yield tag("p", view.words(intro))
    worst = sorted(units, key=lambda unit: (-unit.whole.thin, collation(unit.name)))[:MOST_LINES]
    lines = (Line(esc(unit_name(unit, view.words)), unit.areas) for unit in worst)
    caption = view.words(N_("Processes that are covered, of those that the people of each unit need, by area"))
    areas = areas_shown(view, found)
    yield matrix(view, caption, view.words(N_("Unit")), areas, lines, linked=_shown_by_process(found))
    rest = len(units) - MOST_LINES
    if rest > 0:
        yield tag("p", view.words.plural("{n} unit more has less missing.", "{n} units more have less missing.", rest))


def _systems(view: View) -> Iterator[str]:
    systems = systems_missing(view.base)[:MOST_GAPS]
    if not systems:
        return
    yield heading(2, view.words(N_("Systems that processes need and no page describes")), "systems")
    rows = (Row(esc(system.name), (_named(view, N_("{roles}"), system.pages),), "system") for system in systems)
    yield table(view, (N_("System"), N_("Processes")), rows, "systems")


def _shown_by_process(found: Coverage) -> bool:
    """Whether the processes and roles are few enough to look at one by one."""
    return sum(1 for row in found.roles if row.needs) * len(found.known) <= MOST_CELLS


def _processes(view: View, found: Coverage) -> Iterator[str]:
    """Each process by each role, where they are few enough."""
    roles = [row.role for row in found.roles if row.needs]
    if not _shown_by_process(found):
        return
    yield heading(2, view.words(N_("Process by process")), "processes")
    told = N_("A tick: covered for the role. A ring: something is missing. Empty: the role does not need it.")
    yield tag("p", view.words(told))
    roles.sort(key=lambda role: collation(role.title))
    for area in sorted(found.areas, key=lambda area: (not area, collation(area_title(view, area)))):
        yield processes_by_role(view, found, area, roles)
