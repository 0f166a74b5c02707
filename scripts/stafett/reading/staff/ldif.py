"""Reads LDIF (RFC 2849) as directory services write it: folded lines, base64, comments; changes are refused.

A value that is given by its address (``attr:< file:///...``) is never fetched, and one that is no text is left out.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple

from stafett.messages import N_
from stafett.reading.staff.export import Export, NotAnExport, RowProblem, SourceRow

_LINE = re.compile(r"([A-Za-z0-9][\w.-]*(?:;[\w.-]+)*):(?:(:)|(<))?[ ]*(.*)", re.DOTALL)
_CUT = re.compile(r"result: *(?:3|4|11)\b")  # time, size or administrative limit exceeded (RFC 4511, 4.1.9)
_PEOPLE = {"person", "organizationalperson", "inetorgperson", "user", "posixaccount", "account", "eduperson"}
_NO_PEOPLE = {"computer", "msds-groupmanagedserviceaccount", "msds-managedserviceaccount", "contact"}


class _Value(NamedTuple):
    line: int
    name: str
    text: str


def read_ldif(text: str) -> Export:
    """The people in an LDIF file. Raises NotAnExport."""
    rows: list[SourceRow] = []
    problems: list[RowProblem] = []
    headings: dict[str, str] = {}
    others = 0
    cut = False
    for record in _records(text):
        if (told := _result(record)) is not None:
            cut = cut or told
            continue
        entry = _entry(record)
        if isinstance(entry, RowProblem):
            problems.append(entry)
            continue
        classes = {value.text.lower() for value in entry if value.name.lower() == "objectclass"}
        if classes and (not classes & _PEOPLE or classes & _NO_PEOPLE):
            others += 1
            continue
        values: dict[str, list[str]] = {}
        for value in entry:
            values.setdefault(headings.setdefault(value.name.lower(), value.name), []).append(value.text)
        rows.append(SourceRow(record[0][0], {name: tuple(texts) for name, texts in values.items()}))
    if not (rows or problems or others):
        raise NotAnExport(N_("The file has no entry: each should begin with a line `dn: ...`"))
    shown = tuple(
        name
        for name in headings.values()
        if name.lower() not in {"dn", "objectclass", "changetype", "distinguishedname"}
    )
    return Export("ldif", shown, tuple(rows), tuple(problems), others=others, cut=cut)


def _records(text: str) -> Iterator[list[tuple[int, str]]]:
    """The lines of each entry, unfolded, with their numbers; comments and the version left out."""
    found: list[tuple[int, list[str]]] = []
    comment = False
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        if line.startswith(" "):
            if found and not comment:
                found[-1][1].append(line[1:])
            continue
        comment = line.startswith("#")
        if comment or (not found and line.lower().startswith("version:")):
            continue
        if line.strip():
            found.append((number, [line]))
        elif found:
            yield _unfolded(found)
            found = []
    if found:
        yield _unfolded(found)


def _unfolded(lines: list[tuple[int, list[str]]]) -> list[tuple[int, str]]:
    return [(number, "".join(parts)) for number, parts in lines]


def _result(record: list[tuple[int, str]]) -> bool | None:
    """Whether the server cut the list off, where the record is what ldapsearch says after it; None for an entry."""
    first = record[0][1].lower()
    if first.startswith("ref:"):
        return False
    if not first.startswith(("search:", "result:", "control:", "pagedresults:")):
        return None
    return any(_CUT.match(text.lower()) for _, text in record)


def _entry(record: list[tuple[int, str]]) -> list[_Value] | RowProblem:
    line, first = record[0]
    if not first.lower().startswith("dn:"):
        return RowProblem(line, N_("The entry does not begin with a line `dn: ...`"))
    values: list[_Value] = []
    for number, text in record:
        match = _LINE.fullmatch(text)
        if match is None:
            return RowProblem(number, N_("The line is none of LDIF, `name: value`"))
        name, encoded, address, value = match[1].partition(";")[0], match[2], match[3], match[4]
        if name.lower() == "changetype" and value.strip().lower() != "add":
            return RowProblem(number, N_("This is a change, not an entry; export the entries as they are"))
        if address:
            continue
        if encoded:
            try:
                plain = base64.b64decode("".join(value.split()), validate=True)
            except binascii.Error:
                return RowProblem(number, N_("What stands under `{name}` is no base64"), {"name": name})
            try:
                value = plain.decode()
            except UnicodeDecodeError:  # a picture, a certificate, an identifier of the service's own
                continue
        if value.strip() and "\0" not in value:
            values.append(_Value(number, name, value.strip()))
    return values
