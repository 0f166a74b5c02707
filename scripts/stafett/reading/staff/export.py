"""What a file of people gives: headings, rows of texts, and rows that could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

FORMATS = ("csv", "ldif", "scim")


class SourceRow(NamedTuple):
    """Somebody in the file: ``line`` (from 1) is where they begin, ``values`` what stands under each heading."""

    line: int
    values: Mapping[str, tuple[str, ...]]


class RowProblem(NamedTuple):
    """Why the row at ``line`` does not count; ``message`` is a message id with named places for ``values``.

    ``id`` is whom it is about, empty where nobody can say.
    """

    line: int
    message: str
    values: Mapping[str, str] = {}
    id: str = ""


def in_order(problems: Iterable[RowProblem]) -> list[RowProblem]:
    """By line; those of one line, as in JSON without line breaks, as they were found."""
    return sorted(problems, key=lambda problem: problem.line)


@dataclass(frozen=True)
class Export:
    """A file of people as it stands.

    ``headings`` are in the order of the file. ``total`` is how many there are where the file says that it has only
    some of them; ``cut`` where it says so without telling how many there are. ``others`` is how many entries are no
    people of the house: groups, machines, guests. ``encoding`` is empty for UTF-8.
    """

    format: str
    headings: tuple[str, ...]
    rows: tuple[SourceRow, ...]
    problems: tuple[RowProblem, ...] = ()
    total: int | None = None
    others: int = 0
    encoding: str = ""
    cut: bool = False


class NotAnExport(Exception):  # noqa: N818 (said to a person, not handled)
    """The file is none that people can be read from; ``message`` is a message id, ``values`` fill its places."""

    def __init__(self, message: str, line: int = 1, **values: str) -> None:
        super().__init__(message)
        self.message, self.line, self.values = message, line, values
