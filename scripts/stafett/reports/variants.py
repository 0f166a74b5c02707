"""The register of local variants as a table, JSON or CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.questions.variants import Entry, Reach, State, behind
from stafett.reports.csv_table import csv_table
from stafett.reports.json_answer import json_answer
from stafett.reports.printable import printable

STATE_WORDS: Mapping[State, str] = {
    State.EXPIRED: N_("Has run out"),
    State.UNAPPROVED: N_("Not approved"),
    State.INCOMPLETE: N_("Incomplete"),
    State.ENDING: N_("Ends soon"),
    State.HOLDS: N_("Holds"),
}
_REACH: Mapping[Reach, str] = {
    Reach.OWN: N_("the unit itself"),
    Reach.ABOVE: N_("all of a unit above"),
    Reach.BELOW: N_("a part of the unit"),
}
_NAMES = ("id", "path", "title", "variant_of", "units", "reach", "reason", "approved_by", "until", "state", "behind")


def as_data(base: KnowledgeBase, entry: Entry, as_of: date) -> dict[str, object]:
    """An entry as plain values; ``behind`` is the day of the national page's last change, where it was not followed."""
    one = entry.variant
    late = None if one.expired(as_of) else behind(base, one)
    return {
        "id": one.page.id,
        "path": one.page.path,
        "title": one.page.title,
        "variant_of": one.original.id,
        "units": list(entry.units),
        "reach": str(entry.reach),
        "reason": one.reason or None,
        "approved_by": one.page.text("approved_by"),
        "until": one.until.isoformat() if one.until else None,
        "state": str(entry.state),
        "behind": late.original.isoformat() if late and late.rewritten else None,
    }


def render_json(base: KnowledgeBase, entries: Sequence[Entry], as_of: date) -> str:
    """The register as JSON."""
    return json_answer(as_of, {"variants": [as_data(base, entry, as_of) for entry in entries]})


def render_csv(base: KnowledgeBase, entries: Sequence[Entry], as_of: date, words: Words) -> str:
    """The register as CSV with a line of names, after RFC 4180; several units are parted by spaces."""
    rows = (as_data(base, entry, as_of) | {"units": " ".join(entry.units)} for entry in entries)
    return csv_table(_NAMES, ([row[name] for name in _NAMES] for row in rows), words)


def render_table(base: KnowledgeBase, entries: Sequence[Entry], words: Words, unit: str | None) -> str:
    """The register for people: what has run out first, each with where, why, who agreed and until when."""
    if not entries:
        message = N_("Nobody works differently there.") if unit else N_("There are no local variants.")
        return words(message) + "\n"
    lines: list[str] = []
    for entry in entries:
        lines += [*_lines(base, entry, words, unit), ""]
    counts = words.plural("{n} local variant", "{n} local variants", len(entries))
    loud = sum(entry.state is State.EXPIRED for entry in entries)
    gone = words.plural("{n} of them has run out", "{n} of them have run out", loud) if loud else ""
    return "\n".join([*lines, f"{counts}{', ' + gone if gone else ''}."]) + "\n"


def _lines(base: KnowledgeBase, entry: Entry, words: Words, unit: str | None) -> list[str]:
    one = entry.variant
    state = words(STATE_WORDS[entry.state])
    until = one.until.isoformat() if one.until else words(N_("no last day"))
    loud = state.upper() if entry.state in {State.EXPIRED, State.UNAPPROVED} else state
    where = ", ".join(base.directory.units[name].name for name in entry.units) or words(N_("nowhere named"))
    if unit and entry.reach is not Reach.OWN:
        where = f"{where} ({words(_REACH[entry.reach])})"
    facts = [
        (words(N_("Where")), where),
        (words(N_("Departs from")), one.original.title),
        (words(N_("Why")), one.reason or "–"),
        (words(N_("Approved by")), one.page.text("approved_by") or "–"),
    ]
    width = max(len(name) for name, _ in facts)
    head = f"{until}  {loud}  {printable(one.page.title)} ({printable(one.page.path)})"
    return [head, *(f"    {name:<{width}}  {printable(value)}" for name, value in facts)]
