"""For sub-commands that write into pages: what a killed process left is completed first, and changes are shown."""

from __future__ import annotations

import argparse
import difflib
from pathlib import Path

from stafett.cli.common import knowledge_base, refuse_our_place, refuse_to_overwrite
from stafett.cli.main import Failure, say
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.reports.printable import printable
from stafett.writing import CannotWrite, recover


def base_to_change(options: argparse.Namespace) -> KnowledgeBase:
    """The knowledge base, once what a killed process began to write there is completed or undone. Raises Failure."""
    root = Path(options.root)
    try:
        completed = root.is_dir() and recover(root)
    except CannotWrite as refused:
        raise Failure(refused.told(Words("en"))) from refused
    base = knowledge_base(options)
    if completed:
        words = Words(base.settings.language)
        say(words(N_("An earlier change that was cut short has been completed, or undone.")) + "\n")
    return base


def difference(before: bytes, after: bytes, around: int = 0) -> str:
    """The lines that change, indented, with a minus or a plus before each, and so many lines ``around`` them."""
    old, new = (data.decode("utf-8-sig").splitlines() for data in (before, after))
    lines = list(difflib.unified_diff(old, new, lineterm="", n=around))[2:]
    return "".join(f"    {printable(line)}\n" for line in lines if not line.startswith("@@"))


def refuse_message_file(path: str | None, directory: Path, words: Words) -> None:
    """Raise Failure, before anything is changed, where a text cannot be written there or would be over something.

    In the folder of the directory it would be read as people, or be written over whom the command adds.
    """
    if not path:
        return
    refuse_to_overwrite(path, words)
    refuse_our_place(path, (directory,), words)
    try:
        Path(path).resolve().parent.stat()
    except OSError as error:
        message, problem = N_("cannot write '{path}': {problem}"), error.strerror or str(error)
        raise Failure(words(message, path=printable(path), problem=problem)) from error
