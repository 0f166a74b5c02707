"""Which files were only tidied: changed, but saying what they said."""

from __future__ import annotations

from collections.abc import Callable, Container
from pathlib import Path

from stafett.reading.front_matter import MAX_BYTES
from stafett.reading.git import read_blobs
from stafett.reading.history import History

MOST_FILES = 500
"""So many files are looked at, those that were changed last; any other counts as changed."""


def tidied(root: Path, history: History, wanted: Container[str], says: Callable[[str, bytes], str]) -> frozenset[str]:
    """The paths, among those ``wanted``, of files that say at the end of ``history`` what they said at its beginning.

    ``says`` gives a digest of what a file with such a path and content says. Two processes of git, whatever there is
    to compare.
    """
    spans = {
        path: (changes[-1].before, changes[0].after)
        for path, changes in history.by_path.items()
        if changes[-1].before and path in wanted
    }
    spans = dict(list(spans.items())[:MOST_FILES])
    blobs = read_blobs(root, {blob for span in spans.values() for blob in span if blob}, MAX_BYTES)
    return frozenset(
        path
        for path, (first, last) in spans.items()
        if first in blobs and last in blobs and says(path, blobs[first]) == says(path, blobs[last])
    )
