"""What a process that writes several files notes down, so that a later one can complete or undo it.

In its first state the journal names the new files that are being prepared beside their targets; in its second the
change is decided, and only renaming is left. It lies outside the knowledge base, in the folder where programs keep
their state: one that came with a knowledge base, as anybody may have put it there, would be believed.
"""

from __future__ import annotations

import base64
import contextlib
import errno
import json
import os
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from stafett.writing.put import fill, settle

try:
    import fcntl
except ImportError:  # on Windows
    fcntl = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Change:
    """One file of a change: its path and that of the new file beside it, relative to the knowledge base.

    ``before`` is what it held, None where it did not exist; ``after`` the SHA-256 of what it is to hold, in hex.
    """

    path: str
    prepared: str
    before: bytes | None
    after: str


@dataclass(frozen=True, slots=True)
class Journal:
    """A change of several files; ``folders`` were made for it; ``decided`` when all new files are complete."""

    changes: tuple[Change, ...]
    folders: tuple[str, ...] = ()
    decided: bool = False


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    return sha256(data).hexdigest()


def place(root: Path) -> Path:
    """The journal of the knowledge base in the folder ``root``: one a folder and user. Raises OSError."""
    name = digest(os.path.realpath(root).encode("utf-8", "surrogateescape"))[:32]
    return _folder() / f"{name}.json"


def _folder() -> Path:
    """Where this user's journals lie; where nobody has a home, as in some containers, among the temporary files."""
    state = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA") or ""
    with contextlib.suppress(OSError, RuntimeError):
        base = Path(state) if Path(state).is_absolute() else Path.home() / ".local" / "state"
        (base / "stafett").mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.access(base / "stafett", os.W_OK):
            return base / "stafett"
    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"stafett-{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or (found.st_uid, found.st_mode & 0o022) != (user, 0):
        raise PermissionError(errno.EPERM, "somebody else may write in it", str(folder))
    return folder


def save(root: Path, journal: Journal) -> None:
    """Write the journal, whole. Raises OSError."""
    file = place(root)
    changes = [
        {
            "path": change.path,
            "prepared": change.prepared,
            "before": None if change.before is None else base64.b64encode(change.before).decode("ascii"),
            "after": change.after,
        }
        for change in journal.changes
    ]
    told = {"changes": changes, "folders": journal.folders, "decided": journal.decided}
    # By a name of its own each time, what a killed process left there would stay.
    new = _unfinished(root)
    fill(new, os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), json.dumps(told).encode(), file)
    new.replace(file)
    settle(file.parent)


def _unfinished(root: Path) -> Path:
    return place(root).with_suffix(".new")


def read(root: Path) -> Journal | None:
    """The journal that a killed process left; None where there is none, or one that means nothing.

    One that was not written to its end is removed: nothing else had happened yet.
    """
    _unfinished(root).unlink(missing_ok=True)
    try:
        told = json.loads(place(root).read_bytes())
        changes = tuple(
            Change(
                str(item["path"]),
                str(item["prepared"]),
                None if item["before"] is None else base64.b64decode(item["before"]),
                str(item["after"]),
            )
            for item in told["changes"]
        )
        found = Journal(changes, tuple(str(folder) for folder in told["folders"]), told["decided"] is True)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        return None
    return found


def decide(root: Path, journal: Journal) -> Journal:
    """Note that the new files are complete: from here on the change is completed, whatever happens."""
    decided = replace(journal, decided=True)
    save(root, decided)
    return decided


def close(root: Path, journal: Journal) -> None:
    """Remove what the change has left: new files that were not used, folders that stayed empty, and the journal."""
    for change in journal.changes:
        (root / change.prepared).unlink(missing_ok=True)
    for folder in reversed(journal.folders):
        with contextlib.suppress(OSError):
            (root / folder).rmdir()
    place(root).unlink(missing_ok=True)


@contextlib.contextmanager
def locked(root: Path) -> Iterator[None]:
    """Keep other processes from writing there meanwhile; the system lets go of it where this one is killed.

    Where folders cannot be locked (as on Windows) nothing is: what each file held is looked at in any case.
    """
    if fcntl is None:
        yield
        return
    handle = os.open(root, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # as on some file systems that other machines serve
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
