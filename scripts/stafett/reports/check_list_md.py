"""An onboarding check list as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from stafett.messages import Words
from stafett.questions.check_list import CheckList
from stafett.questions.onboarding import Step
from stafett.reports import path_words as said
from stafett.reports.forge_text import beginning, whole


def render(checked: CheckList, words: Words, address: Callable[[Step], str]) -> str:
    """The check list with a box for each step; ``address`` gives where its page lies on the web, or nothing."""
    blocks = [f"# {whole(said.title_of(words, checked))}", whole(said.lead_of(words, checked))]
    if systems := said.systems_of(words, checked):
        blocks.append(whole(systems))
    for due in checked.stages:
        blocks.append(f"## {whole(words(said.STAGE_TITLES[due.stage.name]))}: {said.due_of(words, due)}")
        items = ("\n".join(_item(checked, words, step, address(step))) for step in due.stage.steps)
        blocks.append("\n".join(items))
    return "\n\n".join(blocks) + "\n"


def _item(checked: CheckList, words: Words, step: Step, address: str) -> Iterator[str]:
    title = f"[{whole(step.page.title)}](<{address}>)" if address else f"**{whole(step.page.title)}**"
    yield f"- [ ] {title} ({said.duration(words, step.minutes)})"
    for line in (step.why, said.needs_of(words, step), said.doubt_of(words, checked, step)):
        if line:
            yield f"      {beginning(line)}"
