"""Reads SCIM 2.0 (RFC 7643) as JSON: a ListResponse, a list of users, or one user; core and extensions.

Also what Microsoft Graph gives of Entra ID's users, which says ``value`` for ``Resources``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from stafett.messages import N_
from stafett.reading.staff.export import Export, NotAnExport, RowProblem, SourceRow

_BLANKS = re.compile(r"[ \t\r\n]*")
_GROUP = "urn:ietf:params:scim:schemas:core:2.0:group"
_NO_USERS = N_("The file is no SCIM: it should have `Resources`, be a list of users, or be one user")
_UNSHOWN = {"schemas", "meta", "groups", "photos", "password", "x509Certificates"}


def read_scim(text: str) -> Export:
    """The people in a SCIM file. Raises NotAnExport."""
    try:
        total, users, cut = _users(text)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        problem = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
        raise NotAnExport(N_("The file is no JSON ({problem})"), line, problem=problem) from error
    rows: list[SourceRow] = []
    problems: list[RowProblem] = []
    headings: dict[str, None] = {}
    others = 0
    for line, user in users:
        if not isinstance(user, dict):
            problems.append(RowProblem(line, N_("This is no user: it should be a group in braces")))
        elif _is_group(user):
            others += 1
        else:
            values = dict(_flat(user))
            headings |= dict.fromkeys(values)
            rows.append(SourceRow(line, values))
    partial = total if total is not None and total > len(users) else None
    return Export("scim", tuple(headings), tuple(rows), tuple(problems), partial, others, cut=cut)


def _users(text: str) -> tuple[int | None, list[tuple[int, Any]], bool]:
    """How many users there are by the file's own word, those that stand in it, each with its line, and if it is cut.

    Raises ValueError (JSONDecodeError) or RecursionError where it is no JSON, NotAnExport where there are no users.
    """
    decoder = json.JSONDecoder()
    start = _skip(text, 0)
    if text[start : start + 1] == "[":
        return None, list(_items(text, start, decoder)), False
    whole, end = decoder.raw_decode(text, start)
    if _skip(text, end) != len(text):
        raise json.JSONDecodeError("more than one value", text, end)
    if not isinstance(whole, dict):
        raise NotAnExport(_NO_USERS)
    names = {name.lower(): name for name in whole}
    graph = "@odata.context" in names or isinstance(whole.get(names.get("value", "")), list)
    listing = names.get("resources") or (names.get("value") if graph else None)
    if listing is None:
        if not {"username", "schemas", "id"} & set(names):
            raise NotAnExport(_NO_USERS)
        return None, [(text.count("\n", 0, start) + 1, whole)], False
    total = whole.get(names.get("totalresults", names.get("@odata.count", "")))
    at = _member(text, start, listing, decoder)
    listed = list(_items(text, at, decoder)) if text[at : at + 1] == "[" else []
    return (total if isinstance(total, int) else None), listed, "@odata.nextlink" in names


def _member(text: str, start: int, name: str, decoder: json.JSONDecoder) -> int:
    """Where the value of an object's member begins; the object is known to be sound JSON that has it."""
    at, found = _skip(text, start + 1), start
    while text[at] == '"':
        key, at = decoder.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)
        found = at if key == name else found
        _, at = decoder.raw_decode(text, at)
        at = _skip(text, at)
        at = _skip(text, at + 1) if text[at] == "," else at
    return found


def _items(text: str, start: int, decoder: json.JSONDecoder) -> Iterator[tuple[int, Any]]:
    """Each item of a list with the line on which it begins."""
    at, line, counted = _skip(text, start + 1), 1, 0
    while text[at : at + 1] != "]":
        line, counted = line + text.count("\n", counted, at), at
        value, at = decoder.raw_decode(text, at)
        yield line, value
        at = _skip(text, at)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif text[at : at + 1] != "]":
            raise json.JSONDecodeError("expecting ',' or ']'", text, at)


def _skip(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return match.end() if match else at


def _is_group(user: Mapping[str, Any]) -> bool:
    schemas, meta = user.get("schemas"), user.get("meta")
    named = {str(schema).lower() for schema in schemas} if isinstance(schemas, list) else set()
    return _GROUP in named or (isinstance(meta, dict) and meta.get("resourceType") == "Group")


def _flat(user: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each attribute by its name, those of an extension by their own; ``name.givenName`` for parts of a group."""
    for name, value in user.items():
        if name in _UNSHOWN:
            continue
        if name == "manager" and isinstance(value, dict):
            yield name, tuple(text for text in [_text(_of_group(value))] if text)
        elif isinstance(value, dict):
            prefix = "" if name.lower().startswith("urn:") else f"{name}."
            for inner, part in value.items():
                plain = _of_group(part) if isinstance(part, dict) else part
                if (text := _text(plain)) and f"{prefix}{inner}" not in user:
                    yield f"{prefix}{inner}", (text,)
        elif isinstance(value, list):
            texts = tuple(text for item in _primary_first(value) if (text := _text(item)))
            if texts:
                yield name, texts
        elif text := _text(value):
            yield name, (text,)


def _of_group(group: Mapping[str, Any]) -> object:
    """What stands for a group of attributes, as that of a manager: whom it means by id, else by name."""
    return next((group[key] for key in ("value", "id", "displayName", "display") if group.get(key)), None)


def _primary_first(values: list[Any]) -> Iterator[Any]:
    """What a list's items say, the one that is marked as the primary one first."""
    for item in sorted(values, key=lambda item: not (isinstance(item, dict) and item.get("primary") is True)):
        yield (item.get("value") or item.get("display")) if isinstance(item, dict) else item


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip() if isinstance(value, str | int | float) else ""
