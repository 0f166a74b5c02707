"""What the exports of decisions share: reading them, and writing a folder of files in the place of an earlier one."""

from __future__ import annotations

import argparse
import posixpath
from collections.abc import Callable
from pathlib import Path

from stafett.cli.common import as_of, knowledge_base
from stafett.cli.main import Failure, say
from stafett.knowledge_base import DECISION
from stafett.messages import N_, Words
from stafett.model import Complaint
from stafett.reading.files import read_file
from stafett.reading.front_matter import split
from stafett.reports.decision_files.log import Log
from stafett.reports.decision_files.text import pictures
from stafett.reports.printable import printable
from stafett.site.export.folder import MARKER, NotAnExportError, replacing

PICTURES = "files"


def export(options: argparse.Namespace, files: Callable[[Log], dict[str, str]], folder: str = "") -> int:
    """Write what ``files`` makes of the decisions: 0, or 1 where a decision or picture could not be read.

    ``folder`` is where the decisions, and so their pictures, lie in it. Raises Failure.
    """
    base = knowledge_base(options)
    words = Words(base.settings.language)
    if not options.folder or options.output:
        raise Failure(words(N_("name the folder to write, as in: stafett export --to {to} FOLDER"), to=options.to))
    root = Path(options.root)
    missing: list[str] = []
    bodies: dict[str, str] = {}
    for page in base.of_kind(DECISION):
        data = read_file(root / page.path)
        source = None if isinstance(data, Complaint) else split(data)
        if source is None or source.complaint:
            missing.append(page.path)
        else:
            bodies[page.path] = source.body
    if not bodies:
        raise Failure(words(N_("there is no decision to export")))
    shown = pictures((page for page in base.of_kind(DECISION) if page.path in bodies), PICTURES)
    held = {path: read_file(root / path) for path in shown if _inside(root, path)}
    pictured = {path: data for path, data in held.items() if isinstance(data, bytes)}
    missing += sorted(set(shown) - set(pictured))
    log = Log(
        base,
        bodies,
        as_of(options),
        words,
        options.site_url or base.settings.site_url,
        {path: shown[path] for path in pictured},
    )
    contents = {path: text.encode() for path, text in files(log).items()}
    contents |= {posixpath.join(folder, shown[path]): data for path, data in pictured.items()}
    _write(Path(options.folder), contents, words)
    for path in missing:
        say(printable(words(N_("{path} cannot be read, and is not in the export"), path=path)) + "\n")
    say(words.plural("{folder}: {n} decision", "{folder}: {n} decisions", len(bodies), folder=options.folder) + "\n")
    return 1 if missing else 0


def _inside(root: Path, path: str) -> bool:
    """Whether the file is the knowledge base's own: no link leads out of it."""
    return (root / path).resolve().is_relative_to(root.resolve())


def _write(folder: Path, contents: dict[str, bytes], words: Words) -> None:
    try:
        with replacing(folder) as new:
            for path, data in contents.items():
                (new / path).parent.mkdir(parents=True, exist_ok=True)
                (new / path).write_bytes(data)
    except NotAnExportError as error:
        message = N_("'{folder}' is not empty and no earlier export (it has no {marker}); name another folder")
        raise Failure(words(message, folder=str(folder), marker=MARKER)) from error
    except OSError as error:
        message = N_("cannot write '{path}': {problem}")
        raise Failure(words(message, path=str(folder), problem=error.strerror or str(error))) from error
