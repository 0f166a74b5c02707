"""Puts one file in place when it is complete: whoever reads it sees the old one or the new one, never half of one."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def put(target: Path, data: bytes) -> None:
    """Put a new file in the place of ``target``, with its permissions or those of a file made there.

    Raises OSError, and then nothing has changed.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    try:
        fill(Path(name), handle, data, target)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    settle(target.parent)


def fill(path: Path, handle: int, data: bytes, target: Path) -> None:
    """Write ``data`` to the file ``path``, open as ``handle``, down to the disk, with the permissions of ``target``."""
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        path.chmod(_mode(target))
        os.fsync(file.fileno())


def _mode(target: Path) -> int:
    with contextlib.suppress(FileNotFoundError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def settle(folder: Path) -> None:
    """See to it that what was renamed in the folder stays so when the power fails, where the system can do that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
