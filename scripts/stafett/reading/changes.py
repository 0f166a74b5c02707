"""What changed in a knowledge base's folder since a revision: files, lines, and what the files held before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from stafett.changes import Changes, FileChange
from stafett.messages import N_
from stafett.model import Complaint
from stafett.reading.files import read_file
from stafett.reading.front_matter import MAX_BYTES
from stafett.reading.git import no_filters, read_blobs, run_git

_PLAIN_FILE = "100"  # how the mode of a file begins that is neither a link nor another repository
_NO_BLOB = re.compile("0+")
_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_DIFF = (
    "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "--relative", "--no-abbrev",
)  # fmt: skip
# Telling a renamed file by likeness reads contents, which a partial clone may lack; then by the very same content.
_WAYS = (("--find-renames=50%", "-l2000"), ("--find-renames=100%",))


_Lines = tuple[range, ...] | None


class ChangesError(Exception):
    """It cannot be told what changed; ``message`` is a message id with named places for ``values``."""

    def __init__(self, message: str, **values: str) -> None:
        super().__init__(message.format(**values))
        self.message, self.values = message, values


def read_changes(root: Path, revision: str, wanted: Callable[[str], bool] | None = None) -> Changes:
    """What changed in the folder ``root`` since the newest commit that ``revision`` and HEAD have in common.

    The files as they lie there are compared, so what is not committed, and what git does not know yet but would not
    ignore, counts: it serves at a desk and in CI alike. ``root`` may be any folder of a repository; what lies
    elsewhere in it is left out. ``wanted`` says by path whose bytes are to be read (all where it is None).

    Raises ChangesError where there is no repository, ``revision`` is none or has nothing in common with HEAD.
    """
    base = _common_commit(root, revision)
    entries = _entries(root, base)
    files, blobs = [], {}
    for entry, lines in zip(entries, _shared_out(entries, _ranges(root, base)), strict=True):
        change = _change(entry, lines)
        files.append(change)
        if change.earlier is not None and entry.before:
            blobs[change.earlier] = entry.before
    untracked = frozenset(_untracked(root))
    files += [FileChange(path, None) for path in untracked]
    asked = {path: blob for path, blob in blobs.items() if wanted is None or wanted(path)}
    contents = _contents(root, set(asked.values()))
    before = {path: contents[blob] for path, blob in asked.items() if blob in contents}
    after = _files_of_today(root, (change.path for change in files if not change.gone), wanted)
    settled = sorted(_settled(files, before, after), key=lambda change: (change.path, change.gone))
    return Changes(base, tuple(settled), before, after, untracked)


def _contents(root: Path, ids: set[str]) -> dict[str, bytes]:
    """What git knows under ``ids``, asked for as often as it takes to get all that is to be had."""
    found: dict[str, bytes] = {}
    while more := read_blobs(root, sorted(ids - found.keys()), MAX_BYTES):
        found |= more
    return found


def _common_commit(root: Path, revision: str) -> str:
    if run_git(root, ("rev-parse", "--git-dir")) is None:
        raise ChangesError(
            N_(
                "`--changed-since` needs git, and '{root}' in a repository that git trusts: one that belongs to "
                "whoever runs this, also in a container"
            ),
            root=str(root),
        )
    if revision == "HEAD" and run_git(root, ("rev-parse", "--verify", "--quiet", "HEAD")) is None:
        # Before the first commit everything is new: compared with what git calls a folder without files.
        return _one_line(root, "hash-object", "-t", "tree", "--stdin")
    commit = _one_line(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}") if _is_word(revision) else ""
    if not commit and _shallow(root):
        message = N_(
            "git knows no revision '{revision}' here. The clone is shallow: let it fetch the whole history "
            "(`fetch-depth: 0` on GitHub, `GIT_DEPTH: 0` on GitLab, `fetchDepth: 0` on Azure DevOps)"
        )
        raise ChangesError(message, revision=revision)
    if not commit:
        raise ChangesError(N_("git knows no revision '{revision}' here; name a branch or commit"), revision=revision)
    common = _one_line(root, "merge-base", commit, "HEAD")
    if common:
        return common
    message = (
        N_(
            "the clone is too shallow to tell what changed since '{revision}': let it fetch the whole history "
            "(`fetch-depth: 0` on GitHub, `GIT_DEPTH: 0` on GitLab, `fetchDepth: 0` on Azure DevOps)"
        )
        if _shallow(root)
        else N_("'{revision}' and HEAD have no commit in common, so that it cannot be told what changed")
    )
    raise ChangesError(message, revision=revision)


def _is_word(revision: str) -> bool:
    """Whether the text can be a revision, and is no option of git's, range of commits or path."""
    return (
        bool(re.fullmatch(r"[^\s\0-\x1f\x7f:?*\[\\-][^\s\0-\x1f\x7f:?*\[\\]{0,500}", revision)) and ".." not in revision
    )


def _one_line(root: Path, *arguments: str) -> str:
    found = run_git(root, arguments)
    lines = found[0].decode("ascii", "replace").split() if found else []
    return lines[0] if lines else ""


def _shallow(root: Path) -> bool:
    return _one_line(root, "rev-parse", "--is-shallow-repository") == "true"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of git's raw diff: the earlier blob of a plain file, the letter of what became of it, and its paths."""

    before: str | None
    letter: str
    names: tuple[str, ...]


def _asked(root: Path, base: str, *form: str) -> bytes:
    settings = no_filters(root)
    for way in _WAYS:
        output = run_git(root, (*_DIFF, *way, *form, base, "--", "."), settings=settings)
        if output is not None:
            return output[0]
    raise ChangesError(N_("git could not tell what changed in '{root}'"), root=str(root))


def _entries(root: Path, base: str) -> list[_Entry]:
    tokens = iter(_asked(root, base, "--raw", "-z").decode("utf-8", "surrogateescape").split("\0"))
    found = []
    for line in tokens:
        parts = line.lstrip(":").split(" ")
        if len(parts) != len(("mode", "mode", "blob", "blob", "status")):
            continue
        mode, _, before, _, status = parts
        names = tuple(path for _, path in zip(range(2 if status[0] in "RC" else 1), tokens, strict=False))
        plain = mode.startswith(_PLAIN_FILE) and not _NO_BLOB.fullmatch(before)
        found.append(_Entry(before if plain else None, status[0], names))
    return found


def _change(entry: _Entry, lines: _Lines) -> FileChange:
    gone = entry.letter == "D"
    earlier = None if entry.letter in "AC" else entry.names[0]
    return FileChange(entry.names[-1], earlier, gone, () if gone else None if earlier is None else lines)


def _shared_out(entries: list[_Entry], patches: list[_Lines]) -> list[_Lines]:
    """The patch of each entry: one each, but two where a file became a link, and none of a conflict."""
    needs = [{"T": 2, "U": 0}.get(entry.letter, 1) for entry in entries]
    if sum(needs) != len(patches):
        return [None] * len(entries)
    ends = list(accumulate(needs))
    return [patches[end - 1] if need == 1 else None for need, end in zip(needs, ends, strict=True)]


def _ranges(root: Path, base: str) -> list[_Lines]:
    """The changed lines of each file in the order of git's raw diff; None of a file that is not compared by lines.

    What a file holds cannot be taken for git's own lines: as many lines are passed over as a head of changes names.
    """
    found: list[list[range] | None] = []
    left = 0
    for line in _asked(root, base, "--patch", "--unified=0", "--ignore-cr-at-eol").split(b"\n"):
        if left and not line.startswith(b"\\"):
            left -= 1
        elif line.startswith(b"diff --git "):
            found.append([])
        elif line.startswith(b"Binary files ") and found:
            found[-1] = None
        elif (hunk := _HUNK.match(line)) and found and found[-1] is not None:
            removed, start, added = (int(number) if number else 1 for number in hunk.groups())
            left = removed + added
            found[-1].append(range(start, start + added) if added else range(start + 1, start + 2))
    return [None if lines is None else tuple(lines) for lines in found]


def _untracked(root: Path) -> Iterator[str]:
    found = run_git(root, ("ls-files", "--others", "--exclude-standard", "-z", "--", "."))
    for path in found[0].decode("utf-8", "surrogateescape").split("\0") if found else ():
        # A folder is named where it is a repository of its own.
        if path and not path.endswith("/"):
            yield path


def _files_of_today(root: Path, paths: Iterable[str], wanted: Callable[[str], bool] | None) -> dict[str, bytes]:
    found = {}
    for path in paths:
        if (wanted is None or wanted(path)) and not (root / path).is_symlink():
            data = read_file(root / path)
            if not isinstance(data, Complaint) and len(data) <= MAX_BYTES:
                found[path] = data
    return found


def _settled(
    files: Iterable[FileChange], before: Mapping[str, bytes], now: Mapping[str, bytes]
) -> Iterator[FileChange]:
    """The changes without those of line ends alone; a file that was moved and not yet told to git is one that moved."""
    files = tuple(files)
    lost = {before[change.path]: change for change in files if change.gone and change.path in before}
    moved = {
        change.path: lost.pop(now[change.path])
        for change in files
        if change.earlier is None and change.path in now and now[change.path] in lost
    }
    sources = {change.path for change in moved.values()}
    for change in files:
        if change.path in moved:
            yield FileChange(change.path, moved[change.path].path, lines=())
        elif not (change.gone and change.path in sources) and not _only_line_ends(change, before, now):
            yield change


def _only_line_ends(change: FileChange, before: Mapping[str, bytes], now: Mapping[str, bytes]) -> bool:
    """Whether the file is the same but for how its lines end, which git may have changed when it wrote the file."""
    was, is_now = before.get(change.earlier or ""), now.get(change.path)
    if change.renamed or change.gone or was is None or is_now is None:
        return False
    return was.replace(b"\r\n", b"\n") == is_now.replace(b"\r\n", b"\n")
