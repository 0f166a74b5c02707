"""Proposed review intervals as text for people or as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from stafett.messages import N_, Words
from stafett.questions.intervals import LEAST_LEAVING, UNSEEN, Proposal
from stafett.reports.interval_words import interval_words
from stafett.reports.printable import printable, printable_line, visible_json

_WIDTH = 100
_CRITICALITY: Mapping[str, str] = {
    "high": N_("high criticality"),
    "medium": N_("medium criticality"),
    "low": N_("low criticality"),
}
_LEAST_YEARS = 0.1


def render_json(proposals: Sequence[Proposal]) -> str:
    """The proposals as a JSON list; rates are events a year, chances from 0 to 1."""
    value = [
        {
            "id": found.page.id,
            "path": found.page.path,
            "review_in": str(found.set) if found.set else None,
            "proposed": str(found.interval),
            "proposed_months": found.months,
            "criticality": found.criticality,
            "changes": found.changes,
            "years": round(found.years, 2),
            "owners_leaving": round(found.leaving, 3),
            "tenures": found.tenures,
            "chance_unseen": round(found.chance, 3),
        }
        for found in proposals
    ]
    return visible_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def render_text(proposals: Sequence[Proposal], words: Words, field: str, *, everything: bool) -> str:
    """Each page that should have another interval than it has, with the line to write in it and why.

    ``field`` is what this knowledge base calls ``review_in``. With ``everything`` also those that fit.
    """
    shown = [
        found for found in proposals if everything or (found.differs and found.set_months is not None) or not found.set
    ]
    lines: list[str] = []
    # Of a young knowledge base the same is to be said of nearly every page; it is said once.
    for said, alike in groupby(shown, lambda found: tuple(_said(found, words, field))):
        lines += [f"{printable_line(found.page.title)} ({printable(found.page.path)})" for found in alike]
        lines += [*said, ""]
    lines.append(_foot(proposals, shown, words))
    if any(found.changes is None for found in proposals):
        message = N_("There is no git history here, so each page is reckoned to change once in two years.")
        lines.append(words(message))
    return "\n".join(lines) + "\n"


def _said(found: Proposal, words: Words, field: str) -> Iterator[str]:
    has = words(N_("none")) if found.set is None else interval_words(found.set, words)
    if found.differs:
        yield "  " + words(N_("now {now}; write `{line}`"), now=has, line=f"{field}: {found.interval}")
    else:
        yield "  " + words(N_("now {now}, which fits"), now=has)
    yield from textwrap.wrap(
        why(found, words), _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
    )


def why(found: Proposal, words: Words) -> str:
    """Why this interval, in a sentence."""
    return words(
        N_("{changes}, {leaving}, and {criticality} lets at most {unseen} % of such things go unseen."),
        changes=_changes(found, words),
        leaving=_leaving(found, words),
        criticality=words(_CRITICALITY.get(found.criticality, _CRITICALITY["medium"])),
        unseen=round(UNSEEN.get(found.criticality, UNSEEN["medium"]) * 100),
    )


def _changes(found: Proposal, words: Words) -> str:
    if found.changes is None or found.years < _LEAST_YEARS:
        return words(N_("It is too new to tell how often it changes (reckoned: once in two years)"))
    months = max(1, round(found.years * 12))
    return words.plural(
        "It was changed {n} time in {months} months",
        "It was changed {n} times in {months} months",
        found.changes,
        months=months,
    )


def _leaving(found: Proposal, words: Words) -> str:
    stay = max(1, round(1 / found.leaving))
    if not found.tenures:
        return words.plural(
            "nobody knows how long its owners stay (reckoned: {n} year)",
            "nobody knows how long its owners stay (reckoned: {n} years)",
            stay,
        )
    if found.leaving <= LEAST_LEAVING:  # nobody is taken to stay longer, whatever the directory says
        return words.plural(
            "its owners stay long (reckoned: {n} year at most)",
            "its owners stay long (reckoned: {n} years at most)",
            stay,
        )
    return words.plural("its owners stay about {n} year", "its owners stay about {n} years", stay)


def _foot(proposals: Sequence[Proposal], shown: Sequence[Proposal], words: Words) -> str:
    exempt = sum(found.set is not None and found.set_months is None for found in proposals if found not in shown)
    parts = [words.plural("{n} proposal", "{n} proposals", sum(found.differs for found in shown))]
    fits = sum(not found.differs for found in proposals)
    if fits:
        parts.append(words.plural("{n} page has what fits", "{n} pages have what fits", fits))
    if exempt:
        parts.append(words.plural("{n} page is exempt", "{n} pages are exempt", exempt))
    return f"{'; '.join(parts)}."
