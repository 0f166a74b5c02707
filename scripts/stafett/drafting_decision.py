"""Makes a decision for a log whose decisions say in their text how they stand: in the shape of the one it replaces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from stafett.left_to_write import mark
from stafett.reading.decisions.body import Line, field_of, sections, told, value_in
from stafett.reading.decisions.names import without_number
from stafett.reading.front_matter import split_text
from stafett.writing.decision_status import Words

_H1 = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_NUMBER = re.compile(r"\d+")
_USUAL = {"sv": ("Bakgrund", "Beslut", "Konsekvenser"), "en": ("Context", "Decision", "Consequences")}
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|])")


@dataclass(frozen=True, slots=True)
class Successor:
    """A decision about to be made: what its lines say, by field, and in which language its marks are.

    ``says`` has the text of each field; ``words`` those of the log; ``number`` is empty where the log has none.
    """

    title: str
    number: str
    says: Mapping[str, str]
    words: Words
    language: str


def compose_like(old: str, new: Successor) -> str:
    """The body of the decision ``new``, with the headings, bullets and sections that the text ``old`` has."""
    body = split_text(old).body
    lines = body.split("\n")
    blocks = [f"# {_heading(body, new)}"]
    top = _top(body, new)
    written: list[str] = []
    for item in top:
        place = value_in(lines[item.line - 1])
        written.append(f"{place.before}{new.says[item.field]}")
        if item.field == "status":
            bullet = re.match(r"[ \t]*[*+-][ \t]+", lines[item.line - 1])
            written.append(
                f"{bullet[0] if bullet else ''}{new.words.supersedes.capitalize()}: {new.says['supersedes']}"
            )
    if written:
        bulleted = all(re.match(r"[ \t]*[*+-][ \t]", line) for line in written)
        blocks.append(("\n" if bulleted else "\n\n").join(written))
    told_above = {item.field for item in top}
    for heading in sections(body) or _usual(new, told_above):
        name = field_of(heading.lstrip("0123456789. "))
        if name in told_above or name == "links":
            continue
        blocks.append(f"## {heading}")
        if name == "status":
            blocks.append(f"{new.says['status']}\n\n{new.words.supersedes} {new.says['supersedes']}")
        elif name is not None and name in new.says:
            blocks.append(new.says[name])
        else:
            blocks.append(mark(re.sub(r"[\[\]\s]+", " ", heading).strip(), new.language))
    return "\n\n".join(blocks) + "\n"


def _usual(new: Successor, known: set[str]) -> tuple[str, ...]:
    headings = _USUAL.get(new.language, _USUAL["en"])
    return headings if "status" in known else ("Status", *headings)


def _top(body: str, new: Successor) -> list[Line]:
    """The lines with a key, one for each field that the new decision has something to say of."""
    lines = body.split("\n")
    found: dict[str, Line] = {}
    for item in told(body, 1):
        known = isinstance(item, Line) and item.field in new.says and item.field != "supersedes"
        if isinstance(item, Line) and known and value_in(lines[item.line - 1]).before:
            found.setdefault(item.field, item)
    return list(found.values())


def _heading(body: str, new: Successor) -> str:
    """The title with a number before it where the older decision has one, written in the same way."""
    title = _MARKDOWN.sub(r"\\\1", new.title)
    match = _H1.search(body)
    if not match or not new.number:
        return title
    bare = without_number(match[1])
    before = match[1][: len(match[1]) - len(bare)]
    number = _NUMBER.search(before)
    if not number:
        return title
    digits = new.number.lstrip("0").zfill(len(number[0])) if number[0].startswith("0") else new.number.lstrip("0")
    return before[: number.start()] + digits + before[number.end() :] + title
