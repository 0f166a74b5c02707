"""One person of the directory in a line, for a manager's eyes: never for the site."""

from __future__ import annotations

from stafett.model import Directory, Person
from stafett.reports.printable import printable


def whom(directory: Directory, person: Person) -> str:
    """The person's id, and what tells them from others, as far as the directory has it: name, unit and last day."""
    unit, last = directory.units.get(person.unit or ""), person.last_day
    facts = (person.name, unit.name if unit else person.unit, f"–{last}" if last else None)
    about = ", ".join(fact for fact in facts if fact)
    return printable(f"{person.id} ({about})" if about else person.id)
