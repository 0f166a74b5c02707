"""Puts several files in place, all or none: also where the process is killed, or somebody else writes meanwhile."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from stafett.messages import N_
from stafett.writing import journal
from stafett.writing.journal import Change, Journal, digest
from stafett.writing.put import fill, put, settle
from stafett.writing.refused import CannotWrite

_CHANGED = N_("{path} has been changed by somebody else meanwhile; nothing was written, so begin anew")
_EXISTS = N_("{path} exists already, and nothing was written over it")
_GONE = N_("{path} is no longer there; nothing was written")


def write_all(root: Path, contents: Mapping[str, bytes], expected: Mapping[str, bytes | None]) -> None:
    """Put ``contents`` (POSIX path in the folder ``root`` -> bytes) in place, all or none.

    ``expected`` is what each file held when it was read, None where there must be none; looked at again right before
    the file is replaced. A file keeps its permissions, and a link within ``root`` its target. What an earlier,
    killed process began is completed first. Raises CannotWrite, and then nothing has changed.
    """
    with _telling(str(root)), journal.locked(root):
        _recover(root)
        targets = {path: _target(root, path) for path in contents}
        if len(set(targets.values())) < len(targets):
            raise CannotWrite(N_("two of the paths lead to the same file"))
        for path, target in targets.items():
            _check(path, root / target, expected.get(path))
        _write(root, targets, contents, expected)


def recover(root: Path) -> bool:
    """Complete what a killed process began to write in ``root``, or undo it; whether there was anything.

    Undone is what was not decided yet, and what somebody else has written over since. Raises CannotWrite.
    """
    with _telling(str(root)), journal.locked(root):
        return _recover(root)


@contextlib.contextmanager
def _telling(path: str) -> Iterator[None]:
    """Say in words what the system refuses."""
    try:
        yield
    except OSError as error:
        message = N_("cannot write '{path}': {problem}")
        raise CannotWrite(message, path=str(error.filename or path), problem=error.strerror or str(error)) from error


def _target(root: Path, path: str) -> str:
    """The file that ``path`` leads to, relative to ``root``. Raises CannotWrite."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts or not path.isprintable():
        raise CannotWrite(N_("'{path}' is not a path within the knowledge base"), path=ascii(path)[1:-1])
    base = Path(os.path.realpath(root))
    real = Path(os.path.realpath(base / path))
    if not real.is_relative_to(base) or ".git" in (part.casefold() for part in real.relative_to(base).parts):
        raise CannotWrite(N_("{path} leads to a place outside the knowledge base"), path=path)
    if real.exists() and not real.is_file():
        raise CannotWrite(N_("{path} is not a plain file"), path=path)
    if real.exists() and not os.access(real, os.W_OK):
        raise CannotWrite(N_("{path} is not allowed to be changed"), path=path)
    return real.relative_to(base).as_posix()


def _check(path: str, target: Path, expected: bytes | None) -> None:
    """Raise CannotWrite where the file no longer holds what it did."""
    held = _held(target)
    if held != expected:
        raise CannotWrite(_EXISTS if expected is None else _GONE if held is None else _CHANGED, path=path)


def _held(target: Path) -> bytes | None:
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None


def _write(
    root: Path, targets: Mapping[str, str], contents: Mapping[str, bytes], expected: Mapping[str, bytes | None]
) -> None:
    token = secrets.token_hex(4)
    changes = tuple(
        Change(target, _beside(target, token), expected.get(path), digest(contents[path]))
        for path, target in targets.items()
    )
    noted = Journal(changes, tuple(_missing_folders(root, targets.values())))
    journal.save(root, noted)
    try:
        for folder in noted.folders:
            (root / folder).mkdir()
        for change, data in zip(changes, contents.values(), strict=True):
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            prepared = root / change.prepared
            fill(prepared, os.open(prepared, flags, 0o600), data, root / change.path)
        noted = journal.decide(root, noted)
        for path, change in zip(targets, changes, strict=True):
            _check(path, root / change.path, change.before)
            _rename(root, change)
    except BaseException:
        _undo(root, noted)
        raise
    journal.close(root, noted)


def _beside(target: str, token: str) -> str:
    path = PurePosixPath(target)
    return str(path.with_name(f".{path.name[:40]}.{token}.new"))


def _missing_folders(root: Path, targets: Iterable[str]) -> list[str]:
    found: list[str] = []
    for target in targets:
        for folder in reversed(PurePosixPath(target).parents):
            if str(folder) not in found and not (root / folder).exists():
                found.append(str(folder))
    return found


def _rename(root: Path, change: Change) -> None:
    (root / change.prepared).replace(root / change.path)
    settle((root / change.path).parent)


def _undo(root: Path, noted: Journal) -> None:
    """Put back what the change has already replaced, where nobody has written over it since."""
    for change in noted.changes if noted.decided else ():
        target = root / change.path
        held = _held(target)
        if held is None or digest(held) != change.after or held == change.before:
            continue
        if change.before is None:
            target.unlink()
        else:
            put(target, change.before)
    journal.close(root, noted)


def _recover(root: Path) -> bool:
    noted = journal.read(root)
    if noted is None:
        return False
    if not noted.decided or not all(_is_ours(root, change) for change in noted.changes):
        _undo(root, noted)
        return True
    for change in noted.changes:
        if (root / change.prepared).exists():
            _rename(root, change)
    journal.close(root, noted)
    return True


def _is_ours(root: Path, change: Change) -> bool:
    """Whether the file is as the change left it: the old one with the new one ready beside it, or the new one."""
    held = _held(root / change.path)
    prepared = _held(root / change.prepared)
    if held is not None and digest(held) == change.after:
        return True
    return held == change.before and prepared is not None and digest(prepared) == change.after
