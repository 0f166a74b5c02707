"""How the steps of a process are written, and what is wrong with those that are written otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stafett.guesses import nearest
from stafett.messages import N_
from stafett.model import Answer, Raw, Step, Where
from stafett.refusals import InvalidValue, one_line, shown

_KEYS = ("step", "by", "then")
# What people write instead, in either language.
_CALLED = {
    "steg": "step", "text": "step", "what": "step", "vad": "step", "title": "step", "name": "step", "action": "step",
    "av": "by", "vem": "by", "who": "by", "role": "by", "roll": "by", "owner": "by",
    "sedan": "then", "svar": "then", "answers": "then", "next": "then", "goto": "then", "if": "then", "om": "then",
}  # fmt: skip
_MOST_DIGITS = 6
_WORDY_NUMBER = re.compile(
    r"(?:(?:gå|go|hoppa|jump)\s+)?(?:(?:till|to)\s+)?(?:(?:steg|step|nr|no|nummer|number|punkt)\.?\s*)?(\d{1,6})\.?",
    re.IGNORECASE,
)


def read_steps(raw: Raw) -> tuple[Step, ...]:
    """The steps that ``raw``, the value of a field of steps, writes. Raises InvalidValue at the first wrong one."""
    if not isinstance(raw, list):
        raise InvalidValue(
            N_("`{field}` should be a list of steps, but it is: {value}"),
            N_("Write each step on a line of its own below `{field}:`, beginning with `- `."),
            value=shown(raw),
        )
    return tuple(_step(item, index) for index, item in enumerate(raw))


def _step(raw: Raw, index: int) -> Step:
    number = str(index + 1)
    if isinstance(raw, str) and raw.strip():
        return Step(one_line(raw))
    if isinstance(raw, dict):
        return _with_parts(raw, index)
    if isinstance(raw, list):
        raise InvalidValue(
            N_("Step {number} in `{field}` is a list in itself: {value}"),
            N_("Write it as a text, or as `step:` with `by:` and `then:` on lines of their own."),
            (index,),
            number=number,
            value=shown(raw),
        )
    raise InvalidValue(
        N_("Step {number} in `{field}` is empty"),
        N_("Write what is done in it, or remove the line."),
        (index,),
        number=number,
    )


def _with_parts(raw: Mapping[str, Raw], index: int) -> Step:
    number = str(index + 1)
    unknown = next((key for key in raw if key not in _KEYS), None)
    if unknown is not None:
        raise _unknown_part(raw, unknown, index)
    text = raw.get("step")
    if not isinstance(text, str) or not text.strip():
        raise InvalidValue(
            N_("Step {number} in `{field}` does not say what is done"),
            N_("Write it in one line after `step:`."),
            (index,),
            number=number,
        )
    by = raw.get("by")
    if by is not None and not isinstance(by, str):
        raise InvalidValue(
            N_("Step {number} in `{field}` should name one role after `by:`, but it is: {value}"),
            N_("Name the role that does it; where several do, make it a step for each."),
            (index, "by"),
            number=number,
            value=shown(by),
        )
    return Step(one_line(text), one_line(by) if by and by.strip() else None, _answers(raw.get("then"), index))


def _unknown_part(raw: Mapping[str, Raw], unknown: str, index: int) -> InvalidValue:
    number = str(index + 1)
    guess = _CALLED.get(unknown.lower()) or nearest(unknown, _KEYS)
    if len(raw) == 1 and (" " in unknown or not guess):
        return InvalidValue(
            N_("Step {number} in `{field}` has a colon in its text, so that `{value}` counts as the name of a part"),
            N_("Put the whole text of the step in quotes."),
            (index,),
            number=number,
            value=shown(unknown),
        )
    return InvalidValue(
        N_("Step {number} in `{field}` has no part `{value}`; its parts are {parts}"),
        N_("Write `{guess}:` instead of `{value}:`.") if guess else N_("Use one of: {parts}."),
        (index, unknown),
        number=number,
        value=shown(unknown),
        parts=", ".join(_KEYS),
        guess=guess or "",
    )


def _answers(raw: Raw, index: int) -> tuple[Answer, ...]:
    where: Where = (index, "then")
    number = str(index + 1)
    if raw is None:
        return ()
    if isinstance(raw, str) and raw.strip():
        return (_answer("", raw, where, number),)
    if isinstance(raw, dict) and raw:
        return tuple(_answer(words, target, (*where, words), number) for words, target in raw.items())
    raise InvalidValue(
        N_("Step {number} in `{field}` should say after `then:` which answer leads where, but it is: {value}"),
        N_("Write for example `then: {{Yes: 5, No: 3}}`, with the numbers of the steps to go to."),
        where,
        number=number,
        value=shown(raw) or "{}",
    )


def _answer(words: str, raw: Raw, where: Where, number: str) -> Answer:
    words = one_line(words)
    if not isinstance(raw, str) or not raw.strip():
        raise InvalidValue(
            N_("The answer `{answer}` of step {number} in `{field}` should lead to one step, but it says: {value}"),
            N_("Write the number of the step to go to, or a text that ends the process."),
            where,
            answer=shown(words),
            number=number,
            value=shown(raw) or "–",
        )
    text = one_line(raw)
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
        return Answer(words, int(text))
    wordy = _WORDY_NUMBER.fullmatch(text)
    if wordy:
        raise InvalidValue(
            N_("`{value}` after `then:` in step {number} of `{field}` counts as a text that ends the process"),
            N_("Write only the number {guess} to go on to that step."),
            where,
            value=shown(text),
            number=number,
            guess=wordy[1],
        )
    return Answer(words, None, text)
