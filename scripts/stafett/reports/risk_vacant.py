"""The vacant roles by name: since when, and what to do about each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from stafett.messages import N_, Words
from stafett.questions.continuity import Continuity, Empty
from stafett.reports.printable import printable


def vacant_lines(found: Continuity, group: str, words: Words) -> Iterator[str]:
    """A heading and a line for each role that nobody holds, in the group or below it; nothing where there is none."""
    told = dict.fromkeys(
        _said(empty, words) for name in found.groups.within(group) for empty in found.parts[name].vacant
    )
    if told:
        yield from ("", words(N_("Vacant roles, since when, and what to do")))
        yield from (f"  {line}" for line in sorted(told))


def _said(empty: Empty, words: Words) -> str:
    since = (
        words(N_("nobody has held it"))
        if empty.gap.first == date.min
        else words(N_("vacant since {day}"), day=empty.gap.first)
    )
    return f"{_name(empty, words)}: {since}. {_act(empty, words)}"


def _name(empty: Empty, words: Words) -> str:
    if empty.role is None:
        return printable(empty.pages[0].path)
    if empty.unit:
        return words(N_("{role} in {unit}"), role=printable(empty.role.name), unit=printable(empty.unit))
    return printable(empty.role.name)


def _act(empty: Empty, words: Words) -> str:
    if empty.gap.begins:
        return words(N_("The next one begins on {day}; until then, say who steps in."), day=empty.gap.begins)
    if empty.role is None:
        return words(N_("Its owner is a person who is not here: give it another, preferably a role."))
    if empty.pages:
        pages = words.plural("{n} page", "{n} pages", len(empty.pages))
        return words(N_("Name somebody: {pages} without an owner."), pages=pages)
    if empty.unit:
        return words(N_("Others have the role elsewhere: name somebody here if the work is still done here."))
    return words(N_("Name somebody, or take away the role guide if the role is no more."))
