"""Where the steps of a process lead: which way each goes on, what is never reached, and what never ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from stafett.model import Answer, Step


def ways(steps: Sequence[Step], number: int) -> tuple[Answer, ...]:
    """The ways on from the step of ``number`` (from 1): its answers, else the next step, else an end without a name."""
    answers = steps[number - 1].answers
    return answers or (Answer("", number + 1 if number < len(steps) else None),)


def follows(steps: Sequence[Step], number: int) -> list[int]:
    """The numbers of the steps that exist and come directly after the step of ``number``."""
    return [way.to for way in ways(steps, number) if way.to and way.to <= len(steps)]


def unknown_targets(steps: Sequence[Step]) -> list[tuple[int, Answer]]:
    """The answers that lead to a step that does not exist, with the number of the step that has them."""
    return [
        (number, way)
        for number, step in enumerate(steps, 1)
        for way in step.answers
        if way.to is not None and not 1 <= way.to <= len(steps)
    ]


def unreached(steps: Sequence[Step]) -> list[int]:
    """The steps that no way from the first leads to; of those that lead to each other only the first."""
    found: list[int] = []
    reached = _reached(steps, [1])
    for number in range(1, len(steps) + 1):
        if number not in reached:
            found.append(number)
            reached |= _reached(steps, [number])
    return found


def endless(steps: Sequence[Step]) -> int | None:
    """The first step, of those that the first leads to, from which no way leads to an end; None where all end."""
    before: dict[int, list[int]] = {}
    ending: list[int] = []
    for number in range(1, len(steps) + 1):
        ahead = follows(steps, number)
        for next_ in ahead:
            before.setdefault(next_, []).append(number)
        if len(ahead) < len(ways(steps, number)):
            ending.append(number)
    ends = _spread(ending, lambda number: before.get(number, ()))
    return next((number for number in sorted(_reached(steps, [1])) if number not in ends), None)


def _reached(steps: Sequence[Step], start: Iterable[int]) -> set[int]:
    return _spread(start if steps else (), lambda number: follows(steps, number))


def _spread(start: Iterable[int], ahead: Callable[[int], Iterable[int]]) -> set[int]:
    found: set[int] = set()
    waiting = list(start)
    while waiting:
        number = waiting.pop()
        if number not in found:
            found.add(number)
            waiting += ahead(number)
    return found
