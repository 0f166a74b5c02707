"""What a file of another system changes in the directory: who joins, moves, changes role, goes on leave, leaves.

What the file does not speak of stays as it is, and nobody is removed because it does not mention them.
"""

from __future__ import annotations

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_
from stafett.model import Person, Raw
from stafett.questions.staff_comparison import Comparison, How, StaffChange, What, earlier_item, leave_item
from stafett.questions.staff_matching import Matched, Staff
from stafett.questions.staff_update import Update
from stafett.reading.raw_records import raw_records


def compare(base: KnowledgeBase, matched: Matched, how: How) -> Comparison:
    """What changes in the directory by the people that a file was found to be about."""
    found = Comparison()
    records = raw_records(base.directory)
    for one in matched.staff:
        person = base.directory.people.get(one.id)
        if person is None:
            _newcomer(one, how, found)
            continue
        work = Update(base, person, records.get(one.id, {}), one, how, matched.roles, found)
        work.run()
        if work.change.events:
            found.changes.append(work.change)
        else:
            found.same += 1
    mentioned = {id_.casefold() for id_ in (*(one.id for one in matched.staff), *how.excused)}
    for id_ in sorted(base.directory.people if how.among is None else how.among):
        person = base.directory.people[id_]
        if id_.casefold() not in mentioned and person.employed(how.day):
            found.absent.append(id_)
            _absent(person, how, found)
    return found


def _absent(person: Person, how: How, found: Comparison) -> None:
    last = how.leavers_on
    if last and (person.last_day is None or person.last_day > last) and (person.first_day or last) <= last:
        change = StaffChange(person.id, 0, fields={"last_day": last.isoformat()})
        change.add(What.LEAVES, N_("last day {day}, as the file does not mention them"), day=last.isoformat())
        found.changes.append(change)


def _newcomer(one: Staff, how: How, found: Comparison) -> None:
    """Somebody whom the directory does not have."""
    *earlier, spell = one.spells
    if one.active is False:
        found.inactive += 1
    elif spell.end and spell.end < how.day and not how.past:
        found.past += 1
    elif one.unit is None:
        found.no_unit.append((one.line, one.id))
    else:
        start = spell.start or min(how.day, spell.end or how.day)
        found.guessed_first_day += spell.start is None
        fields: dict[str, Raw] = {
            "unit": one.unit,
            "first_day": start.isoformat(),
            "last_day": spell.end.isoformat() if spell.end else None,
            **{name: text for name, text in one.texts.items() if name in how.carry},
            "roles": [{"role": role, "from": start.isoformat()} for role in one.roles] or None,
            "leave": [leave_item(leave) for leave in one.leave] or None,
            "earlier": [earlier_item(old) for old in earlier if old.start and old.end] or None,
        }
        change = StaffChange(one.id, one.line, new=True, fields={k: v for k, v in fields.items() if v is not None})
        message = N_("{unit}, from {day}; {roles}") if one.roles else N_("{unit}, from {day}")
        change.add(What.JOINS, message, unit=one.unit, day=start.isoformat(), roles=", ".join(one.roles))
        if spell.end:
            change.add(What.LEAVES, N_("last day {day}"), day=spell.end.isoformat())
        for leave in one.leave:
            change.add_leave(leave)
        found.changes.append(change)
