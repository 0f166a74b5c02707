"""The knowledge base as it was before a change."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from stafett.changes import Changes
from stafett.code_owners import CodeOwners, parse
from stafett.knowledge_base import KnowledgeBase
from stafett.model import Complaint, Directory, Page
from stafett.reading.code_owners import PLACES, folder_below_top
from stafett.reading.directory import read_directory
from stafett.reading.files import read_text
from stafett.reading.front_matter import decode
from stafett.reading.load import MARKDOWN, assemble, read_entry
from stafett.reading.page import read_page
from stafett.reading.settings import SettingsError, settings_of
from stafett.reading.settings_reader import FILE
from stafett.reading.tree import SKIPPED_FOLDERS, Entry, files, kind_of, starting_folders
from stafett.settings import Settings

_DUPLICATE = "FMT013"  # what a page says of another page, and reading alone would not


def read_before(path: str, settings: Settings) -> bool:
    """Whether ``load_earlier`` needs to know what the file ``path`` held, rather than only that it was there."""
    page = kind_of(path, settings) is not None or path.lower().endswith(MARKDOWN)
    return page or path == FILE or path in PLACES or path.startswith(_people(settings))


def load_earlier(root: Path, base: KnowledgeBase, changes: Changes, processes: int = 1) -> KnowledgeBase:
    """The knowledge base ``base`` in the folder ``root`` as it was before ``changes``, with the settings of then.

    That is today's, with each changed file put back: what git does not know of (a directory of people that is kept
    apart, pages that are generated) counts as unchanged, and pages that did not change are not read again. Where
    there were no settings, or none that can be used, it is read with today's. A link that has changed counts as one
    that was not there.
    """
    settings = _settings(base, changes)
    kept = settings is base.settings

    def read(entry: Entry, kind: str) -> Page:
        if entry.path in changes.before:
            return read_page(entry.path, settings.kinds[kind], changes.before[entry.path], settings)
        page = base.by_path.get(entry.path) if kept else None
        if page is None:
            return read_entry(root, entry, kind, settings)
        if not page.has_complaint(_DUPLICATE):
            return page
        return replace(page, complaints=tuple(c for c in page.complaints if c.code != _DUPLICATE))

    # Handing pages that are only passed on to another process would take longer than passing them on.
    found = assemble(
        root, settings, _entries(root, settings, changes), read,
        lambda: _directory(root, settings, changes), 1 if kept else processes,
    )  # fmt: skip
    return replace(found, code_owners=_code_owners(root, base, changes))


def _code_owners(root: Path, base: KnowledgeBase, changes: Changes) -> CodeOwners | None:
    """CODEOWNERS as it was, where the knowledge base lies at the top of its repository as that file does."""
    if folder_below_top(root) or not any(place in changes.before or place in changes.by_path for place in PLACES):
        return base.code_owners
    for place in PLACES:
        if place in changes.before:
            text = decode(changes.before[place])
        elif place not in changes.by_path and (root / place).is_file():
            text = read_text(root / place)
        else:
            continue
        return None if isinstance(text, Complaint) else parse(place, text, "")
    return None


def _settings(base: KnowledgeBase, changes: Changes) -> Settings:
    if FILE not in changes.before:
        return base.settings
    try:
        return settings_of(decode(changes.before[FILE]))
    except SettingsError:
        return base.settings


def _people(settings: Settings) -> str:
    return f"{settings.people.rstrip('/')}/"


def _walked(path: str, settings: Settings) -> bool:
    """Whether a walk through the folders of pages would come upon the file."""
    for folder in starting_folders(pattern for pattern, _ in settings.pages):
        if not folder or path.startswith(f"{folder}/"):
            parts = path[len(folder) :].split("/")[:-1]
            return not any(part.startswith(".") or part in SKIPPED_FOLDERS for part in parts)
    return False


def _entries(root: Path, settings: Settings, changes: Changes) -> Iterator[Entry]:
    for entry in files(root, settings):
        if entry.path not in changes.by_path:
            yield entry
    for path in sorted(changes.earlier_paths):
        # Of a page its text must be known; of anything else that it was there.
        if _walked(path, settings) and (path in changes.before or kind_of(path, settings) is None):
            yield Entry(path, link=False, folder_link=False, plain=True)


def _directory(root: Path, settings: Settings, changes: Changes) -> tuple[Directory, tuple[tuple[str, Complaint], ...]]:
    folder = _people(settings)
    earlier = {path: data for path, data in changes.before.items() if path.startswith(folder)}
    if not earlier and not any(path.startswith(folder) for path in changes.by_path):
        return read_directory(root, settings.people)
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        (copy / folder).mkdir(parents=True)
        for file in (root / folder).glob("*.y*ml"):
            if file.is_file() and not file.is_symlink() and f"{folder}{file.name}" not in changes.by_path:
                (copy / folder / file.name).write_bytes(file.read_bytes())
        for path, data in earlier.items():
            if path.endswith((".yml", ".yaml")) and "/" not in path[len(folder) :]:
                (copy / path).write_bytes(data)
        return read_directory(copy, settings.people)
