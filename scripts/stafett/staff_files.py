"""Puts what an import of people changes into the files of the directory, each person where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from stafett.model import Directory
from stafett.questions.staff_comparison import Comparison
from stafett.questions.staff_unit_changes import UnitChange
from stafett.writing.records import RecordChange


def record_changes(
    directory: Directory, found: Comparison, units: Sequence[UnitChange], to: str
) -> dict[str, list[RecordChange]]:
    """The changes of each file by its path: newcomers in the file ``to``, new units beside the others."""
    changes: defaultdict[str, list[RecordChange]] = defaultdict(list)
    beside = next((path for (kind, _), (path, _) in directory.places.items() if kind == "units"), to)
    for unit in units:
        path, _ = directory.places.get(("units", unit.id), (beside, 0))
        changes[path].append(RecordChange("units", unit.id, unit.fields))
    for change in found.changes:
        path, _ = directory.places.get(("people", change.id), (to, 0))
        changes[path].append(RecordChange("people", change.id, change.fields))
    return dict(changes)


def usual_file(directory: Directory, folder: str) -> str:
    """Where newcomers go where nobody has said: the one file that has people, else one of the import's own."""
    paths = {path for (kind, _), (path, _) in directory.places.items() if kind == "people"}
    return paths.pop() if len(paths) == 1 else f"{folder.rstrip('/')}/imported.yml"
