"""Erases somebody who has left from the directory; reviews and decisions keep the role that they held that day.

All of it is one change, or none. Every file of the knowledge base is then searched for their id, name, address and
account, and each place is listed for you to change; so is what is no text and was not searched. git's history keeps
what was: whoever has a copy of it can still read it. Where it has to go too, `git filter-repo --replace-text` writes
the history anew; every copy, and what the forge keeps, must then be replaced. Ask your data protection officer whether
it has to.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from stafett.cli.changing import base_to_change, difference
from stafett.cli.common import PERSON_HELP, add_common, as_of, knowledge_base, page_named, person_named
from stafett.cli.main import Failure, say
from stafett.cli.mentioning import search, told
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Complaint, Person, Raw
from stafett.questions.forgetting import Place, places, refusal, without
from stafett.reading.files import read_file
from stafett.reading.front_matter import split
from stafett.reading.yaml_text import parse
from stafett.reports.printable import printable
from stafett.reports.whom import whom
from stafett.writing import CannotSplice, CannotWrite, RecordChange, change_records, splice_within, write_all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett people forget``."""
    parser.add_argument("person", metavar="PERSON", help=PERSON_HELP)
    add_common(parser)
    parser.add_argument(
        "--as",
        dest="roles",
        metavar="[PAGE=]ROLE",
        action="append",
        default=[],
        help="the role to write where it cannot be told; for one page or for all",
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")


def run(options: argparse.Namespace) -> int:
    """Erase them: 0."""
    base = knowledge_base(options) if options.dry_run else base_to_change(options)
    job = _Job(base, Path(options.root), person_named(base, options.person), Words(base.settings.language))
    refused = refusal(base, job.person, as_of(options))
    if refused:
        raise job.fail(refused.message, **refused.values)
    found = places(base, job.person, job.chosen(options.roles))
    job.refuse_undecided(found)
    before, after = job.contents(found)
    if not options.dry_run:
        try:
            write_all(job.root, after, before)
        except CannotWrite as no:
            raise Failure(no.told(job.words)) from no
    job.tell(found, before, after, dry_run=options.dry_run)
    return 0


@dataclass(frozen=True)
class _Job:
    base: KnowledgeBase
    root: Path
    person: Person
    words: Words

    def fail(self, message: str, **values: str) -> Failure:
        """Why it cannot be done, in the reader's language."""
        return Failure(printable(self.words(message, **values)))

    def chosen(self, given: list[str]) -> dict[str, str]:
        """The role for each page's path, "" for all others. Raises Failure."""
        found: dict[str, str] = {}
        for text in given:
            page, _, role = text.rpartition("=")
            if not (self.base.resolve(role, ("role",)).page or (role and self.base.settings.free_owners)):
                raise self.fail(
                    N_("--as {role}: there is no role guide of that id (`stafett pages --kind role`)"), role=role
                )
            found[page_named(self.base, page).path if page else ""] = role
        return found

    def refuse_undecided(self, found: tuple[Place, ...]) -> None:
        """Raises Failure where some place has no role to be written there."""
        unknown = [place for place in found if place.role is None and not place.in_text]
        if not unknown:
            return
        lines = [self.words(N_("nothing was changed: say with --as which role is to stand in these places instead"))]
        for place in unknown:
            message = (
                N_("{path}: `{field}` speaks of {day}, when they had several roles: {roles}")
                if place.held
                else N_("{path}: `{field}` speaks of {day}, when they had no role")
            )
            roles = ", ".join(place.held)
            day = place.day.isoformat()
            lines.append("  " + self.words(message, path=place.page.path, field=place.field, day=day, roles=roles))
        raise Failure("\n".join(map(printable, lines)))

    def contents(self, found: tuple[Place, ...]) -> tuple[dict[str, bytes | None], dict[str, bytes]]:
        """Each file that changes, as it is and as it is to be. Raises Failure."""
        before: dict[str, bytes | None] = {}
        after: dict[str, bytes] = {}
        record, _ = self.base.directory.places["people", self.person.id]
        for path in dict.fromkeys([*(place.page.path for place in found if not place.in_text), record]):
            before[path] = data = self.read(path)
            try:
                if path == record:
                    after[path] = change_records(data, [RecordChange("people", self.person.id, None)])
                else:
                    after[path] = splice_within(data, self.fields(path, data, found))
            except CannotSplice as cannot:
                raise Failure(cannot.at(printable(path)).told(self.words)) from cannot
        return before, after

    def fields(self, path: str, data: bytes, found: tuple[Place, ...]) -> dict[str, Raw]:
        """The fields of a page that name them, with the role in their place."""
        head = parse(split(data).head or "").value
        values = head if isinstance(head, dict) else {}
        named = {
            self.base.settings.fields.get(place.field, place.field): place for place in found if place.page.path == path
        }
        return {
            name: without(values[name], self.person.id, place.role)
            for name, place in named.items()
            if place.role and name in values
        }

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises Failure."""
        data = read_file(self.root / path)
        if isinstance(data, Complaint):
            raise Failure(f"{printable(path)}: {self.words(data.message, **data.values)}")
        return data

    def tell(
        self, found: tuple[Place, ...], before: Mapping[str, bytes | None], after: Mapping[str, bytes], *, dry_run: bool
    ) -> None:
        """Say what has changed, or would, and what a human has to look at."""
        said = N_("To be erased: {person}") if dry_run else N_("Erased: {person}")
        self.say(self.words(said, person=whom(self.base.directory, self.person)))
        for place in found:
            message = (
                N_("{path}: `{field}` stands in the page's text, which is for you to change; roles on {day}: {roles}")
                if place.in_text
                else N_("{path}: `{field}` is now {role}, which they were on {day}")
                if place.role in place.held
                else N_("{path}: `{field}` is now {role}, as you have said")
            )
            values = {"role": place.role or "", "roles": ", ".join(place.held) or "–", "day": place.day.isoformat()}
            self.say(self.words(message, path=place.page.path, field=place.field, **values))
        path, _ = self.base.directory.places["people", self.person.id]
        self.say(self.words(N_("{path}: {id} is erased"), path=path, id=self.person.id))
        if dry_run:
            for changed, data in after.items():
                say(difference(before[changed] or b"", data))
        for line in told(search(self.base, self.root, self.person, after), self.words):
            self.say(line)
        message = N_(
            "git's history keeps what was, in every copy of it. `stafett people forget --help` says how it goes "
            "there too."
        )
        self.say(self.words(message))
        if dry_run:
            self.say(self.words(N_("Nothing was written.")))

    def say(self, line: str) -> None:
        say(f"{printable(line)}\n")
