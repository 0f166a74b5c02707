"""A handover package as JSON, for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from stafett.messages import Words
from stafett.questions.candidates import Candidate
from stafett.questions.handover_meetings import Meeting
from stafett.questions.handover_package import Package, PageToHand, RoleToHand
from stafett.questions.to_write_down import ToWrite
from stafett.reports import leaving_words as said
from stafett.reports.json_answer import json_answer


def render(package: Package, meetings: Sequence[Meeting], to_write: Sequence[ToWrite], words: Words) -> str:
    """All of it: people and pages by id, dates in ISO 8601 or null, pages in order of risk, reasons in words too."""
    found = package.holdings
    content = {
        "leaver": package.leaver.id,
        "on": package.last_day.isoformat(),
        "employed": found.employed,
        "away": found.away,
        "manager": package.manager.id if package.manager else None,
        "roles": [_role(role, words) for role in package.roles],
        "units": [
            {"unit": unit.id, "candidates": _candidates(candidates, words)} for unit, candidates in package.heads
        ],
        "pages": [_page(package, item, words) for item in package.pages],
        "deputy_of": [held.page.id for held in found.deputised],
        "decision_maker_of": [held.page.id for held in found.decided],
        "actions": [{"do": str(one.act), "page": one.page.id, "day": _iso(one.day)} for one in found.actions],
        "only_reader_of": [page.id for page in found.only_reader],
        "only_voucher_of": [page.id for page in found.only_voucher],
        "meetings": [_meeting(package, meeting, words) for meeting in meetings],
        "to_write_down": [_to_write(item, words) for item in to_write],
    }
    return json_answer(package.as_of, content)


def _role(role: RoleToHand, words: Words) -> dict[str, object]:
    return {
        "role": role.written,
        "since": _iso(role.held.since),
        "until": _iso(role.held.until),
        "pages": role.pages,
        "vacant": role.needs,
        "others": [person.id for person in role.after],
        "candidates": _candidates(role.candidates, words),
    }


def _page(package: Package, item: PageToHand, words: Words) -> dict[str, object]:
    lost = item.ownerless
    return {
        "page": item.page.id,
        "path": item.page.path,
        "as": item.held.key[1],
        "ownerless": lost is not None,
        "owned_again": _iso(lost.again) if lost else None,
        "deputies": [person.id for person in lost.deputies] if lost else [],
        "criticality": item.criticality or None,
        "status": str(item.status) if item.status else None,
        "due": _iso(item.due),
        "only_reader": item.only_reader,
        "only_voucher": item.only_voucher,
        "retired": item.retired,
        "risks": list(said.risks_of(words, package, item)),
        "candidates": _candidates(item.candidates, words),
    }


def _candidates(candidates: Sequence[Candidate], words: Words) -> list[dict[str, object]]:
    return [
        {
            "person": one.person.id,
            "reasons": [str(reason.why) for reason in one.reasons],
            "in_words": said.reasons_of(words, one),
        }
        for one in candidates
    ]


def _meeting(package: Package, meeting: Meeting, words: Words) -> dict[str, object]:
    return {
        "day": meeting.day.isoformat(),
        "with": meeting.whom.name.lower(),
        "people": [person.id for person in meeting.people],
        "roles": [role.written for role in meeting.roles],
        "pages": [page.id for page in meeting.pages],
        "in_words": said.meeting_title(words, package, meeting),
    }


def _to_write(item: ToWrite, words: Words) -> dict[str, object]:
    return {
        "what": str(item.gap),
        "role": item.role.key[1] if item.role else None,
        "page": item.page.id if item.page else None,
        "line": item.left.line if item.left else None,
        "in_words": said.to_write_of(words, item)[1],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
