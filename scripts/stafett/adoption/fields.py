"""Which of the fields that pages have are ours under another name, by that name and by what stands in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from stafett.adoption.dates import looks_like_date
from stafett.adoption.survey import Seen
from stafett.dates import parse_interval
from stafett.guesses import guess_interval
from stafett.kinds import Kind
from stafett.model import Raw
from stafett.reading.page import THEME_KEYS

# Names in Swedish and English, by how surely they mean the field; those before the bar above those after it.
_NAMES = {
    "last_reviewed": "last_reviewed last_reviewed_on last_review last_review_date lastreviewed reviewed reviewed_on "
    "review_date reviewdate reviewed_at last_verified verified granskad senast_granskad granskningsdatum granskat | "
    "last_updated updated updated_on updated_at last_modified lastmod modified ms_date last_update uppdaterad "
    "senast_uppdaterad ändrad andrad datum date",
    "owner": "owner page_owner doc_owner content_owner owner_slack owned_by owner_team ägare agare sidägare sidagare "
    "dokumentägare processägare processagare ansvarig sidansvarig informationsägare | owners team responsible "
    "maintainer maintainers contact kontakt innehållsansvarig ms_author author författare",
    "deputy": "deputy backup_owner secondary_owner ställföreträdare stallforetradare ersättare ersattare",
    "reviewed_by": "reviewed_by reviewer granskad_av granskare last_reviewed_by",
    "review_note": "review_note review_notes review_comment granskningsnotering",
    "review_in": "review_in review_interval review_cycle review_frequency review_every review_period granskas_om "
    "granskningsintervall granskningsfrekvens intervall",
    "title": "title titel rubrik page_title | heading name namn",
    "description": "description beskrivning | summary ingress sammanfattning abstract excerpt",
    "keywords": "keywords nyckelord sökord sokord search_terms",
    "criticality": "criticality kritikalitet",
    "status": "status",
    "decision-makers": "decision_makers deciders beslutsfattare",
    "consulted": "consulted tillfrågade",
    "informed": "informed informerade",
    "supersedes": "supersedes ersätter replaces",
    "superseded-by": "superseded_by ersatt_av replaced_by_decision",
}
_LESS_SURE = 0.25
# Of the values of a field that is written on most pages, so many have to look like what is meant.
_MOST = 0.5
_FEWEST_SEEN, _RARE = 3, 0.02


class Mapped(NamedTuple):
    """Our field, the name that the pages have for it, on how many pages it is, and whether the name may mean else."""

    ours: str
    theirs: str
    times: int
    unsure: bool


class Unknown(NamedTuple):
    """A field that means nothing to Stafett, and on how many pages it is."""

    name: str
    times: int


def propose_fields(files: Sequence[Seen], *, decisions: bool) -> list[Mapped]:
    """Our fields, each with the name that fits best; ``decisions`` says that ``date`` has a meaning of its own."""
    counts = field_counts(files)
    found: list[Mapped] = []
    for ours, names in _NAMES.items():
        best = max(_candidates(ours, names, counts, files, decisions=decisions), default=None)
        taken = {mapped.theirs for mapped in found}
        if best and best[2] not in taken:
            found.append(Mapped(ours, best[2], counts[best[2]], unsure=best[3]))
    return found


def field_counts(files: Iterable[Seen]) -> Counter[str]:
    """On how many pages each field has a value."""
    return Counter(name for seen in files for name, value in (seen.fields or {}).items() if value is not None)


def _candidates(
    ours: str, names: str, counts: Counter[str], files: Sequence[Seen], *, decisions: bool
) -> list[tuple[float, int, str, bool]]:
    sure, _, unsure = names.partition("|")
    tiers = [(1.0, sure.split()), (_LESS_SURE, unsure.split())]
    found = []
    for weight, words in tiers:
        for name, count in counts.items():
            plain = re.sub(r"[-. ]", "_", name.lower())
            if plain not in words or (decisions and plain in {"date", "datum"}):
                continue
            values = [seen.fields[name] for seen in files if seen.fields and seen.fields.get(name) is not None]
            if _fits(ours, values):
                found.append((weight * count, -words.index(plain), name, weight < 1))
    return found


def _fits(ours: str, values: Sequence[Raw]) -> bool:
    shape = _SHAPES.get(ours)
    return shape is None or sum(map(shape, values)) >= _MOST * len(values)


def _is_interval(value: Raw) -> bool:
    return isinstance(value, str) and bool(parse_interval(value) or guess_interval(value))


def _is_one(value: Raw) -> bool:
    return isinstance(value, str)


_SHAPES: dict[str, Callable[[Raw], bool]] = {
    "last_reviewed": looks_like_date,
    "review_in": _is_interval,
    "owner": _is_one,
    "deputy": _is_one,
    "title": _is_one,
}


def propose_known(files: Sequence[Seen], mapped: Sequence[Mapped], kinds: Iterable[Kind]) -> list[Unknown]:
    """The fields that are on so many pages that they mean something to somebody, though not to Stafett."""
    known = {name for kind in kinds for name in kind.fields} | THEME_KEYS | {item.theirs for item in mapped}
    counts = field_counts(files)
    least = max(_FEWEST_SEEN, _RARE * len(files))
    return [Unknown(name, count) for name, count in counts.most_common() if name not in known and count >= least]
