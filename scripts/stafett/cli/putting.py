"""Writes new files for the commands that begin something."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from stafett.cli.main import Failure
from stafett.messages import N_, Words
from stafett.writing import CannotWrite, write_all


def put(root: Path, files: Mapping[str, bytes], words: Words) -> None:
    """Write new files, all or none, into a folder that is made where there is none. Raises Failure."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        write_all(root, files, dict.fromkeys(files))
    except CannotWrite as error:
        raise Failure(error.told(words)) from error
    except OSError as error:
        raise Failure(words(N_("cannot write '{path}': {problem}"), path=str(root), problem=str(error))) from error
