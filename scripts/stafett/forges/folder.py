"""A folder instead of a forge: a Markdown file for each issue or comment, for trials and for mail that is merged.

The folder has what is open; a file that is closed is taken away. Files that others have put there are left alone.
"""

from __future__ import annotations

import re
from pathlib import Path

from stafett.forges.errors import ForgeError
from stafett.forges.forge import Change, Comment, Issue
from stafett.forges.marker import key_of
from stafett.messages import N_
from stafett.writing.put import put

_LARGEST = 4 * 1024 * 1024
_TITLE = re.compile(r"(?m)^# (.*)\n\n?")
_UNUSUAL = re.compile(r"[^a-z0-9åäö]+")
_LONGEST_NAME = 100


class FolderIssues:
    """Issues as files in ``folder``, called after their keys under ``name``."""

    longest = 1_000_000

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._paths: dict[int, Path] = {}

    def issues(self) -> list[Issue]:
        """The files that are ours, in the order of their names."""
        found: list[Issue] = []
        self._paths = {}
        for path in sorted(self._folder.glob("*.md")) if self._folder.is_dir() else ():
            text = _read(path)
            if text is not None and key_of(self._name, text) is not None:
                number = len(found) + 1
                self._paths[number] = path
                title = _TITLE.search(text)
                body = _TITLE.sub("", text, count=1)
                found.append(Issue(number, title[1] if title else "", body, open=True, address=str(path)))
        return found

    def assignable(self, accounts: tuple[str, ...]) -> tuple[str, ...]:
        """Nobody: a file is given to nobody."""
        del accounts
        return ()

    def create(self, title: str, body: str, assignees: tuple[str, ...]) -> Issue:
        """Write a new file; one of the same name that is not ours is left alone."""
        del assignees
        stem = _stem(key_of(self._name, body) or title)
        path = next(
            p for n in range(1, 10_000) if not (p := self._folder / f"{stem}{f'-{n}' if n > 1 else ''}.md").exists()
        )
        _write(path, _with_title(title, body))
        number = max(self._paths, default=0) + 1
        self._paths[number] = path
        return Issue(number, title, body, open=True, address=str(path))

    def change(self, number: int, change: Change) -> None:
        """Write the file anew, or take it away where it is closed."""
        path = self._paths[number]
        if change.open is False:
            path.unlink(missing_ok=True)
            return
        text = _read(path) or ""
        title = _TITLE.search(text)
        body = _TITLE.sub("", text, count=1) if change.body is None else change.body
        _write(path, _with_title((title[1] if title else "") if change.title is None else change.title, body))

    def say(self, number: int, text: str) -> None:
        """Nothing: a file that is closed is gone."""


class FolderComments:
    """The comment called ``key`` on a pull request, as the file ``KEY-NUMBER.md`` in ``folder``."""

    longest = 1_000_000

    def __init__(self, folder: Path, key: str, number: int) -> None:
        self._path = folder / f"{key}-{number}.md"

    def accounts(self) -> frozenset[str]:
        """Whoever wrote the file."""
        return frozenset({""})

    def comments(self) -> list[Comment]:
        """The file, where there is one."""
        text = _read(self._path)
        return [] if text is None else [Comment("", text, "")]

    def create(self, body: str) -> None:
        """Write the file."""
        if self._path.exists():
            raise ForgeError(N_("'{path}' is there already and not ours; name another folder"), path=self._path)
        _write(self._path, body)

    def change(self, comment: Comment, body: str) -> None:
        """Write the file anew."""
        del comment
        _write(self._path, body)

    def remove(self, comment: Comment) -> None:
        """Take the file away."""
        del comment
        self._path.unlink(missing_ok=True)


def _with_title(title: str, body: str) -> str:
    """The body with the title below its hidden lines."""
    lines = body.split("\n")
    hidden = next((at for at, line in enumerate(lines) if not line.startswith("<!-- stafett: ")), len(lines))
    return "\n".join([*lines[:hidden], f"# {title}", "", *lines[hidden:]]).rstrip("\n") + "\n"


def _stem(key: str) -> str:
    return _UNUSUAL.sub("-", key.casefold()).strip("-")[:_LONGEST_NAME] or "issue"


def _read(path: Path) -> str | None:
    """The text of a plain file; None where there is none, or it is none of ours: too large, or no text."""
    try:
        if not path.is_file() or path.is_symlink() or path.stat().st_size > _LARGEST:
            return None
        return path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
    except OSError as error:
        raise ForgeError(
            N_("cannot read '{path}': {reason}"), path=path, reason=str(error.strerror or error)
        ) from error


def _write(path: Path, text: str) -> None:
    """Put the file in place when it is complete. Raises ForgeError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, text.encode("utf-8", "replace"))
    except OSError as error:
        raise ForgeError(
            N_("cannot write '{path}': {reason}"), path=path, reason=str(error.strerror or error)
        ) from error
