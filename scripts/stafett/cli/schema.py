"""Writes what editors and CI need to help with front matter: JSON Schema of each kind, and snippets for VS Code."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from stafett.cli.common import add_common, knowledge_base, write
from stafett.cli.main import Failure, say
from stafett.field_shapes import Json
from stafett.messages import N_, Words
from stafett.reports.printable import printable
from stafett.schema import MADE, schema, snippets

SNIPPETS = Path(".vscode") / "stafett.code-snippets"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett schema``."""
    add_common(parser)
    parser.add_argument("kind", metavar="KIND", nargs="?", help="only this kind of page")
    parser.add_argument("--output", metavar="FOLDER", help="write KIND.schema.json there, one file a kind")
    parser.add_argument(
        "--snippets", action="store_true", help=f"write {SNIPPETS.as_posix()} in the knowledge base, for VS Code"
    )


def run(options: argparse.Namespace) -> int:
    """Print one schema, or write the files: 0."""
    base = knowledge_base(options)
    words = Words(base.settings.language)
    known = base.settings.kinds
    if options.kind is not None and options.kind not in known:
        message = words(
            N_("there is no kind '{kind}'; the kinds are {known}"), kind=options.kind, known=", ".join(known)
        )
        raise Failure(printable(message))
    if options.snippets:
        _put(Path(options.root) / SNIPPETS, snippets(base, words), words)
    if options.output is None and options.kind is None:
        if options.snippets:
            return 0
        raise Failure(words(N_("name one kind to print its schema, or a folder by --output to write them all")))
    if options.output is None:
        say(_text(schema(base, known[options.kind], words)))
        return 0
    for name in [options.kind] if options.kind else known:
        _put(Path(options.output) / f"{name}.schema.json", schema(base, known[name], words), words)
    return 0


def _put(path: Path, made: Json, words: Words) -> None:
    """Write a file anew, unless something else than an earlier one of ours lies there; and say so."""
    if path.exists() and not _ours(path):
        raise Failure(printable(words(N_("'{path}' is none that this command wrote; it is left as it is"), path=path)))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(printable(f"'{path.parent}': {error.strerror}")) from error
    write(_text(made), str(path))
    say(printable(path.as_posix()) + "\n")


def _ours(path: Path) -> bool:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return f'"$comment": "{MADE}"' in text or '"prefix": "stafett-' in text


def _text(made: Json) -> str:
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"
