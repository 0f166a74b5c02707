"""Takes the command line apart and hands it to a sub-command, whose module is imported only then."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

from stafett import __version__
from stafett.collector import paused

GROUPS = {
    "check and read": {
        "check": "check every page against the rules",
        "pages": "list the pages with owner, due date and review status",
        "history": "tell what happened to a page: reviews, owners, changes",
        "health": "tell how much of it is vouched for in time",
        "risk": "tell by unit what is vacant, what leaves with a leaver, and what to do",
        "coverage": "tell which processes each role and unit needs, and where knowledge is thin",
        "forecast": "simulate what happens to the pages when people leave, and what would help",
        "intervals": "propose how often each page should be reviewed, and say why",
        "variants": "tell where units work differently, why and until when",
        "onboard": "write a role's onboarding path as a check list with dates",
        "leave": "tell what somebody hands over before they leave, and who could take it",
        "explain": "show a rule's manual page",
        "rules": "list the rules",
    },
    "write": {
        "new": "make a page of a template",
        "review": "write into pages that they are reviewed: when, by whom, and what was done",
        "snooze": "put a review off, once, with a reason",
        "handover": "hand over what somebody answers for, all of it in one change",
        "supersede": "replace a decision by a new one, and mend both ends of the chain",
        "people": "list and import people of the directory, and erase who has left",
    },
    "tell": {
        "digest": "write to each person once a week what waits for them",
        "flag": "keep one issue an owner of what is due, on a forge",
        "comment": "keep one comment on a pull request up to date",
    },
    "set up": {
        "init": "begin a knowledge base in a folder, or adopt the pages that are there",
        "schema": "write JSON Schema of each kind, and snippets, for editors",
        "export": "write what other tools read: a site for another engine, CODEOWNERS, decisions",
    },
}
COMMANDS = {name: text for group in GROUPS.values() for name, text in group.items()}
_USAGE = """usage: stafett COMMAND [options]

Checks who owns each page of a knowledge base, and when it was last reviewed.

{commands}

`stafett COMMAND --help` tells more about one of them. Exit status: 0 nothing to remark, 1 findings,
2 the command could not do its work."""


class Failure(Exception):  # noqa: N818 (said to a person, not handled)
    """The command could not do its work; its text says why and what to do. Ends with status 2."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that ``arguments`` (default: those of the process) give, and return its exit status."""
    try:
        status = _dispatch(list(sys.argv[1:] if arguments is None else arguments))
        say("")
    except Failure as failure:
        print(f"stafett: {failure}", file=sys.stderr)  # noqa: T201
        return 2
    except KeyboardInterrupt:
        return 130
    return status


def say(text: str) -> None:
    """Print ``text`` at once. Whoever reads it may stop at any line. Raises Failure where it cannot be written."""
    try:
        print(text, end="", flush=True)  # noqa: T201
    except OSError as error:
        # What is left in the buffer would be written, and fail, once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise Failure(f"cannot write the report: {error.strerror}") from error


def _dispatch(words: Sequence[str]) -> int:
    if not words or words[0] in {"-h", "--help", "help"}:
        listed = "\n\n".join("\n".join([f"{group}:", *_listed(names)]) for group, names in GROUPS.items())
        say(_USAGE.format(commands=listed) + "\n")
        return 0 if words else 2
    if words[0] == "--version":
        say(f"stafett {__version__}\n")
        return 0
    if words[0] not in COMMANDS:
        raise Failure(f"there is no command '{words[0]}'. Commands: {', '.join(COMMANDS)}")
    return _run(words[0], words[1:])


def _listed(commands: Mapping[str, str]) -> list[str]:
    width = max(len(name) for name in COMMANDS) + 2
    return [f"  {name:<{width}}{text}" for name, text in commands.items()]


def _run(command: str, words: Sequence[str]) -> int:
    module = import_module(f"stafett.cli.{command}")
    parser = argparse.ArgumentParser(prog=f"stafett {command}", description=module.__doc__, allow_abbrev=False)
    module.add_arguments(parser)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        options = parser.parse_args(words)
    except SystemExit as ended:  # argparse has shown its help, or said what is wrong
        return ended.code if isinstance(ended.code, int) else 2
    with paused():
        status: int = module.run(options)
    return status
