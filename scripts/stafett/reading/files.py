"""Reads one file, whatever stands in its place: never more than a text can be, and never waiting for anything."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from stafett.messages import N_
from stafett.model import Complaint
from stafett.reading.front_matter import MAX_BYTES, decode

AT_ONCE = 65_536  # bytes; hardly a page is longer


def read_file(path: Path | str) -> bytes | Complaint:
    """The bytes of a plain file, or why they cannot be had; of one that is too large, enough to see that."""
    try:
        # A pipe without anybody at its other end would keep us waiting for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return not_a_file()
            return _read(handle)
        finally:
            os.close(handle)
    except OSError as error:
        return Complaint(
            "FMT001",
            N_("The file cannot be read ({problem})"),
            N_("Check that it exists and may be read."),
            {"problem": error.strerror or type(error).__name__},
            line=1,
        )


def _read(handle: int) -> bytes:
    """What the file holds, of one that is too large a little more than is allowed; most are read at once."""
    data = os.read(handle, AT_ONCE)
    if len(data) < AT_ONCE:
        return data
    parts, size = [data], len(data)
    while size <= MAX_BYTES and (data := os.read(handle, MAX_BYTES)):
        parts.append(data)
        size += len(data)
    return b"".join(parts)


def read_text(path: Path) -> str | Complaint:
    """The text of a file, with lines that end as on Unix, or why it cannot be had."""
    data = read_file(path)
    return data if isinstance(data, Complaint) else decode(data)


def not_a_file() -> Complaint:
    """That something else than a plain file stands where one should."""
    return Complaint(
        "FMT001",
        N_("This is not a plain file"),
        N_("Remove it, and put a text file in its place."),
        line=1,
    )
