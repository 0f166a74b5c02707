"""Which files MkDocs finds, without following a link out of the knowledge base or round and round.

MkDocs walks its folder with every link followed and offers plugins no say: two links to ``.`` make it walk for ever.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from mkdocs.commands import build
from mkdocs.structure import files as mkdocs_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


class WalkingError(RuntimeError):
    """MkDocs does not look for files as expected, so its walk cannot be made safe."""


def guard_walk(refused: Callable[[str], None]) -> Callable[[], None]:
    """Make MkDocs walk safely from now on; call in ``on_pre_build``, and what it returns, the undoing, in ``on_files``.

    ``refused`` is given each link to a folder that is not followed, relative to ``docs_dir``.
    """
    building: Any = build
    structure: Any = mkdocs_files
    original = getattr(building, "get_files", None)
    if original is None or getattr(structure, "os", None) is not os:
        raise WalkingError(
            "mkdocs.commands.build.get_files is not there: use the version of MkDocs in requirements.txt"
        )

    def get_files(config: MkDocsConfig) -> Files:
        patched = _OsWithSafeWalk(str(config.docs_dir), refused)
        structure.os = patched
        try:
            found: Files = original(config)
        finally:
            structure.os = os
        if not patched.walked:
            raise WalkingError("MkDocs did not walk docs_dir as expected: use the version in requirements.txt")
        return found

    def undo() -> None:
        building.get_files = original

    building.get_files = get_files
    return undo


class _OsWithSafeWalk:
    """The module ``os`` for MkDocs' eyes, but for ``walk``."""

    def __init__(self, root: str, refused: Callable[[str], None]) -> None:
        self.root = root
        self.refused = refused
        self.walked = False

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever os has)
        return getattr(os, name)

    def walk(self, top: str, **_: object) -> Iterator[tuple[str, list[str], list[str]]]:
        """As ``os.walk``, with a link to a folder followed only where it stays below the root and loops nowhere."""
        self.walked = True
        for folder, folders, names in os.walk(top, followlinks=False):
            kept = []
            for name in folders:
                path = os.path.join(folder, name)  # noqa: PTH118
                if os.path.islink(path):  # noqa: PTH114
                    self.refused(os.path.relpath(path, self.root).replace(os.sep, "/"))
                else:
                    kept.append(name)
            folders[:] = kept
            yield folder, folders, names
