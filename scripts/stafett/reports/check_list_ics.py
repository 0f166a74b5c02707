"""An onboarding check list as calendar entries. An entry is known by its page and the newcomer's first day."""

from __future__ import annotations

from collections.abc import Callable

from stafett.messages import N_, Words
from stafett.questions.check_list import CheckList, Due
from stafett.questions.onboarding import Step
from stafett.reports import path_words as said
from stafett.reports.icalendar import Entry, calendar


def render(checked: CheckList, words: Words, address: Callable[[Step], str]) -> str:
    """An entry for each step on the day by which it should be read; ``address`` gives where its page is, or nothing."""
    entries = (_entry(checked, words, due, step, address(step)) for due in checked.stages for step in due.stage.steps)
    product = f"Onboarding//{words.language.upper()}"
    return calendar(said.title_of(words, checked), product, checked.as_of, entries)


def _entry(checked: CheckList, words: Words, due: Due, step: Step, address: str) -> Entry:
    takes = said.duration(words, step.minutes)
    about = (step.why, said.needs_of(words, step), said.doubt_of(words, checked, step), address)
    return Entry(
        f"{step.page.id}\n{checked.start.isoformat()}",
        due.day,
        words(N_("Read: {title} ({time})"), title=step.page.title, time=takes),
        "\n".join(part for part in about if part),
        words(said.STAGE_TITLES[due.stage.name]),
        address,
    )
