"""Reads issues from a file that a forge has exported, whatever its form: JSON or CSV, of any forge that Stafett knows.

- GitHub: ``gh issue list --json title,body,state``, the REST API's arrays, also many pages of them one after the other
  (``gh api --paginate``, with or without ``--slurp``), and a search's ``items``. Pull requests among them are left out.
- GitLab: the REST API's arrays, and the CSV that it mails. Confidential issues are left out.
- Gitea and Forgejo: the REST API's arrays, which are like GitHub's.
- Azure DevOps: a query's results as CSV (with the column Description), and as JSON (``az boards query``).

Only what is open counts. Title and text alone are read: neither who wrote it nor who it is for.
A mailbox is not read: what comes by mail belongs to whoever gets it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path

from stafett.messages import N_, Refusal
from stafett.model import Complaint
from stafett.notes import Issue
from stafett.reading.files import read_text

_UNREADABLE = N_("{path}:{line}: the exported issues cannot be read: {why}")
_CLOSED = frozenset(("closed", "done", "resolved", "removed", "completed", "stängd", "klar"))
"""How forges call the state of what is dealt with; Azure DevOps lets organisations name more, which count as open."""
_TITLE, _BODY, _STATE = (
    ("title", "system.title"),
    ("body", "description", "system.description"),
    ("state", "system.state"),
)
_HTML = re.compile(r"<(?:br|div|p|ul|li|span)\b[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<br[^<>]{0,40}>|</(?:div|p|li)>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_MARK = "<!-- stafett: "
"""Issues that Stafett itself keeps for owners begin so; nobody reported them."""


class ReportsError(Refusal):
    """The file holds no issues that can be read."""


def read_issues(path: Path, root: Path | None = None) -> tuple[Issue, ...]:
    """The open issues in the file ``path``, in its order. Raises ReportsError.

    A file of the knowledge base in ``root`` is not read through a link: the site would show another file's words.
    """
    if root is not None and path.resolve() != root.resolve() / path.relative_to(root):
        link = {"path": path, "line": 1, "why": N_("This is a link to another place, and is not read")}
        raise ReportsError(_UNREADABLE, **link)
    text = read_text(path)
    if isinstance(text, Complaint):
        problem = {"path": path, "line": text.line or 1, "why": text.message.format(**text.values)}
        raise ReportsError(_UNREADABLE, **problem)
    return issues_of(text, str(path))


def issues_of(text: str, path: str) -> tuple[Issue, ...]:
    """The open issues in the text of a file called ``path``. Raises ReportsError."""
    begins = text.lstrip()[:1]
    found = _json(text, path) if begins in {"[", "{"} else _csv(text, path) if begins else []
    return tuple(_issue(item) for item in found if _counts(item))


def _issue(item: Mapping[str, object]) -> Issue:
    return Issue(_first(item, _TITLE), _plain(_first(item, _BODY)))


def _counts(item: Mapping[str, object]) -> bool:
    """Whether the issue is open, may be read by all, and is one that somebody wrote."""
    if item.get("pull_request") or str(item.get("confidential", "")).casefold() in {"true", "yes"}:
        return False
    body = _first(item, _BODY).lstrip()
    return _first(item, _STATE).strip().casefold() not in _CLOSED and not body.startswith(_MARK)


def _first(item: Mapping[str, object], names: Sequence[str]) -> str:
    return next((value for name in names if isinstance(value := item.get(name), str)), "")


def _plain(body: str) -> str:
    """The text of an issue; of one in HTML, as Azure DevOps keeps it, without its tags."""
    if not _HTML.search(body):
        return body
    return unescape(_TAG.sub("", _BREAK.sub("\n", body)))


def _json(text: str, path: str) -> Iterator[Mapping[str, object]]:
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise ReportsError(N_("{path}:{line}: this is not JSON"), path=path, line=error.lineno) from error
        except (ValueError, RecursionError) as error:
            raise ReportsError(N_("{path}:{line}: this is not JSON"), path=path, line=1) from error
        yield from _items(value, path)


def _items(value: object, path: str) -> Iterator[Mapping[str, object]]:
    """The issues in a value: a list of them, of pages of them, or one object that holds them."""
    listed = value if isinstance(value, list) else [value]
    for item in listed:
        if isinstance(item, list):
            yield from (_named(one, path) for one in item)
        elif isinstance(item, dict):
            inner = item.get("items", item.get("value"))
            if isinstance(inner, list):
                yield from (_named(one, path) for one in inner)
            else:
                yield _named(item, path)
        else:
            _named(item, path)


def _named(item: object, path: str) -> Mapping[str, object]:
    """An issue with its names in lower case; those of Azure DevOps lie one level deeper."""
    inner = item.get("fields", item) if isinstance(item, dict) else None
    fields = {str(key).casefold(): value for key, value in inner.items()} if isinstance(inner, dict) else {}
    if not _first(fields, _TITLE):
        message = N_("{path}:{line}: these are no issues: each needs a title, and its text as `body` or `description`")
        raise ReportsError(message, path=path, line=1)
    return fields


def _csv(text: str, path: str) -> Iterator[Mapping[str, object]]:
    head = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=delimiter)
    try:
        names = [name.strip().casefold() for name in next(rows)]
        if "title" not in names or not {"body", "description"} & set(names):
            message = N_(
                "{path}:{line}: the columns Title and Description are not among those of the file; choose them before "
                "you export"
            )
            raise ReportsError(message, path=path, line=1)
        for row in rows:
            if any(row):
                yield dict(zip(names, row, strict=False))
    except csv.Error as error:
        message = N_("{path}:{line}: this is not CSV ({why})")
        raise ReportsError(message, path=path, line=rows.line_num, why=str(error)) from error
