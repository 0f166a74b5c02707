"""Makes a new page of a template, with what is known filled in and what only its author knows marked."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePosixPath
from shlex import quote

from stafett.cli import asking
from stafett.cli.common import add_common, as_of, knowledge_base
from stafett.cli.main import Failure, say
from stafett.cli.new_fields import Given, given_fields
from stafett.cli.new_variant import add_variant_of, variant_template
from stafett.cli.putting import put
from stafett.drafting import Draft, compose, generated_template
from stafett.guesses import nearest
from stafett.knowledge_base import DECISION, KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Complaint
from stafett.questions.check import check
from stafett.questions.new_page import FIRST, Folder, areas, folder_of, free_name, last_decision, number_in, slug
from stafett.questions.succession import next_free, successor_path
from stafett.reading.templates import own_template, template_path, usual_template
from stafett.reading.tree import kind_of, page_id
from stafett.reports.printable import printable

_EXPECTED = frozenset(("FMT015", "REV002"))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett new``."""
    parser.add_argument(
        "kind", metavar="KIND", nargs="?", help="process, role, decision, article, or a kind of your own"
    )
    parser.add_argument("title", metavar="TITLE", nargs="?", help="what the page is called")
    add_common(parser)
    parser.add_argument("--owner", metavar="ROLE", help="the role (or person) that answers for the page")
    parser.add_argument("--deputy", metavar="ROLE", help="who stands in for the owner")
    parser.add_argument(
        "--criticality", metavar="LEVEL", help="what it costs when the page is wrong: low, medium, high"
    )
    parser.add_argument(
        "--set", metavar="FIELD=VALUE", action="append", default=[], help="any other field; commas part a list's values"
    )
    parser.add_argument("--in", dest="area", metavar="FOLDER", help="the folder below the kind's own, as ekonomi")
    add_variant_of(parser)
    parser.add_argument("--path", metavar="PATH", help="the file to make (default: by kind, folder and title)")
    parser.add_argument("--dry-run", action="store_true", help="print the page instead of writing it")


def run(options: argparse.Namespace) -> int:
    """Make the page: 0. Nothing is written where something is missing, or a file stands in the way."""
    base = knowledge_base(options)
    root, day, words = Path(options.root), as_of(options), Words(base.settings.language)
    if options.kind is None:
        options.kind = _asked_kind(base, words)
    _refuse_unknown_kind(base, options.kind, words)
    title = " ".join((_asked_title(words) if options.title is None else options.title).split())
    if not title or not title.isprintable():
        raise Failure(words(N_("the title should be one line of text")))
    if options.variant_of:
        template = variant_template(root, base, options, words)
    else:
        template = template_of(root, base, options.kind, words)
    area = _area(options, base, words)
    path = _path(options, base, title, area, words)
    number = number_in(path) if options.kind == DECISION else ""
    refuse_outside(root, path, words)
    given = given_fields(Given(options.kind, template, page_id(path), options), base, day, words)
    text = compose(template, Draft(title, given, day, number), base.settings)
    if options.dry_run:
        say(text)
        return 0
    put(root, {path: text.encode()}, words)
    tell_made(options, path, day, words)
    return 0


def _asked_kind(base: KnowledgeBase, words: Words) -> str:
    if not asking.at_terminal():
        raise Failure(words(N_('say which kind of page to make, and its title: stafett new process "..."')))
    kinds = [(name, kind.label.get(words.language, name)) for name, kind in base.settings.kinds.items()]
    return asking.choose(words, words(N_("What kind of page is it?")), kinds)


def _asked_title(words: Words) -> str:
    if not asking.at_terminal():
        raise Failure(words(N_('say what the page is called, after its kind: stafett new process "..."')))
    return asking.line(words(N_("What is the page called? ")))


def _refuse_unknown_kind(base: KnowledgeBase, kind: str, words: Words) -> None:
    kinds = base.settings.kinds
    if kind not in kinds:
        guess = nearest(kind, kinds)
        message = (
            N_("there is no kind of page '{kind}'; did you mean {guess}? The kinds are {known}")
            if guess
            else N_("there is no kind of page '{kind}'; the kinds are {known}")
        )
        raise Failure(words(message, kind=kind, guess=guess or "", known=", ".join(kinds)))


def template_of(root: Path, base: KnowledgeBase, kind: str, words: Words) -> str:
    """The template of a kind: the knowledge base's own, else the usual one. Raises Failure where it cannot be read."""
    settings = base.settings
    own = own_template(root, settings, kind)
    if isinstance(own, Complaint):
        place = template_path(settings, kind)
        raise Failure(f"{place}:{own.line}: {words(own.message, **own.values)}. {words(own.fix, **own.values)}")
    return own or usual_template(settings.kinds[kind], settings.language) or generated_template(settings.language)


def _area(options: argparse.Namespace, base: KnowledgeBase, words: Words) -> str:
    """The folder below the kind's own, asked for where there is somebody to ask and something to choose."""
    folder = folder_of(options.kind, base.settings.pages)
    if options.area is not None and folder:
        area: str = options.area.strip("/")
        return area.removeprefix(f"{folder.path}/") if folder.path else area
    found = areas(base, options.kind, folder) if folder and not options.path else []
    if not found or not asking.at_terminal():
        return ""
    return asking.choose(words, words(N_("Where does the page belong?")), [(name, name) for name in found], "", slug)


def _path(options: argparse.Namespace, base: KnowledgeBase, title: str, area: str, words: Words) -> str:
    """The new page's path. Raises Failure where it would be no page of the kind."""
    folder = folder_of(options.kind, base.settings.pages)
    if options.path:
        path = PurePosixPath(options.path.replace(os.sep, "/")).as_posix()
    elif folder is None:
        message = N_("no pattern under `pages` in stafett.yml takes a page of the kind {kind}; add one, or give --path")
        raise Failure(words(message, kind=options.kind))
    else:
        path = _named(base, options, folder, area, title) or ""
    if not path:
        raise Failure(words(N_("the title has no letter that a file's name can have; give the file with --path")))
    if kind_of(path, base.settings) != options.kind:
        message = N_(
            "'{path}' would be no page of the kind {kind} by `pages` in stafett.yml; give another --path or --in"
        )
        raise Failure(words(message, path=path, kind=options.kind))
    return path


def _named(base: KnowledgeBase, options: argparse.Namespace, folder: Folder, area: str, title: str) -> str | None:
    """The path by folder, area and title, a decision's as the others of its log; None where the title has no letter."""
    name = slug(title)
    if not name:
        return None
    last = last_decision(base) if options.kind == DECISION else None
    named = successor_path(base, last, title, as_of(options)) if last and not area else None
    if named:
        return named
    if options.kind == DECISION:
        name = f"{next_free(base):0{len(FIRST)}}-{name}"
    above = "".join(f"{part}/" for part in (folder.path, area) if part)
    path = f"{above}{name}{folder.suffix}"
    return path if path in base.by_path else f"{above}{free_name(base, options.kind, name)}{folder.suffix}"


def refuse_outside(root: Path, path: str, words: Words) -> None:
    """Raises Failure where ``path`` leads out of the knowledge base, is hidden, or is there already."""
    parts = path.split("/")
    real = os.path.realpath(root / path)
    outside = Path(os.path.relpath(real, os.path.realpath(root))).parts[:1] == (os.pardir,)
    if outside or path.startswith("/") or not path.isprintable() or any(part.startswith(".") for part in parts):
        raise Failure(words(N_("'{path}' is no place for a page of this knowledge base"), path=printable(path)))
    if os.path.lexists(root / path):
        message = N_("'{path}' exists already, and is left as it is; give another title, or --path")
        raise Failure(words(message, path=path))


def tell_made(options: argparse.Namespace, path: str, day: date, words: Words) -> None:
    """Say what was made, what is left to write and where, what else a check says of it, and what comes next."""
    base = knowledge_base(options)
    page = base.by_path[path]
    findings = check(base, day, wanted=_only(path))
    say(words(N_("Made {path}"), path=path) + "\n")
    left = [(str(left.line), left.what) for left in page.left]
    if left:
        say("\n" + words(N_("Left to write, which only you know (line, and what):")) + "\n")
        _rows(left)
    others = [(str(f.line), f"{f.code} {f.message}") for f in findings if f.code not in _EXPECTED]
    if others:
        say("\n" + words(N_("`stafett check` also says of it:")) + "\n")
        _rows(others)
    if base.kept_as_found(page):
        return
    message = N_("Nobody has vouched for the page yet, and so it counts as never reviewed. When it is right:")
    review = f'stafett review {quote(page.id)} --by {quote(page.owner or "...")} --note "..."'
    say(f"\n{words(message)}\n  {printable(review)}\n")


def _only(path: str) -> Callable[[str], bool]:
    return lambda other: other == path


def _rows(rows: list[tuple[str, str]]) -> None:
    width = max(len(number) for number, _ in rows)
    for number, text in rows:
        say(f"  {number:>{width}}  {printable(text)}\n")
