"""Reads a whole knowledge base, once."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from stafett.collector import paused
from stafett.knowledge_base import DECISION, KnowledgeBase
from stafett.messages import N_
from stafett.model import Complaint, Directory, Page
from stafett.reading.code_owners import read_code_owners
from stafett.reading.decisions.names import is_aside
from stafett.reading.directory import read_directory
from stafett.reading.files import not_a_file, read_file
from stafett.reading.page import read_page, unreadable_page
from stafett.reading.settings import read_settings
from stafett.reading.tree import Entry, files, is_template, kind_of, matches, site_uri
from stafett.settings import Settings
from stafett.spread import spread

# What MkDocs takes for Markdown, and so for a page.
MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
STRAY = Complaint(
    "FMT014",
    N_("No pattern under `pages` in stafett.yml takes this Markdown file, so it is neither checked nor shown"),
    N_("Rename or move it so that one does, or name it under `exclude`."),
    line=1,
)
"""What is said of a Markdown file that is no page, and that nobody has excluded."""


def load(root: Path, processes: int = 1) -> KnowledgeBase:
    """Read the knowledge base in the folder ``root``, where it is large with so many ``processes`` at once.

    Raises SettingsError where its settings cannot be used. Nothing else raises: a page that cannot be read says so
    among its complaints, and the others are read all the same.
    """
    return load_with(root, read_settings(root), processes)


def load_with(root: Path, settings: Settings, processes: int = 1) -> KnowledgeBase:
    """As ``load``, with settings that are already read."""

    def read(entry: Entry, kind: str) -> Page:
        return read_entry(root, entry, kind, settings)

    return assemble(
        root, settings, files(root, settings), read, lambda: read_directory(root, settings.people), processes
    )


def assemble(
    root: Path,
    settings: Settings,
    entries: Iterable[Entry],
    read: Callable[[Entry, str], Page],
    directory: Callable[[], tuple[Directory, tuple[tuple[str, Complaint], ...]]],
    processes: int = 1,
) -> KnowledgeBase:
    """The knowledge base of the files ``entries``, of which ``read`` gives each that is a page, by its kind."""
    wanted: list[tuple[Entry, str]] = []
    assets: set[str] = set()
    complaints: list[tuple[str, Complaint]] = []
    for entry in entries:
        kind = kind_of(entry.path, settings)
        problem = _refused(root, entry, settings)
        if problem:
            complaints.append((entry.path, problem))
        elif kind is None:
            assets.add(site_uri(entry.path))
            if entry.path.lower().endswith(MARKDOWN) and not _let_be(entry.path, settings):
                complaints.append((entry.path, STRAY))
        else:
            wanted.append((entry, kind))
    wanted.sort(key=lambda found: found[0].path)
    with paused():
        pages = spread(lambda part: [read(entry, kind) for entry, kind in part], wanted, processes)
    people, wrong = directory()
    told = _with_duplicates(pages, settings)
    found = (*complaints, *wrong)
    return KnowledgeBase(settings, tuple(told), people, frozenset(assets), found, read_code_owners(root))


def _let_be(path: str, settings: Settings) -> bool:
    """Whether somebody has said that the file is no page, or its name among decisions or templates does."""
    if matches(path, settings.exclude) or is_template(path, settings):
        return True
    return is_aside(path) and matches(path, (pattern for pattern, kind in settings.pages if kind == DECISION))


def _refused(root: Path, entry: Entry, settings: Settings) -> Complaint | None:
    if _control(entry.path):
        return _unsafe_name()
    if entry.closed:
        return _closed_folder(entry.closed)
    if entry.link and not _stays_inside(root, entry.path, settings):
        return _leaves_tree()
    return _folder_link() if entry.folder_link else None


def read_entry(root: Path, entry: Entry, kind: str, settings: Settings) -> Page:
    """The page that a file is. Never raises."""
    declared = settings.kinds[kind]
    data = read_file(f"{root}/{entry.path}") if entry.plain or entry.link else not_a_file()
    return (
        unreadable_page(entry.path, declared, data)
        if isinstance(data, Complaint)
        else read_page(entry.path, declared, data, settings)
    )


def _stays_inside(root: Path, path: str, settings: Settings) -> bool:
    """Whether the link leads to a page of this knowledge base, or (broken, looping) to nothing at all."""
    try:
        real = os.path.realpath(root / path, strict=True)
    except OSError:
        return True
    inside = os.path.relpath(real, os.path.realpath(root)).replace(os.sep, "/")
    return kind_of(inside, settings) is not None or kind_of(path, settings) is None


def _control(path: str) -> bool:
    return not path.isprintable()


def _with_duplicates(pages: Sequence[Page], settings: Settings) -> list[Page]:
    """The pages, each that has an id which another one has (but for case or Unicode form) saying so.

    The id is that of the first, and of a page whose path gives it before one that claims it by a field.
    """
    found: dict[str, Page] = {}
    for page in sorted(pages, key=lambda page: "id" in page.values):
        found.setdefault(page.id.casefold(), page)
    marked: list[Page] = []
    for page in pages:
        first = found[page.id.casefold()]
        if first is page:
            marked.append(page)
        else:
            alike = first.id != page.id or _folded(first.path) == _folded(page.path)
            message = (
                N_("The id `{id}` is that of {other} but for upper and lower case, or for how letters are stored")
                if alike
                else N_("The id `{id}` is also that of {other}")
            )
            complaint = Complaint(
                "FMT013",
                message,
                N_("Rename one of the files, or give one of the pages an `id:` of its own."),
                {"id": page.id, "other": first.path},
                (settings.fields.get("id", "id"),),
            )
            marked.append(replace(page, complaints=(*page.complaints, complaint)))
    return marked


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _closed_folder(problem: str) -> Complaint:
    return Complaint(
        "FMT001",
        N_("The folder cannot be read ({problem}), and whatever it holds is not checked"),
        N_("Check who may read it."),
        {"problem": problem},
        line=1,
    )


def _leaves_tree() -> Complaint:
    return Complaint(
        "SEC002",
        N_("This is a link to a place outside the knowledge base, and is not read"),
        N_("Remove the link, and put the file itself in its place."),
        line=1,
    )


def _folder_link() -> Complaint:
    return Complaint(
        "SEC002",
        N_("This is a link to a folder, and is not entered"),
        N_("Remove the link, and put the files themselves in its place."),
        line=1,
    )


def _unsafe_name() -> Complaint:
    return Complaint(
        "SEC003",
        N_("The file's name holds a control character or a letter that cannot be shown"),
        N_("Rename the file with letters, digits, hyphens and full stops."),
        line=1,
    )
