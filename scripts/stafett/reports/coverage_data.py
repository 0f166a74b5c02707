"""Coverage of knowledge as JSON and CSV, for other programs and spreadsheets. No person is named in either."""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import Words
from stafett.questions.coverage import Count, Coverage, RoleCoverage
from stafett.questions.covered import Known, Lack
from stafett.questions.gaps import Gap
from stafett.questions.role_needs import EVERYONE, Need, Reason
from stafett.reports.coverage import Told
from stafett.reports.csv_table import csv_table
from stafett.reports.json_answer import long_answer

_COLUMNS = (
    "role", "page", "title", "area", "criticality_weight", "reasons", "described", "status", "role_path", "any_path",
    "vouchers", "people", "lacks", "covered",
)  # fmt: skip


def render_json(told: Told) -> str:
    """All of it as JSON, with a line for each entry of a list: a large organisation has many."""
    found, part = told.coverage, told.part
    rows = part.roles if part else found.roles
    units = ([part.unit] if part.unit else []) if part else found.units()
    content: dict[str, object] = {
        "processes": _count(found.whole),
        "everyone": (_page(found, found.known[path]) for path in found.everyone),
        "roles": (_role(found, row) for row in rows),
        "units": ({"id": u.id, "name": u.name, "people": u.people, **_count(u.whole)} for u in units),
        "gaps": map(_gap, told.gaps),
        "one_voucher": (_page(found, known) for known in told.alone),
        "systems": ({"name": s.name, "pages": [page.id for page in s.pages]} for s in told.systems),
        "reports": {"withheld": told.reported.withheld, "unmatched": told.reported.unmatched},
    }
    return long_answer(found.as_of, content)


def _role(found: Coverage, row: RoleCoverage) -> dict[str, object]:
    return {
        "id": row.role.id,
        "title": row.role.title,
        "people": row.people,
        **_count(row.whole),
        "needs": [_need(found, need) for need in row.needs],
    }


def _count(count: Count) -> dict[str, int]:
    return {"needed": count.needed, "covered": count.covered}


def _page(found: Coverage, known: Known) -> dict[str, object]:
    return {
        "page": known.page.id,
        "path": known.page.path,
        "area": known.area,
        "weight": known.weight,
        "described": known.described,
        "status": str(known.status) if known.status else None,
        "in_a_path": known.in_path,
        "vouchers": known.vouchers,
        "people": found.people(known.page),
        "lacks": [str(lack) for lack in known.lacks],
    }


def _need(found: Coverage, need: Need) -> dict[str, object]:
    known = found.known[need.page.path]
    return {
        **_page(found, known),
        "reasons": [_reason(each) for each in need.reasons],
        "in_own_path": need.led,
        "lacks": [str(lack) for lack in known.lacks_for(need)],
    }


def _reason(reason: Reason) -> dict[str, object]:
    told: dict[str, object] = {"why": str(reason.why)}
    if reason.by:
        told["by"] = reason.by.id
    if reason.steps:
        told["steps"] = list(reason.steps)
    return told


def _gap(gap: Gap) -> dict[str, object]:
    return {
        "risk": gap.risk,
        "what": str(gap.what),
        "name": gap.text,
        "page": gap.page.id if gap.page else None,
        "path": gap.page.path if gap.page else None,
        "weight": gap.weight,
        "people": gap.people,
        "people_not_led": gap.not_led,
        "lacks": [str(lack) for lack in gap.lacks],
        "reports": gap.reports,
        "roles": [role.id for role in gap.roles],
    }


def render_csv(told: Told, words: Words) -> str:
    """A line for each role and process that it needs, after RFC 4180; what everyone needs has the role ``everyone``."""
    return csv_table(_COLUMNS, _rows(told), words)


def _rows(told: Told) -> Iterator[tuple[object, ...]]:
    found = told.coverage
    for path in found.everyone:
        known = found.known[path]
        yield _row(found, EVERYONE, known, "audience", "", known.lacks)
    for row in told.part.roles if told.part else found.roles:
        for need in row.needs:
            known = found.known[need.page.path]
            why = " ".join(str(each.why) for each in need.reasons)
            yield _row(found, row.role.id, known, why, _yes(value=need.led), known.lacks_for(need))


def _row(found: Coverage, role: str, known: Known, why: str, led: str, lacks: tuple[Lack, ...]) -> tuple[object, ...]:
    return (
        role,
        known.page.id,
        known.page.title,
        known.area,
        known.weight,
        why,
        _yes(value=known.described),
        known.status or "",
        led,
        _yes(value=known.in_path),
        "" if known.vouchers is None else known.vouchers,
        found.people(known.page),
        " ".join(map(str, lacks)),
        _yes(value=not lacks),
    )


def _yes(*, value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"
