"""What is at risk because people leave, as JSON and CSV. No person is named in either."""

from __future__ import annotations

from datetime import date

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import Words
from stafett.model import Page
from stafett.questions.bus_factor import BusFactor, OneHolder
from stafett.questions.continuity import Empty, Join
from stafett.questions.continuity_actions import Action
from stafett.reports.csv_table import csv_table
from stafett.reports.json_answer import json_answer
from stafett.reports.risk import Risk

_COLUMNS = ("page", "path", "title", "criticality", "owner", "deputy", "people")


def render_json(risk: Risk) -> str:
    """All of it as JSON; a vacancy since "always" has no day."""
    found = risk.found
    value = {
        "until": found.until.isoformat(),
        "actions": [_action(action) for action in risk.actions],
        "units": [_unit(risk, name) for name in found.groups.within(risk.group)],
        "areas": [{"area": area, "bus_factor": _bus(bus)} for area, bus in risk.areas.items()],
        "pages": [{"page": page.id, "path": page.path, "people": people} for page, people in risk.pages],
    }
    return json_answer(found.as_of, value)


def _action(action: Action) -> dict[str, object]:
    return {
        "do": str(action.act),
        "about": action.about.id,
        "day": _day(action.day),
        "begins": _day(action.begins),
        "pages": action.pages,
        "critical": action.critical,
        "unit": action.unit or None,
    }


def _unit(risk: Risk, name: str) -> dict[str, object]:
    group, part, numbers = risk.found.groups.groups[name], risk.found.parts[name], risk.found.numbers(name)
    return {
        "id": group.id or None,
        "name": group.name or None,
        "above": group.above or None,
        "people": numbers.people,
        "joining": numbers.joining,
        "vacant": numbers.vacant,
        "at_risk": numbers.leaving,
        "bus_factor": _bus(numbers.bus),
        "joins": [_join(join) for join in part.joins],
        "vacancies": [_empty(empty) for empty in part.vacant],
        "risks": [_empty(empty) for empty in part.leaving],
        "one_holder": [_single(found) for found in part.single],
    }


def _bus(bus: BusFactor) -> dict[str, object]:
    return {
        "people": bus.people,
        "exact": bus.exact,
        "pages": bus.pages,
        "on_one_person": bus.alone,
        "with_nobody": bus.orphans,
    }


def _join(join: Join) -> dict[str, object]:
    return {"day": _day(join.day), "role": _id(join.role), "new": join.new, "people": join.people}


def _empty(empty: Empty) -> dict[str, object]:
    return {
        "role": _id(empty.role),
        "from": _day(empty.gap.first),
        "until": _day(empty.gap.last),
        "pages": [page.id for page in empty.pages],
        "unit": empty.unit or None,
    }


def _single(found: OneHolder) -> dict[str, object]:
    """A role that one person holds: its pages for which nobody stands in, and how many it has in all."""
    return {"role": found.role.id, "pages": [page.id for page in found.alone], "owned": found.owned}


def _id(role: Page | None) -> str | None:
    return role.id if role else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day and day != date.min else None


def render_csv(risk: Risk, words: Words) -> str:
    """A line for each page with how many people could answer for it today, after RFC 4180.

    An owner that is a person and no role is not told.
    """
    return csv_table(_COLUMNS, (_row(risk.found.base, page, people) for page, people in risk.pages), words)


def _row(base: KnowledgeBase, page: Page, people: int) -> tuple[object, ...]:
    roles = ((base.answerable(name).page if name else None) for name in (page.owner, page.deputy))
    return (page.id, page.path, page.title, page.text("criticality"), *(_id(role) for role in roles), people)
