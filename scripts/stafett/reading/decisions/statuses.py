"""The status of a decision in the words that people use for it.

Known are the words of Nygard, adr-tools, MADR and log4brains, what real logs say beside them, and Swedish. What
follows the first such word may say by which decision this one is replaced; a decision that is replaced in part goes
on holding.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from stafett.reading.decisions.references import Reference, references_at

SWEDISH_ACCEPTED = (
    "antaget", "antagen", "antagits", "beslutat", "beslutad", "beslutats", "beslut fattat", "godkänt", "godkänd",
    "fastställt", "fastställd", "gäller", "gällande", "genomfört", "genomförd", "accepterat", "accepterad", "ändrat",
    "ändrad", "delvis ersatt", "delvis upphävt",
)  # fmt: skip
_BY_STATUS = {
    "accepted": (
        "accepted", "approved", "adopted", "agreed", "decided", "implemented", "active", "in force", "in effect",
        "done", "ratified", "amended", "partly superseded", "partially superseded", "superseded in part",
        "partly replaced", "partially replaced", *SWEDISH_ACCEPTED,
    ),
    "proposed": (
        "proposed", "proposal", "pending", "draft", "drafted", "on hold", "in review", "under review",
        "in discussion", "under discussion", "open", "rfc", "request for comments", "wip", "work in progress",
        "in progress", "to be decided", "föreslaget", "föreslagen", "förslag", "utkast", "på remiss", "remiss",
        "under beredning", "bereds", "vilande", "väntar",
    ),
    "rejected": (
        "rejected", "declined", "refused", "not accepted", "denied", "cancelled", "canceled", "abandoned",
        "withdrawn", "avslaget", "avslagen", "avvisat", "avvisad", "förkastat", "förkastad", "inte antaget",
        "ej antaget", "återkallat", "återkallad", "nej",
    ),
    "deprecated": (
        "deprecated", "obsolete", "obsoleted", "outdated", "retired", "expired", "no longer applies",
        "no longer relevant", "upphävt", "upphävd", "upphört", "utgått", "inaktuellt", "inaktuell",
        "gäller inte längre", "föråldrat",
    ),
    "superseded": (
        "superseded", "superceded", "superseeded", "supersceded", "superseded by", "replaced", "ersatt", "ersatts",
        "ersätts", "ersattes", "avlöst",
    ),
}  # fmt: skip
_STATUS_OF = {words: status for status, known in _BY_STATUS.items() for words in known}
_LONGEST_FIRST = sorted(_STATUS_OF, key=len, reverse=True)
# After a status: nothing, a sign, a day, or a small word; else it is the beginning of a sentence about something.
_AFTER = r"(?=\s*(?:[^\w\s]|\d|\Z|(?:by|av|on|in|since|as|and|but|with|for|per|den|sedan|genom|med|och|men|i)\b))"
_STATUS = re.compile(rf"({'|'.join(map(re.escape, _LONGEST_FIRST))})\b{_AFTER}", re.IGNORECASE)
_STRUCK = re.compile(r"~~[^~\n]{1,300}~~")
_LEADING = re.compile(r"(?:!\[[^\]\n]{0,200}\]\([^)\n]{0,400}\)|:[a-z0-9_+-]{1,40}:|<[^>\n]{1,100}>|[\W_])*")
_DAY = r"(?:(?:on|den)?\s*\d{4}-\d{2}-\d{2}[,:]?\s*)?"
_VERB_BY = (
    r"(?:super[sc]e+ded|supersceded|replaced|obsoleted|deprecated|ersatt|ersatts|ersätts|ersattes|"
    r"upphäv(?:t|d|s|des|ts)|avlös(?:t|es|tes|ts))"
)
DONE = re.compile(rf"\b(?:{_VERB_BY}|upphör|upphörde)\b", re.IGNORECASE)
BY = re.compile(rf"\b{_VERB_BY}\s*:?\s*{_DAY}(?:by|av|genom|med)\s*:?\s*", re.IGNORECASE)
OVER = re.compile(r"\b(?:super[sc]e+des|replaces|obsoletes|ersätter|upphäver|avlöser)\s*:?\s*", re.IGNORECASE)
PARTLY = re.compile(r"\b(?:partly|partially|in part|parts? of|delvis|delar av|en del av)\b", re.IGNORECASE)
_LONGEST = 1000


class Stated(NamedTuple):
    """A status, and the decisions that replaced this one or that it replaced, as far as the same words say so."""

    status: str | None
    by: tuple[Reference, ...] = ()
    over: tuple[Reference, ...] = ()


def read_status(text: str, path: str, labels: Mapping[str, str]) -> Stated:
    """What ``text``, a line that tells of a status in the file ``path``, says. Its status is None where it is none."""
    text = _STRUCK.sub("", text[:_LONGEST])
    text = text[_leading(text) :]
    match = _STATUS.match(text)
    by, over = (_related(pattern, text, path, labels) for pattern in (BY, OVER))
    if match is None:
        return Stated(None, by, over)
    status = _STATUS_OF[match[1].lower()]
    if by and status == "accepted":
        status = "superseded"
    return Stated(status, by, over)


def bare_status(text: str) -> str | None:
    """The word for a status, as written, where ``text`` holds nothing else but signs; None where it holds more."""
    start = _leading(text)
    match = _STATUS.match(text, start)
    if match is None or any(sign.isalnum() for sign in text[match.end() :]):
        return None
    return match[1]


def _leading(text: str) -> int:
    match = _LEADING.match(text)
    return match.end() if match else 0


def _related(pattern: re.Pattern[str], text: str, path: str, labels: Mapping[str, str]) -> tuple[Reference, ...]:
    match = pattern.search(text)
    if match is None or PARTLY.search(text, 0, match.end()):
        return ()
    return tuple(references_at(text, match.end(), path, labels)[0])
