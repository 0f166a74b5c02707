"""An onboarding check list as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from stafett.messages import Words
from stafett.questions.check_list import CheckList
from stafett.questions.onboarding import Step
from stafett.reports import path_words as said
from stafett.reports.printable import printable

_MARKS = re.compile(r"([\\`*_{}\[\]<>|#~$!]|&(?=#|\w+;)|^[-+](?= ))")


def render(checked: CheckList, words: Words, address: Callable[[Step], str]) -> str:
    """The check list with a box for each step; ``address`` gives where its page lies on the web, or nothing."""
    blocks = [f"# {text(said.title_of(words, checked))}", text(said.lead_of(words, checked))]
    if systems := said.systems_of(words, checked):
        blocks.append(text(systems))
    for due in checked.stages:
        blocks.append(f"## {text(words(said.STAGE_TITLES[due.stage.name]))}: {said.due_of(words, due)}")
        items = ("\n".join(_item(checked, words, step, address(step))) for step in due.stage.steps)
        blocks.append("\n".join(items))
    return "\n\n".join(blocks) + "\n"


def _item(checked: CheckList, words: Words, step: Step, address: str) -> Iterator[str]:
    title = f"[{text(step.page.title)}](<{address}>)" if address else f"**{text(step.page.title)}**"
    yield f"- [ ] {title} ({said.duration(words, step.minutes)})"
    for line in (step.why, said.needs_of(words, step), said.doubt_of(words, checked, step)):
        if line:
            yield f"      {text(line)}"


def text(value: str) -> str:
    """A value as text on one line: whatever could be a mark loses its meaning."""
    return _MARKS.sub(r"\\\1", printable(value))
