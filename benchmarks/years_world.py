"""The organisation while its years go by: events are written into its files, and work passes by real handovers."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from oracle import World, day_of, later, plain
from stafett.handing_over import hand_over_files, touched
from stafett.handover_plan import Merge, Move, Plan, RoleTo
from stafett.knowledge_base import KnowledgeBase
from stafett.questions.handover import hand_over
from stafett.questions.handover_result import Handover
from stafett.questions.naming import Naming
from stafett.reading.directory import read_directory
from stafett.reading.load import load
from stafett.reading.page import read_page
from stafett.writing.records import RecordChange, change_records
from staff_events import Month, Pass, Staff

A_DAY = timedelta(days=1)
FIELDS = ("id", "unit", "first_day", "last_day", "name", "email", "roles", "leave", "earlier", "earlier_units")
OWNERSHIP = ("owner", "owner_since", "deputy", "raci", "decision-makers", "units")
PERSONAL = {"roles", "last_day", "unit", "earlier_units"}
OF_UNITS = {"parent", "head", "until"}
HANDED_OVER = 12  # at most in a month; who goes beyond that hands nothing over
READ_ANEW = 3  # months, after which all files are read anew and compared with what handovers said
REVIEWED = 0.6  # of what is due, in a month
ONCE_A_YEAR = 12


class Run:
    """One organisation, its files, and what has been found wrong with what was written."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.rng = random.Random(seed + 1)  # noqa: S311 (no secret)
        self.staff = Staff(seed + 2)
        self.world = World(root)
        self.world.read()
        self.base = load(root)
        self.wrong: list[str] = []
        self.counts: Counter[str] = Counter()
        self.passed: list[Pass] = []
        self.naming: Naming | None = None

    def month(self, year: int, month: int, number: int) -> Month:
        """Let a month go by, the ``number``-th; every event of it is known on its first day."""
        events = self.staff.month(self.world, year, month)
        expected = dict(self.world.bytes)
        for one in events.passes[HANDED_OVER:]:
            events.records.setdefault(one.who, {}).update({"last_day": str(one.on)} if one.leaves else {})
        self._review(events.first, expected)
        self._records(events, expected)
        reviewed = [path for path in self.world.pages if expected[path] != self.world.bytes[path]]
        self._write(expected)
        self.base = self._directory(reviewed)
        self.passed = []
        for one in events.passes[:HANDED_OVER]:
            self._pass(one, events.first)
        if number % ONCE_A_YEAR == ONCE_A_YEAR // 2:
            self._units(events)
        self.counts.update(events.counts)
        self.world.read()
        if number % READ_ANEW == 0:
            promised, self.base = self.base, load(self.root)
            self._as_promised(promised)
        return events

    def _write(self, expected: Mapping[str, bytes]) -> None:
        for path, data in expected.items():
            if self.world.bytes.get(path) != data:
                (self.root / path).write_bytes(data)
                self.world.bytes.pop(path, None)

    def _directory(self, reviewed: Iterable[str] = ()) -> KnowledgeBase:
        """The knowledge base with its directory read anew, and the pages that have been reviewed."""
        directory, complaints = read_directory(self.root, "people/")
        self.wrong += [f"{path}: {complaint.message} {complaint.values}" for path, complaint in complaints]
        settings = self.base.settings
        pages = {path: self.base.by_path[path] for path in reviewed}
        read = {
            path: read_page(path, settings.kinds[page.kind], (self.root / path).read_bytes(), settings)
            for path, page in pages.items()
        }
        return self.base.changed(directory, read)

    def _review(self, day: date, files: dict[str, bytes]) -> None:
        """Owners review what is due, by the text of the page alone."""
        for path, page in self.world.pages.items():
            owner, reviewed = page.get("owner"), page.get("last_reviewed")
            interval = page.get("review_in") or self.world.defaults[self.world.kind(path)]
            due = later(day_of(reviewed), interval) if reviewed else day
            here = owner and self.world.known(owner) and self.world.holders(owner, day)
            unseen = here and reviewed and self.world.unvouched(page, day_of(reviewed), day)
            if here and (due <= day + timedelta(days=20) or unseen) and self.rng.random() < REVIEWED:
                lines = f"last_reviewed: {day}\nreviewed_by: {owner}\nreview_note: Läste hela sidan {day}\n"
                head, mark, rest = files[path].decode().partition("\n---\n")
                kept = re.sub(r"^(last_reviewed|reviewed_by|review_note): .*\n", "", head + "\n", flags=re.MULTILINE)
                files[path] = (kept + lines.rstrip("\n") + mark + rest).encode()
                self.counts["reviews"] += 1

    def _records(self, events: Month, files: dict[str, bytes]) -> None:
        """The month's events in the directory, each file changed once."""
        changes: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
        for id_, fields in events.records.items():
            path = events.new.get(id_) or self.world.file_of[id_]
            before = self.world.people[id_].record if id_ in self.world.people else {"id": id_}
            changes[path][id_] = record_lines({**before, **fields})
        for path, those in changes.items():
            records = {id_: [line for line in lines if line] for id_, lines in records_text(files[path]).items()}
            lines = [line for those_lines in {**records, **those}.values() for line in those_lines]
            files[path] = ("\n".join(lines) + "\n").encode()
            self.counts["records changed"] += len(those)

    def _pass(self, one: Pass, today: date) -> None:
        """Hand over by the real core; what it refuses is left, and the leaver gone all the same."""
        late = one.start > one.on + A_DAY
        roles = tuple(RoleTo(role, to) for role, to in one.roles.items())
        plan = Plan(one.who, one.on, one.to, one.start, one.leaves, roles)
        found = hand_over(self.base, plan, today, partial=late, naming=self._naming())
        if found.refusals:
            self.counts["handovers refused"] += 1
            self._leave_without(one)
            return
        if self._apply(found):
            self.passed.append(one)
            self.counts["handovers"] += 1
            self.counts["handovers on the same day"] += one.start == one.on
            self.counts["pages that named the leaver"] += len(found.pages)

    def _naming(self) -> Naming:
        """Where pages name whom; what is known of it is kept as long as no page changes."""
        naming = Naming(self.base)
        if self.naming and self.naming.base.pages is self.base.pages:
            naming.__dict__.update({name: found for name, found in self.naming.__dict__.items() if name != "base"})
        self.naming = naming
        return naming

    def _leave_without(self, one: Pass) -> None:
        """Whoever hands nothing over leaves all the same."""
        if not one.leaves:
            return
        path = self.world.file_of[one.who]
        change = RecordChange("people", one.who, {"last_day": str(one.on)})
        (self.root / path).write_bytes(change_records((self.root / path).read_bytes(), [change]))
        self.base = self._directory()

    def _apply(self, found: Handover) -> bool:
        """Write what the handover says, and look at every byte of it."""
        held = {path: (self.root / path).read_bytes() for path in touched(found)}
        written = hand_over_files(found, held)
        if written.refused:
            self.wrong += [f"{found.plan.leaver}: cannot be written: {one}" for one in written.refused]
            return False
        for path, data in written.contents.items():
            problem = page_differs(held[path], data) if path.endswith(".md") else people_differ(held[path], data, found)
            if problem:
                self.wrong.append(f"{path}: {problem} ({found.plan})")
            (self.root / path).write_bytes(data)
            self.counts["files compared byte for byte"] += 1
        self.base = found.after
        return True

    def _units(self, events: Month) -> None:
        """Once a year two units become one, and one moves below another."""
        units = {id_: unit for id_, unit in self.base.directory.units.items() if not unit.until}
        parents = {unit.parent for unit in units.values()}
        leaves = sorted(id_ for id_, unit in units.items() if unit.parent and id_ not in parents)
        tops = sorted(id_ for id_ in parents if id_ and units[id_].parent)
        if len(leaves) < 3 or not tops:  # noqa: PLR2004
            return
        old, new, moved = self.rng.sample(leaves, 3)
        plan = Plan(units=(Merge(old, new), Move(moved, self.rng.choice(tops))), start=events.first)
        found = hand_over(self.base, plan, events.first)
        if not found.refusals and self._apply(found):
            self.counts["units merged"] += 1
            self.counts["units moved"] += 1

    def _as_promised(self, promised: KnowledgeBase) -> None:
        """The files say what the handovers said that they would."""
        now = self.base.directory
        for what, said, is_ in (
            ("people", promised.directory.people, now.people),
            ("units", promised.directory.units, now.units),
        ):
            for id_ in sorted({*said, *is_}):
                if said.get(id_) != is_.get(id_):
                    self.wrong.append(f"{what} {id_}: said {said.get(id_)}, is {is_.get(id_)}")
            self.counts["records compared with what was said"] += len(is_)
        for page in promised.pages:
            real = self.base.by_path[page.path]
            names = [name for name in OWNERSHIP if page.values.get(name) != real.values.get(name)]
            if names:
                self.wrong.append(f"{page.path}: {names} are not as was said")


def record_lines(record: Mapping[str, Any]) -> list[str]:
    """A person's record as a person would write it; fields that are None are left out."""
    lines = []
    for name in FIELDS:
        value = record.get(name)
        if value is None:
            continue
        if name == "roles":
            lines += ["    roles:", *(f"      - {_in_braces(item)}" for item in value)] if value else []
        elif isinstance(value, list):
            lines.append(f"    {name}: [{', '.join(_in_braces(item) for item in value)}]")
        else:
            lines.append(f"{'  - ' if name == 'id' else '    '}{name}: {value}")
    return lines


def _in_braces(item: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in item.items()) + "}"


def page_differs(before: bytes, after: bytes) -> str:
    """What has changed in a page beside its fields of ownership; empty where nothing has."""
    (head, body), (new_head, new_body) = (data.split(b"\n---\n", 1) for data in (before, after))
    if body != new_body:
        return "its text has changed"
    return "" if _other_lines(head) == _other_lines(new_head) else "other fields have changed"


def _other_lines(head: bytes) -> list[str]:
    """The lines of front matter that are of no field of ownership, nor of what stands below one."""
    kept, skip = [], False
    for line in head.decode().split("\n"):
        if not line.startswith((" ", "-")) or line == "---":
            skip = line.partition(":")[0] in OWNERSHIP
        if not skip:
            kept.append(line)
    return kept


def people_differ(before: bytes, after: bytes, found: Handover) -> str:
    """What has changed in a file of the directory beside what the handover names; empty where nothing has."""
    named = {*found.people, *found.units}
    old, new = records_text(before), records_text(after)
    for id_ in sorted({*old, *new}):
        if id_ not in named and old.get(id_) != new.get(id_):
            return f"the record {id_} has changed"
    for id_ in sorted(named & {*old} & {*new}):
        one, other = (plain("\n".join(text[id_]))[0] for text in (old, new))
        changed = {name for name in {*one, *other} if one.get(name) != other.get(name)}
        if not changed <= PERSONAL | OF_UNITS:
            return f"{sorted(changed)} of {id_} have changed"
    return ""


def records_text(data: bytes) -> dict[str, list[str]]:
    """The lines of each record by its id; the lines before the first by an empty one."""
    found: dict[str, list[str]] = {"": []}
    id_ = ""
    for line in data.decode().split("\n"):
        if line.startswith("  - id: "):
            id_ = line.removeprefix("  - id: ")
            found[id_] = []
        found[id_].append(line)
    return found
