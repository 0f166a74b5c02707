"""What an import of people changes, as text for whoever decides whether it is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from datetime import date

from stafett.messages import N_, Words
from stafett.questions.staff_changes import Comparison, What
from stafett.questions.staff_matching import Matched
from stafett.reading.staff.export import Export, RowProblem
from stafett.reading.staff.headings import Mapped
from stafett.reports.printable import printable, printable_line

_TITLES = {
    What.JOINS: N_("Joining"),
    What.RETURNS: N_("Coming back"),
    What.MOVES: N_("Moving to another unit"),
    What.ROLE: N_("Changing roles"),
    What.LEAVE: N_("Leave of absence"),
    What.LEAVES: N_("Leaving"),
    What.CORRECTED: N_("Other corrections"),
}
_PERSONAL = ("name", "given_name", "family_name", "email", "account", "language")
_FORMATS = {"csv": "CSV", "ldif": "LDIF", "scim": "SCIM"}
_MOST_IDS, _MOST_TITLES = 40, 20
_MOST_LINES = 10
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


@dataclass(frozen=True)
class Import:
    """All that there is to tell about one file: ``name`` is what it is called, ``names`` those of people by id."""

    name: str
    export: Export
    mapped: Mapped
    matched: Matched
    found: Comparison
    problems: Sequence[RowProblem]
    day: date
    carry: Sequence[str]
    names: Mapping[str, str]
    leavers_on: date | None = None


def render(told: Import, words: Words) -> str:
    """The whole of it: how the file is read, who changes, who is absent, what does not count."""
    lines = [
        *_read_as(told, words),
        *_changes(told, words),
        *_absent(told, words),
        *_kept(told, words),
        *_notes(told, words),
        *_problems(told, words),
    ]
    return "".join(f"{printable_line(line)}\n" for line in lines)


def _read_as(told: Import, words: Words) -> Iterator[str]:
    export, mapped = told.export, told.mapped
    people = words.plural("{n} row", "{n} rows", len(export.rows) + len(export.problems))
    encoding = f", {export.encoding}" if export.encoding else ""
    head = N_("{file}: {people} ({format}); what changes holds from {day}")
    shown = f"{_FORMATS[export.format]}{encoding}"
    yield words(head, file=told.name, people=people, format=shown, day=told.day.isoformat())
    yield ""
    yield words(N_("So its headings are read:"))
    width = max((len(heading) for heading in mapped.headings.values()), default=0)
    for field, heading in mapped.headings.items():
        how = words(N_("as you have said")) if field in mapped.given else words(N_("guessed"))
        idle = field in _PERSONAL and not _is_carried(field, told.carry)
        note = (
            words(N_("left out, as nobody has asked for it (--with {field})"), field=_carried(field)) if idle else how
        )
        yield f"  {heading:<{width}}  {field:<12} {note}"
    if mapped.unused:
        yield "  " + words(N_("not read: {headings}"), headings=", ".join(mapped.unused))


def _carried(field: str) -> str:
    """The personal field that the parts of a name make."""
    return "name" if field in {"given_name", "family_name"} else field


def _is_carried(field: str, carry: Sequence[str]) -> bool:
    return _carried(field) in carry


def _changes(told: Import, words: Words) -> Iterator[str]:
    for what, title in _TITLES.items():
        events = [(change, event) for change in told.found.changes for event in change.events if event.what is what]
        if events:
            yield ""
            yield _head(words(title), {change.id for change, _ in events})
            for change, event in sorted(events, key=lambda item: item[0].id):
                yield f"  {_who(told, change.id)}: {words(event.message, **event.values)}"
    if told.matched.units:
        yield ""
        yield _head(words(N_("New units")), told.matched.units)
        yield from (f"  {id_}: {name}" for id_, name in sorted(told.matched.units.items()))


def _head(title: str, those: Sized) -> str:
    return f"{title} ({len(those)})"


def _who(told: Import, id_: str) -> str:
    name = told.names.get(id_)
    return f"{id_} ({name})" if name else id_


def _absent(told: Import, words: Words) -> Iterator[str]:
    absent = told.found.absent
    if not absent:
        return
    yield ""
    yield _head(words(N_("Work here, and the file does not mention them")), absent)
    shown = ", ".join(_who(told, id_) for id_ in absent[:_MOST_IDS])
    yield f"  {shown}{', …' if len(absent) > _MOST_IDS else ''}"
    if not told.leavers_on:
        yield "  " + words(
            N_("They stay as they are. If they have left, --leavers-on DATE gives them that day as their last.")
        )


def _kept(told: Import, words: Words) -> Iterator[str]:
    kept = told.found.kept
    if kept:
        yield ""
        yield _head(words(N_("The file says otherwise, and the directory stays as it is")), kept)
        for one in sorted(kept):
            yield f"  {told.name}:{one.line}: {_who(told, one.id)}: {words(one.message, **one.values)}"


def _notes(told: Import, words: Words) -> Iterator[str]:
    found, export, notes = told.found, told.export, list[str]()
    if found.guessed_first_day:
        notes.append(
            words.plural(
                "{n} who joins has no first day in the file, and gets {day}: wrong if they have been here longer",
                "{n} who join have no first day in the file, and get {day}: wrong if they have been here longer",
                found.guessed_first_day,
                day=told.day.isoformat(),
            )
        )
    absent = {_ZEROS.sub("", id_): id_ for id_ in found.absent}
    alike = [(change.id, absent.get(_ZEROS.sub("", change.id))) for change in found.changes if change.new]
    if pairs := ", ".join(f"{new}, {old}" for new, old in sorted(alike) if old):
        message = N_(
            "New here but for zeros at the beginning, which Excel takes away: {pairs}. Are they the same people?"
        )
        notes.append(words(message, pairs=pairs))
    if found.past:
        one = words.plural(
            "{n} who had left before the directory knew them is not added (--past would)",
            "{n} who had left before the directory knew them are not added (--past would)",
            found.past,
        )
        notes.append(one)
    if found.inactive:
        one = words.plural(
            "{n} account that is off, of somebody whom the directory does not know, is not added",
            "{n} accounts that are off, of people whom the directory does not know, are not added",
            found.inactive,
        )
        notes.append(one)
    if export.others:
        one = words.plural(
            "{n} entry is no person (a group, a machine) and is not read",
            "{n} entries are no people (groups, machines) and are not read",
            export.others,
        )
        notes.append(one)
    if export.total is not None:
        message = N_("The file has {here} of {total} people by its own word: it is a part of a longer list")
        notes.append(words(message, here=len(export.rows), total=export.total))
    if told.matched.titles:
        often = sorted(told.matched.titles.items(), key=lambda item: (-item[1], item[0]))
        titles = ", ".join(f"{title} ({n})" for title, n in often[:_MOST_TITLES])
        titles += ", …" if len(often) > _MOST_TITLES else ""
        message = N_("Titles that no role guide has, which change nothing: {titles}. `import: roles:` can name ours.")
        notes.append(words(message, titles=titles))
    if notes:
        yield ""
        yield from notes


def _problems(told: Import, words: Words) -> Iterator[str]:
    if told.problems:
        yield ""
        yield _head(words(N_("Rows that do not count")), told.problems)
        lines: dict[str, list[str]] = {}  # what is wrong with many rows is said once
        for problem in told.problems:
            lines.setdefault(words(problem.message, **problem.values), []).append(str(problem.line))
        for message, these in lines.items():
            more = ", …" if len(these) > _MOST_LINES else ""
            yield f"  {told.name}:{', '.join(these[:_MOST_LINES])}{more}: {message}"


def summary(told: Import, words: Words) -> str:
    """How many change, and how many stay as they are."""
    changed = words.plural("{n} person changes", "{n} people change", len(told.found.changes))
    same = words.plural("{n} is as in the file already", "{n} are as in the file already", told.found.same)
    return printable(f"{changed}, {same}.")
