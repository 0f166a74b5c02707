"""Hands over everything that somebody answers for: roles, pages and units, all of it or nothing."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from stafett.cli.changing import base_to_change, difference, refuse_message_file
from stafett.cli.common import PERSON_HELP, add_common, as_of, day, person_named, write
from stafett.cli.main import Failure, say
from stafett.handing_over import hand_over_files, touched
from stafett.handover_plan import Plan
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Complaint
from stafett.questions.find_person import find_person
from stafett.questions.handover import hand_over
from stafett.questions.handover_result import Handover, Said
from stafett.reading.files import read_file, read_text
from stafett.reading.handover_plan import PlanFile, read_plan
from stafett.reports import handover as report
from stafett.reports.printable import printable
from stafett.writing import CannotWrite, write_all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett handover``."""
    parser.add_argument("person", metavar="PERSON", nargs="?", help=f"who hands over: {PERSON_HELP}")
    add_common(parser)
    parser.add_argument("--to", metavar="SUCCESSOR", help="the person who takes over all of it, named in the same way")
    parser.add_argument(
        "--plan", metavar="FILE", help="a plan, where successors differ (`stafett leave --format plan`)"
    )
    parser.add_argument(
        "--on", metavar="YYYY-MM-DD", type=day, help="the leaver's last day (default: as the directory says)"
    )
    parser.add_argument(
        "--from",
        dest="start",
        metavar="YYYY-MM-DD",
        type=day,
        help="the successor's first day (default: the day after)",
    )
    parser.add_argument("--leaves", action="store_true", help="write --on as the leaver's last day at work, too")
    parser.add_argument("--partial", action="store_true", help="hand over only what is named, and say what is left")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")
    parser.add_argument("--message-file", metavar="FILE", help="write the text of a commit or pull request there")


def run(options: argparse.Namespace) -> int:
    """Hand over: 0. Nothing at all is written where anything stands in the way."""
    base = base_to_change(options)
    job = _Job(options, base, Path(options.root), Words(base.settings.language))
    refuse_message_file(options.message_file, Path(options.root) / job.base.settings.people, job.words)
    plan, file = job.plan()
    found = hand_over(base, plan, as_of(options), partial=options.partial)
    if found.refusals:
        raise Failure(job.refused(found, file))
    if found.empty:
        say(job.words(N_("There is nothing to hand over: nothing changes.")) + "\n")
        return 0
    held = job.held(found)
    written = hand_over_files(found, held)
    if written.refused:
        told = "\n".join(one.told(job.words) for one in written.refused)
        nothing = job.words(N_("Nothing was written."))
        raise Failure("\n".join([*(printable(line) for line in told.split("\n")), nothing]))
    return job.show(found, held, written.contents) if options.dry_run else job.write(found, held, written.contents)


@dataclass(frozen=True)
class _Job:
    options: argparse.Namespace
    base: KnowledgeBase
    root: Path
    words: Words

    def plan(self) -> tuple[Plan, PlanFile | None]:
        """What is to be done, by the options or a file. Raises Failure."""
        options = self.options
        if (options.to is None) == (options.plan is None):
            raise Failure(self.words(N_("say with --to who takes over, or give a plan with --plan")))
        if options.plan is None:
            if options.person is None:
                raise Failure(self.words(N_("say who hands over: `stafett handover PERSON --to SUCCESSOR`")))
            leaver = person_named(self.base, options.person).id
            return Plan(leaver, options.on, self.successor(options.to), options.start, options.leaves), None
        text = read_text(Path(options.plan))
        if isinstance(text, Complaint):
            raise Failure(f"{printable(options.plan)}: {self.words(text.message, **text.values)}")
        file = read_plan(text)
        if file.complaints:
            raise Failure("\n".join(printable(f"{options.plan}:{line}") for line in file.sentences(self.words)))
        given = {
            "leaver": person_named(self.base, options.person).id if options.person is not None else None,
            "on": options.on,
            "start": options.start,
            "leaves": options.leaves or None,
        }
        for name, value in given.items():
            said = getattr(file.plan, name)
            if value is not None and said not in {None, False, value}:
                message = N_("the plan says {said}, and the command line {value}: say the same in both")
                raise Failure(self.words(message, said=printable(str(said)), value=printable(str(value))))
        return replace(file.plan, **{name: value for name, value in given.items() if value is not None}), file

    def successor(self, text: str) -> str:
        """Who takes over: a role or free text as it is written, else the id of the person. Raises Failure."""
        target = self.base.answerable(text)
        called = find_person(self.base.directory, text)
        free = self.base.settings.free_owners and not (called.person or called.ambiguous)
        return text if target.page or target.ambiguous or free else person_named(self.base, text).id

    def refused(self, found: Handover, file: PlanFile | None) -> str:
        """Everything that stands in the way, with its line in the plan."""

        def place(said: Said) -> str:
            return f"{self.options.plan}:{file.line(said.where)}: " if file and said.where else ""

        lines = [report.refused(found.refusals, self.words, place), self.words(N_("Nothing was written."))]
        return "\n".join(lines)

    def held(self, found: Handover) -> dict[str, bytes]:
        """The bytes of the files that change. Raises Failure."""
        held = {}
        for path in touched(found):
            data = read_file(self.root / path)
            if isinstance(data, Complaint):
                raise Failure(f"{printable(path)}: {self.words(data.message, **data.values)}")
            held[path] = data
        return held

    def show(self, found: Handover, held: Mapping[str, bytes], contents: Mapping[str, bytes]) -> int:
        """What would change, line by line."""
        say(report.told(found, self.words, done=False))
        for path, data in contents.items():
            say(self.words(N_("Would change {path}:"), path=printable(path)) + "\n")
            say(difference(held[path], data))
        say(self.words(N_("Nothing was written.")) + "\n")
        return 0

    def write(self, found: Handover, held: Mapping[str, bytes], contents: Mapping[str, bytes]) -> int:
        """Put every file in place, or none, and say what was done. Raises Failure."""
        try:
            write_all(self.root, contents, dict(held))
        except CannotWrite as cannot:
            raise Failure(cannot.told(self.words)) from cannot
        say(report.told(found, self.words))
        file = self.options.message_file
        if file:
            write(report.message(found, self.words), file)
            text = N_("{file} holds a text for the commit and the pull request: git commit -a -F {file}")
            say(self.words(text, file=printable(file)) + "\n")
        else:
            say(self.words(N_("All of it is one change: commit it as one, and git revert undoes it.")) + "\n")
        return 0
