"""Make a realistic organisation of any size, always the same for the same seed.

    python benchmarks/organisation.py DIR [--people 5000] [--regions 21] [--pages 10000] [--seed 1]

A tree of units with heads; people with the history of four years (leavers, movers, those who came back, those on leave)
and what is known of the months to come; roles with guides, paths and holders; processes with responsibilities, deputies
and local variants; decisions; and in all of it what a real organisation has neglected. ``--people`` is about how many
work there on 2026-11-24; the directory also holds those who have left since the history began.
"""

from __future__ import annotations

import argparse
import random
from datetime import date, timedelta
from pathlib import Path

from generate import AS_OF
from organisation_pages import PageMaker
from organisation_roles import Roles
from staff import Employee, Staff, Unit

YEARS = 4
DEFAULTS = "".join(f"  {kind}: {{review_in: 1 year}}\n" for kind in ("process", "role", "decision", "article"))


def organisation(root: Path, people: int, regions: int, pages: int, seed: int = 1, as_of: date = AS_OF) -> None:
    """Write an organisation into the folder ``root``, which is made."""
    rng = random.Random(seed)  # noqa: S311 (no secret)
    start = as_of - timedelta(days=round(YEARS * 365.25))
    staff = Staff(rng, people, regions, start, as_of)
    roles = Roles(rng, staff, pages)
    staff.run()
    root.mkdir(parents=True, exist_ok=True)
    PageMaker(rng, root, pages, staff, roles, as_of).write()
    _directory(root / "people", staff, rng, start)
    settings = f"language: sv\nowners: roles\ndefaults:\n{DEFAULTS}reminders: {{stewards: {roles.stewards}}}\n"
    (root / "stafett.yml").write_text(settings, encoding="utf-8")


def _directory(folder: Path, staff: Staff, rng: random.Random, since: date) -> None:
    """One file of units, and one of people for each unit directly below the top."""
    folder.mkdir(exist_ok=True)
    heads = {seat.unit.id: seat.person for seat in staff.seats if seat.head}
    lines = ["units:"]
    for unit in staff.units:
        lines += [f"  - id: {unit.id}", f"    name: {unit.name}"]
        lines += [f"    parent: {unit.parent}"] if unit.parent else []
        head = heads.get(unit.id)
        here = head and head.jobs[-1].start <= staff.as_of
        if head and here:
            lines.append(f"    head: {head.id}")
        elif rng.random() < 0.3:  # noqa: PLR2004 (forgotten: the one who led it before)
            before = [p for p in staff.left if p.jobs[-1].seat.head and p.jobs[-1].seat.unit is unit]
            lines += [f"    head: {before[-1].id}"] if before else []
    (folder / "units.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    files: dict[str, list[str]] = {}
    units = {unit.id: unit for unit in staff.units}
    for person in staff.people:
        last = person.jobs[-1]
        if last.end is None or last.end >= since:
            files.setdefault(_top(last.seat.unit, units), ["people:"]).extend(_record(person))
    for name, content in files.items():
        (folder / f"people-{name}.yml").write_text("\n".join(content) + "\n", encoding="utf-8")


def _top(unit: Unit, units: dict[str, Unit]) -> str:
    """The unit below the top that ``unit`` belongs to, or the top."""
    while unit.parent and units[unit.parent].parent:
        unit = units[unit.parent]
    return unit.id


def _record(person: Employee) -> list[str]:
    spells, last = person.spells, person.jobs[-1]
    lines = [f"  - id: {person.id}", f"    unit: {last.seat.unit.id}", f"    first_day: {spells[-1][0]}"]
    if last.end:
        lines.append(f"    last_day: {last.end}")
    lines += [f"    name: {person.name}", f"    email: {person.id}@spannverket.example"]
    held = []
    for job in person.jobs:
        for role, begin, end in job.seat.roles:
            start = max(job.start, begin) if begin else job.start
            ends = [day for day in (end, None if job is last else job.end) if day]
            until = min(ends, default=None)
            if (until is None or start <= until) and (job.end is None or start <= job.end):
                held.append(f"      - {{role: {role}, from: {start}" + (f", until: {until}}}" if until else "}"))
    lines += ["    roles:", *held] if held else []
    leaves = [f"{{from: {day}, until: {until}}}" if until else f"{{from: {day}}}" for day, until in person.leaves]
    lines += [f"    leave: [{', '.join(leaves)}]"] if leaves else []
    earlier = [f"{{first_day: {day}, last_day: {until}}}" for day, until in spells[:-1]]
    lines += [f"    earlier: [{', '.join(earlier)}]"] if earlier else []
    before = [
        f"{{unit: {job.seat.unit.id}, until: {job.end}}}"
        for job, after in zip(person.jobs, person.jobs[1:], strict=False)
        if job.seat.unit is not after.seat.unit
    ]
    lines += [f"    earlier_units: [{', '.join(before)}]"] if before else []
    return lines


def main() -> None:
    """Write the organisation that the arguments describe, and say what there is."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--regions", type=int, default=21)
    parser.add_argument("--pages", type=int, default=10000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    organisation(options.folder, options.people, options.regions, options.pages, options.seed)


if __name__ == "__main__":
    main()
