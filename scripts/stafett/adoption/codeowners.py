"""Whom a CODEOWNERS file names for a path: the last line that fits, as GitHub and GitLab read it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

Line = tuple[str, tuple[str, ...]]


def read_lines(text: str) -> list[Line]:
    """The lines of a CODEOWNERS file, each a pattern with its owners; sections of GitLab count as comments."""
    found: list[Line] = []
    for line in text.splitlines():
        words = re.split(r"(?<!\\)\s+", re.sub(r"(?:^|\s)#.*", "", line).strip())
        if words[0] and not words[0].startswith(("[", "^[")):
            found.append((words[0].replace("\\ ", " "), tuple(words[1:])))
    return found


def owners_of(path: str, lines: Sequence[Line]) -> tuple[str, ...]:
    """The owners of a POSIX path; none where no line fits, or where the last that does names nobody."""
    fitting = [owners for pattern, owners in lines if _regex(pattern).match(path)]
    return fitting[-1] if fitting else ()


@lru_cache(maxsize=1024)
def _regex(pattern: str) -> re.Pattern[str]:
    anchored = "/" in pattern.rstrip("/")
    body = pattern.strip("/")
    out, i = "", 0
    while i < len(body):
        if body.startswith("**/", i):
            out, i = out + "(?:[^/]+/)*", i + 3
        elif body.startswith("**", i):
            out, i = out + ".*", i + 2
        elif body[i] == "*":
            out, i = out + "[^/]*", i + 1
        elif body[i] == "?":
            out, i = out + "[^/]", i + 1
        else:
            out, i = out + re.escape(body[i]), i + 1
    # A last `*` names files only; any other name is a file, or a folder and all that is in it.
    end = r"\Z" if body.endswith("/*") else "/" if pattern.endswith("/") else r"(?:/|\Z)"
    return re.compile(("" if anchored else "(?:.*/)?") + out + end)
