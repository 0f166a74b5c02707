"""CODEOWNERS: whom a forge asks about a file. Its lines, what they match, and how a path is written in one.

As GitHub documents it ("About code owners"): patterns as in .gitignore, without ranges and negation, and the last line
that matches counts, also where it names nobody. As GitLab documents it ("Syntax of CODEOWNERS file"): sections are
looked at apart, each with owners of its own, ``!`` leaves a file out of its section, and a path without a slash in
front may begin in any folder.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

BEGIN, END = "# stafett: begin", "# stafett: end"
_SECTION = re.compile(r"\^?\[(?P<name>[^\]]+)\](?:\[\d+\])?(?P<owners>(?:\s.*)?)")
_WORD = re.compile(r"(?:\\.|[^\s\\]|\\\Z)+", re.DOTALL)
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_RANGE = re.compile(r"\[[!^]?[^\]/\\]+\]")
_SPECIAL = frozenset(" \\#*?[]!")
_GITHUB_NAME = re.compile(r"@[A-Za-z0-9][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_.-]+)?")
_GITLAB_NAME = re.compile(r"@{1,2}[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_.-]+)*")


@dataclass(frozen=True)
class Line:
    """One line: ``owners`` as written, ``section`` in lower case, ``excludes`` where a ``!`` stands before the pattern.

    ``number`` counts from 1; ``made`` tells that the line stands between the marks, and so was made by Stafett.
    """

    number: int
    pattern: str
    owners: tuple[str, ...]
    section: str = ""
    excludes: bool = False
    made: bool = False
    gitlab: bool = False

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        return _gitlab_regex(self.pattern) if self.gitlab else _github_regex(self.pattern)

    def matches(self, path: str) -> bool:
        """Whether the line is about the file at the POSIX path."""
        return self._regex.fullmatch(path) is not None

    @property
    def literal(self) -> str | None:
        """The one path that the pattern names; None where it begins anywhere, or has wildcards."""
        plain = _ESCAPED.sub("x", self.pattern)
        if not plain.startswith("/") or plain.endswith("/") or any(sign in plain for sign in "*?["):
            return None
        return re.sub(r"\\(.)", r"\1", self.pattern[1:], flags=re.DOTALL)


@dataclass(frozen=True)
class CodeOwners:
    """A CODEOWNERS file: where it lies, seen from the knowledge base, and its lines in order.

    ``folder`` is where the knowledge base lies in the repository, with a stroke at its end; empty at its top.
    """

    path: str
    lines: tuple[Line, ...]
    folder: str = ""

    @property
    def made(self) -> tuple[Line, ...]:
        """The lines that Stafett made."""
        return tuple(line for line in self.lines if line.made)

    def asked(self, path: str) -> tuple[Line, ...]:
        """The lines by which somebody is asked about a file of the knowledge base: in each section the last."""
        path = f"{self.folder}{path}"
        last: dict[str, Line] = {}
        excluded: set[str] = set()
        for line in sorted(self._likely(path), key=lambda line: line.number):
            if line.matches(path):
                last[line.section] = line
                if line.excludes:
                    excluded.add(line.section)
        return tuple(line for section, line in last.items() if section not in excluded)

    def _likely(self, path: str) -> Iterator[Line]:
        """The lines that may match: with a line for each of thousands of pages, all would take too long."""
        yield from self._by_literal.get(None, ())
        parts = path.split("/")
        for end in range(1, len(parts) + 1):
            yield from self._by_literal.get("/".join(parts[:end]), ())

    @cached_property
    def _by_literal(self) -> Mapping[str | None, tuple[Line, ...]]:
        found: defaultdict[str | None, list[Line]] = defaultdict(list)
        for line in self.lines:
            found[line.literal].append(line)
        return {literal: tuple(lines) for literal, lines in found.items()}

    def owners(self, path: str) -> frozenset[str]:
        """Who is asked about the file, in lower case, as forges do not tell upper from lower."""
        return frozenset(name.lower() for line in self.asked(path) for name in line.owners)


def parse(path: str, text: str, folder: str = "") -> CodeOwners:
    """The lines of a CODEOWNERS file, which lies at ``path`` (see CodeOwners).

    Never raises: what no forge would understand is passed over.
    """
    numbered = list(enumerate(text.splitlines(), 1))
    gitlab = ".gitlab" in path.split("/") or any(_SECTION.fullmatch(line.strip()) for _, line in numbered)
    lines: list[Line] = []
    section, made = "", False
    usual: tuple[str, ...] = ()
    for number, line in numbered:
        stripped = line.strip()
        heading = _SECTION.fullmatch(stripped) if gitlab else None
        if stripped in {BEGIN, END}:
            made = stripped == BEGIN
        elif heading:
            section, usual = heading["name"].strip().lower(), _owners(_words(heading["owners"]))
        elif stripped and not stripped.startswith("#"):
            pattern, *words = _words(line)
            owners = _owners(words) or usual
            excludes = gitlab and pattern.startswith("!")
            lines.append(Line(number, pattern.removeprefix("!" * excludes), owners, section, excludes, made, gitlab))
    return CodeOwners(path, tuple(lines), folder)


def _words(line: str) -> list[str]:
    """The words of a line, up to a comment; a space after a backslash belongs to its word."""
    found: list[str] = []
    for word in _WORD.findall(line):
        if word.startswith("#"):
            break
        found.append(word)
    return found


def _owners(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for word in words if "@" in word)


def escaped(path: str) -> str:
    """The pattern that means the file at the POSIX path and no other."""
    return "/" + "".join(f"\\{sign}" if sign in _SPECIAL else sign for sign in path)


def is_name(text: str, forge: str) -> bool:
    """Whether ``text`` can be what a forge (``github`` or ``gitlab``) calls an account or a team."""
    return bool((_GITHUB_NAME if forge == "github" else _GITLAB_NAME).fullmatch(text))


def _github_regex(pattern: str) -> re.Pattern[str]:
    """As in .gitignore, but that brackets mean themselves, and ``folder/*`` means the files right in the folder."""
    anchored = "/" in pattern.rstrip("/")
    body = pattern.strip("/") if pattern.endswith("/") else pattern.lstrip("/")
    start = "" if anchored else "(?:.*/)?"
    if pattern.endswith("/"):
        rest = "/.*"
    elif (anchored and body.endswith("/*")) or body.endswith("/**") or body == "**":
        rest = ""
    else:
        rest = "(?:/.*)?"
    return re.compile(start + "".join(_parts(body, ranges=False)) + rest, re.DOTALL)


def _gitlab_regex(pattern: str) -> re.Pattern[str]:
    """As Ruby's File.fnmatch with FNM_PATHNAME, after what GitLab puts before and behind the pattern."""
    whole = pattern if pattern.startswith("/") else f"/**/{pattern}"
    whole = f"{whole}**/*" if whole.endswith("/") else whole
    return re.compile("".join(_parts(whole.lstrip("/"), ranges=True)), re.DOTALL)


def _parts(pattern: str, *, ranges: bool) -> Iterator[str]:
    i = 0
    while i < len(pattern):
        sign = pattern[i]
        found = _RANGE.match(pattern, i) if ranges else None
        if found:
            i = found.end() - 1
            yield "[" + re.escape(found[0][1:-1]).replace(r"\-", "-").replace("!", "^").replace(r"\^", "^") + "]"
        elif sign == "\\" and i + 1 < len(pattern):
            i += 1
            yield re.escape(pattern[i])
        elif pattern.startswith("**/", i) and (i == 0 or pattern[i - 1] == "/"):
            i += 2
            yield "(?:[^/]+/)*"
        elif pattern.startswith("**", i):
            i += 1
            yield ".*"
        elif sign == "*":
            yield "[^/]*"
        else:
            yield "[^/]" if sign == "?" else re.escape(sign)
        i += 1
