"""Reads CSV as HR systems and spreadsheets write it: any usual separator, quotes after RFC 4180, headings first."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from stafett.messages import N_
from stafett.reading.staff.export import Export, NotAnExport, RowProblem, SourceRow

_SEPARATORS = ";,\t|"
_HINT = "sep="  # by which Excel is told the separator, on a line of its own
_BROKEN = N_("The row cannot be taken apart ({problem}); is a quotation mark never closed?")


def read_csv(text: str) -> Export:
    """The people in a CSV file whose first row has the headings. Raises NotAnExport."""
    text, skipped, separator = _hint(text)
    separator = separator or _separator(text)
    rows = _rows(text, separator, skipped)
    line, first = next(rows, (0, []))
    if isinstance(first, RowProblem):
        raise NotAnExport(first.message, first.line, **first.values)
    headings = _headings(first)
    if not headings:
        raise NotAnExport(N_("The file is empty: its first row should have headings, and each row below somebody"))
    found: list[SourceRow] = []
    problems: list[RowProblem] = []
    for line, row in rows:
        if isinstance(row, RowProblem):
            problems.append(row)
        elif any(value.strip() for value in row[len(headings) :]):
            message = N_(
                "The row has {values} values for {headings} headings; put quotes around a value with a '{sign}' in it"
            )
            counted = {"values": str(len(row)), "headings": str(len(headings)), "sign": separator.replace("\t", "\\t")}
            problems.append(RowProblem(line, message, counted))
        elif any(value.strip() for value in row):
            pairs = zip(headings, row, strict=False)
            found.append(SourceRow(line, {name: (value.strip(),) for name, value in pairs if name and value.strip()}))
    return Export("csv", tuple(name for name in headings if name), tuple(found), tuple(problems))


def _hint(text: str) -> tuple[str, int, str]:
    """The text without the line that names the separator, how many lines that was, and the separator."""
    first, newline, rest = text.partition("\n")
    stripped = first.strip("\r\"' ")
    if newline and stripped.lower().startswith(_HINT) and len(stripped) == len(_HINT) + 1:
        return rest, 1, stripped[-1]
    if newline and first.rstrip("\r") == "sep=\t":
        return rest, 1, "\t"
    return text, 0, ""


def _separator(text: str) -> str:
    """The sign that parts most headings."""
    first = next((line for line in io.StringIO(text, newline=None) if line.strip()), "")
    bare = "".join(first.split('"')[::2])
    return max(_SEPARATORS, key=bare.count)


def _rows(text: str, separator: str, skipped: int) -> Iterator[tuple[int, list[str] | RowProblem]]:
    """Each row with the line on which it begins; one that cannot be taken apart as a problem."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1 + skipped
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, RowProblem(line, _BROKEN, {"problem": str(error)})
            continue
        if row:
            yield line, row


def _headings(row: list[str]) -> list[str]:
    """The headings, each but once; a second one of a name is told apart by its number."""
    found: list[str] = []
    seen: Counter[str] = Counter()
    for heading in row:
        name = " ".join(heading.split())
        seen[name] += 1
        while name and seen[name] > 1 and f"{name} ({seen[name]})" in seen:
            seen[name] += 1
        found.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
        seen[found[-1]] += found[-1] != name
    while found and not found[-1]:
        found.pop()
    return found if any(found) else []
