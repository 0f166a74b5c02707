"""The steps of a process as a flow chart in Mermaid's notation.

A step's text is untrusted, and Mermaid decodes entities, reads comments, directives and Markdown, and knows words that
act. So nothing that it could take for any of these reaches it: the few signs that it reads are replaced by look-alikes,
and a word joiner, which nobody sees, is put into the words. The steps as a list beside the picture have every sign.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Sequence

from stafett.model import Step
from stafett.questions.flow import ways

MOST_STEPS = 100
"""A flow of more steps is no picture that anybody could take in, and takes Mermaid long to draw."""

_LONGEST_SOURCE = 50_000  # Mermaid draws no longer one
_LONGEST = 140  # of the text of a step or an answer; the list has it whole
_WIDE, _NARROW = 23, 17  # signs on a line, of a step and of a question, whose diamond grows both ways
_LOOK_ALIKES = str.maketrans(
    {'"': "”", "`": "’", "<": "‹", ">": "›", "\\": "∖", "{": "(", "}": ")", "|": "¦", "\ufb02": "fl"}
)
_JOINER = "\u2060"
_ACTIVE_WORD = re.compile(
    "url|src|image|icon|img|cross-|import|script|click|properties|details|style|classdef", re.IGNORECASE
)
_ACTIVE_SIGN = re.compile(r"[#&@%$/](?=\S)|:(?=\w)")


def flowchart(steps: Sequence[Step], who: Callable[[Step], str], done: str) -> str:
    """The flow chart, top down: questions as diamonds, ends as stadiums, in each step who does it.

    ``who`` gives the name to show for a step's role (or nothing), ``done`` names an end that has no name. Empty where
    there are no steps, or too many to draw.
    """
    if not 0 < len(steps) <= MOST_STEPS:
        return ""
    lines = ["flowchart TD"]
    for number, step in enumerate(steps, 1):
        lines.append(f"    s{number}{_node(step, number, who(step))}")
    for number in range(1, len(steps) + 1):
        for index, way in enumerate(ways(steps, number)):
            label = f'|"{_label(way.words, _NARROW)}"|' if way.words else ""
            if way.to and way.to <= len(steps):
                lines.append(f"    s{number} -->{label} s{way.to}")
            else:
                end = _label(way.end or (done if way.to is None else str(way.to)), _WIDE)
                lines.append(f'    s{number} -->{label} e{number}_{index}(["{end}"]):::end_')
    source = "\n".join(lines) + "\n"
    return source if len(source) <= _LONGEST_SOURCE else ""


def _node(step: Step, number: int, by: str) -> str:
    text = _label(f"{number}. {step.text}", _NARROW if step.asks else _WIDE)
    if by:
        text += f"<br/>{_label(by, _WIDE)}"
    opening, closing = ("{", "}") if step.asks else ("[", "]")
    kinds = "question" if step.asks else "step"
    return f'{opening}"{text}"{closing}:::{kinds}{"By" if by else ""}'


def _label(text: str, width: int) -> str:
    """Text as a label that means nothing but itself, in lines of about ``width`` signs."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    lines = textwrap.wrap(textwrap.shorten(plain, _LONGEST, placeholder=" …") or plain[:_LONGEST], width)
    return "<br/>".join(_harmless(line) for line in lines) or " "


def _harmless(text: str) -> str:
    text = _ACTIVE_WORD.sub(lambda word: f"{word[0][0]}{_JOINER}{word[0][1:]}", text.translate(_LOOK_ALIKES))
    return _ACTIVE_SIGN.sub(lambda sign: sign[0] + _JOINER, text)
