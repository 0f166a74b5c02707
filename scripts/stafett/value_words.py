"""What the values that people choose from are called: statuses, criticality, groups, lengths of time."""

from __future__ import annotations

from stafett.dates import parse_interval
from stafett.messages import N_, Words
from stafett.reports.interval_words import interval_words

_CHOICES = {
    "proposed": N_("Proposed"),
    "accepted": N_("Accepted"),
    "rejected": N_("Rejected"),
    "deprecated": N_("Deprecated"),
    "superseded": N_("Superseded"),
    "low": N_("Low"),
    "medium": N_("Medium"),
    "high": N_("High"),
    "sv": N_("Swedish"),
    "en": N_("English"),
    "responsible": N_("Does the work"),
    "accountable": N_("Answers for it"),
    "consulted": N_("Is asked"),
    "informed": N_("Is told"),
    "day_1": N_("The first day"),
    "week_1": N_("The first week"),
    "month_1": N_("The first month"),
    "month_3": N_("Within three months"),
    "everyone": N_("Everyone"),
}


def choice_label(words: Words, value: str) -> str:
    """What a choice of one of our kinds is called; that of an organisation's own kind by the value itself."""
    return words(_CHOICES[value]) if value in _CHOICES else value


def interval_label(words: Words, text: str) -> str:
    """A length of time as people say it; what cannot be read as one stays as it is written."""
    interval = parse_interval(text)
    if interval is None:
        return text
    return words(N_("Never")) if interval.unit == "never" else interval_words(interval, words)
