"""People of the directory as a table, JSON or CSV, and one of them as text: for a manager, never published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from stafett.messages import N_, Words
from stafett.model import Person, Spell
from stafett.questions.leaving import Holdings
from stafett.questions.people_list import Worker, roles_on
from stafett.reports.csv_table import csv_table
from stafett.reports.json_answer import json_answer
from stafett.reports.printable import printable

_NAMES = ("id", "name", "unit", "roles", "first_day", "last_day", "away")
_WIDEST = 40


def render_json(workers: Sequence[Worker], day: date) -> str:
    """The people of that day as JSON; days are ISO 8601 or null."""
    return json_answer(day, {"people": [_value(worker) for worker in workers]})


def render_csv(workers: Sequence[Worker], words: Words) -> str:
    """The people as CSV with a line of names, after RFC 4180; several roles are parted by spaces."""
    values = (
        _value(worker) | {"roles": " ".join(worker.roles), "away": "true" if worker.away else "false"}
        for worker in workers
    )
    return csv_table(_NAMES, ([value[name] for name in _NAMES] for value in values), words)


def render_table(workers: Sequence[Worker], words: Words) -> str:
    """The people as a table: id, unit, since and until when, roles."""
    named = any(worker.person.name for worker in workers)
    head = [words(N_("Id")), *([words(N_("Name"))] if named else []), words(N_("Unit")), words(N_("First day"))]
    head += [words(N_("Last day")), words(N_("Roles"))]
    lines = [head]
    for worker in workers:
        person = worker.person
        roles = ", ".join(worker.roles) or "–"
        lines.append(
            [
                person.id,
                *([person.name or "–"] if named else []),
                worker.unit or "–",
                _day(person.first_day),
                _day(person.last_day),
                words(N_("{roles}; on leave"), roles=roles) if worker.away else roles,
            ]
        )
    widths = [min(_WIDEST, max(len(line[i]) for line in lines)) for i in range(len(head) - 1)]
    text = ["  ".join([*(v.ljust(w) for v, w in zip(line, widths, strict=False)), line[-1]]) for line in lines]
    return "\n".join([*map(printable, text), "", words.plural("{n} person", "{n} people", len(workers))]) + "\n"


def render_one(person: Person, held: Holdings, day: date, words: Words) -> str:
    """What the directory has on one person, and how much they answer for on a day."""
    rows: list[tuple[str, str]] = [
        (words(N_("Name")), person.name or ""),
        (words(N_("Unit")), person.unit_on(day) or ""),
        (words(N_("Works here")), "; ".join(_spell(spell) for spell in person.spells)),
        (words(N_("On leave")), "; ".join(_spell(spell) for spell in person.leave)),
        (words(N_("Earlier units")), "; ".join(f"{unit}, –{until}" for unit, until in person.earlier_units)),
        (words(N_("Mail")), person.email or ""),
        (words(N_("Account")), person.account or ""),
        (words(N_("Language")), person.language or ""),
    ]
    now = set(roles_on(person, day))
    for tenure in person.roles:
        title = words(N_("Role")) if tenure.role in now else words(N_("Role, not that day"))
        rows.append((title, f"{tenure.role}, {_spell(Spell(tenure.start, tenure.end))}"))
    width = max(len(title) for title, _ in rows)
    lines = [person.id, *(f"  {title:<{width}}  {text}" for title, text in rows if text), *_answers(held, day, words)]
    return "".join(f"{printable(line)}\n" for line in lines)


def _answers(held: Holdings, day: date, words: Words) -> Iterator[str]:
    if not held.employed:
        yield "  " + words(N_("Does not work here on {day}."), day=day.isoformat())
        return
    counted = {
        words.plural("owner of {n} page", "owner of {n} pages", len(held.owned)): held.owned,
        words.plural("deputy for {n} page", "deputy for {n} pages", len(held.deputised)): held.deputised,
        words.plural("took part in {n} decision", "took part in {n} decisions", len(held.decided)): held.decided,
        words.plural("head of {n} unit", "head of {n} units", len(held.leads)): held.leads,
    }
    said = [text for text, items in counted.items() if items]
    if said:
        yield "  " + words(N_("On {day}: {answers}"), day=day.isoformat(), answers="; ".join(said))


def _value(worker: Worker) -> dict[str, object]:
    person = worker.person
    return {
        "id": person.id,
        "name": person.name,
        "unit": worker.unit,
        "roles": list(worker.roles),
        "first_day": person.first_day.isoformat() if person.first_day else None,
        "last_day": person.last_day.isoformat() if person.last_day else None,
        "away": worker.away,
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else "–"


def _spell(spell: Spell) -> str:
    return f"{spell.start or ''}–{spell.end or ''}"
