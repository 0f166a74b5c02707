"""Reads a whole knowledge base, once."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
import unicodedata

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_
from stafett.model import Complaint, Page
from stafett.reading.directory import read_directory
from stafett.reading.page import read_page, unreadable_page
from stafett.reading.settings import read_settings
from stafett.reading.tree import Entry, files, kind_of, site_uri
from stafett.settings import Settings


def load(root: Path) -> KnowledgeBase:
    """Read the knowledge base in the folder ``root``.

    Raises SettingsError where its settings cannot be used. Nothing else raises: a page that cannot be read says so
    among its complaints, and the others are read all the same.
    """
    return load_with(root, read_settings(root))


def load_with(root: Path, settings: Settings) -> KnowledgeBase:
    """As ``load``, with settings that are already read."""
    pages: list[Page] = []
    assets: set[str] = set()
    complaints: list[tuple[str, Complaint]] = []
    for entry in files(root, settings):
        if _control(entry.path):
            complaints.append((entry.path, _unsafe_name()))
            continue
        kind = kind_of(entry.path, settings)
        if entry.link and not _stays_inside(root, entry.path, settings):
            complaints.append((entry.path, _leaves_tree()))
        elif entry.folder_link:
            complaints.append((entry.path, _folder_link()))
        elif kind is None:
            assets.add(site_uri(entry.path))
        else:
            pages.append(_read(root, entry, kind, settings))
    directory, wrong = read_directory(root, settings.people)
    pages.sort(key=lambda page: page.path)
    return KnowledgeBase(settings, tuple(_with_duplicates(pages)), directory, frozenset(assets), (*complaints, *wrong))


def _read(root: Path, entry: Entry, kind: str, settings: Settings) -> Page:
    declared = settings.kinds[kind]
    if not (entry.plain or entry.link):
        return unreadable_page(entry.path, declared, _no_file())
    try:
        with open(root / entry.path, "rb") as file:  # noqa: PTH123 (twice as fast as Path.read_bytes)
            data = file.read()
    except OSError as error:
        return unreadable_page(entry.path, declared, _unreadable(error))
    return read_page(entry.path, declared, data, settings)


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


def _with_duplicates(pages: Iterable[Page]) -> list[Page]:
    """The pages, each that has an id which an earlier one has (but for case or Unicode form) saying so."""
    found: dict[str, Page] = {}
    marked: list[Page] = []
    for page in pages:
        key = unicodedata.normalize("NFC", page.id).casefold()
        first = found.setdefault(key, page)
        if first is page:
            marked.append(page)
        else:
            message = (
                N_("The id `{id}` is also that of {other}")
                if first.id == page.id
                else N_("The id `{id}` differs only in case or Unicode form from that of {other}")
            )
            complaint = Complaint(
                "FMT013",
                message,
                N_("Rename one of the files, or give one of the pages an `id:` of its own."),
                {"id": page.id, "other": first.path},
                ("id",),
            )
            marked.append(replace(page, complaints=(*page.complaints, complaint)))
    return marked


def _unreadable(error: OSError) -> Complaint:
    return Complaint(
        "FMT001",
        N_("The file cannot be read ({problem})"),
        N_("Check that it exists and may be read."),
        {"problem": error.strerror or type(error).__name__},
        line=1,
    )


def _no_file() -> Complaint:
    return Complaint(
        "FMT001",
        N_("This is not a plain file"),
        N_("Remove it, and put a text file in its place."),
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
