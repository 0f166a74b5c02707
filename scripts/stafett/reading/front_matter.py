"""Takes a file's bytes apart into front matter and body."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from stafett.messages import N_
from stafett.model import Complaint

MAX_BYTES = 4_000_000
MAX_HEAD = 100_000
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
HEAD_LINE = 2  # the line on which the front matter's first field stands


class Source(NamedTuple):
    """A page's text: ``head`` between the lines of ``---`` (None where there is none), and the body after it.

    ``body_line`` is the line (1-based in the file) on which the body begins. Lines end as on Unix.
    """

    head: str | None
    body: str
    body_line: int
    complaint: Complaint | None = None


def split(data: bytes) -> Source:
    """Take a page's bytes apart. Never raises: what cannot be read is the complaint, and the body is then empty."""
    text = decode(data)
    return _refused(text) if isinstance(text, Complaint) else split_text(text)


def decode(data: bytes) -> str | Complaint:
    """The text of a file's bytes, with lines that end as on Unix; or why they are none that can be used."""
    if len(data) > MAX_BYTES:
        return _too_large()
    try:
        # The codec "utf-8-sig" does the same, through Python, in three times the time.
        text = data[len(codecs.BOM_UTF8) :].decode() if data.startswith(codecs.BOM_UTF8) else data.decode()
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start)
    if "\0" in text:
        return _binary(text.count("\n", 0, text.index("\0")) + 1)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def split_text(text: str) -> Source:
    """As ``split``, for text that is already decoded and whose lines end as on Unix."""
    if not text.startswith("---"):
        return Source(None, text, 1)
    first, newline, rest = text.partition("\n")
    if first.rstrip() != "---":
        return Source(None, text, 1)
    closing = _CLOSING.search(rest)
    if closing is None or not newline:
        return _refused(
            Complaint(
                "FMT001",
                N_("The front matter begins here and never ends"),
                N_("Write a line of `---` after its last field."),
                line=1,
            )
        )
    if closing.start() > MAX_HEAD:
        return _refused(
            Complaint(
                "FMT001",
                N_("The front matter is longer than any page needs"),
                N_("Check that a line of `---` ends it, and move text below that line."),
                line=1,
            )
        )
    head = rest[: closing.start()]
    return Source(head, rest[closing.end() :], head.count("\n") + HEAD_LINE + 1)


def _refused(complaint: Complaint) -> Source:
    return Source(None, "", 1, complaint)


def _not_utf8(data: bytes, position: int) -> Complaint:
    fix = N_("Open it in an editor and save it with the encoding UTF-8.")
    if data[:2] in _UTF16:
        return Complaint("FMT001", N_("The file is saved as UTF-16, not as UTF-8"), fix, line=1)
    line = data.count(b"\n", 0, position) + 1
    column = position - data.rfind(b"\n", 0, position)
    message = N_("The file is not saved as UTF-8: a letter here (perhaps å, ä or ö) cannot be read")
    return Complaint("FMT001", message, fix, line=line, column=column)


def _binary(line: int) -> Complaint:
    return Complaint(
        "FMT001",
        N_("The file holds a NUL character, as no text does"),
        N_("Check that it is a text file, and save it anew as UTF-8."),
        line=line,
    )


def _too_large() -> Complaint:
    return Complaint(
        "FMT001",
        N_("The file is larger than {most} MB, which no page needs"),
        N_("Move pictures and tables into files of their own."),
        {"most": str(MAX_BYTES // 1_000_000)},
        line=1,
    )
