"""One person of the directory in a line, for a manager's eyes: never for the site."""

from __future__ import annotations

from stafett.model import Directory, Person
from stafett.reports.printable import printable


def whom(directory: Directory, person: Person) -> str:
    """The person's id, and what tells them from others: name and unit, as far as the directory has them."""
    unit = directory.units.get(person.unit or "")
    about = ", ".join(text for text in (person.name, unit.name if unit else person.unit) if text)
    return printable(f"{person.id} ({about})" if about else person.id)
