"""Writes three files and is killed while it does so: at the first thing it asks of the file system, at the second, ...

Run by test_write_all.py as a process of its own. For each point it forks a child that kills itself there, looks at
what is left, lets a later process tidy up, and prints one line of JSON.
"""

import json
import os
import signal
import sys
from pathlib import Path

from stafett.writing import recover, write_all

OLD = {"a.md": b"old a" * 50_000, "folder/b.md": b"old b", "new/deep/c.md": None}
NEW = {"a.md": b"new a" * 50_000, "folder/b.md": b"new b", "new/deep/c.md": b"new c"}
EVENTS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.link")


def held(root: Path) -> dict[str, bytes | None]:
    """What each of the files holds now."""
    return {path: (root / path).read_bytes() if (root / path).exists() else None for path in OLD}


def die_at(point: int) -> None:
    """Kill this process when it asks the file system for the so many-th thing, or wants bytes to be on the disk."""
    left = [point]

    def count() -> None:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    def hook(event: str, _arguments: object) -> None:
        if event in EVENTS:
            count()

    to_disk = os.fsync

    def fsync(handle: int) -> None:
        count()
        to_disk(handle)

    os.fsync = fsync
    sys.addaudithook(hook)


def kinds(root: Path) -> str:
    """Of each file whether it is the old one, the new one, or something else."""
    now = held(root)
    return "".join("o" if now[p] == OLD[p] else "n" if now[p] == NEW[p] else "?" for p in OLD)


def attempt(root: Path, point: int) -> bool:
    """Be killed at a point, and tell; whether that happened at all."""
    root.mkdir()
    for path, data in OLD.items():
        if data is not None:
            (root / path).parent.mkdir(exist_ok=True)
            (root / path).write_bytes(data)
    child = os.fork()
    if not child:
        die_at(point)
        write_all(root, NEW, OLD)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    after = kinds(root)
    if point % 2:
        recover(root)
    else:  # the next to write does it, too
        write_all(root, {"other.md": b"x"}, {"other.md": None})
        (root / "other.md").unlink()
    left = sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())
    folders = sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_dir())
    print(json.dumps({"killed": after, "recovered": kinds(root), "files": left, "folders": folders}))  # noqa: T201
    return os.WIFSIGNALED(status)


if __name__ == "__main__":
    number = 1
    while attempt(Path(sys.argv[1]) / str(number), number):
        number += 1
