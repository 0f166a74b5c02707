"""Takes the command line apart and hands it to a sub-command, whose module is imported only then."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from stafett import __version__

COMMANDS = {
    "check": "check every page against the rules",
    "pages": "list the pages with owner, due date and review status",
    "explain": "show a rule's manual page",
    "rules": "list the rules",
}
_USAGE = """usage: stafett COMMAND [options]

Checks who owns each page of a knowledge base, and when it was last reviewed.

commands:
{commands}

`stafett COMMAND --help` tells more about one of them. Exit status: 0 nothing to remark, 1 findings,
2 the command could not do its work."""


class Failure(Exception):  # noqa: N818 (said to a person, not handled)
    """The command could not do its work; its text says why and what to do. Ends with status 2."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that ``arguments`` (default: those of the process) give, and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in {"-h", "--help", "help"}:
        listed = "\n".join(f"  {name:<10}{text}" for name, text in COMMANDS.items())
        print(_USAGE.format(commands=listed))  # noqa: T201
        return 0 if words else 2
    if words[0] == "--version":
        print(f"stafett {__version__}")  # noqa: T201
        return 0
    if words[0] not in COMMANDS:
        print(f"stafett: there is no command '{words[0]}'. Commands: {', '.join(COMMANDS)}", file=sys.stderr)  # noqa: T201
        return 2
    return _run(words[0], words[1:])


def _run(command: str, words: Sequence[str]) -> int:
    module = import_module(f"stafett.cli.{command}")
    parser = argparse.ArgumentParser(prog=f"stafett {command}", description=module.__doc__, allow_abbrev=False)
    module.add_arguments(parser)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status: int = module.run(parser.parse_args(words))
    except Failure as failure:
        print(f"stafett: {failure}", file=sys.stderr)  # noqa: T201
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130
    return status
