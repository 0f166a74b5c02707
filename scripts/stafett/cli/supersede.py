"""Replaces a decision: makes the new one, or takes one that is there, and mends both ends of the chain, or neither."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from stafett.cli.changing import base_to_change, difference
from stafett.cli.common import add_common, as_of, page_named
from stafett.cli.main import Failure, say
from stafett.cli.new import refuse_outside, tell_made, template_of
from stafett.cli.new_fields import Given, given_fields
from stafett.knowledge_base import DECISION, KnowledgeBase, numbered
from stafett.messages import N_, Words
from stafett.model import Complaint, Page, Raw
from stafett.questions.chains import chains
from stafett.questions.succession import refusal, successor_path
from stafett.reading.files import read_file
from stafett.reading.tree import kind_of, page_id
from stafett.replacement import Replacement, Wanted, in_text
from stafett.reports.printable import printable
from stafett.writing import CannotSplice, CannotWrite, write_all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett supersede``."""
    parser.add_argument("decision", metavar="DECISION", help="the decision that is replaced: its number, id or path")
    parser.add_argument("title", metavar="TITLE", nargs="?", help="what the new decision is called")
    add_common(parser)
    parser.add_argument(
        "--with", dest="successor", metavar="DECISION", help="a decision that is there already, instead of TITLE"
    )
    parser.add_argument("--owner", metavar="ROLE", help="who answers for the new decision (default: as the old one)")
    parser.add_argument("--deputy", metavar="ROLE", help="who stands in for the owner (default: as the old one)")
    parser.add_argument(
        "--by", metavar="ROLE[,ROLE]", help="who takes the new decision (default: those who took the old one)"
    )
    parser.add_argument(
        "--proposed", action="store_true", help="only propose: the old decision holds until the new one is accepted"
    )
    parser.add_argument(
        "--set", metavar="FIELD=VALUE", action="append", default=[], help="any other field; commas part a list's values"
    )
    parser.add_argument("--path", metavar="PATH", help="the file to make (default: beside the old one, next number)")
    parser.add_argument("--dry-run", action="store_true", help="show what would be written, and write nothing")


def run(options: argparse.Namespace) -> int:
    """Replace the decision: 0. Nothing at all is written where either end cannot be."""
    base = base_to_change(options)
    job = _Job(options, base, Path(options.root), as_of(options), Words(base.settings.language))
    if (options.title is None) == (options.successor is None):
        raise Failure(job.words(N_("give the new decision's title, or with --with a decision that is there already")))
    if options.successor is not None and options.proposed:
        raise Failure(job.words(N_("--proposed makes a new decision, and says nothing of one that is there already")))
    old = job.page(options.decision)
    try:
        return job.take(old, job.page(options.successor)) if options.successor else job.make(old)
    except (CannotSplice, CannotWrite) as refused:
        raise Failure(refused.told(job.words)) from refused


@dataclass(frozen=True)
class _Job:
    options: argparse.Namespace
    base: KnowledgeBase
    root: Path
    day: date
    words: Words

    def page(self, name: str) -> Page:
        """The decision that the command line names. Raises Failure."""
        found = page_named(self.base, name)
        if found.kind != DECISION:
            raise Failure(self.words(N_("{path} is no decision"), path=found.path))
        return found

    def refuse(self, old: Page, by: Page | None = None) -> None:
        """Raises Failure where the decision cannot be replaced."""
        refused = refusal(self.base, old, by)
        if refused:
            raise Failure(self.words(refused.message, **refused.values))

    def make(self, old: Page) -> int:
        """A new decision that replaces ``old``."""
        self.refuse(old)
        path, title = self.place(old)
        before = self.read(old)
        template = template_of(self.root, self.base, DECISION, self.words)
        wanted = Wanted(
            path, title, template, self.fields(old, path, template), self.makers(old), not self.options.proposed
        )
        work = Replacement(self.base, self.day)
        data = work.successor(old, before, wanted)
        new = work.read(path, data)
        changed = before if self.options.proposed else self.at(old, lambda: work.mended(old, before, new))
        self.write({path: data, old.path: changed}, {path: None, old.path: before})
        if self.options.dry_run:
            return 0
        if self.options.proposed:
            message = N_("{path} holds until the new decision is accepted. Then: stafett supersede {old} --with {new}")
        else:
            message = N_("Changed {path}: superseded by {new}")
        say(self.words(message, path=old.path, old=numbered(old), new=numbered(new)) + "\n")
        tell_made(self.options, path, self.day, self.words)
        return 0

    def place(self, old: Page) -> tuple[str, str]:
        """The new decision's file and title. Raises Failure where there is none to have."""
        title = " ".join(self.options.title.split())
        if not title or not title.isprintable():
            raise Failure(self.words(N_("the title should be one line of text")))
        path: str | None = self.options.path or successor_path(self.base, old, title, self.day)
        if path is None:
            message = N_("the title has no letter that a file's name can have; give the file with --path")
            raise Failure(self.words(message))
        if kind_of(path, self.base.settings) != DECISION:
            message = N_("'{path}' would be no decision by `pages` in stafett.yml; give another --path")
            raise Failure(self.words(message, path=printable(path)))
        refuse_outside(self.root, path, self.words)
        return path, title

    def fields(self, old: Page, path: str, template: str) -> Mapping[str, Raw]:
        """The fields of the new decision, owner and deputy first; none where the log keeps neither. Raises Failure."""
        options = self.options
        owner, deputy = options.owner or old.owner, options.deputy or old.deputy
        if in_text(old) and self.base.kept_as_found(old) and not (owner or options.set):
            return {}
        wanted = argparse.Namespace(owner=owner, deputy=deputy, criticality=None, set=options.set)
        return given_fields(Given(DECISION, template, page_id(path), wanted), self.base, self.day, self.words)

    def makers(self, old: Page) -> tuple[str, ...]:
        """Who takes the new decision. Raises Failure where ``--by`` names nobody."""
        if self.options.by is None:
            return old.texts("decision-makers")
        makers = tuple(dict.fromkeys(name.strip() for name in self.options.by.split(",") if name.strip()))
        for name in makers:
            if not (in_text(old) or self.base.settings.free_owners or self.base.answerable(name).found):
                message = N_("--by {reference}: no role guide or person has that id (`stafett pages --kind role`)")
                raise Failure(self.words(message, reference=name))
        return makers

    def take(self, old: Page, new: Page) -> int:
        """The decision ``new``, which is there, replaces ``old``, and is accepted by that."""
        if new is old or (new in chains(self.base).lineage(old) and old not in chains(self.base).older(new)):
            raise Failure(self.words(N_("a decision cannot replace itself, nor one that came of it")))
        self.refuse(old, by=new)
        if new.text("status") not in {None, "proposed", "accepted"}:
            message = N_("decision {new} does not hold (its status is {status}), and so cannot replace another")
            raise Failure(self.words(message, new=numbered(new), status=new.text("status")))
        befores: dict[str, bytes | None] = {}
        befores[old.path], befores[new.path] = before, held = self.read(old), self.read(new)
        work = Replacement(self.base, self.day)
        contents = {
            old.path: self.at(old, lambda: work.mended(old, before, new)),
            new.path: self.at(new, lambda: work.replacing(new, held, old)),
        }
        if contents == befores:
            message = N_("decision {old} is already superseded by {new}, and both say so")
            raise Failure(self.words(message, old=numbered(old), new=numbered(new)))
        self.write(contents, befores)
        for path, data in contents.items():
            message = (
                N_("Changed {path}: superseded by {new}") if path == old.path else N_("Changed {path}: replaces {old}")
            )
            if data != befores[path] and not self.options.dry_run:
                say(self.words(message, path=path, old=numbered(old), new=numbered(new)) + "\n")
        return 0

    def read(self, page: Page) -> bytes:
        """The bytes of a page's file. Raises Failure."""
        data = read_file(f"{self.root}/{page.path}")
        if isinstance(data, Complaint):
            raise Failure(f"{page.path}: {self.words(data.message, **data.values)}")
        return data

    def at(self, page: Page, change: Callable[[], bytes]) -> bytes:
        """What ``change`` gives; where it is refused, with the page's path. Raises CannotSplice."""
        try:
            return change()
        except CannotSplice as refused:
            raise refused.at(page.path) from refused

    def write(self, contents: Mapping[str, bytes], befores: Mapping[str, bytes | None]) -> None:
        """Put the files that change in place, all or none; in a dry run, show them instead. Raises CannotWrite."""
        changed = {path: data for path, data in contents.items() if data != befores[path]}
        if not self.options.dry_run:
            write_all(self.root, changed, {path: befores[path] for path in changed})
            return
        for path, data in changed.items():
            held = befores[path]
            if held is None:
                say(self.words(N_("Would make {path}:"), path=path) + "\n")
                say("".join(f"  {printable(line)}\n" for line in data.decode().splitlines()))
            else:
                say(self.words(N_("Would change {path}:"), path=path) + "\n")
                say(difference(held, data, around=1))
