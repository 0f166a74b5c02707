"""Pages by area: the folders that an organisation sorts the pages of one kind into."""

from __future__ import annotations

from collections.abc import Sequence

from stafett.model import Page


def areas(pages: Sequence[Page]) -> dict[str, tuple[Page, ...]]:
    """The pages by the first folder below the one that all of them lie in; "" are those that lie in that itself."""
    folders = [page.path.split("/")[:-1] for page in pages]
    depth = _shared(folders)
    found: dict[str, list[Page]] = {}
    for page, folder in zip(pages, folders, strict=True):
        found.setdefault(folder[depth] if len(folder) > depth else "", []).append(page)
    return {area: tuple(found[area]) for area in sorted(found)}


def _shared(folders: Sequence[list[str]]) -> int:
    """How many folders, counted from the top, all of them have in common."""
    if not folders:
        return 0
    low, high = min(folders), max(folders)
    return next((i for i, part in enumerate(low) if i == len(high) or part != high[i]), len(low))
