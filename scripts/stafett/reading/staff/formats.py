"""Tells by its first signs in which format a file of people is, and reads it."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePath

from stafett.messages import N_
from stafett.reading.staff.csv_file import read_csv
from stafett.reading.staff.export import FORMATS, Export, NotAnExport, SourceRow
from stafett.reading.staff.ldif import read_ldif
from stafett.reading.staff.scim import read_scim

LARGEST = 100_000_000  # bytes; pictures of a few thousand people in LDIF
_READERS: Mapping[str, Callable[[str], Export]] = {"csv": read_csv, "ldif": read_ldif, "scim": read_scim}
_BY_SUFFIX = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".ldif": "ldif", ".ldf": "ldif", ".json": "scim"}
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_export(data: bytes, name: str, given: str | None = None) -> Export:
    """The people in ``data``, a file called ``name`` in the format ``given``, else in the one that its name tells.

    Text is UTF-8, UTF-16 where it says so, and else what Excel on Windows in western Europe writes (cp1252). Raises
    NotAnExport.
    """
    text, encoding = _decoded(data)
    chosen = given or _BY_SUFFIX.get(PurePath(name).suffix.lower())
    if chosen is None:
        raise NotAnExport(
            N_("'{name}' does not tell its format; say it with --format {formats}"),
            name=PurePath(name).name,
            formats="|".join(FORMATS),
        )
    export = _READERS[chosen](text)
    staff = tuple(row for row in export.rows if not _is_guest(row))
    others = export.others + len(export.rows) - len(staff)
    return replace(export, rows=staff, others=others, encoding=encoding)


def _is_guest(row: SourceRow) -> bool:
    """Whether Entra ID says that somebody is of another organisation."""
    kinds = (values for heading, values in row.values.items() if heading.casefold() == "usertype")
    return any(value.casefold() == "guest" for values in kinds for value in values)


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith(_UTF_16):
        encodings = ["utf-16"]
    elif data.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, "" if encoding.startswith("utf-8") else encoding
    if data.startswith(b"PK\3\4"):
        raise NotAnExport(N_("This is an Excel workbook; save it in Excel as CSV UTF-8, and import that"))
    raise NotAnExport(N_("This is no text file in UTF-8, UTF-16 or cp1252"))
