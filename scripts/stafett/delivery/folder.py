"""Writes messages as files: a mail that mail programs open, and its text."""

from __future__ import annotations

import re
from pathlib import Path

from stafett.delivery.refused import NotDelivered
from stafett.messages import N_
from stafett.writing import put


def write_message(folder: Path, week: str, name: str, key: str, mail: bytes, text: str) -> Path:
    """Write a message into ``folder``, and give the path of its text. Raises NotDelivered.

    The file is called by its week, what of ``name`` a file can be called, and a part of its key: the same message has
    the same file however often it is written.
    """
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60]
    target = folder / f"{week}-{plain or 'message'}-{key[:8]}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        put(target.with_suffix(".eml"), mail)
        put(target, text.encode("utf-8", "replace"))
    except OSError as error:
        message = N_("cannot write '{path}': {problem}")
        raise NotDelivered(message, path=str(target), problem=error.strerror or str(error)) from error
    return target
