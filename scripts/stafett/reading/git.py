"""Asks git, as a process of its own that can neither run what a repository names, nor reach out, nor go on for ever."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

LONGEST_SECONDS = 30
_NOTHING: Mapping[str, str] = MappingProxyType({})
MOST_BYTES = 64 * 1024 * 1024
# Nobody's own settings, no pager, no question at a terminal, no file written, and nothing fetched from elsewhere.
# Files of the knowledge base that look like a repository, as anybody can put beside the pages, are none: its settings
# could name programs.
_SETTINGS = (
    "core.fsmonitor=false",
    "core.pager=cat",
    "log.showSignature=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
)
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # overrides what a repository says of a protocol of its own, such as of `ext`
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}


def run_git(
    root: Path, arguments: Iterable[str], given: bytes = b"", settings: Mapping[str, str] = _NOTHING
) -> tuple[bytes, bool] | None:
    """What git prints when asked in the folder ``root``, and whether that is all of it; None where it fails.

    ``given`` is what git reads, ``settings`` win over what the repository says. Of more than ``MOST_BYTES`` only the
    beginning is given.
    """
    command = ["git", "--no-pager", *(word for setting in _SETTINGS for word in ("-c", setting)), *arguments]
    # Where git itself has started us (from a hook), its variables would lead to another repository.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as output:
            asked.write(given)
            asked.seek(0)
            done = subprocess.run(  # noqa: S603 (a list without a shell; no word of it comes from a page)
                command,
                cwd=root,
                env=inherited | _ENVIRONMENT | _as_variables(settings),
                stdin=asked,
                stdout=output,
                stderr=subprocess.DEVNULL,
                timeout=LONGEST_SECONDS,
                check=False,
            )
            output.seek(0)
            read = output.read(MOST_BYTES + 1)
    except (OSError, subprocess.SubprocessError):
        return None
    return None if done.returncode else (read[:MOST_BYTES], len(read) <= MOST_BYTES)


def no_filters(root: Path) -> dict[str, str]:
    """Settings with which git runs none of the filters that the repository names, where it reads files as they lie.

    Without these ``git diff`` hands a file that has changed to such a program first (gitattributes(5), "filter").
    """
    named = run_git(root, ("config", "--null", "--name-only", "--get-regexp", r"^filter\."))
    names = named[0].decode("utf-8", "surrogateescape").split("\0") if named else ()
    filters = {name.rpartition(".")[0] for name in names if name}
    # An empty `process` goes before `clean`, and is not run.
    return {f"{name}.{key}": value for name in filters for key, value in (("process", ""), ("required", "false"))}


def _as_variables(settings: Mapping[str, str]) -> dict[str, str]:
    """Settings as git takes them from the environment: their names may hold any sign there, also an equals sign."""
    found = {"GIT_CONFIG_COUNT": str(len(settings))}
    for number, (name, value) in enumerate(settings.items()):
        found |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    return found


def read_blobs(root: Path, ids: Iterable[str], largest: int) -> dict[str, bytes]:
    """The contents that git knows under ``ids``, without those that are larger than ``largest`` bytes or missing.

    Where they are more than ``MOST_BYTES`` together, the first of ``ids`` are given. Two processes of git.
    """
    wanted = list(dict.fromkeys(ids))
    checked = run_git(root, ("cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)"), _lines(wanted))
    small: list[str] = []
    room = MOST_BYTES
    for line in checked[0].decode("ascii", "replace").split("\n") if checked else ():
        name, _, kind_and_size = line.partition(" ")
        kind, _, size = kind_and_size.partition(" ")
        if kind == "blob" and size.isdigit() and int(size) <= largest:
            room -= int(size) + len(line) + 1
            if room < 0:
                break
            small.append(name)
    printed = run_git(root, ("cat-file", "--batch=%(objectname) %(objectsize)"), _lines(small)) if small else None
    return _contents(printed[0]) if printed else {}


def _lines(words: Iterable[str]) -> bytes:
    return "".join(f"{word}\n" for word in words).encode("ascii", "replace")


def _contents(printed: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    at = 0
    while (end := printed.find(b"\n", at)) > 0:
        name, _, size = printed[at:end].decode("ascii", "replace").partition(" ")
        if not size.isdigit():
            break
        found[name] = printed[end + 1 : end + 1 + int(size)]
        at = end + 1 + int(size) + 1
    return found
