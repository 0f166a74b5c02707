"""Takes over who works here from a file of another system: CSV of an HR system, LDIF, or SCIM 2.0 as JSON.

Shows what would change; --write does it. What the file does not speak of stays, and nobody is removed because it does
not mention them. Only ids, units, days and roles are copied, which is all that Stafett needs: less about people is
less to protect (GDPR, article 5.1 c). --with names what else should be. `import:` in stafett.yml keeps all this for a
weekly job.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from stafett.cli.changing import base_to_change, refuse_message_file
from stafett.cli.common import add_common, as_of, day, knowledge_base, write
from stafett.cli.main import Failure, say
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Complaint
from stafett.questions.staff_changes import compare
from stafett.questions.staff_comparison import How
from stafett.questions.staff_matching import match
from stafett.questions.staff_unit_changes import change_units
from stafett.questions.staff_units import MOST_LEVELS, TooDeepError
from stafett.reading.files import read_file
from stafett.reading.front_matter import decode
from stafett.reading.import_settings import CARRIED
from stafett.reading.staff.export import FORMATS, Export, NotAnExport, RowProblem, in_order
from stafett.reading.staff.formats import LARGEST, read_export
from stafett.reading.staff.headings import BadMapping, mapping
from stafett.reading.staff.placing import people, placed
from stafett.reading.staff.rows import staff_rows
from stafett.reports.printable import printable
from stafett.reports.staff_changes import Import, message, render, summary
from stafett.staff_files import record_changes, usual_file
from stafett.writing import CannotSplice, CannotWrite, change_records, write_all

_OURS = {"field", "fields", "heading", "kind", "formats"}
"""What messages tell that stands neither in the file nor in the directory, or is a heading that was asked for."""
_UNREADABLE = {"FMT001", "FMT003", "FMT010", "FMT013", "SEC002"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett people import``."""
    parser.add_argument("file", metavar="FILE", help="the file of the other system")
    add_common(parser)
    parser.add_argument("--format", choices=FORMATS, help="what the file is (default: as its name tells)")
    parser.add_argument(
        "--map",
        metavar="THEIRS=OURS",
        action="append",
        default=[],
        help="which field a heading means; OURS is - for none",
    )
    parser.add_argument(
        "--on", metavar="YYYY-MM-DD", type=day, help="from when the changes hold (default: the as-of day)"
    )
    parser.add_argument("--to", metavar="people/FILE.yml", help="where newcomers go; who is absent is looked for there")
    parser.add_argument("--with", dest="carry", metavar="FIELD[,FIELD]", help=f"copy these too: {', '.join(CARRIED)}")
    parser.add_argument("--new-units", action="store_true", help="add the units that the directory does not have")
    parser.add_argument(
        "--leavers-on", metavar="YYYY-MM-DD", type=day, help="the last day of those whom the file does not mention"
    )
    parser.add_argument("--past", action="store_true", help="also add people who had left already")
    parser.add_argument(
        "--trust-empty", action="store_true", help="no last day or leave in the file removes the one in the directory"
    )
    parser.add_argument("--write", action="store_true", help="write it; without this, only show it")
    parser.add_argument(
        "--message-file",
        metavar="FILE",
        help="write what changes there, by ids alone, as the text of a pull request, and do not print it",
    )


def run(options: argparse.Namespace) -> int:
    """Show or write what changes: 0, or 1 where a row did not count."""
    base = base_to_change(options) if options.write else knowledge_base(options)
    return _Job(options, base, Words(base.settings.language)).run()


@dataclass(frozen=True)
class _Job:
    options: argparse.Namespace
    base: KnowledgeBase
    words: Words

    @property
    def name(self) -> str:
        return printable(Path(self.options.file).name)

    def fail(self, message: str, **values: str) -> Failure:
        """Why it cannot be done, in the reader's language."""
        return Failure(printable(self.words(message, **values)))

    def run(self) -> int:
        directory = Path(self.options.root) / self.base.settings.people
        refuse_message_file(self.options.message_file, directory, self.words)
        self.refuse_broken_directory()
        export = self.export()
        settings, options = self.base.settings.people_import, self.options
        to, carry = self.to(), self.carry()
        try:
            mapped = placed(export, mapping(export.headings, self.columns(export)))
            export = people(export, mapped)
            rows, problems = staff_rows(export, mapped, settings.dates, settings.prefix)
        except BadMapping as bad:
            raise self.fail(bad.message, **self.shown(bad.values)) from bad
        except NotAnExport as no:
            raise self.fail(no.message, **self.shown(no.values)) from no
        try:
            matched = match(self.base, rows, settings, new_units=options.new_units)
        except TooDeepError as deep:
            raise self.fail(
                N_("the file has more than {most} units above each other: something else has been read as units"),
                most=str(MOST_LEVELS),
            ) from deep
        problems = in_order([*problems, *matched.problems])
        self.refuse_leavers(export, problems)
        on: date = options.on or as_of(options)
        among = None
        if options.to or settings.to:
            among = [
                id_ for (kind, id_), (path, _) in self.base.directory.places.items() if (kind, path) == ("people", to)
            ]
        excused = {problem.id for problem in problems}
        how = How(on, mapped.headings, carry, options.trust_empty, options.past, options.leavers_on, among, excused)
        found = compare(self.base, matched, how)
        units = change_units(self.base, matched, found, how)
        no_unit = N_("{id} is new and has no unit")
        problems += [RowProblem(line, no_unit, {"id": id_}, id_) for line, id_ in found.no_unit]
        names = {id_: person.name for id_, person in self.base.directory.people.items() if person.name}
        lacking = {id_: unit.name for id_, unit in matched.units.lacking.items()}
        unit_names = {id_: unit.name for id_, unit in self.base.directory.units.items()} | lacking
        ordered, leavers_on = in_order(problems), options.leavers_on
        told = Import(
            self.name, export, mapped, matched, found, units, ordered, on, carry, names, unit_names, leavers_on
        )
        file = self.options.message_file
        if not file:
            say(render(told, self.words) + "\n")
        self.finish(told, to)
        if file:
            write(message(told, self.words), file)
        return 1 if problems else 0

    def shown(self, values: Mapping[str, str]) -> dict[str, str]:
        """What may be said of what the file holds: even its first line may be somebody, where it has no headings.

        A log, which is all that is read where the text goes into a file, is no place for people.
        """
        hidden = bool(self.options.message_file)
        return {name: "…" if hidden and name not in _OURS else value for name, value in values.items()}

    def finish(self, told: Import, to: str) -> None:
        """Write what changes, or say how to."""
        say(summary(told, self.words) + " ")
        before: dict[str, bytes | None] = {}
        after: dict[str, bytes] = {}
        for path, changes in record_changes(self.base.directory, told.found, told.units.changes, to).items():
            before[path] = held = self.held(path)
            try:
                after[path] = change_records(held or b"", changes)
            except CannotSplice as cannot:
                paste = "" if self.options.message_file else cannot.paste
                refused = CannotSplice(cannot.complaint, paste, printable(path))
                raise Failure(refused.told(self.words)) from cannot
        if not after:
            say(self.words(N_("There is nothing to write.")) + "\n")
        elif not self.options.write:
            say(
                self.words(N_("Nothing was written: this is what --write would do, in {paths}."), paths=_listed(after))
                + "\n"
            )
        else:
            try:
                write_all(Path(self.options.root), after, before)
            except CannotWrite as refused:
                raise Failure(refused.told(self.words)) from refused
            say(self.words(N_("Written: {paths}."), paths=_listed(after)) + "\n")

    def held(self, path: str) -> bytes | None:
        """What a file of the directory holds, None where it does not exist. Raises Failure where it has changed."""
        if path not in self.base.directory.texts:
            return None
        data = read_file(Path(self.options.root) / path)
        if isinstance(data, Complaint) or decode(data) != self.base.directory.texts[path]:
            raise self.fail(
                N_("{path} has been changed by somebody else meanwhile; nothing was written, so begin anew"), path=path
            )
        return data

    def export(self) -> Export:
        """The file's rows. Raises Failure."""
        path = Path(self.options.file)
        try:
            if path.stat().st_size > LARGEST:
                raise self.fail(N_("{file} is larger than {most} MB"), file=self.name, most=str(LARGEST // 10**6))
            data = path.read_bytes()
        except OSError as error:
            raise self.fail(
                N_("cannot read '{path}': {problem}"), path=str(path), problem=error.strerror or ""
            ) from error
        try:
            return read_export(data, path.name, self.options.format or self.base.settings.people_import.format or None)
        except NotAnExport as no:
            problem = self.words(no.message, **self.shown(no.values))
            raise Failure(f"{self.name}:{no.line}: {printable(problem)}") from no

    def columns(self, export: Export) -> Mapping[str, str]:
        """What headings mean, by the settings (where the file has them) and by --map. Raises Failure."""
        found = {
            their: our for their, our in self.base.settings.people_import.columns.items() if their in export.headings
        }
        for pair in self.options.map:
            theirs, sign, ours = pair.rpartition("=")
            if not (sign and theirs.strip() and ours.strip()):
                raise self.fail(
                    N_("--map should be a heading and one of our fields, as 'Anst nr=id', not '{pair}'"), pair=pair
                )
            found[theirs.strip()] = ours.strip()
        return found

    def carry(self) -> tuple[str, ...]:
        """The personal fields to copy. Raises Failure."""
        if self.options.carry is None:
            return self.base.settings.people_import.carry
        found = tuple(name.strip() for name in self.options.carry.split(",") if name.strip())
        for name in found:
            if name not in CARRIED:
                raise self.fail(N_("--with knows {fields}, not '{field}'"), fields=", ".join(CARRIED), field=name)
        return found

    def to(self) -> str:
        """The file for newcomers. Raises Failure where it is none of the directory."""
        folder = self.base.settings.people
        given = self.options.to or self.base.settings.people_import.to
        if not given:
            return usual_file(self.base.directory, folder)
        path = PurePosixPath(given)
        if path.parent != PurePosixPath(folder) or path.suffix not in {".yml", ".yaml"} or not given.isprintable():
            raise self.fail(
                N_("--to should be a file of the directory, as {folder}name.yml"), folder=f"{folder.rstrip('/')}/"
            )
        return str(path)

    def refuse_broken_directory(self) -> None:
        """Who stands in a file that cannot be read would come in a second time. Raises Failure."""
        folder = f"{self.base.settings.people.rstrip('/')}/"
        for path, complaint in self.base.complaints:
            if path.startswith(folder) and complaint.code in _UNREADABLE:
                raise self.fail(
                    N_("{path}:{line} has to be mended first (`stafett check`): {problem}"),
                    path=path,
                    line=str(complaint.line),
                    problem=self.words(complaint.message, **self.shown(complaint.values)),
                )

    def refuse_leavers(self, export: Export, problems: list[RowProblem]) -> None:
        """Nobody may get a last day because the file has only a part. Raises Failure."""
        if not self.options.leavers_on:
            return
        if export.cut:
            raise self.fail(N_("--leavers-on needs the whole list, and the file says that it was cut off"))
        if export.total is not None:
            raise self.fail(
                N_("--leavers-on needs the whole list, and the file has {here} of {total} people"),
                here=str(len(export.rows)),
                total=str(export.total),
            )
        unknown = next((problem for problem in problems if not problem.id), None)
        if unknown:
            raise self.fail(
                N_("--leavers-on needs every row, and nobody can say whom {file}:{line} is about: {problem}"),
                file=self.name,
                line=str(unknown.line),
                problem=self.words(unknown.message, **self.shown(unknown.values)),
            )


def _listed(paths: Mapping[str, bytes]) -> str:
    return ", ".join(sorted(paths))
