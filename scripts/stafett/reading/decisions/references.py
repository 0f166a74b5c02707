"""References to other decisions, as people write them: links, numbers, names of files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote

from stafett.reading.tree import page_id

_LINK = r"\[(?P<text>(?:[^][\n]|\[[^][\n]{0,100}\]){1,300})\]\(\s*<?(?P<target>[^)\s>]{1,400})>?[^)\n]{0,200}\)"
_LABELLED = r"\[(?P<words>[^][\n]{1,200})\](?:\[(?P<label>[^][\n]{0,200})\])?(?!\()"
_FILE = r"(?P<file>[\w./-]{1,200}\.md)\b"
_PREFIXED = (
    r"(?:ADRs?|DR|beslut(?:et|en)?|decisions?|records?)[ _-]{0,2}(?:nr\.?|no\.?|number)?\s?#?(?P<number>\d{1,8})\b"
)
_BARE = r"#?(?P<bare>\d{1,8})(?=\s*(?:[.,;)]|\band\b|\boch\b|\Z))"
_ONE = re.compile(
    rf"[*_\"'«(]{{0,3}}(?:the\s|our\s|earlier\s|tidigare\s|vårt\s){{0,2}}(?:{_LINK}|{_LABELLED}|{_FILE}|{_PREFIXED}|{_BARE})",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[*_\"'»)]{0,3}\s*(?:,\s*(?:and|och)?|and|och|&|\+)\s*", re.IGNORECASE)
_SMALL_WORDS = re.compile(
    r"[*_\"'»)]{0,3}\s*(?:(?:är|har|blir|is|are|was|were|has been|have been)\s+)?"
    r"(?:(?:härmed|hereby|nu|now|blivit)\s+)?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<!\d)(\d{1,8})(?!\d)")
_DEFINITION = re.compile(r"^ {0,3}\[([^\]\n]{1,200})\]:[ \t]*<?(\S{1,400}?)>?(?:[ \t].*)?$", re.MULTILINE)
_NAMES_DECISION = re.compile(r"\b(?:ADR|DR|beslut|decision)|\b0\d{2,7}\b", re.IGNORECASE)
MOST = 50


class Reference(NamedTuple):
    """A decision that is meant, as ``resolve`` takes it; ``linked`` tells that it is a link, checked as all links."""

    text: str
    linked: bool


def definitions(body: str) -> Mapping[str, str]:
    """The targets of links by label, as ``[ADR-8]: 0008-restricted-deletion.md`` gives them."""
    return {label.lower(): target for label, target in _DEFINITION.findall(body)}


def references_at(text: str, position: int, path: str, labels: Mapping[str, str]) -> tuple[list[Reference], int]:
    """The references that stand in a row from ``position`` of ``text``, in the file ``path``, and where they end."""
    found: list[Reference] = []
    end = position
    while len(found) < MOST:
        match = _ONE.match(text, position)
        reference = _meant(match, path, labels) if match else None
        if match is None or reference is None:
            break
        found.append(reference)
        end = match.end()
        more = _BETWEEN.match(text, end)
        if more is None:
            break
        position = more.end()
    return found, end


def references_before(text: str, path: str, labels: Mapping[str, str]) -> list[Reference]:
    """The references in a row with which ``text`` ends, but for a small word between them and the verb that follows."""
    for match in _ONE.finditer(text):
        found, end = references_at(text, match.start(), path, labels)
        if found and _SMALL_WORDS.fullmatch(text, end):
            return found
    return []


def any_reference(text: str) -> bool:
    """Whether the text names a decision by a link to a file or by number."""
    return any(match["target"] or match["number"] or match["file"] for match in _ONE.finditer(text))


def _meant(match: re.Match[str], path: str, labels: Mapping[str, str]) -> Reference | None:
    target = match["target"] or match["file"]
    if match["words"] is not None:
        target = labels.get((match["label"] or match["words"]).lower())
    if target:
        return _of_target(target, path)
    number = match["number"] or match["bare"] or _last_number(match["words"] or "")
    return Reference(f"{int(number):04}", linked=False) if number else None


def _of_target(target: str, path: str) -> Reference | None:
    """What a link leads to: a page by its path, or where it is an address on the web, by its last part."""
    target = unquote(target).partition("#")[0].partition("?")[0].rstrip("/")
    if "://" in target:
        name = page_id(target.rpartition("/")[2])
        return Reference(name, linked=False) if _DIGITS.search(name) else None
    if not target or ":" in target:
        return None
    return Reference(page_id(posixpath.normpath(posixpath.join(posixpath.dirname(path), target))), linked=True)


def _last_number(words: str) -> str | None:
    """The number of a decision in brackets that are no link: ``[ADR-8]`` and ``[0008]``, not the note ``[1]``."""
    numbers = _DIGITS.findall(words) if _NAMES_DECISION.search(words) else []
    return numbers[-1] if numbers else None
