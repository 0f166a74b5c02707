"""What an import of people changes, as text for whoever decides whether it is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, replace
from datetime import date

from stafett.messages import N_, Words
from stafett.questions.staff_comparison import Comparison, What
from stafett.questions.staff_matching import Matched
from stafett.questions.staff_unit_changes import UnitChanges
from stafett.reading.staff.export import Export, RowProblem
from stafett.reading.staff.headings import Mapped
from stafett.reports.printable import printable, printable_line
from stafett.writing.yaml_values import inline

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
_UNITS = frozenset(("unit", "ours", "theirs"))
_MOST_IDS, _MOST_TITLES = 40, 20
_MOST_LINES = 10
_ROOM = 60_000  # signs; GitHub takes texts of 65,536
_TICKS = re.compile("`{3,}")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


@dataclass(frozen=True)
class Import:
    """All that there is to tell about one file.

    ``name`` is what it is called, ``names`` those of people and ``unit_names`` those of units by id.
    """

    name: str
    export: Export
    mapped: Mapped
    matched: Matched
    found: Comparison
    units: UnitChanges
    problems: Sequence[RowProblem]
    day: date
    carry: Sequence[str]
    names: Mapping[str, str]
    unit_names: Mapping[str, str]
    leavers_on: date | None = None


def render(told: Import, words: Words) -> str:
    """The whole of it: how the file is read, who changes, who is absent, what does not count."""
    lines = [
        *_read_as(told, words),
        *_changes(told, words),
        *_units(told, words),
        *_absent(told, words),
        *_kept(told, words),
        *_notes(told, words),
        *_titles(told, words),
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
                values = {key: _unit(told, value) if key in _UNITS else value for key, value in event.values.items()}
                yield f"  {_who(told, change.id)}: {words(event.message, **values)}"


def _units(told: Import, words: Words) -> Iterator[str]:
    """Units that are new or change, those that the directory lacks as they would be called, and those without head."""
    found, lacking = told.units, told.matched.units.lacking
    for title, new in ((N_("New units"), True), (N_("Units that change"), False)):
        changes = [change for change in found.changes if change.new is new]
        if changes:
            yield ""
            yield _head(words(title), changes)
        for change in changes:
            reasons = [words(reason.message, **reason.values) for reason in change.reasons]
            if new and (above := lacking[change.id].parent) and change.fields.get("parent") == above:
                reasons.insert(0, words(N_("below {parent}"), parent=above))
            said = "; ".join([str(change.fields["name"]), *reasons] if new else reasons)
            yield f"  {change.id}: {said}"
    if lacking and not told.matched.made:
        yield ""
        yield _head(words(N_("Units that the directory does not have; --new-units adds them so")), lacking)
        for id_, unit in lacking.items():
            above = "; " + words(N_("below {parent}"), parent=unit.parent) if unit.parent else ""
            yield f"  {id_}: {unit.name}{above}"
    if found.headless:
        yield ""
        yield _head(words(N_("Units that get no head by the file; write `head` yourself")), found.headless)
        yield from (f"  {one.unit}: {words(one.message, **one.values)}" for one in found.headless)


def _head(title: str, those: Sized) -> str:
    return f"{title} ({len(those)})"


def _who(told: Import, id_: str) -> str:
    name = told.names.get(id_)
    return f"{id_} ({name})" if name else id_


def _unit(told: Import, id_: str) -> str:
    """A unit's id, with its name where the id is a code that tells nobody anything."""
    name = told.unit_names.get(id_)
    return f"{id_} ({name})" if name and id_[:1].isdigit() and name != id_ else id_


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
    kept, units = told.found.kept, told.units.kept
    if kept or units:
        yield ""
        yield _head(words(N_("The file says otherwise, and the directory stays as it is")), [*kept, *units])
        for about in units:
            yield f"  {about.unit}: {words(about.message, **about.values)}"
        for one in sorted(kept):
            yield f"  {told.name}:{one.line}: {_who(told, one.id)}: {words(one.message, **one.values)}"


def _notes(told: Import, words: Words) -> Iterator[str]:
    notes = [*_notes_of_people(told, words), *_notes_of_file(told, words), *_notes_of_units(told, words)]
    if notes:
        yield ""
        yield from notes


def _notes_of_people(told: Import, words: Words) -> Iterator[str]:
    found = told.found
    if found.guessed_first_day:
        yield words.plural(
            "{n} who joins has no first day in the file, and gets {day}: wrong if they have been here longer",
            "{n} who join have no first day in the file, and get {day}: wrong if they have been here longer",
            found.guessed_first_day,
            day=told.day.isoformat(),
        )
        if "first_day" not in told.mapped.headings:
            message = N_(
                "The file has no first days. When an account was made is not when somebody began, and is not read as "
                "that. --on DATE gives those who join another day; what you correct afterwards stays."
            )
            yield words(message)
    absent = {_ZEROS.sub("", id_): id_ for id_ in found.absent}
    alike = [(change.id, absent.get(_ZEROS.sub("", change.id))) for change in found.changes if change.new]
    if pairs := ", ".join(f"{new}, {old}" for new, old in sorted(alike) if old):
        message = N_(
            "New here but for zeros at the beginning, which Excel takes away: {pairs}. Are they the same people?"
        )
        yield words(message, pairs=pairs)
    if found.past:
        yield words.plural(
            "{n} who had left before the directory knew them is not added (--past would)",
            "{n} who had left before the directory knew them are not added (--past would)",
            found.past,
        )
    if found.inactive:
        yield words.plural(
            "{n} account that is off, of somebody whom the directory does not know, is not added",
            "{n} accounts that are off, of people whom the directory does not know, are not added",
            found.inactive,
        )


def _notes_of_file(told: Import, words: Words) -> Iterator[str]:
    export = told.export
    if export.others:
        yield words.plural(
            "{n} entry is nobody of the staff (a group, machine, guest or service account) and is not read",
            "{n} entries are nobody of the staff (groups, machines, guests, service accounts) and are not read",
            export.others,
        )
    if export.total is not None:
        message = N_("The file has {here} of {total} people by its own word: it is a part of a longer list")
        yield words(message, here=len(export.rows) + len(export.problems) + export.others, total=export.total)
    if export.cut:
        yield words(N_("The file says that it was cut off: it is a part of a longer list"))


def _notes_of_units(told: Import, words: Words) -> Iterator[str]:
    if code := told.mapped.no_code:
        message = N_(
            "'{code}' is not read as the codes of '{unit}', as one stands beside several of the other. If each is a "
            "unit of its own: --map '{code}=unit_code'"
        )
        yield words(message, code=code, unit=told.mapped.headings.get("unit", ""))
    if any(unit.new for unit in told.units.changes) and "manager" not in told.mapped.headings:
        message = N_("The file does not say who leads the new units: write `head` of each in the directory")
        yield words(message)
    if strangers := told.matched.strangers:
        yield words.plural(
            "{n} person's manager is nobody in the file or the directory, or there are two of the name",
            "{n} people's managers are nobody in the file or the directory, or there are two of the name",
            strangers,
        )


def _titles(told: Import, words: Words) -> Iterator[str]:
    """Titles that mean no role of ours, the most common first, and how to say which one they do."""
    titles = sorted(told.matched.titles.items(), key=lambda item: (-item[1], item[0]))
    if not titles:
        return
    yield ""
    yield _head(words(N_("Titles that no role guide has, so that they give nobody a role")), titles)
    for title, count in titles[:_MOST_TITLES]:
        near = ", ".join(told.matched.near.get(title, ()))
        yield f"  {title} ({count})" + ("; " + words(N_("called nearly so: {roles}"), roles=near) if near else "")
    if (more := len(titles) - _MOST_TITLES) > 0:
        yield "  " + words.plural("… and {n} more title", "… and {n} more titles", more)
    title = next((title for title, _ in titles if told.matched.near.get(title)), titles[0][0])
    role = next(iter(told.matched.near.get(title, ())), "-")
    yield "  " + words(N_('In stafett.yml, say once which role each of them means, or "-" for none:'))
    yield f"    import: {inline({'roles': {title: role}}, flow=True)}"


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
    """How many change, how many stay as they are, and how many rows do not count."""
    said = words.plural("{n} person changes", "{n} people change", len(told.found.changes))
    if units := len(told.units.changes):
        said = f"{said}, " + words.plural("{n} unit changes", "{n} units change", units)
    said = f"{said}, " + words.plural(
        "{n} is as in the file already", "{n} are as in the file already", told.found.same
    )
    if problems := len(told.problems):
        said = f"{said}, " + words.plural("{n} row does not count", "{n} rows do not count", problems)
    return printable(f"{said}.")


def message(told: Import, words: Words) -> str:
    """The text of a commit or pull request: a subject, and all that is told, as it stands, for whoever approves it.

    People are named by id alone, and what a row has in the wrong place, which may be a name, is left out.
    """
    problems = [problem._replace(values={**problem.values, "value": "…"}) for problem in told.problems]
    lines = render(replace(told, names={}, problems=problems), words).splitlines()
    fence = "`" * (max((len(run) for line in lines for run in _TICKS.findall(line)), default=2) + 1)
    room, kept = _ROOM, list[str]()
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            more = words.plural("… and {n} more line", "… and {n} more lines", len(lines) - len(kept))
            kept.append(f"{more}: stafett people import {told.name}")
            break
        kept.append(line)
    subject = words(N_("Take over who works here from {file}"), file=told.name)
    hint = words(N_("Look through it, and merge it where it is right. Nothing is changed until then."))
    return "\n\n".join([subject, summary(told, words), hint, f"{fence}text\n" + "\n".join(kept) + f"\n{fence}"]) + "\n"
