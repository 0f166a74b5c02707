"""Asks a person at a terminal, one question at a time. Ctrl-C ends it, and nothing has been written by then."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from stafett.cli.main import Failure, say
from stafett.messages import N_, Words
from stafett.reports.printable import printable

Choice = tuple[str, str]
"""What is chosen, and how it is shown."""


def at_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return bool(sys.stdin and sys.stdout) and sys.stdin.isatty() and sys.stdout.isatty()


def choose(
    words: Words,
    question: str,
    choices: Sequence[Choice],
    usual: str | None = None,
    other: Callable[[str], str] | None = None,
) -> str:
    """The choice that somebody makes by its number or its name; ``usual`` where they only press Enter.

    ``other`` makes a choice of what is not among them, or gives an empty text. Raises Failure where nobody answers.
    """
    say(f"{question}\n")
    width = len(str(len(choices)))
    for number, (name, shown) in enumerate(choices, 1):
        mark = " *" if name == usual else ""
        say(f"  {number:>{width}}  {printable(shown)}{mark}\n")
    if usual is None:
        prompt = words(N_("A number or a name: "))
    elif usual:
        prompt = words(N_("A number or a name (Enter: {usual}): "), usual=usual)
    else:
        prompt = words(N_("A number or a name (Enter: none of them): "))
    while True:
        answer = line(prompt)
        if not answer and usual is not None:
            return usual
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(choices):
            return choices[int(answer) - 1][0]
        named = [name for name, shown in choices if answer and answer.lower() in {name.lower(), shown.lower()}]
        found = named[0] if named else other(answer) if other and answer else ""
        if found:
            return found
        say(words(N_("That is none of them.")) + "\n")


def line(prompt: str) -> str:
    """One line that somebody writes. Raises Failure where the input ends."""
    try:
        return input(prompt).strip()
    except EOFError as error:
        raise Failure("the input ended before every question was answered; nothing was written") from error
