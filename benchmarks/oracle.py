"""What every question should answer, worked out plainly: files read by PyYAML alone, days looked at one by one.

Nothing here is shared with Stafett, and nothing is clever: whoever wants to know whether an answer is right reads it.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

A_DAY = timedelta(days=1)
FIRST = date(1990, 1, 1)  # nobody began before
LONGEST = 366 * 40
BANDS = (0, 1, 3, 5, 10)
Span = tuple[date, date | None]


def day_of(text: str) -> date:
    """A day as it is written."""
    return date.fromisoformat(text)


def plain(text: str) -> Any:  # noqa: ANN401 (whatever a file holds)
    """What a YAML text holds, every value as text."""
    return yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 (makes nothing but text, lists and groups)


def within(day: date, span: Span) -> bool:
    """Whether the day is one of the span's."""
    return span[0] <= day and (span[1] is None or day <= span[1])


@dataclass
class Person:
    """Somebody, as the directory has them."""

    id: str
    unit: str
    spells: list[Span]
    roles: list[tuple[str, Span]]
    leave: list[Span]
    units: list[tuple[str, date]]
    record: dict[str, Any]

    def employed(self, day: date) -> bool:
        """Whether they work here that day, be it on leave."""
        return any(within(day, spell) for spell in self.spells)

    def here(self, day: date) -> bool:
        """Whether they work here that day and are not on leave."""
        return self.employed(day) and not any(within(day, away) for away in self.leave)

    def unit_on(self, day: date) -> str:
        """Their unit that day."""
        for unit, until in self.units:
            if day <= until:
                return unit
        return self.unit

    def has(self, role: str, day: date) -> bool:
        """Whether they have the role that day, be it on leave."""
        return self.employed(day) and any(name == role and within(day, span) for name, span in self.roles)


def person_of(record: dict[str, Any]) -> Person:
    """A person's record as a person."""

    def span(item: dict[str, Any], first: str, last: str) -> Span:
        start, end = item.get(first), item.get(last)
        return day_of(start) if start else FIRST, day_of(end) if end else None

    spells = [span(item, "first_day", "last_day") for item in record.get("earlier") or ()]
    roles = [(item["role"], span(item, "from", "until")) for item in record.get("roles") or ()]
    return Person(
        record["id"],
        record["unit"],
        sorted([*spells, span(record, "first_day", "last_day")], key=lambda spell: spell[0]),
        roles,
        [span(item, "from", "until") for item in record.get("leave") or ()],
        sorted(
            ((item["unit"], day_of(item["until"])) for item in record.get("earlier_units") or ()), key=lambda u: u[1]
        ),
        record,
    )


@dataclass
class World:
    """The files of a knowledge base as they are: people and units by id, the front matter of pages by path."""

    root: Path
    people: dict[str, Person] = field(default_factory=dict)
    units: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages: dict[str, dict[str, Any]] = field(default_factory=dict)
    bytes: dict[str, bytes] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    file_of: dict[str, str] = field(default_factory=dict)
    had: dict[str, list[Person]] = field(default_factory=dict)
    by_file: dict[str, dict[str, Any]] = field(default_factory=dict)
    memory: dict[Any, Any] = field(default_factory=dict)

    def read(self) -> list[str]:
        """Read what has changed since it was last read; the paths of that."""
        changed = []
        for path in sorted(self.root.rglob("*")):
            name = path.relative_to(self.root).as_posix()
            if path.is_file() and name != "docs/index.md":
                data = path.read_bytes()
                if self.bytes.get(name) != data:
                    self.bytes[name] = data
                    changed.append(name)
        for name in changed:
            text = self.bytes[name].decode()
            if name.endswith(".md"):
                self.pages[name] = plain(text.split("\n---\n", 1)[0])
            elif name.startswith("people/"):
                self.by_file[name] = plain(text)
        settings = plain(self.bytes["stafett.yml"].decode())
        self.defaults = {kind: what["review_in"] for kind, what in settings["defaults"].items()}
        self.roles = {Path(name).stem: name for name in self.pages if name.startswith("docs/roles/")}
        self._people()
        self.memory.clear()
        return changed

    def _people(self) -> None:
        self.people, self.units, self.had = {}, {}, defaultdict(list)
        for name, content in sorted(self.by_file.items()):
            for record in content.get("people") or ():
                self.people[record["id"]] = person_of(record)
                self.file_of[record["id"]] = name
            for unit in content.get("units") or ():
                self.units[unit["id"]] = unit
        for person in self.people.values():
            for role in dict.fromkeys(role for role, _ in person.roles):
                self.had[role].append(person)

    def kind(self, path: str) -> str:
        """What kind of page it is."""
        for start, kind in (("processes/", "process"), ("docs/roles/", "role"), ("docs/decisions/", "decision")):
            if path.startswith(start):
                return kind
        return "article"

    def answering(self, name: str) -> list[Person]:
        """Everybody who has ever answered under a name."""
        if name in self.roles:
            return self.had.get(name, [])
        return [self.people[name]] if name in self.people else []

    def has(self, person: Person, name: str, day: date) -> bool:
        """Whether the person answers under the name that day, be it on leave."""
        return person.has(name, day) if name in self.roles else person.employed(day)

    def holders(self, name: str, day: date) -> list[str]:
        """Who answers under the name that day and can be asked."""
        key = ("holders", name, day)
        if key not in self.memory:
            those = (p for p in self.answering(name) if p.here(day) and self.has(p, name, day))
            self.memory[key] = sorted(person.id for person in those)
        return list(self.memory[key])

    def known(self, name: str) -> bool:
        """Whether the name means anybody at all."""
        return name in self.roles or name in self.people

    def vacant_since(self, name: str, day: date) -> date | None:
        """The day after the last one on which somebody answered; None where there was none."""
        for _ in range(LONGEST):
            day -= A_DAY
            if day < FIRST:
                return None
            if self.holders(name, day):
                return day + A_DAY
        return None

    def since(self, person: Person, name: str, day: date, no_further: date) -> date:
        """From when on the person has answered under the name without a break, looking back to a day."""
        while day > no_further and self.has(person, name, day - A_DAY):
            day -= A_DAY
        return day

    def standing(self, page: dict[str, Any], day: date) -> str:
        """What became of the page's owner."""
        owner = page.get("owner")
        if not owner:
            return "missing"
        if not self.known(owner):
            return "unknown"
        return "held" if self.holders(owner, day) else "vacant"

    def status(self, path: str, day: date) -> str | None:
        """The page's review status."""
        page = self.pages[path]
        interval = page.get("review_in") or self.defaults[self.kind(path)]
        reviewed = page.get("last_reviewed")
        if interval == "never":
            return "exempt"
        if not reviewed:
            return "never-reviewed"
        due = later(day_of(reviewed), interval)
        if due < day:
            return "overdue"
        if self.unvouched(page, day_of(reviewed), day):
            return "unvouched"
        return "due-soon" if due <= day + timedelta(days=30) else "current"

    def unvouched(self, page: dict[str, Any], reviewed: date, day: date) -> bool:
        """Whether everybody who answers for the page came to it after its last review."""
        owner = page.get("owner")
        those = self.holders(owner, day) if owner and self.known(owner) else []
        given = page.get("owner_since")
        changed_hands = given and reviewed < day_of(given) <= day and page.get("reviewed_by") != owner
        if changed_hands:
            return bool(those)
        return bool(those) and all(self._came_after(self.people[one], owner, reviewed, day) for one in those)

    def _came_after(self, person: Person, name: str, reviewed: date, day: date) -> bool:
        key = ("since", person.id, name, day)
        found = self.memory.get(key)
        if found is None or (found[1] > reviewed and found[0] == found[1]):
            found = (self.since(person, name, day, reviewed), reviewed)
            self.memory[key] = found
        return found[0] > reviewed

    def ownership(self, day: date) -> dict[tuple[str, str], list[str]]:
        """The pages by what became of their owner, and who that is."""
        found = defaultdict(list)
        for path, page in self.pages.items():
            found[self.standing(page, day), page.get("owner") or ""].append(path)
        return {key: sorted(paths) for key, paths in found.items()}

    def turnover(self, start: date, end: date) -> dict[str, list[int]]:
        """By unit: days of work, leavers, joiners, those of them who return, moves in, moves out."""
        found: dict[str, list[int]] = defaultdict(lambda: [0] * 6)
        for person in self.people.values():
            day = start
            while day <= end:
                here, before = person.employed(day), person.employed(day - A_DAY)
                unit, old = person.unit_on(day), person.unit_on(day - A_DAY)
                if here:
                    found[unit][0] += 1
                    found[unit][1] += not person.employed(day + A_DAY)
                    if not before:
                        found[unit][2] += 1
                        found[unit][3] += any(last is not None and last < day for _, last in person.spells)
                    elif unit != old:
                        found[unit][4] += 1
                        found[old][5] += 1
                day += A_DAY
        return {unit: numbers for unit, numbers in found.items() if any(numbers)}

    def exposures(self, start: date, end: date) -> dict[tuple[str, int], list[int]]:
        """By unit and band of service: days of work, and leavers."""
        found: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0])
        for person in self.people.values():
            for day in (start + timedelta(days=n) for n in range((end - start).days + 1)):
                if person.employed(day):
                    cell = found[person.unit_on(day), self._band(person, day)]
                    cell[0] += 1
                    cell[1] += not person.employed(day + A_DAY)
        return dict(found)

    def _band(self, person: Person, day: date) -> int:
        first = next(spell for spell in person.spells if within(day, spell))[0]
        for other in sorted(person.spells, key=lambda spell: spell[0], reverse=True):
            if other[1] and other[1] + A_DAY == first:
                first = other[0]
        years = max((n for n in BANDS if later(first, f"{n} years") <= day), default=0)
        return BANDS.index(years)

    def answered_for(self, person: Person, day: date) -> list[str]:
        """Every name under which the person answers that day, be it on leave."""
        roles = dict.fromkeys(role for role, _ in person.roles)
        return [person.id, *(role for role in roles if person.has(role, day))]

    def named(self, field_: str, names: list[str]) -> list[str]:
        """The pages that name one of them in a field."""
        found = []
        for path, page in self.pages.items():
            value = page.get(field_)
            those = value if isinstance(value, list) else [value]
            if any(one in names and self.known(one) for one in those if one):
                found.append(path)
        return sorted(found)

    def only_reader(self, person: Person, day: date) -> list[str]:
        """The pages in the path of a role of theirs, and of nobody else's who is here."""
        mine = {id_ for role in self.answered_for(person, day) for id_ in self._path(role)}
        found = set()
        for id_ in mine:
            readers = {one for role in self.roles if id_ in self._path(role) for one in self.holders(role, day)}
            if readers <= {person.id}:
                found.add(id_)
        return sorted(found)

    def _path(self, role: str) -> set[str]:
        key = ("path", role)
        if key not in self.memory:
            groups = self.pages[self.roles[role]].get("must_know") or {} if role in self.roles else {}
            self.memory[key] = {f"{id_}.md" if id_.startswith("processes/") else f"docs/{id_}.md"
                                for ids in groups.values() for id_ in ids}  # fmt: skip
        return set(self.memory[key])

    def only_voucher(self, person: Person, day: date) -> list[str]:
        """The pages that they vouched for, and nobody else who did is here."""
        found = []
        names = {person.id, *(role for role, _ in person.roles)}
        for path, page in self.pages.items():
            by, reviewed = page.get("reviewed_by") or page.get("owner"), page.get("last_reviewed")
            if by not in names or not reviewed or day_of(reviewed) > day or self.retired(path):
                continue
            those = self.holders(by, day_of(reviewed))
            if person.id in those and not any(self.people[one].here(day) for one in those if one != person.id):
                found.append(path)
        return sorted(found)

    def retired(self, path: str) -> bool:
        """Whether the page is a decision that no longer holds."""
        page = self.pages[path]
        gone = page.get("status") in {"superseded", "deprecated", "rejected"} or page.get("superseded-by")
        return self.kind(path) == "decision" and bool(gone)

    def decided(self, person: Person, day: date) -> list[str]:
        """The decisions that hold, or are proposed, of which they are a decision-maker."""
        names = self.answered_for(person, day)
        return [path for path in self.named("decision-makers", names) if not self.retired(path)]

    def ownerless_after(self, person: Person, last: date) -> list[str]:
        """The pages that they own on their last day, and nobody the day after."""
        owned = self.named("owner", self.answered_for(person, last))
        return [
            path
            for path in owned
            if not [one for one in self.holders(self.pages[path]["owner"], last + A_DAY) if one != person.id]
        ]

    def able(self, path: str, day: date) -> set[str]:
        """Who could answer for the page: those behind its owner and its deputy."""
        names = (self.pages[path].get("owner"), self.pages[path].get("deputy"))
        return {one for name in names if name and self.known(name) for one in self.holders(name, day)}

    def bus(self, folder: str, day: date) -> tuple[int, int, int]:
        """How many pages a folder has, how many hang on one person, and how many on nobody."""
        those = [self.able(path, day) for path in self.pages if path.startswith(f"{folder}/")]
        return len(those), sum(len(able) == 1 for able in those), sum(not able for able in those)


def later(day: date, interval: str) -> date:
    """The day so long after ``day``; months are calendar months, and end where the month does."""
    count, unit = interval.split()
    number, unit = int(count), unit.rstrip("s")
    if unit in {"day", "week"}:
        return day + timedelta(days=number * (7 if unit == "week" else 1))
    months = day.month - 1 + number * (12 if unit == "year" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
